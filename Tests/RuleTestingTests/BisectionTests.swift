import RuleTesting
import Testing

@Suite("A search through versions")
struct BisectionTests {
  @Test("Every row of up to six versions: what is found is a change, and what is not found is none")
  func rows() {
    var wrong: [String] = []
    for count in 0...6 {
      for code in 0..<Int(Array(repeating: 3, count: count).reduce(1, *)) {
        var rest = code
        let row: [Bool?] = (0..<count).map { _ in
          defer { rest /= 3 }
          return [true, false, nil][rest % 3]
        }
        var search = Bisection(count: count) { row[$0] }
        let isRight: Bool
        switch search.search() {
        case .unknown: isRight = row.allSatisfy { $0 == nil }
        case .constant(let answer): isRight = row.contains(answer) && !row.contains(!answer)
        case .changed(let candidates, let before, let after):
          isRight =
            row[candidates.lowerBound - 1] == before && row[candidates.upperBound - 1] == after && before != after
            && candidates.dropLast().allSatisfy { row[$0] == nil }
        }
        if !isRight { wrong.append("\(row)") }
      }
    }
    #expect(wrong.isEmpty)
  }

  @Test("A thousand versions need few questions")
  func effort() {
    var search = Bisection(count: 1000) { $0 >= 613 }
    #expect(search.search() == .changed(candidates: 613..<614, from: false, to: true))
    #expect(search.asked <= 12)
  }
}
