import RuleAnalysis
import RuleCompiler
import RuleEngine
import RuleSource
import Testing

/// W0711 against the engine.
@Suite("Timed circles")
struct CircleTests {
  private static let cases = max(50, PropertySettings.cases / 8)

  @Test("A ticket goes round every circle that is shown, with nobody doing anything")
  func generated() throws {
    var run = PropertyRun(salt: 32)
    var shown = 0
    run.forEachCase(Self.cases) { sample, _ in
      let rulebook = sample.rulebook.engine
      guard let findings = try? ChainFindings(AnalysedRulebook(rulebook.program)) else { return true }
      for finding in findings.all {
        guard case .goesRound(let steps) = finding.kind else { continue }
        shown += 1
        if let problem = Self.problem(finding, steps, rulebook) {
          fail("`\(rulebook.program.rules[finding.rule].identity)`: \(problem)", sample)
          return false
        }
      }
      return true
    }
    report("timed circles", run)
    print("properties: timed circles: \(shown)")
  }

  /// What is wrong with a circle.
  private static func problem(
    _ finding: ChainFinding, _ steps: [ChainFinding.CircleStep], _ rulebook: Rulebook
  ) -> String? {
    guard let line = finding.example?.lines.last, let event = try? rulebook.event(from: Array(line.utf8)) else {
      return "there is no example"
    }
    var memory = TicketMemory(rulebook: rulebook)
    _ = memory.handle(event)
    let end = Instant(microseconds: event.at.microseconds + 40 * 366 * 86_400_000_000)
    var fired: [String: Int] = [:]
    for _ in 0..<2_000 {
      guard let delivery = memory.timerDue(until: end) else { break }
      for entry in memory.handle(delivery, tracing: true).trace {
        switch entry.verdict {
        case .fired, .firedRow: fired[entry.rule, default: 0] += 1
        default: break
        }
      }
    }
    for step in steps {
      let rule = rulebook.program.rules[step.rule].identity
      let count = fired[rule] ?? 0
      // Far more often than in the laps that were looked at.
      if count < 6 { return "`\(rule)` fires \(count) times in 40 years: \(line)" }
    }
    return nil
  }

  @Test("Where some ticket goes round for ever, that is said; and nowhere else")
  func small() throws {
    var (endless, missed, ending) = (0, 0, 0)
    for seed in 0..<UInt64(max(60, PropertySettings.cases / 20)) {
      let text = Self.vocabulary + Self.rules(seed: PropertySettings.seed &* 0x1_0000 &+ seed)
      let file = SourceFile(path: "small.rules", bytes: Array(text.utf8))
      guard let program = Toolchain.compile([file]).output?.program else { continue }
      let rulebook = Rulebook(program: program)
      let goesRound = try Self.lines.contains { try Self.movesForEver($0, rulebook) }
      let circles = try ChainFindings(AnalysedRulebook(program)).all.compactMap { finding in
        if case .goesRound(let steps) = finding.kind { (finding, steps) } else { nil }
      }
      for (finding, steps) in circles {
        if let problem = Self.problem(finding, steps, rulebook) { Issue.record("seed \(seed): \(problem)\n\(text)") }
      }
      if !goesRound {
        ending += 1
        if !circles.isEmpty { Issue.record("seed \(seed): no ticket goes round\n\(text)") }
        continue
      }
      endless += 1
      if circles.isEmpty {
        missed += 1
        print("  missed: seed \(seed)\n\(text)")
      }
    }
    print("properties: small circles: \(endless) rulebooks with one, \(missed) missed, \(ending) without")
    #expect(endless > 5 && ending > 5)
    #expect(missed * 10 <= endless)
  }

  private static func movesForEver(_ line: String, _ rulebook: Rulebook) throws -> Bool {
    var memory = TicketMemory(rulebook: rulebook)
    let event = try rulebook.event(from: Array(line.utf8))
    _ = memory.handle(event)
    let end = Instant(microseconds: event.at.microseconds + 40 * 366 * 86_400_000_000)
    var moves = 0
    for _ in 0..<60 {
      guard let delivery = memory.timerDue(until: end) else { return false }
      let step = memory.handle(delivery)
      moves += step.actions.contains { if case .move = $0.kind { true } else { false } } ? 1 : 0
    }
    return moves >= 30
  }

  // MARK: A small vocabulary

  private static let vocabulary = """
    portal "Small" edition professional in "UTC"
    pipeline Desk id "0" default
      stage A id "1"
      stage B id "2"
      stage C id "3"
      stage D id "4" closed
    property level: ordered one of Low, High
    property vip: flag

    """

  private static let lines: [String] = {
    var lines: [String] = []
    for stage in ["A", "B", "C", "D"] {
      for level in ["null", "\"Low\"", "\"High\""] {
        for vip in ["null", "false", "true"] {
          lines.append(
            "{\"id\":\"e\",\"at\":\"2026-01-05T09:00:00Z\",\"ticket\":{\"id\":\"t\",\"stage\":\"\(stage)\",\"properties\":{\"level\":\(level),\"vip\":\(vip)}},\"created\":true}"
          )
        }
      }
    }
    return lines
  }()

  private static func rules(seed: UInt64) -> String {
    var random = SplitMix64(seed: seed)
    var text = ""
    for number in 0..<(2 + random.below(4)) {
      // One rule for a stage, so that they do not conflict.
      let stage = ["A", "B", "C", "D", "A"][number % 5]
      if number == 4 { break }
      let isTimed = random.chance(80)
      let start = isTimed ? "after \(1 + random.below(5)) days in stage \(stage)" : "on stage \(stage)"
      let limit = random.chance(15) ? " once per ticket" : random.chance(15) ? " once per stage visit" : ""
      text += "rule \"R\(number)\" \(start)\(limit)\n"
      if random.chance(50) {
        text += "  when \(random.pick(["vip", "not vip", "level is High", "level is not High", "level is known"]))\n"
      }
      let write =
        random.chance(20)
        ? random.pick(["set vip to no", "set vip to yes", "set level to High", "clear level"]) + " then " : ""
      text += "  do \(write)move to \(random.pick(["A", "B", "C", "D"].filter { $0 != stage }))\n"
    }
    return text
  }
}
