import RuleEngine
import RuleSource
import Testing

/// Lines are read in one pass where they are plain, from their tree where they are not: that must not be seen.
@Suite("Plain lines")
struct PlainLineTests {
  private static let trees = EventReader(program: SampleProgram.program, readsPlainLines: false)

  /// What the tree of a line says, in every detail.
  private static func treeVerdict(_ line: [UInt8]) -> String {
    do { return words(try trees.event(from: line)) } catch { return error.reason }
  }

  /// What is made of a line of a stream.
  private static func verdict(_ line: [UInt8], _ decoder: inout EventDecoder) -> String {
    do { return words(try decoder.event(from: line)) } catch { return error.reason }
  }

  @Test(
    "Numbers of all lengths, and what is none",
    arguments: [
      "0", "00", "01", "7", "10", "99", "123456", "1234567", "01234567", "12345678", "123456789012345678", "1 ", "1\t",
      "1.5", "12e3", "1234567.25", "-3", "-0", "1.", "1e", "12a", "1:", "12/", "123\u{0}", "1\"", "+1", "0x1",
    ])
  func numbers(number: String) {
    var decoder = EventDecoder(Rulebook(program: SampleProgram.program))
    for rest in ["}", #","amount_2":12}"#, #","subject":"long enough to have words behind the number"}"#] {
      let line = Array(
        #"{"id":"e","at":"2026-01-05T09:12:00Z","ticket":{"id":"t","stage":"1","properties":{"amount":\#(number)\#(rest)}}"#
          .utf8)
      #expect(Self.verdict(line, &decoder) == Self.treeVerdict(line))
    }
  }

  private static func words(_ event: Event) -> String {
    """
    \(event.id) \(event.at.iso8601) \(event.cause ?? "-") \(event.timer ?? "-") \(event.isCreation)
    \(event.actor.map { "\($0.kind) \($0.id ?? "-") \($0.email ?? "-")" } ?? "nobody")
    \(event.message.map(words) ?? "no message")
    \(event.changes.map { "\($0.slot.index) \($0.before)" })
    \(event.subject)
    """
  }

  private static func words(_ message: Event.Message) -> String {
    """
    \(message.id ?? "-") \(message.kind) \(message.direction) \(message.origin) \(message.thread ?? "-") \
    \(message.from ?? "-") \(message.to ?? ["-"]) \(message.cc) \(message.subject ?? "-") \(message.text ?? "-") \
    \(message.isAutomatic) \(message.wantsNoAnswer) \(message.isDeliveryFailure)
    """
  }

  /// The lines of the page, and some with more of everything.
  private static let lines: [[UInt8]] = {
    guard let page = try? Page.text("grammar/events.md") else { return [] }
    let events = Page.blocks(of: "json", in: page).filter { $0.label == "event" }.map(\.body)
    let refused = Page.blocks(of: "text", in: page).filter { $0.label == "refused" }
      .flatMap { $0.body.split(separator: "\n").map(String.init) }
    let more = [
      #"{"id":"e","at":"2026-01-05T09:12:00Z","actor":{"kind":"agent","id":"c","email":"A <a@b>"},"ticket":{"id":"t","pipeline":"0","stage":"2","thread":"T","contact":{"id":"c","email":"<x@y>","language":"de","name":"J\u00f6 \"x\""},"properties":{"priority":"High","hs_ticket_priority":"LOW","amount":12,"subject":"a\nb","due_date":"2026-02-01","answered":"2026-01-05T08:00:00.5+02:00","vip":true,"backup":"ann","owner":"jo","created":"2026-01-01T00:00:00Z"}},"before":{"stage":"1","subject":"a\nb","priority":null},"message":{"id":"m","kind":"email","origin":"ticket","direction":"out","thread":"T","from":"a@b, c@d","to":["x@y","Z <z@y>"],"cc":"q@r;s@t","subject":"R\u00e9","text":"π — ok"}}"#,
      #"{"timer":"k","cause":"","created":true,"ticket":{"properties":{"vip":"false","amount":"7","labels":["stale"]},"owner":{"id":"","email":"J <j@k>"},"followers":["a",7,null,{"email":"e@f"}],"creator":"me","cc":["a@b"],"since":"2026-01-01T00:00:00Z","family":"f","company":{"tier":"gold"},"team":"Tier 2","inbox":"help@acme.example","channel":"chat","closed":null,"stage":"Closed","id":5},"actor":{"kind":"contact"},"at":"2026-01-05T09:12:00Z","id":7,"x":[{"y":[1,-2.5e3,"\ud83d\ude00",true,null]}],"message":{"kind":"bounce","direction":"in","automatic":false,"no_answer":true}}"#,
      #"{"id":"e","at":"2026-01-05T09:12:00Z","ticket":{"id":"t","stage":"1","created":1767600000000,"properties":{"amount":-12.50,"amount_2":"0.1","labels":["net","stale","net"],"answered":-5}},"message":{"direction":"in","headers":{"Received":["a","b"],"Auto-Submitted":"no","List-Id":"<x>","Precedence":["bulk",null],"X":null}}}"#,
      #"{"id":"e","at":"2026-01-05T09:12:00Z","ticket":{"id":"t","stage":"1","properties":{"amount":1e3,"amount_2":"+5","labels":"stale"}},"message":{"direction":"in","headers":{"RETURN-PATH":"<>","from":"MAILER-DAEMON@x"}}}"#,
      #"{ "id" : "e" , "at" : "2026-01-05T09:12:00Z" , "ticket" : { "id" : "t" , "pipeline" : "nowhere" , "stage" : {} } }"#,
    ]
    return (events + more + events + more + refused + events).map { Array($0.utf8) }
  }()

  /// What lines are cut and filled with.
  private static let pieces: [[UInt8]] =
    [
      "\"", "\\", "{", "}", "[", "]", ",", ":", " ", "\n", "0", "-", ".", "e", "null", "true", "false", "1e400", "-0",
      "123456789012345", "1234567890123456", "007", "0.30000000000004", "-0.0", "9.", ".5", "1e-3", "\"\"",
      "\"\\u0041\"", "\"\\ud800\"", "\"\\ud83d\\ude00\"",
      "\\u0000",
      "ä", "\u{1F600}", "{}", "[]", "[[]]", ",\"id\":1", ",\"stage\":\"1\"", ",\"owner\":\"x\"", "\"properties\":{}",
      ",\"priority\":\"Low\"", "\"contact\":null", "\"2026-02-29\"", "\"2026-01-05T24:00:00Z\"",
      "\"labels\":\"net;stale\"",
      "\"before\":{\"pipeline\":\"77\"}", "\"in\"", "\"note\"", "\"id\"", "\"email\"", "\"i\\u0064\":",
    ].map { Array($0.utf8) }
    + [[0], [0x1f], [0x7f], [0x80], [0xc3], [0xc0, 0xaf], [0xed, 0xa0, 0x80], [0xf4, 0x90, 0x80, 0x80], [0xff]]

  @Test("A line and its tree say the same", arguments: 1...8)
  func mutated(seed: UInt64) {
    var random = SplitMix64(seed: seed)
    var decoder = EventDecoder(Rulebook(program: SampleProgram.program))
    var (wrong, accepted): ([String], Int) = ([], 0)
    for _ in 0..<1500 {
      var line = Self.lines[random.below(Self.lines.count)]
      for _ in 0..<random.below(4) { Self.mutate(&line, &random) }
      let verdict = Self.verdict(line, &decoder)
      if verdict != Self.treeVerdict(line) { wrong.append(String(decoding: line, as: UTF8.self)) }
      if verdict.contains("\n") { accepted += 1 }
    }
    #expect(wrong == [])
    #expect(accepted > 200)
  }

  private static func mutate(_ line: inout [UInt8], _ random: inout SplitMix64) {
    guard !line.isEmpty else { return }
    let start = random.below(line.count)
    let end = min(line.count, start + random.below(9))
    let piece = pieces[random.below(pieces.count)]
    switch random.below(6) {
    case 0: line.removeSubrange(start..<end)
    case 1: line.replaceSubrange(start..<start, with: piece)
    case 2: line.replaceSubrange(start..<end, with: piece)
    case 3: line[start] = UInt8(truncatingIfNeeded: random.below(256))
    case 4: line.removeSubrange(start...)
    default:
      // A stretch between two quotes, for one between two others: whole names and values change places.
      let quotes = line.indices.filter { line[$0] == UInt8(ascii: "\"") }
      guard quotes.count > 3 else { return }
      let (from, to) = (random.below(quotes.count - 2), random.below(quotes.count - 2))
      let stretch = Array(line[quotes[from]..<quotes[from + 1 + random.below(2)]])
      line.replaceSubrange(quotes[to]..<quotes[to + 1], with: stretch)
    }
  }

  @Test("Every text of JSONTestSuite, inside of a line", .enabled(if: SharedData.has("json/test_parsing")))
  func jsonTestSuite() throws {
    let places = [
      #"{"id":1,"at":"2026-01-05T08:12:00Z","ticket":{"id":"t","stage":"1"},"x":@}"#,
      #"{"id":1,"at":"2026-01-05T08:12:00Z","ticket":{"id":"t","stage":"1","properties":{"subject":@,"amount":1}}}"#,
      #"{"id":1,"at":"2026-01-05T08:12:00Z","ticket":{"id":"t","stage":"1","properties":{"amount":@}}}"#,
      #"{"id":@,"at":"2026-01-05T08:12:00Z","ticket":{"id":"t","stage":"1"}}"#,
    ]
    var decoder = EventDecoder(Rulebook(program: SampleProgram.program))
    var wrong: [String] = []
    for name in SharedData.names(in: "json/test_parsing") {
      let text = try #require(SharedData.bytes("json/test_parsing/" + name))
      for place in places {
        let parts = Array(place.utf8).split(separator: UInt8(ascii: "@"))
        let line = Array(parts[0]) + text + Array(parts[1])
        let verdict = Self.verdict(line, &decoder)
        if verdict != Self.treeVerdict(line) { wrong.append(name) }
        let isJSON = !verdict.hasPrefix("bad JSON")
        // Texts that are two values, or none, may be one with what stands around them.
        if name.hasPrefix("y_"), !isJSON { wrong.append(name) }
        if name.hasPrefix("n_"), isJSON, !verdict.contains("\n") { continue }
        if name.hasPrefix("n_"), isJSON { wrong.append(name) }
      }
    }
    #expect(wrong == [])
  }

  @Test("A line that is cut short, and one that goes on with zeros: they are what stands behind a line in memory")
  func ends() {
    var decoder = EventDecoder(Rulebook(program: SampleProgram.program))
    for line in Self.lines {
      for count in max(0, line.count - 40)...line.count {
        for zeros in [0, 1, 33] {
          let bytes = Array(line[..<count]) + Array(repeating: 0, count: zeros)
          #expect(Self.verdict(bytes, &decoder) == Self.treeVerdict(bytes))
        }
      }
    }
  }

  @Test("As deep as trees may be, and deeper", arguments: [500, 509, 510, 511, 512, 513, 600])
  func deep(depth: Int) {
    let value = String(repeating: "[", count: depth) + String(repeating: "]", count: depth)
    var decoder = EventDecoder(Rulebook(program: SampleProgram.program))
    for place in [#""x":\#(value),"id":"t""#, #""id":"t","properties":{"x":\#(value)}"#] {
      let line = Array(#"{"id":1,"at":"2026-01-05T08:12:00Z","ticket":{"stage":"1",\#(place)}}"#.utf8)
      #expect(Self.verdict(line, &decoder) == Self.treeVerdict(line))
    }
  }
}
