import RuleAnalysis
import RuleEngine
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
}
