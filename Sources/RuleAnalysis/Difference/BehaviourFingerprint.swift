package import RuleEngine

/// A fingerprint of what a program does: equal fingerprints, equal behaviour. Names of rules, their order, how rules are
/// cut and how conditions are written do not matter.
///
/// Equal behaviour may have different fingerprints where
/// - rules that can follow from themselves, or act in several rounds under their own name, are cut differently;
/// - one program asks more of a field than matters, and what it asks of it in vain depends on what matters;
/// - limits count the firings of rules that are cut differently;
/// - one field is increased in more than eight places;
/// - two rules with the same trigger, condition and limit do different things.
package enum BehaviourFingerprint {
  /// 32 hexadecimal digits; `nil` where the rules of one pipeline are too entangled for the budget.
  package static func of(_ source: Program, nodeBudget: Int = 4_000_000) -> String? {
    let program = CanonicalProgram.of(source)
    var parts = settings(of: source)
    do throws(BudgetExceeded) {
      let leads = RuleLeads(of: program)
      let scopes = AnalysedSpace.scopes(of: program).map { scope, rules in
        (name: name(of: scope, program), scope: scope, rules: rules)
      }
      for (name, scope, rules) in scopes.sorted(by: { $0.name < $1.name }) {
        parts.append(name)
        parts += try SpaceFingerprint(scope, rules, of: program, leads, nodeBudget).parts()
      }
    } catch {
      return nil
    }
    return DiagramDigest.hash(parts)
  }

  private static func name(of scope: Situations.Scope, _ program: Program) -> String {
    switch scope {
    case .conversations: "conversations"
    case .pipeline(let index): "pipeline " + program.pipelines[index].id
    }
  }

  /// What texts print for options and stages.
  private static func labels(of program: Program) -> [String] {
    let words = CanonicalWords(program: program)
    var parts: Set<[String]> = []
    for case .placeholder(let slot) in program.texts.flatMap(\.parts) {
      switch slot {
      case .stage:
        for index in program.stages.indices {
          parts.insert(["label"] + words.stage(index) + [program.stages[index].name])
        }
      case .pipeline: for pipeline in program.pipelines { parts.insert(["label", pipeline.id, pipeline.name]) }
      default:
        guard let property = slot.propertyIndex.map({ program.properties[$0] }) else { continue }
        for (place, option) in property.options.enumerated() {
          let order = property.kind == .setOf ? "\(place)" : ""
          parts.insert(["label"] + property.canonicalName + [option.id, option.name, order])
        }
      }
    }
    return parts.sorted { $0.lexicographicallyPrecedes($1) }.flatMap(\.self)
  }

  /// What happens without a rule.
  private static func settings(of program: Program) -> [String] {
    var parts = labels(of: program)
    parts += [program.zone.name, "\(program.answerLimit.count) \(program.answerLimit.hours)"]
    parts += program.inboxes.filter(\.isLocked).map(\.name).sorted()
    for pipeline in program.pipelines.sorted(by: { $0.id < $1.id }) {
      parts += ["pipeline", pipeline.id, "\(pipeline.isDefault)", "\(pipeline.hasCloseDate)"]
      for stage in program.stages[pipeline.stages].sorted(by: { $0.id < $1.id }) {
        parts += [stage.id, "\(stage.isClosed)"]
      }
    }
    return parts
  }
}

/// The part of a fingerprint that one space of situations has.
private struct SpaceFingerprint {
  private let program: Program
  private let rules: [Int]
  private let leads: RuleLeads
  private let situations: Situations
  private let encoded: [Int: EncodedRule]
  private let overriders: [[Int]]
  private var words: CanonicalWords { CanonicalWords(program: program) }

  init(
    _ scope: Situations.Scope, _ rules: [Int], of source: Program, _ leads: RuleLeads, _ nodeBudget: Int
  ) throws(BudgetExceeded) {
    let program = RuleNaming.labelled(source, .new)
    self.program = program
    self.rules = rules
    self.leads = leads
    let conditions = try Self.conditionDigests(of: rules, program, scope)
    let names = RuleNames(
      due: { rule in
        guard let timer = rule.timer else { return "" }
        let words = CanonicalWords(program: source).timer(timer, condition: conditions[rule.identity] ?? "")
        return DiagramDigest.hash(words)
      },
      limited: { $0.identity })
    situations = try Situations(
      program: program, scope: scope,
      sources: [(program, rules.flatMap { program.rules[$0].variants.map(\.rule) })], names: names, withWrites: true,
      isInOrder: true,
      store: DiagramStore(budget: nodeBudget))
    var encoded: [Int: EncodedRule] = [:]
    for index in rules { encoded[index] = try situations.encodeVariants(of: program.rules[index], in: program) }
    self.encoded = encoded
    overriders = RulePairs.overriders(in: program)
  }

  /// Conditions of `while` by what they mean.
  private static func conditionDigests(
    of rules: [Int], _ program: Program, _ scope: Situations.Scope
  ) throws(BudgetExceeded) -> [String: String] {
    var digests: [String: String] = [:]
    for index in rules {
      guard let condition = program.rules[index].timer?.condition else { continue }
      var asking = program.rules[index]
      asking.timer = nil
      asking.limits = []
      asking.arms = []
      asking.guardCondition = condition
      let situations = try Situations(program: program, scope: scope, sources: [(program, [asking])], isInOrder: true)
      var digest = DiagramDigest(situations, due: { "\($0)" }, limited: { "\($0)" })
      digests[program.rules[index].identity] = try digest.digest(of: situations.diagram(condition, in: program))
    }
    return digests
  }

  func parts() throws(BudgetExceeded) -> [String] {
    let limits = try limitNames()
    var digest = DiagramDigest(
      situations, due: { [situations] in situations.needs.due[$0] },
      limited: { [situations] in limits[situations.needs.limited[$0]] ?? "" })
    var map = BehaviourMap(of: program, in: situations)
    for index in rules { try add(index, to: &map) }
    var parts = try lines(of: map.effects(crowded: map.crowdedFields), &digest, limits)
    // What is held back, and which actions are one, goes by rule.
    var single: [String] = []
    for index in rules where leads.isSensitive(index) {
      var own = BehaviourMap(of: program, in: situations)
      try add(index, to: &own)
      let deeds = try lines(of: own.effects(crowded: []), &digest, limits)
      single.append(DiagramDigest.hash(try triggers(of: index, &digest) + deeds))
    }
    parts.append("\(single.count)")
    return parts + single.sorted()
  }

  private func add(_ index: Int, to map: inout BehaviourMap) throws(BudgetExceeded) {
    guard let own = encoded[index] else { return }
    var reasons = [try situations.isUsedUp(program.rules[index])]
    for other in overriders[index] {
      guard let encoded = encoded[other] else { continue }
      reasons.append(try situations.store.without(encoded.holds, situations.isUsedUp(program.rules[other])))
    }
    try map.add(program.rules[index], own, suppressed: situations.store.any(reasons))
  }

  private func lines(
    of effects: [EffectKey: Diagram], _ digest: inout DiagramDigest, _ limits: [String: String]
  ) throws(BudgetExceeded) -> [String] {
    var lines: [String] = []
    for (key, when) in effects {
      let digest = try digest.digest(of: when)
      guard digest != "0", digest != "*" else { continue }
      var words = words.effect(key)
      if case .usesLimit(let rule) = key.effect { words = ["limit", limits[rule] ?? ""] }
      lines.append(DiagramDigest.hash(words + [digest]))
    }
    return lines.sorted()
  }

  /// Each trigger by the change that it looks at, and when it matches.
  private func triggers(of index: Int, _ digest: inout DiagramDigest) throws(BudgetExceeded) -> [String] {
    var parts: Set<String> = []
    for trigger in program.rules[index].triggers {
      let subject = trigger.happening.changedField.map(words.slot) ?? ["\(trigger.happening.isOfMessage)"]
      parts.insert(DiagramDigest.hash(subject + [try digest.digest(of: situations.diagram(trigger))]))
    }
    return parts.sorted()
  }

  /// Limits by what their rules wait for.
  private func limitNames() throws(BudgetExceeded) -> [String: String] {
    var digest = DiagramDigest(
      situations, due: { [situations] in situations.needs.due[$0] }, limited: { _ in "a limit" })
    var names: [String: String] = [:]
    for index in rules where !program.rules[index].limits.isEmpty {
      let limits = program.rules[index].limits.map { words.limit($0).joined(separator: " ") }.sorted()
      let holds = try digest.digest(of: encoded[index]?.holds ?? .never)
      names[program.rules[index].identity] = DiagramDigest.hash(limits + [holds])
    }
    return names
  }
}
