import RuleSource

/// What the tree of a file looks like, in numbers of tokens: equal for two files that have the same tokens exactly where
/// every part of every item begins and ends with the same tokens, and the same is reported of them.
struct Outline: Equatable {
  private var numbers: [Int32] = []
  private var codes: [String] = []
  private let tree: SyntaxTree

  static func == (one: Outline, other: Outline) -> Bool {
    one.numbers == other.numbers && one.codes == other.codes
  }

  /// Complexity: O(*n* log *n*) in the tokens.
  init(of tree: SyntaxTree, _ diagnostics: [Diagnostic]) {
    self.tree = tree
    for item in tree.items { append(item) }
    for diagnostic in diagnostics {
      codes.append(diagnostic.code)
      append(diagnostic.range)
    }
  }

  private mutating func append(_ range: SourceRange) {
    numbers.append(Int32(truncatingIfNeeded: tree.tokens.firstToken(at: range.start)))
    numbers.append(Int32(truncatingIfNeeded: tree.tokens.firstToken(at: range.end)))
  }

  private mutating func append(_ kind: Int32, _ count: Int) {
    numbers.append(-kind)
    numbers.append(Int32(truncatingIfNeeded: count))
  }

  // ---- items ----

  private mutating func append(_ item: ItemSyntax) {
    append(item.range)
    switch item {
    case .portal: append(1, 0)
    case .pipeline(let pipeline):
      append(2, pipeline.stages.count)
      for stage in pipeline.stages { append(stage.range) }
    case .property: append(3, 0)
    case .team: append(4, 0)
    case .inbox: append(5, 0)
    case .template: append(6, 0)
    case .list(let list): append(7, list.globs.count)
    case .calendar(let calendar):
      append(8, calendar.exceptions.count)
      for hours in calendar.hours { append(hours.range) }
    case .action(let action):
      append(9, action.parameters.count)
      for parameter in action.parameters { append(parameter.range) }
    case .answerLimit: append(10, 0)
    case .scope(let scope): append(11, scope.pipelines.count)
    case .definition(let definition):
      append(12, 0)
      append(definition.condition)
    case .rule(let rule):
      append(13, rule.overrides.count)
      append(rule)
    case .test(let test):
      append(25, test.givens.count)
      append(test)
    case .promise(let promise): append(promise)
    }
  }

  private mutating func append(_ promise: PromiseSyntax) {
    switch promise.kind {
    case .counts(_, _, let recipient, .round(let events, let condition)):
      append(27, recipient == nil ? 0 : 1)
      for event in events { append(event.range) }
      if let condition { append(condition) }
    case .counts(_, _, let recipient, .event): append(28, recipient == nil ? 0 : 1)
    case .created(let stages, .isAssigned): append(29, stages.count)
    case .created(let stages, .has(let operand)):
      append(30, stages.count)
      append(operand.range)
    case .neverMoves(let from, let to):
      append(31, 0)
      append(from.range)
      append(to.range)
    }
  }

  private mutating func append(_ test: TestDeclarationSyntax) {
    append(test.headRange)
    for given in test.givens { append(given.range) }
    for step in test.steps {
      append(26, step.expectations.count)
      append(step.range)
      for expectation in step.expectations { append(expectation.range) }
    }
    guard let table = test.table else { return }
    append(27, table.rows.count)
    append(table.range)
    for row in table.rows {
      append(28, row.givens.count)
      append(29, row.steps.count)
      append(row.range)
      for range in row.parts { append(range) }
    }
  }

  private mutating func append(_ rule: RuleDeclarationSyntax) {
    append(14, (rule.title == nil ? 0 : 1) + (rule.isOff ? 2 : 0) + (rule.isTable ? 4 : 0) + (rule.isBroken ? 8 : 0))
    append(rule.headRange)
    for event in rule.events { append(event.range) }
    if let timer = rule.timer { append(timer.range) }
    append(15, rule.limits.count)
    for limit in rule.limits { append(limit.range) }
    if let condition = rule.guardCondition { append(condition) }
    for arm in rule.arms {
      append(16, arm.actions.count)
      append(arm.range)
      if let condition = arm.condition { append(condition) }
      for action in arm.actions { append(action.range) }
    }
  }

  /// Parentheses nest at most 200 deep.
  private mutating func append(_ condition: ConditionSyntax) {
    append(condition.range)
    switch condition {
    case .all(let parts, _):
      append(17, parts.count)
      for part in parts { append(part) }
    case .any(let parts, _):
      append(18, parts.count)
      for part in parts { append(part) }
    case .not(let inner, _):
      append(19, 1)
      append(inner)
    case .parenthesized(let inner, _):
      append(20, 1)
      append(inner)
    case .test(let operand, _, _):
      append(21, 1)
      append(operand.range)
    case .businessHours: append(22, 0)
    case .named: append(23, 0)
    case .missing: append(24, 0)
    }
  }
}
