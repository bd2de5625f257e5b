import RuleSource
import RuleSyntax

/// The definitions and lists that rules name. Both are written out in what is checked, so the trees have to say.
struct WrittenNames {
  private(set) var definitions: Set<String> = []
  private(set) var lists: Set<String> = []
  private var bodies: [String: ConditionSyntax] = [:]

  /// Names in rules, and in definitions that rules name; `declarations` are the items that are no rules.
  ///
  /// Complexity: O(*n*) in the size of the rulebook; in that of the first rules which name everything, where some do.
  init(_ trees: [SyntaxTree], _ declarations: [[ItemSyntax]]) {
    var listCount = 0
    for items in declarations {
      for item in items {
        switch item {
        case .definition(let definition): bodies[definition.name.text] = definition.condition
        case .list: listCount += 1
        default: break
        }
      }
    }
    for tree in trees {
      let items = tree.items.span
      for index in items.indices {
        if definitions.count == bodies.count, lists.count == listCount { return }
        add(items[index])
      }
    }
  }

  /// The names in `rule`, and in definitions that it names.
  mutating func names(in rule: RuleDeclarationSyntax) -> Set<String> {
    (definitions, lists) = ([], [])
    add(rule)
    return definitions.union(lists)
  }

  private mutating func add(_ item: ItemSyntax) {
    switch item {
    case .rule(let rule): add(rule)
    default: break
    }
  }

  private mutating func add(_ rule: RuleDeclarationSyntax) {
    add(rule.events)
    switch rule.timer?.kind {
    case .whileTrue(_, let condition), .everyWhile(_, let condition): add(condition)
    case .inStage, .withoutReply, .withoutAnswer, .withoutActivity, .before, .after, .reached, .everyDays,
      .columnInStage, .columnAfter, nil:
      break
    }
    add(rule.guardCondition)
    add(rule.arms)
  }

  private mutating func add(_ events: ShortList<EventSyntax>) {
    switch events {
    case .one(let event): add(event.by)
    case .several(let events):
      let events = events.span
      for index in events.indices { add(events[index].by) }
    }
  }

  private mutating func add(_ by: BySyntax?) {
    switch by {
    case .list(let name): lists.insert(name.text)
    case .contact, .agent, .automation, .integration, nil: break
    }
  }

  private mutating func add(_ arms: ShortList<ArmSyntax>) {
    switch arms {
    case .one(let arm): add(arm.condition)
    case .several(let arms):
      let arms = arms.span
      for index in arms.indices { add(arms[index].condition) }
    }
  }

  private mutating func add(_ condition: ConditionSyntax?) {
    switch condition {
    case .some(let condition): add(condition)
    case .none: break
    }
  }

  // With a stack of its own: a chain of definitions may be longer than the stack is deep.
  private mutating func add(_ condition: ConditionSyntax) {
    var open: [ConditionSyntax] = []
    visit(condition, leavingOpen: &open)
    while let next = open.popLast() { visit(next, leavingOpen: &open) }
  }

  private mutating func visit(_ condition: ConditionSyntax, leavingOpen open: inout [ConditionSyntax]) {
    switch condition {
    case .all(let parts, _), .any(let parts, _): visit(parts, leavingOpen: &open)
    case .not(let inner, _), .parenthesized(let inner, _): visit(inner, leavingOpen: &open)
    case .named(let operand):
      guard case .ticket = operand.entity, let body = bodies[operand.name.text] else { return }
      if definitions.insert(operand.name.text).inserted { open.append(body) }
    case .test(_, .matchesList(let name), _): lists.insert(name.text)
    case .test, .businessHours, .missing: break
    }
  }

  private mutating func visit(_ parts: [ConditionSyntax], leavingOpen open: inout [ConditionSyntax]) {
    let parts = parts.span
    for index in parts.indices { visit(parts[index], leavingOpen: &open) }
  }
}
