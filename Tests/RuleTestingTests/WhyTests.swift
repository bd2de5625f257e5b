import Foundation
import RuleCompiler
import RuleEngine
import RuleSource
import RuleTesting
import Testing

@Suite("What is said to make a rule fire makes it fire")
struct WhyTests {
  private static let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent()

  private static let logs = [
    ("samples/support-desk", "samples/support-desk/events.ndjson"),
    ("samples/it-incidents", "samples/it-incidents/events.ndjson"),
    ("Tests/CommandTests/Fixtures/why", "Tests/CommandTests/Fixtures/why/log.ndjson"),
  ]

  @Test("Each proposed change of an event, replayed by a memory of its own, fires the rule", arguments: logs)
  func proposals(rules: String, log: String) throws {
    let files = try Toolchain.load(paths: [Self.root.appendingPathComponent(rules).path])
    let program = try #require(Toolchain.compile(files).output).program
    let text = try String(contentsOf: Self.root.appendingPathComponent(log), encoding: .utf8)
    var finder = WhyFinder(program: program)
    var memory = TicketMemory(rulebook: Rulebook(program: program))
    var proposed = 0
    var wrong: [String] = []
    for line in text.split(separator: "\n") {
      guard let event = try? finder.event(from: Array(line.utf8)) else { continue }
      while let timer = finder.timerDue(before: event) {
        finder.follow(timer)
        _ = memory.handle(timer)
      }
      let report = finder.report(on: event, line: 1)
      for silence in report.silences {
        let name = program.rules[silence.rule].identity
        for changed in silence.suggestions.flatMap(\.events) {
          proposed += 1
          var replay = memory
          let fired = replay.handle(changed, tracing: true).trace.contains { entry in
            guard entry.rule == name else { return false }
            switch entry.verdict {
            case .fired, .firedRow: return true
            default: return false
            }
          }
          if !fired { wrong.append("\(event.id): \(name)") }
        }
      }
      _ = memory.handle(event)
    }
    #expect(wrong == [])
    #expect(proposed > 10)
  }

  private static let desk = """
    pipeline Desk default stage New stage Closed closed
    pipeline Other stage First stage Done closed
    property labels: set of red, blue
    property seen: time
    property due: date
    property start: date
    property subject: text
    rule "Owner" on note added when owner changed and owner.email is known do add note "x"
    rule "Seen" on note added when seen is after value of due do add note "x"
    rule "Due" on note added when due is before value of start and due is more than 1 day ago do add note "x"
    rule "Red" on note added when labels has red do add note "x"
    rule "Text" on note added when subject contains "out" and subject matches "*age" do add note "x"
    rule "Closed" on note added when stage is Closed and closed is less than 1 hour ago do add note "x"
    rule "Moved" on note added when pipeline changed do add note "x"
    rule "Today" on note added when seen is today do add note "x"
    """

  /// What `rule` needs to fire for the last of `lines`.
  private func needs(_ rule: String, _ lines: String...) throws -> [[String]] {
    let files = [SourceFile(path: "desk.rules", bytes: Array(Self.desk.utf8))]
    let program = try #require(Toolchain.compile(files).output).program
    var finder = WhyFinder(program: program)
    for line in lines.dropLast() { finder.follow(try finder.event(from: Array(line.utf8))) }
    let last = try finder.event(from: Array(#require(lines.last).utf8))
    let silences = finder.report(on: last, line: nil).silences
    return silences.filter { program.rules[$0.rule].identity == rule }.flatMap(\.suggestions).map {
      $0.changes.map(\.phrase)
    }
  }

  private static func note(at hour: String, _ ticket: String) -> String {
    #"{"id":"\#(hour)","at":"2026-01-05T\#(hour):00:00Z","ticket":{"id":"t","pipeline":"Desk","stage":"New",\#(ticket)},"message":{"kind":"note"}}"#
  }

  @Test("An owner who stays keeps what the line tells of them")
  func ownerStays() throws {
    let needs = try needs("Owner", Self.note(at: "08", #""owner":{"id":"jo","email":"jo@a.example"}"#))
    #expect(needs.map(\.count) == [1])
  }

  @Test("A time is moved past a date")
  func timeAfterDate() throws {
    #expect(try needs("Seen", Self.note(at: "08", #""properties":{"due":"2026-03-01"}"#)) == [["seen after due"]])
  }

  @Test("One field is enough where it is looked at twice, once beside another")
  func sharedField() throws {
    let needs = try needs("Due", Self.note(at: "08", #""properties":{"due":"2026-02-02","start":"2026-02-01"}"#))
    #expect(needs == [["due before start and more than 1 day ago"]])
  }

  @Test("Of a late line what it says to have changed is taken, and nothing else")
  func lateLine() throws {
    let needs = try needs("Red", Self.note(at: "09", #""owner":"jo""#), Self.note(at: "08", #""owner":"jo""#))
    #expect(needs == [["labels changed from no value to red"]])
  }

  @Test("Of a late line today is the newest line's")
  func lateToday() throws {
    let newest = Self.note(at: "09", #""owner":"jo""#).replacing("01-05", with: "01-08")
    #expect(try needs("Today", newest, Self.note(at: "08", #""owner":"jo""#)).map(\.count) == [1])
  }

  @Test("One text may be what a glob matches and hold a word besides")
  func globAndWord() throws {
    let needs = try needs("Text", Self.note(at: "08", #""owner":"jo""#))
    #expect(needs == [[#"subject containing "out" and matching "*age""#]])
  }

  @Test("What the engine does by itself needs no change: a ticket that closes gets its close date")
  func closeDate() throws {
    let needs = try needs("Closed", Self.note(at: "08", #""owner":"jo""#))
    #expect(needs == [["stage changed from New to Closed"]])
  }

  @Test("The pipeline changed if the stage was one of another pipeline")
  func pipelineChanged() throws {
    let needs = try needs("Moved", Self.note(at: "08", #""owner":"jo""#))
    #expect(needs == [["stage changed from First to New or changed from First to Closed"]])
  }
}
