import RuleCompiler
import RuleEngine
import RuleSource
import Testing

@Suite("grammar/state-format.md")
struct TicketStateTests {
  static let pageBytes: [UInt8] = {
    let blocks = (try? Page.blocks(of: "json", in: Page.text("grammar/state-format.md"))) ?? []
    return Array((blocks.first?.body ?? "").split(separator: "\n").joined().utf8)
  }()

  /// State after each of a ticket's lines: every part of the format occurs in one of them.
  static func states() throws -> [TicketState] {
    var state = TicketState()
    var key = ""
    return try StateRulebook.lines.map { line in
      let line = line.replacing("KEY", with: key)
      let step = StateRulebook.rulebook.step(try StateRulebook.rulebook.event(from: Array(line.utf8)), from: state)
      state = step.state
      key = step.actions.first { $0.rule == "While" && $0.kind.word == "arm_timer" }?.key ?? key
      return state
    }
  }

  @Test("The state of the page is read, and written as it stands there")
  func page() throws {
    let rulebook = Rulebook(program: SampleProgram.program)
    let state = try TicketState(encoded: Self.pageBytes, for: rulebook)
    #expect(
      String(decoding: state.encoded(by: rulebook), as: UTF8.self) == String(decoding: Self.pageBytes, as: UTF8.self))
    #expect(!Self.pageBytes.isEmpty)
  }

  @Test("State is read again as it was, with every part of the format")
  func roundTrip() throws {
    let states = try Self.states() + [TicketState()]
    var names: Set<String> = []
    for state in states {
      let bytes = state.encoded(by: StateRulebook.rulebook)
      let text = String(decoding: bytes, as: UTF8.self)
      names.formUnion(StateRulebook.names.filter { text.contains("\"\($0)\":") })
      let read = try TicketState(encoded: bytes, for: StateRulebook.rulebook)
      #expect(read.encoded(by: StateRulebook.rulebook) == bytes)
      let isSame = read == state || state == TicketState()
      #expect(isSame, "\(text)")
    }
    #expect(StateRulebook.names.filter { !names.contains($0) } == [])
  }

  @Test("State cut short anywhere is refused")
  func truncation() throws {
    let bytes = try #require(Self.states().last).encoded(by: StateRulebook.rulebook)
    let read = (0..<bytes.count).filter { length in
      (try? TicketState(encoded: Array(bytes.prefix(length)), for: StateRulebook.rulebook)) != nil
    }
    #expect(read == [])
  }

  @Test("State changed at random is refused or read, and nothing traps", arguments: UInt64(1)...4)
  func mutation(seed: UInt64) throws {
    var generator = SplitMix64(seed: seed)
    let events = try StateRulebook.lines.suffix(6).map { try StateRulebook.rulebook.event(from: Array($0.utf8)) }
    let originals = try Self.states().map { $0.encoded(by: StateRulebook.rulebook) }
    let pieces = [
      "null", "[]", "{}", "-1", "1e999", "\"\"", "true", "[[]]", "\"9999-12-31T23:59:59.999999Z\"", ":", "[",
    ]
    var accepted = 0
    for _ in 0..<300 {
      var bytes = originals[Int.random(in: originals.indices, using: &generator)]
      for _ in 0..<Int.random(in: 1...3, using: &generator) {
        let index = Int.random(in: bytes.indices, using: &generator)
        switch Int.random(in: 0..<4, using: &generator) {
        case 0: bytes[index] = UInt8.random(in: 0x20...0x7e, using: &generator)
        case 1: bytes.remove(at: index)
        case 2:
          // A whole value: what stands between two colons or commas.
          let start = bytes[..<index].lastIndex { $0 == UInt8(ascii: ":") || $0 == UInt8(ascii: ",") } ?? index
          let end = bytes[index...].firstIndex { $0 == UInt8(ascii: ",") || $0 == UInt8(ascii: "}") } ?? index
          let piece = pieces[Int.random(in: pieces.indices, using: &generator)]
          if start < end { bytes.replaceSubrange((start + 1)..<end, with: Array(piece.utf8)) }
        default: bytes[index] = UInt8.random(in: 0x30...0x39, using: &generator)
        }
      }
      guard let state = try? TicketState(encoded: bytes, for: StateRulebook.rulebook) else { continue }
      accepted += 1
      for event in events {
        let step = StateRulebook.rulebook.step(event, from: state)
        _ = step.state.encoded(by: StateRulebook.rulebook)
      }
    }
    #expect(accepted > 20)
  }

  static let refused: [(String, String)] = [
    ("", "this is no ticket state: bad JSON at byte 1: the line ends where a value is expected"),
    ("[]", "this is no ticket state: it is no JSON object"),
    ("{}", "this is no ticket state: it has no version"),
    (#"{"v":0}"#, "this is no ticket state: it has no version"),
    (#"{"v":"x"}"#, "this is no ticket state: it has no version"),
    (#"{"v":2}"#, "this ticket state has format version 2, which is newer than 1, so update the engine"),
    (#"{"v":1,"ticket":[]}"#, "this is no ticket state: it is no JSON object"),
  ]

  @Test("Other bytes are refused with a reason", arguments: refused)
  func refusal(_ text: String, _ message: String) {
    do {
      _ = try TicketState(encoded: Array(text.utf8), for: StateRulebook.rulebook)
      Issue.record("it was read")
    } catch {
      #expect(error.description == message)
    }
  }

  @Test("Names that are not known are ignored")
  func unknownNames() throws {
    let known = #"{"v":1,"family":"8812"}"#
    let more = #"{"later":{"x":[1]},"v":1,"family":"8812","ticket2":7}"#
    let states = try [known, more].map { try TicketState(encoded: Array($0.utf8), for: StateRulebook.rulebook) }
    #expect(states[0] == states[1])
  }
}
