package import RuleSource

extension ItemSyntax {
  /// From its first word to its last.
  package var range: SourceRange {
    switch self {
    case .portal(let item): item.range
    case .pipeline(let item): item.range
    case .property(let item): item.range
    case .team(let item), .template(let item): item.range
    case .inbox(let item): item.range
    case .list(let item): item.range
    case .calendar(let item): item.range
    case .action(let item): item.range
    case .answerLimit(let item): item.range
    case .scope(let item): item.range
    case .definition(let item): item.range
    case .rule(let item): item.range
    case .test(let item): item.range
    case .promise(let item): item.range
    }
  }
}
