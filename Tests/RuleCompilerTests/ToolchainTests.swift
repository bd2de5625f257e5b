import RuleCompiler
import RuleEngine
import RuleSource
import Testing

@Suite("From rules to a compiled rulebook")
struct ToolchainTests {
  static let vocabulary = """
    portal "Acme" edition professional in "Europe/Berlin"
    pipeline "Support Pipeline" id "0" default
      stage New                  id "1"
      stage "Waiting on contact" id "2"
      stage "Waiting on us"      id "3"
      stage Closed               id "4" closed
    pipeline Billing
      stage Open
      stage Paid closed
    property priority id "hs_ticket_priority": ordered one of Low id "LOW", Medium id "MEDIUM", High id "HIGH"
    property labels: set of stale, "area/network", "area/policy", "lang/de"
    property amount: number
    property subject: text
    property "due date": date
    property vip: flag
    property backup: person
    property contact.language: one of en, de
    team "Tier 2"
    inbox "Support inbox" email "help@acme.example"
    template Reminder
    list "Free mail": "*@mail.example", "*@free.example"
    """

  static let rules = """
    for pipeline "Support Pipeline"

    on new conversation in inbox "Support inbox" do create ticket in stage New with priority Low
    on email sent to contact do move to "Waiting on contact"
    on stage New do send ticket notification to contact

    rule "Gone" off
      on closed
      do add note "never"

    rule "Reply reopens"
      on reply from contact
      do move to "Waiting on us"

    rule "Late thanks" overrides "Reply reopens", "Gone"
      on reply from contact
      when stage is Closed and closed is more than 14 days ago
      do create ticket in stage New

    define urgent as priority is at least High   # a comment
      or subject contains "outage # 1"

    rule "Escalate"
      on priority changed or labels gained stale
      once per ticket
      only if not (urgent and vip)
      when urgent and (not vip or backup is known)
      do notify its backup "urgent: {subject}" then add note "urgent: {subject}"
      otherwise when labels has any matching "area/*" do remove all matching "area/*" from labels
      otherwise when "due date" is before 2026-03-01 do set "due date" to 2 weeks from now
      otherwise do assign to team "Tier 2"
    """

  static func files(_ texts: [String]) -> [SourceFile] {
    texts.enumerated().map { SourceFile(path: "\($0.offset).rules", bytes: Array($0.element.utf8)) }
  }

  /// The compiled rulebook of these texts, or what is wrong with them.
  static func compile(_ texts: [String]) throws -> [UInt8] {
    let compiled = Toolchain.compile(files(texts))
    guard let output = compiled.output else { throw Failure(messages: compiled.diagnostics.map(\.message)) }
    return output.bytes
  }

  struct Failure: Error { let messages: [String] }

  @Test("A rulebook in words, as inspect prints it")
  func golden() throws {
    let bytes = try Self.compile([Self.vocabulary, Self.rules])
    let file = try ProgramFile(decoding: bytes)
    try Golden.expect(Inspection.text(of: file, size: bytes.count), is: "inspect-support-desk.txt")
  }

  @Test("The same rules give the same bytes, however they are laid out")
  func sameBytes() throws {
    let bytes = try Self.compile([Self.vocabulary, Self.rules])
    #expect(try Self.compile([Self.vocabulary, Self.rules]) == bytes)
    let airy = Self.rules.replacing(" and ", with: " and\n\t# why\n   ").replacing("\n", with: "\r\n")
    #expect(try Self.compile([Self.vocabulary, airy]) == bytes)
  }

  @Test("What is compiled passes the verifier and is read again as it was")
  func roundTrip() throws {
    let compiled = Toolchain.compile(Self.files([Self.vocabulary, Self.rules]))
    let output = try #require(compiled.output)
    #expect(try ProgramFile(decoding: output.bytes).program == output.program)
  }

  @Test("A large rulebook is handed over in blocks, which together are its file")
  func blocks() throws {
    let rules = (1...3_000).map { number in
      "rule \"Close \(number)\" on closed do add note \"closed by rule \(number): {subject}\"\n"
    }
    let files = Self.files([Self.vocabulary, "for pipeline \"Support Pipeline\"\n" + rules.joined()])
    let output = try #require(Toolchain.compile(files, advising: false).output)
    var blocks: [[UInt8]] = []
    let size = output.write { block in blocks.append(block.indices.map { block[$0] }) }
    #expect(blocks.count > 2)
    #expect(blocks.reduce(0) { $0 + $1.count } == size)
    #expect(blocks.flatMap(\.self) == output.bytes)
  }

  @Test("Rules that are off are gone, also where they are overridden")
  func offRules() throws {
    let program = try ProgramFile(decoding: try Self.compile([Self.vocabulary, Self.rules])).program
    #expect(program.rules.map(\.identity).suffix(3) == ["Reply reopens", "Late thanks", "Escalate"])
    #expect(program.rules.map(\.overrides) == [[], [], [], [], [3], []])
  }

  @Test("Equal tests and equal texts are stored once")
  func interned() throws {
    let program = try ProgramFile(decoding: try Self.compile([Self.vocabulary, Self.rules])).program
    #expect(program.texts.count == 1)
    #expect(program.tests.count == Set(program.tests).count)
    #expect(program.branches.count > program.tests.count)
  }

  // All ways to combine three tests, deep enough for `and` in `or` in `and`, and the truth each must have.
  static let formulas: [(String, @Sendable (Bool, Bool, Bool) -> Bool)] = [
    ("vip", { a, _, _ in a }),
    ("not vip", { a, _, _ in !a }),
    ("vip and backup is known", { a, b, _ in a && b }),
    ("vip or backup is known", { a, b, _ in a || b }),
    ("not (vip and not backup is known)", { a, b, _ in !(a && !b) }),
    ("(vip or backup is known) and owner is known", { a, b, c in (a || b) && c }),
    ("(vip and backup is known) or not owner is known", { a, b, c in (a && b) || !c }),
    ("not (vip or (not backup is known and owner is known))", { a, b, c in !(a || (!b && c)) }),
    (
      "(vip or owner is known) and (not vip or backup is known) and (not owner is known or vip)",
      { a, b, c in (a || c) && (!a || b) && (!c || a) }
    ),
    (
      "vip and (backup is known or not (owner is known and (vip or not backup is known)))",
      { a, b, c in a && (b || !(c && (a || !b))) }
    ),
  ]

  @Test("Branches hold exactly where the condition holds", arguments: formulas)
  func truth(_ condition: String, _ truth: @Sendable (Bool, Bool, Bool) -> Bool) throws {
    let rule = "on closed when \(condition) do add note \"x\""
    let program = try ProgramFile(decoding: try Self.compile([Self.vocabulary, rule])).program
    let lowered = try #require(program.rules[0].arms[0].condition)
    let cases = (0..<8).map { (a: $0 & 1 != 0, b: $0 & 2 != 0, c: $0 & 4 != 0) }
    let found = cases.map { values in
      var at = lowered.branches.lowerBound
      while true {
        let branch = program.branches[at]
        let holds =
          branch.text == "vip" ? values.a : branch.text == "backup is known" ? values.b : values.c
        switch holds ? branch.ifTrue : branch.ifFalse {
        case .accept: return true
        case .reject: return false
        case .branch(let next): at = next
        }
      }
    }
    #expect(found == cases.map { truth($0.a, $0.b, $0.c) })
  }

  @Test("A zone that does not exist is an error at the portal or the calendar, each once")
  func zones() throws {
    let text = Self.vocabulary.replacing("Europe/Berlin", with: "Europe/Bärlin")
    let rule = "on closed do add note \"x\""
    let errors = { (compiled: Toolchain.Compiled) in compiled.diagnostics.filter { $0.severity == .error } }
    #expect(errors(Toolchain.compile(Self.files([text, rule]))).map(\.code) == ["E0491"])
    let calendars =
      "calendar A in \"Mars/Base\" Monday 09:00 to 10:00\ncalendar B in \"Mars/Base\" Monday 09:00 to 10:00\n"
    let several = Toolchain.compile(Self.files([text, calendars + rule]))
    #expect(
      errors(several).map(\.message) == ["Europe/Bärlin", "Mars/Base"].map { "there is no time zone `\($0)`" })
    let missing = Toolchain.compile(Self.files([Self.vocabulary, rule]), zones: ZoneReader(folder: "/nowhere"))
    #expect(errors(missing).map(\.message) == ["there is no time zone database in `/nowhere`"])
  }
}
