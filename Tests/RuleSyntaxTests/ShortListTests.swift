import RuleSource
import Testing

@Suite("Short lists")
struct ShortListTests {
  @Test("A list holds what an array of the same holds, however many", arguments: 0...4)
  func likeArray(_ count: Int) {
    let texts = (0..<count).map { "text \($0)" }
    var list = ShortList<String>()
    for text in texts { list.append(text) }
    #expect(Array(list) == texts)
    #expect(list.count == count)
    #expect(list.first == texts.first && list.last == texts.last)
    #expect(list.map(\.count) == texts.map(\.count))
    #expect(list.contains { $0 == "text 2" } == texts.contains("text 2"))
    #expect("\(list)" == "\(texts)")
  }

  @Test("One element alone stands in the list itself")
  func alone() {
    guard case .one("a") = ShortList("a"), case .several(let none) = ShortList(String?.none) else {
      Issue.record("the list is made of an array")
      return
    }
    #expect(none.isEmpty)
  }
}
