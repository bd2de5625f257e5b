import RuleAnalysis
import RuleCompiler
import RuleEngine
import RuleSource
import Testing

/// The analysis against brute force: what it says is so if and only if no event of a small world says otherwise.
@Suite("The analysis agrees with brute force")
struct SmallWorldTests {
  private static let rulebooks = max(40, PropertySettings.cases / 40)

  /// What each event makes of each rule: the arm taken.
  private struct World {
    let program: Program
    /// By event, then by rule.
    let taken: [[Int?]]

    init?(_ program: Program, events: [Event]) {
      self.program = program
      let rulebook = Rulebook(program: program)
      taken = events.map { event in
        let view = EventView(rulebook: rulebook, event: event)
        return program.rules.map { rule in
          guard rule.triggers.contains(where: { view.matches($0) }), view.holds(rule.guardCondition) else { return nil }
          return rule.arms.firstIndex { view.holds($0.condition) }
        }
      }
    }

    /// Whether some event makes the rule fire: it holds, and no rule that overrides it does.
    func fires(_ rule: Int, _ arm: Int, in event: [Int?]) -> Bool {
      event[rule] == arm
        && !program.rules.indices.contains { program.rules[$0].overrides.contains(rule) && event[$0] != nil }
    }
  }

  @Test("Dead rules, dead arms, idle overrides and equal rules are those that brute force finds")
  func findings() throws {
    var compared = (dead: 0, arms: 0, overrides: 0, same: 0, redundant: 0)
    var events: [Event] = []
    for seed in 0..<UInt64(Self.rulebooks) {
      let text = SmallWorld.vocabulary + SmallWorld.rules(seed: PropertySettings.seed &* 0x1_0000 &+ seed)
      let file = SourceFile(path: "small.rules", bytes: Array(text.utf8))
      guard let program = Toolchain.compile([file]).output?.program else { continue }
      if events.isEmpty {
        let rulebook = Rulebook(program: program)
        events = try SmallWorld.lines.map { try rulebook.event(from: Array($0.utf8)) }
      }
      guard let world = World(program, events: events) else { continue }
      let findings = Findings(program).all
      for rule in program.rules.indices {
        let kinds = findings.filter { $0.rule == rule }.map(\.kind)
        let isDead = !world.taken.contains { $0[rule] != nil }
        let saysDead = kinds.contains { if case .neverFires = $0 { true } else { false } }
        check(isDead == saysDead, "never fires: brute force \(isDead), analysis \(saysDead)", rule, program, seed, text)
        compared.dead += isDead ? 1 : 0
        if isDead { continue }
        for arm in program.rules[rule].arms.indices where program.rules[rule].arms.count > 1 {
          let isDead = !world.taken.contains { $0[rule] == arm }
          let saysDead = kinds.contains { if case .armNeverTaken(arm, _) = $0 { true } else { false } }
          check(
            isDead == saysDead, "arm \(arm): brute force \(isDead), analysis \(saysDead)", rule, program, seed, text)
          compared.arms += isDead ? 1 : 0
        }
        for other in program.rules[rule].overrides where world.taken.contains(where: { $0[other] != nil }) {
          let isIdle = !world.taken.contains { $0[rule] != nil && $0[other] != nil }
          let saysIdle = kinds.contains(.overridesInVain(other))
          check(isIdle == saysIdle, "override: brute force \(isIdle), analysis \(saysIdle)", rule, program, seed, text)
          compared.overrides += isIdle ? 1 : 0
        }
        for kind in kinds {
          switch kind {
          case .sameAs(let other):
            let isSame = world.taken.allSatisfy { event in
              program.rules[rule].arms.indices.allSatisfy {
                world.fires(rule, $0, in: event) == world.fires(other, $0, in: event)
              }
            }
            check(isSame, "same as \(other)", rule, program, seed, text)
            compared.same += 1
          case .redundant(let other):
            let isWithin = world.taken.allSatisfy { event in
              program.rules[rule].arms.indices.allSatisfy { arm in
                !world.fires(rule, arm, in: event)
                  || program.rules[other].arms.indices.contains { world.fires(other, $0, in: event) }
              }
            }
            check(isWithin, "redundant beside \(other)", rule, program, seed, text)
            compared.redundant += 1
          default: break
          }
        }
      }
    }
    print("properties: small world: \(SmallWorld.lines.count) events, \(compared)")
    #expect(compared.dead > 0 && compared.arms > 0 && compared.overrides > 0)
  }

  @Test("Rules conflict exactly if an event makes both fire and write differently")
  func conflicts() throws {
    var (refused, accepted) = (0, 0)
    var events: [Event] = []
    for seed in 0..<UInt64(Self.rulebooks) {
      let text = SmallWorld.vocabulary + SmallWorld.rules(seed: PropertySettings.seed &* 0x1_0000 &+ 0x8000 &+ seed)
      let file = SourceFile(path: "small.rules", bytes: Array(text.utf8))
      let diagnostics = Toolchain.check([file]).diagnostics.filter { $0.severity == .error }
      guard diagnostics.allSatisfy({ $0.code == "E0420" }), let rulebook = AnalysisTests.compiledAnyway([file]) else {
        continue
      }
      if events.isEmpty { events = try SmallWorld.lines.map { try rulebook.event(from: Array($0.utf8)) } }
      var hasConflict = false
      for event in events where !hasConflict {
        var memory = TicketMemory(rulebook: rulebook)
        let step = memory.handle(event, tracing: true)
        hasConflict = step.trace.contains { entry in
          if case .lostConflict = entry.verdict { entry.round == 1 } else { false }
        }
      }
      if diagnostics.isEmpty { accepted += 1 } else { refused += 1 }
      if hasConflict != !diagnostics.isEmpty {
        Issue.record(
          "seed \(seed): brute force \(hasConflict), the checker \(diagnostics.map(\.message))\n\(text)")
      }
    }
    print("properties: small world: \(refused) rulebooks with conflicts, \(accepted) without")
    #expect(refused > Self.rulebooks / 10 && accepted > Self.rulebooks / 10)
  }

  private func check(
    _ isRight: Bool, _ what: String, _ rule: Int, _ program: Program, _ seed: UInt64, _ text: String
  ) {
    if !isRight { Issue.record("seed \(seed), `\(program.rules[rule].identity)`: \(what)\n\(text)") }
  }
}
