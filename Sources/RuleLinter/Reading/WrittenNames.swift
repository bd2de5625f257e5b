import RuleSyntax

/// The definitions and lists that rules name. Both are written out in what is checked, so the trees have to say.
struct WrittenNames {
  private(set) var definitions: Set<String> = []
  private(set) var lists: Set<String> = []
  private var bodies: [String: ConditionSyntax] = [:]

  /// Names in rules, and in definitions that rules name.
  ///
  /// Complexity: O(*n*) in the size of the rulebook.
  init(_ trees: [SyntaxTree]) {
    for tree in trees {
      for case .definition(let definition) in tree.items { bodies[definition.name.text] = definition.condition }
    }
    for tree in trees {
      for item in tree.items {
        if case .rule(let rule) = item { add(rule) }
      }
    }
  }

  private mutating func add(_ rule: RuleDeclarationSyntax) {
    for event in rule.events { if case .list(let name) = event.by { lists.insert(name.text) } }
    switch rule.timer?.kind {
    case .whileTrue(_, let condition), .everyWhile(_, let condition): add(condition)
    case .inStage, .withoutReply, .withoutAnswer, .withoutActivity, .before, .after, .reached, .everyDays,
      .columnInStage, .columnAfter, nil:
      break
    }
    if let condition = rule.guardCondition { add(condition) }
    for arm in rule.arms { if let condition = arm.condition { add(condition) } }
  }

  // With a stack of its own: a chain of definitions may be longer than the stack is deep.
  private mutating func add(_ condition: ConditionSyntax) {
    var open = [condition]
    while let next = open.popLast() {
      switch next {
      case .all(let parts, _), .any(let parts, _): open += parts
      case .not(let inner, _), .parenthesized(let inner, _): open.append(inner)
      case .named(let operand):
        guard case .ticket = operand.entity, let body = bodies[operand.name.text] else { continue }
        if definitions.insert(operand.name.text).inserted { open.append(body) }
      case .test(_, .matchesList(let name), _): lists.insert(name.text)
      case .test, .businessHours, .missing: break
      }
    }
  }
}
