import RuleChecker
import RuleSchema
import RuleSource
import Testing

@Suite("A rulebook of several files")
struct RulebookTests {
  private let vocabulary = "pipeline P default stage New stage Open stage Closed closed\nproperty n: number\n"

  @Test("Names may be declared in a later file, and a scope ends with its file")
  func severalFiles() {
    let found = outcome(of: [
      (path: "a.rules", text: Array("for pipeline Q\non stage Other do move to Done\n".utf8)),
      (path: "b.rules", text: Array("on stage New when mine do move to Open\n".utf8)),
      (
        path: "c.rules",
        text: Array("\(vocabulary)pipeline Q stage Other stage Done closed\ndefine mine as n is 1\n".utf8)
      ),
    ])
    #expect(found.rendered == "")
    #expect(found.rules?.rules.map(\.pipeline.value) == [1, 0])
  }

  @Test("A label points into the other file")
  func labelElsewhere() {
    let found = outcome(of: [
      (path: "a.rules", text: Array("team X\n".utf8)), (path: "b.rules", text: Array("team X\n".utf8)),
    ])
    #expect(found.rendered.contains("--> b.rules:1:6") && found.rendered.contains("::: a.rules:1:6"))
  }

  @Test("The identity of a nameless rule is the same for any layout")
  func identity() {
    let one = outcome(of: "\(vocabulary)on stage New do set n to 1")
    let other = outcome(of: "\(vocabulary)on stage New # why\n  do set n\n  to 1\n")
    #expect(one.rules?.rules.first?.identity == other.rules?.rules.first?.identity)
    #expect(one.rules?.rules.first?.isNamed == false)
  }

  @Test("A chain of definitions longer than the stack is deep is no trap")
  func longChain() {
    var text = vocabulary + "define d0 as n is 1\n"
    for index in 1...5_000 { text += "define d\(index) as not d\(index - 1)\n" }
    let found = outcome(of: text)
    #expect(found.diagnostics.map(\.code) == ["E0418"])
  }

  @Test("A circle of definitions gives one message")
  func longCircle() {
    var text = vocabulary
    for index in 0..<3_000 { text += "define d\(index) as d\((index + 1) % 3_000)\n" }
    #expect(outcome(of: text).diagnostics.map(\.code) == ["E0223"])
  }

  @Test("Thousands of rules that start differently have no conflict, and thousands that start alike one message each")
  func manyRules() {
    var text = "pipeline P default stage Closed closed\n"
    for index in 0..<1_000 { text += "stage S\(index)\n" }
    for index in 0..<999 { text += "on stage S\(index) do move to S\(index + 1)\n" }
    #expect(outcome(of: text).diagnostics.isEmpty)
    text = vocabulary
    for index in 0..<1_000 { text += "on note added do set n to \(index)\n" }
    let codes = outcome(of: text).diagnostics.map(\.code)
    #expect(codes == Array(repeating: "E0420", count: 999))
  }

  @Test("A rule conflicts with one of hundreds of arms", arguments: [(arms: 200, others: 1), (300, 1), (200, 100)])
  func manyArms(arms: Int, others: Int) {
    var text = vocabulary + "property kind: one of a, b\n"
    text += "on note added when n is 0 do set n to 1\n"
    for index in 1..<arms { text += "otherwise when n is \(index) do set n to \(index + 1)\n" }
    for index in 0..<others { text += "on note added when kind is a and n is \(index) do set n to 9999\n" }
    for index in 0..<others { text += "on note added when kind is b and n is \(index) do set n to 9999\n" }
    #expect(outcome(of: text).diagnostics.map(\.code) == Array(repeating: "E0420", count: 2 * others))
  }
}
