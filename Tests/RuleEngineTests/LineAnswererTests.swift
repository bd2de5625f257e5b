import RuleCompiler
import RuleEngine
import RuleSource
import Testing

@Suite("Text in, text out")
struct LineAnswererTests {
  private let rulebook: Rulebook
  private let text: [UInt8]

  init() throws {
    rulebook = try #require(
      StateRulebook.compiled([
        StateRulebook.vocabulary,
        """
        rule "New" on ticket created do notify team "Tier 1" "new"
        rule "Urgent" on ticket created when priority is High do notify team "Tier 2" "urgent" then add note "urgent"
        rule "Again" on priority becomes High do notify team "Tier 1" "new"
        rule "Waiting" on stage Waiting do notify owner "waits"
        rule "Late" on stage Waiting when amount is above 5 do set labels to urgent
        """,
      ]))
    var lines = ""
    for number in 0..<200 {
      let priority = number.isMultiple(of: 3) ? "HIGH" : "LOW"
      let ticket =
        #"{"id":"t\#(number)","stage":"\#(1 + number % 2)","owner":"ann","properties":{"prio":"\#(priority)","amount":\#(number % 11)}}"#
      let facet = number.isMultiple(of: 2) ? #""created":true"# : #""before":{"stage":"1","prio":"LOW"}"#
      lines += #"{"id":"e\#(number)","at":"2026-01-05T08:12:00Z","ticket":\#(ticket),\#(facet)}"# + "\n"
      if number.isMultiple(of: 17) { lines += "\n  \n" }
      if number.isMultiple(of: 29) { lines += "{\"id\":\n" }
      if number.isMultiple(of: 31) { lines += "\r\n" }
    }
    text = Array(lines.utf8)
  }

  @Test("Each line is answered as a step from empty state answers it")
  func lines() {
    var expected = ""
    for line in text.split(separator: UInt8(ascii: "\n")) {
      guard let event = try? rulebook.event(from: Array(line)) else { continue }
      for action in rulebook.step(event, from: TicketState()).actions { expected += action.json + "\n" }
    }
    var answerer = LineAnswerer(rulebook)
    var output: [UInt8] = []
    let refusals = answerer.answer(text[...], into: &output)
    #expect(String(decoding: output, as: UTF8.self) == expected)
    #expect(expected.count > 10_000)
    let lines = text.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
    let refused = lines.indices.filter { lines[$0].elementsEqual(#"{"id":"#.utf8) }
    #expect(refusals.map(\.line) == refused.map { $0 + 1 })
    #expect(refusals.count == 7)
  }

  @Test("A text that is split among workers and put together again is answered the same", arguments: [1, 2, 3, 7, 500])
  func workers(count: Int) async {
    var alone = LineAnswerer(rulebook)
    var output: [UInt8] = []
    let refusals = alone.answer(text[...], into: &output)
    let answerer = BulkAnswerer(rulebook, workers: count)
    // Twice: what the workers remember of the first text must not show in the second.
    for text in [text, Array(text.dropLast())] {
      let split = await answerer.answers(to: text)
      #expect(split.output == output)
      #expect(split.refusals.map(\.line) == refusals.map(\.line))
    }
  }

  @Test("A text without a line is answered with nothing", arguments: [0, 1, 4])
  func emptyText(count: Int) async {
    let answerer = BulkAnswerer(rulebook, workers: count)
    for text in ["", "\n\n \n"] {
      let answer = await answerer.answers(to: Array(text.utf8))
      #expect(answer.output.isEmpty && answer.refusals.isEmpty)
    }
  }
}
