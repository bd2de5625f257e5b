import RuleEngine
import Testing

@Suite("Lines of a stream")
struct EventDecoderTests {
  private let rulebook = Rulebook(program: SampleProgram.program)
  private let lines: [String]

  init() throws {
    let page = try Page.text("grammar/events.md")
    let events = Page.blocks(of: "json", in: page).filter { $0.label == "event" }.map(\.body)
    let refused = Page.blocks(of: "text", in: page).filter { $0.label == "refused" }
      .flatMap { $0.body.split(separator: "\n").map(String.init) }
    // A refused line between any two events, and every event again after others.
    lines = events.flatMap { event in [event] + refused + [event] } + events.reversed()
  }

  private func described(_ line: String, _ decoder: inout EventDecoder) -> String {
    do { return SampleProgram.describe(try decoder.event(from: Array(line.utf8))) } catch {
      return "problem: \(error.reason)"
    }
  }

  @Test("A line is read as if it was the first, whatever was read before")
  func memory() {
    var decoder = EventDecoder(rulebook)
    #expect(lines.map { described($0, &decoder) } == lines.map(SampleProgram.describe))
  }

  @Test("An event that is kept stays what it was")
  func kept() {
    var decoder = EventDecoder(rulebook)
    let kept = lines.compactMap { try? decoder.event(from: Array($0.utf8)) }
    #expect(kept.map(SampleProgram.describe) == lines.map(SampleProgram.describe).filter { !$0.hasPrefix("problem") })
    #expect(kept.count > 20)
  }

  @Test(
    "However many values a line has, it is read to the end",
    arguments: [0, 1, 2, 3, 7, 30, 31, 32, 33, 100, 10_000])
  func manyValues(count: Int) {
    var decoder = EventDecoder(rulebook)
    let event = #"{"id":1,"at":"2026-01-05T08:12:00Z","ticket":{"id":"t","stage":"1"}"#
    _ = described(event + "}", &decoder)
    let list = Array(repeating: "0", count: count).joined(separator: ",")
    let members = (0..<count).map { #""\#($0)":[]"# }.joined(separator: ",")
    for value in ["[\(list)]", "{\(members)}"] {
      #expect(described(event + #","x":\#(value),"created":true}"#, &decoder) == "ticket t, stage=#1, created")
      #expect(
        described(event + #","x":\#(value),"created":true"#, &decoder).hasSuffix("the line ends inside an object"))
    }
  }
}
