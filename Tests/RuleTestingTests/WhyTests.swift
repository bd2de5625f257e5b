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
}
