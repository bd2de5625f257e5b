import RuleAnalysis
import RuleCompiler
import RuleEngine
import RuleSource
import Testing

/// H0710 against the engine and against the same definition over lists of events.
@Suite("Cases that no arm takes")
struct CaseTests {
  private static let cases = max(50, PropertySettings.cases / 8)

  @Test("In the case that is shown the guard holds, and no arm is taken")
  func generated() throws {
    var run = PropertyRun(salt: 31)
    var shown = 0
    run.forEachCase(Self.cases) { sample, _ in
      let rulebook = sample.rulebook.engine
      for finding in Findings(rulebook.program).all {
        guard case .caseUncovered = finding.kind else { continue }
        shown += 1
        if let problem = Self.problem(finding, rulebook) {
          fail("`\(rulebook.program.rules[finding.rule].identity)`: \(problem)", sample)
          return false
        }
      }
      return true
    }
    report("missing cases", run)
    print("properties: missing cases: \(shown)")
  }

  /// What is wrong with the case of a finding.
  private static func problem(_ finding: Finding, _ rulebook: Rulebook) -> String? {
    let rule = rulebook.program.rules[finding.rule]
    guard let witness = finding.witness else { return "there is no example" }
    let view = EventView(rulebook: rulebook, event: witness.event)
    guard rule.timer != nil || rule.triggers.contains(where: { view.matches($0) }) else { return "it is not triggered" }
    guard view.holds(rule.guardCondition) else { return "the guard does not hold" }
    return rule.arms.firstIndex { view.holds($0.condition) }.map { "arm \($0) is taken" }
  }

  @Test("It is said exactly where the arms share out values and leave a case")
  func small() throws {
    var events: [Event] = []
    var (said, silent) = (0, 0)
    for seed in 0..<UInt64(max(100, PropertySettings.cases / 4)) {
      let text = Self.vocabulary + Self.rules(seed: PropertySettings.seed &* 0x1_0000 &+ seed)
      let file = SourceFile(path: "small.rules", bytes: Array(text.utf8))
      guard let program = Toolchain.compile([file]).output?.program else {
        Issue.record("seed \(seed) does not compile: \(Toolchain.compile([file]).diagnostics.map(\.message))\n\(text)")
        continue
      }
      let rulebook = Rulebook(program: program)
      if events.isEmpty { events = try Self.situations.map { try rulebook.event(from: Array($0.line.utf8)) } }
      let findings = Findings(program).all
      for (index, rule) in program.rules.enumerated() {
        let arms = rule.arms.map { arm in
          events.indices.filter {
            EventView(rulebook: rulebook, event: events[$0]).holds(arm.condition)
          }
        }
        let expected = Self.hasMissingCase(arms.map(Set.init))
        let found = findings.first { finding in
          if case .caseUncovered = finding.kind { finding.rule == index } else { false }
        }
        if expected != (found != nil) {
          Issue.record("seed \(seed), `\(rule.identity)`: brute force \(expected), analysis \(found != nil)\n\(text)")
        }
        if let found, let problem = Self.problem(found, rulebook) { Issue.record("seed \(seed): \(problem)\n\(text)") }
        if expected { said += 1 } else { silent += 1 }
      }
    }
    print("properties: small cases: \(said) missing, \(silent) silent")
    #expect(said > 10 && silent > 10)
  }

  // MARK: A small vocabulary, all fields known

  private static let vocabulary = """
    portal "Small" edition professional in "UTC"
    pipeline Desk id "0" default
      stage Open id "1"
      stage Shut id "2" closed
    property level: ordered one of Low, Mid, High, Top
    property vip: flag
    property amount: number

    """

  private static let amounts = [2, 3, 3.5, 4, 4.5, 5, 6]
  private static let levels = ["Low", "Mid", "High", "Top"]

  /// The values of each field, as places in order, with the line of an event.
  private static let situations: [(values: [Int], line: String)] = {
    var situations: [(values: [Int], line: String)] = []
    for (amountPlace, amount) in amounts.enumerated() {
      for (levelPlace, level) in levels.enumerated() {
        for vip in [false, true] {
          let properties = "{\"level\":\"\(level)\",\"vip\":\(vip),\"amount\":\(amount)}"
          let line =
            "{\"id\":\"e\",\"at\":\"2026-01-05T09:00:00Z\",\"ticket\":{\"id\":\"t\",\"stage\":\"Open\",\"properties\":\(properties)},\"created\":true}"
          situations.append(([amountPlace, levelPlace, vip ? 1 : 0], line))
        }
      }
    }
    return situations
  }()

  /// The definition of `MissingCases`, over all situations.
  private static func hasMissingCase(_ arms: [Set<Int>]) -> Bool {
    let own = arms.filter { !$0.isEmpty }
    guard own.count > 1 else { return false }
    let all = Set(situations.indices)
    let taken = own.reduce(into: Set<Int>()) { $0.formUnion($1) }
    func values(_ places: Set<Int>, _ field: Int) -> Set<Int> { Set(places.map { situations[$0].values[field] }) }
    func shared(_ field: Int) -> Set<Int>? {
      let first = values(own[0], field)
      return first != values(all, field) && own.allSatisfy { values($0, field) == first } ? first : nil
    }
    for field in 0..<3 {
      let known = values(all, field)
      let shares = own.map { values($0, field) }
      guard !shares.contains(known), shared(field) == nil else { continue }
      let named = shares.reduce(into: Set<Int>()) { $0.formUnion($1) }
      let untaken = known.subtracting(named)
      var wanted = known
      if !untaken.isEmpty {
        guard field != 2, let low = named.min(), let high = named.max() else { continue }
        // Half numbers are between whole ones.
        let isHalf = { (value: Int) in field == 0 && (value == 2 || value == 4) }
        let gap = untaken.filter { $0 > low && $0 < high && !isHalf($0) }
        if gap.isEmpty {
          guard untaken.allSatisfy(isHalf) else { continue }
          wanted = named
        } else {
          guard field == 0 || untaken.count * 2 <= known.count else { continue }
          wanted = gap
        }
      }
      var frame = all
      for other in 0..<3 where other != field {
        if let same = shared(other) { frame = frame.filter { same.contains(situations[$0].values[other]) } }
      }
      let isPure = zip(own, shares).contains { arm, share in
        frame.allSatisfy { !share.contains(situations[$0].values[field]) || arm.contains($0) }
      }
      guard isPure else { continue }
      if frame.contains(where: { wanted.contains(situations[$0].values[field]) && !taken.contains($0) }) { return true }
    }
    return false
  }

  private static func rules(seed: UInt64) -> String {
    var random = SplitMix64(seed: seed)
    // One rule: the constants of others would cut the numbers, too.
    var text = "rule \"R\"\n  on ticket created\n"
    let kind = random.below(3)
    let also = random.chance(30) ? " and " + condition(&random, (kind + 1) % 3) : ""
    for arm in 0..<(2 + random.below(2)) {
      let more = random.chance(25) ? " and " + condition(&random, random.below(3)) : also
      text += "  \(arm == 0 ? "" : "otherwise ")when \(condition(&random, kind))\(more) do add note \"\(arm)\"\n"
    }
    return text
  }

  private static func condition(_ random: inout SplitMix64, _ kind: Int) -> String {
    switch kind {
    case 0:
      let bound = 3 + random.below(3)
      return random.pick([
        "amount is above \(bound)", "amount is below \(bound)", "amount is at most \(bound)",
        "amount is at least \(bound)", "amount is \(bound)",
      ])
    case 1:
      let level = random.pick(levels)
      return random.pick([
        "level is \(level)", "level is at least \(level)", "level is not \(level)", "level is below \(level)",
      ])
    default: return random.pick(["vip", "not vip"])
    }
  }
}
