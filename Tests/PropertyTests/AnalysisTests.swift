import RuleAnalysis
import RuleChecker
import RuleCompiler
import RuleEngine
import RuleSource
import RuleSyntax
import Testing

/// What the diagrams say is what the engine does.
@Suite("The analysis agrees with the engine")
struct AnalysisTests {
  private static let cases = max(50, PropertySettings.cases / 8)

  @Test("Every event is a possible situation, and each rule's trigger and arms hold in it as they do in the engine")
  func encoding() throws {
    var run = PropertyRun(salt: 21)
    var compared = 0
    var taken = 0
    run.forEachCase(Self.cases) { sample, _ in
      let rulebook = sample.rulebook.engine
      let spaces = AnalysedSpace.all(of: rulebook.program)
      for event in sample.events {
        guard let scope = Situations.Scope(of: event, in: rulebook),
          let space = spaces.first(where: { $0.scope == scope })
        else { continue }
        let situations = space.situations
        let model = EventModel(event, in: situations, rulebook: rulebook)
        let view = EventView(rulebook: rulebook, event: event)
        guard model.satisfies(situations.possible, in: situations) else {
          fail("\(event.id) is not possible", sample)
          return false
        }
        for (rule, encoded) in zip(space.rules.map { rulebook.program.rules[$0] }, space.encoded)
        where rule.timer == nil {
          let isTriggered = rule.triggers.contains { view.matches($0) }
          let isGuarded = isTriggered && view.holds(rule.guardCondition)
          let arm = isGuarded ? rule.arms.firstIndex { view.holds($0.condition) } : nil
          compared += 1
          taken += arm == nil ? 0 : 1
          let triggered = model.satisfies(encoded.triggered, in: situations)
          let found = encoded.taken.firstIndex { model.satisfies($0, in: situations) }
          if triggered != isTriggered || found != arm {
            fail(
              "\(event.id), rule `\(rule.identity)`: the engine says \(isTriggered) \(String(describing: arm)), the diagrams \(triggered) \(String(describing: found))",
              sample)
            return false
          }
        }
      }
      return true
    }
    report("encoding", run)
    #expect(compared > Self.cases * 10 && taken > Self.cases)
  }

  @Test("An example for an arm takes that arm in the engine")
  func witnesses() throws {
    var run = PropertyRun(salt: 22)
    var (found, impossible, undecided) = (0, 0, 0)
    var undecidedRules: [String] = []
    run.forEachCase(Self.cases) { sample, _ in
      let rulebook = sample.rulebook.engine
      for space in AnalysedSpace.all(of: rulebook.program) {
        for (rule, encoded) in zip(space.rules.map { rulebook.program.rules[$0] }, space.encoded) {
          for (arm, taken) in encoded.taken.enumerated() {
            switch try? space.situations.witness(of: taken, rulebook: rulebook) {
            case .found(let witness):
              found += 1
              let view = EventView(rulebook: rulebook, event: witness.event)
              let isTriggered = rule.timer != nil || rule.triggers.contains { view.matches($0) }
              let isGuarded = isTriggered && view.holds(rule.guardCondition)
              if !isGuarded || rule.arms.firstIndex(where: { view.holds($0.condition) }) != arm {
                fail("rule `\(rule.identity)` arm \(arm) is not taken in \(witness.line)", sample)
                return false
              }
            case .impossible: impossible += 1
            case .undecided, nil:
              undecided += 1
              undecidedRules.append("seed \(sample.seed), rule `\(rule.identity)` arm \(arm)")
            }
          }
        }
      }
      return true
    }
    report("witnesses", run)
    print("properties: arms: \(found) with an example, \(impossible) never taken, \(undecided) undecided")
    for rule in undecidedRules.prefix(5) { print("  ", rule) }
    #expect(found > Self.cases && undecided * 100 <= found)
  }

  @Test("What is said never to happen does not happen, and what is said to be the same is")
  func findings() throws {
    var run = PropertyRun(salt: 23)
    var counts: [String: Int] = [:]
    run.forEachCase(Self.cases) { sample, _ in
      let rulebook = sample.rulebook.engine
      let program = rulebook.program
      let findings = Findings(program).all
      for finding in findings { counts[finding.kind.name, default: 0] += 1 }
      for event in sample.events {
        guard let scope = Situations.Scope(of: event, in: rulebook) else { continue }
        let view = EventView(rulebook: rulebook, event: event)
        func arm(_ index: Int) -> Int? {
          let rule = program.rules[index]
          guard Situations.Scope(of: rule) == scope, rule.triggers.contains(where: { view.matches($0) }),
            view.holds(rule.guardCondition)
          else { return nil }
          return rule.arms.firstIndex { view.holds($0.condition) }
        }
        for finding in findings {
          let taken = arm(finding.rule)
          let isRight: Bool
          switch finding.kind {
          case .neverFires: isRight = taken == nil
          case .armNeverTaken(let arm, _): isRight = taken != arm
          case .overridesInVain(let other): isRight = taken == nil || arm(other) == nil
          case .sameAs(let other): isRight = taken == arm(other)
          case .redundant(let other): isRight = taken == nil || arm(other) != nil
          case .decided, .caseUncovered: isRight = true
          }
          if !isRight {
            fail("\(event.id): \(finding.kind) of `\(program.rules[finding.rule].identity)`", sample)
            return false
          }
        }
      }
      return true
    }
    report("findings", run)
    print(
      "properties: findings:", counts.sorted { $0.key < $1.key }.map { "\($0.key) \($0.value)" }.joined(separator: ", ")
    )
    #expect(counts["neverFires", default: 0] > 0)
  }

  @Test("An accepted rulebook has no conflict on any event, and a refused one has the conflict that is shown")
  func conflicts() throws {
    var (shown, lost, undecided, timed) = (0, 0, 0, 0)
    for seed in 0..<UInt64(Self.cases) {
      var generator = RulebookGenerator(seed: PropertySettings.seed &* 0x1000_0000 &+ 24 &* 0x100_0000_0000 &+ seed)
      let text = generator.rulebook()
      for diagnostic in Toolchain.check(text.files).diagnostics where diagnostic.code == "E0420" {
        guard let line = diagnostic.notes.compactMap(\.eventLine).first else {
          undecided += 1
          continue
        }
        if diagnostic.message.contains("due") {
          timed += 1
          continue
        }
        shown += 1
        guard let rulebook = Self.compiledAnyway(text.files) else { continue }
        let step = TicketMemory(rulebook: rulebook).handled(try rulebook.event(from: Array(line.utf8)))
        // Two different ways to write may come to the same value, so that nothing is lost; both rules fire all the same.
        lost += step.trace.contains { if case .lostConflict = $0.verdict { true } else { false } } ? 1 : 0
        let fired = step.trace.count { $0.round == 1 && $0.verdict.hasFired }
        if fired < 2 { Issue.record("seed \(seed): no conflict in \(line)\n\(diagnostic.message)\n\(text.printed)") }
      }
    }
    print(
      "properties: conflicts: \(shown) shown, in \(lost) a write is lost, \(timed) of timers, \(undecided) undecided")
    #expect(shown > Self.cases / 20)
    #expect(undecided * 10 <= shown && lost * 10 >= shown * 9)
  }

  /// The rules as if they had no conflict.
  static func compiledAnyway(_ files: [SourceFile]) -> Rulebook? {
    var sources: [(file: SourceFile, tree: SyntaxTree)] = []
    for (index, file) in files.enumerated() { sources.append((file, RuleSyntax.parse(file, index: index).tree)) }
    guard let rules = RuleChecker.check(sources).rules else { return nil }
    let lowered = lower(rules, files: files) { (name) throws(ZoneProblem) in try ZoneReader().zone(named: name) }
    return lowered.program.map { Rulebook(program: $0) }
  }
}

extension Finding.Kind {
  fileprivate var name: String {
    switch self {
    case .neverFires: "neverFires"
    case .armNeverTaken: "armNeverTaken"
    case .decided: "decided"
    case .redundant: "redundant"
    case .sameAs: "sameAs"
    case .overridesInVain: "overridesInVain"
    case .caseUncovered: "caseUncovered"
    }
  }
}

extension String {
  /// The line in a note that shows an event.
  fileprivate var eventLine: String? {
    guard hasPrefix("as an event: `"), hasSuffix("`") else { return nil }
    return String(dropFirst("as an event: `".count).dropLast())
  }
}

extension TicketMemory {
  /// What a first event does.
  fileprivate func handled(_ event: Event) -> Step {
    var memory = self
    return memory.handle(event, tracing: true)
  }
}

extension TraceEntry.Verdict {
  fileprivate var hasFired: Bool {
    switch self {
    case .fired, .firedRow: true
    default: false
    }
  }
}
