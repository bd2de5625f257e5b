import RuleSource

extension ItemSyntax {
  /// From the first byte of the item to its last.
  var bytes: SourceRange {
    switch self {
    case .portal(let portal): portal.range
    case .pipeline(let pipeline): pipeline.range
    case .property(let property): property.range
    case .team(let declared), .template(let declared): declared.range
    case .inbox(let inbox): inbox.range
    case .list(let list): list.range
    case .calendar(let calendar): calendar.range
    case .action(let action): action.range
    case .answerLimit(let limit): limit.range
    case .scope(let scope): scope.range
    case .definition(let definition): definition.range
    case .rule(let rule): rule.range
    }
  }

  /// Whether a part of the item was reported.
  var isBroken: Bool {
    switch self {
    case .pipeline(let pipeline): pipeline.isBroken
    case .calendar(let calendar): calendar.isBroken
    case .action(let action): action.isBroken
    case .rule(let rule): rule.isBroken
    case .portal, .property, .team, .template, .inbox, .list, .answerLimit, .scope, .definition: false
    }
  }
}
