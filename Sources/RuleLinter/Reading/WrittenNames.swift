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
    var hasLists = false
    for tree in trees {
      for item in tree.items {
        switch item {
        case .definition(let definition): bodies[definition.name.text] = definition.condition
        case .list: hasLists = true
        default: break
        }
      }
    }
    if bodies.isEmpty, !hasLists { return }
    for tree in trees {
      for item in tree.items {
        if case .rule(let rule) = item { add(rule) }
      }
    }
  }

  /// The names in `rule`, and in definitions that it names.
  mutating func names(in rule: RuleDeclarationSyntax) -> Set<String> {
    (definitions, lists) = ([], [])
    add(rule)
    return definitions.union(lists)
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
    var open: [ConditionSyntax] = []
    visit(condition, leavingOpen: &open)
    while let next = open.popLast() { visit(next, leavingOpen: &open) }
  }

  private mutating func visit(_ condition: ConditionSyntax, leavingOpen open: inout [ConditionSyntax]) {
    switch condition {
    case .all(let parts, _), .any(let parts, _): for part in parts { visit(part, leavingOpen: &open) }
    case .not(let inner, _), .parenthesized(let inner, _): visit(inner, leavingOpen: &open)
    case .named(let operand):
      guard case .ticket = operand.entity, let body = bodies[operand.name.text] else { return }
      if definitions.insert(operand.name.text).inserted { open.append(body) }
    case .test(_, .matchesList(let name), _): lists.insert(name.text)
    case .test, .businessHours, .missing: break
    }
  }
}
