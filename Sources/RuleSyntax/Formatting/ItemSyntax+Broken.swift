extension ItemSyntax {
  /// Whether a part of the item was reported.
  var isBroken: Bool {
    switch self {
    case .pipeline(let pipeline): pipeline.isBroken
    case .calendar(let calendar): calendar.isBroken
    case .action(let action): action.isBroken
    case .rule(let rule): rule.isBroken
    case .test(let test): test.isBroken
    case .promise(let promise): promise.isBroken
    case .portal, .property, .team, .template, .inbox, .list, .answerLimit, .scope, .definition: false
    }
  }
}
