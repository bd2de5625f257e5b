import RuleSchema
import RuleSource
import RuleSyntax

extension Checker {
  private static let verbs: Set<String> = [
    "create", "move", "set", "clear", "raise", "add", "remove", "increase", "assign", "rotate", "send", "notify",
    "call",
  ]

  /// Adds an action that the host carries out.
  mutating func declare(_ syntax: ActionDeclarationSyntax) {
    let name = syntax.name
    if let known = vocabulary.actions[name.text] {
      report(
        .declaredTwice("action", name, first: known.map { vocabulary.schema.actions[$0.value].range })
          .with(fix: removing(syntax.range, .unsafe)))
      return
    }
    let errorsBefore = errorCount
    if Checker.verbs.contains(name.text) { report(.actionLikeVerb(name)) }
    var places: [String: SourceRange] = [:]
    var parameters: [DeclaredAction.Parameter] = []
    for parameter in syntax.parameters {
      if let first = places[parameter.name.text] {
        report(
          .declaredTwice("parameter", parameter.name, first: first)
            .with(fix: removing(parameter.range, andBefore: "with", .unsafe)))
        continue
      }
      places[parameter.name.text] = parameter.name.range
      guard let type = parameter.type else { continue }
      if case .time = type {
        let rest = SourceRange(
          file: Int(parameter.range.fileIndex), start: parameter.name.range.end, end: parameter.range.end)
        report(
          .timeParameter(parameter.name).with(fix: word("time", in: rest).map { .replace($0, with: "text", .unsafe) }))
      }
      parameters.append(
        DeclaredAction.Parameter(name: parameter.name.text, kind: kind(of: type), isOptional: parameter.isOptional))
    }
    let isWhole = parameters.count == syntax.parameters.count && !syntax.isBroken
    guard errorCount == errorsBefore, isWhole else {
      vocabulary.actions[name.text] = .some(nil)
      return
    }
    vocabulary.actions[name.text] = ActionIndex(vocabulary.schema.actions.count)
    vocabulary.schema.actions.append(
      DeclaredAction(name: name.text, parameters: parameters, range: name.range))
    vocabulary.defaults.append(syntax.parameters.map(\.defaultValue))
  }

  /// The defaults of all parameters: their texts may name any property.
  mutating func checkDefaults() {
    context = Context()
    for (action, defaults) in zip(vocabulary.schema.actions, vocabulary.defaults) {
      for (parameter, value) in zip(action.parameters, defaults) {
        if let value { _ = argument(value, for: parameter) }
      }
    }
  }

  /// Adds how often contacts are answered.
  mutating func declare(_ syntax: AnswerLimitSyntax) {
    if let first = answerLimitPlace {
      report(.secondAnswerLimit(at: syntax.range, first: first).with(fix: removing(syntax.range, .unsafe)))
      return
    }
    answerLimitPlace = syntax.range
    let count = count(syntax.count)
    guard let span = limitSpan(syntax.per), let count else { return }
    let hours: Int? =
      switch span.unit {
      case .minutes: span.amount % 60 == 0 ? span.amount / 60 : nil
      case .hours: span.amount
      case .days: span.amount * 24
      case .weeks: span.amount * 168
      }
    guard let hours else {
      report(.badDuration(at: syntax.per.range, "answers are limited per whole hours", help: "write a number of hours"))
      return
    }
    vocabulary.schema.answerLimit = AnswerLimit(count: count, hours: hours)
  }
}
