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
      let spaces = try? AnalysedSpaces(rulebook.program)
      guard let spaces else {
        fail("the diagrams need more nodes than they may", sample)
        return false
      }
      for event in sample.events {
        guard let space = spaces.space(of: event, in: rulebook) else { continue }
        let situations = space.situations
        let model = EventModel(event, in: situations, rulebook: rulebook)
        let view = EventView(rulebook: rulebook, event: event)
        guard model.satisfies(situations.possible, in: situations) else {
          fail("\(event.id) is not possible", sample)
          return false
        }
        for (rule, encoded) in space.rules where rule.timer == nil {
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
}

/// The situations of each pipeline and of conversations, with the rules in them.
struct AnalysedSpaces {
  struct Space {
    let situations: Situations
    var rules: [(rule: Program.Rule, encoded: EncodedRule)] = []
  }

  private var spaces: [Situations.Scope: Space] = [:]

  init(_ program: Program) throws(BudgetExceeded) {
    var scopes: [Situations.Scope: [Program.Rule]] = [:]
    for rule in program.rules { scopes[Situations.Scope(of: rule), default: []].append(rule) }
    for (scope, rules) in scopes {
      let situations = try Situations(program: program, scope: scope, rules: rules)
      var space = Space(situations: situations)
      for rule in rules { space.rules.append((rule, try situations.encode(rule, of: program))) }
      spaces[scope] = space
    }
  }

  func space(of event: Event, in rulebook: Rulebook) -> Space? {
    switch event.subject {
    case .conversation: return spaces[.conversations]
    case .ticket:
      let view = EventView(rulebook: rulebook, event: event)
      guard case .option(let pipeline) = view.value(of: .pipeline) else { return nil }
      return spaces[.pipeline(Int(pipeline))]
    }
  }
}
