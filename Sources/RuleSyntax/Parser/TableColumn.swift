import RuleSource

/// One column of a table, as its head says.
struct TableColumn {
  enum Kind {
    case condition(OperandSyntax, Start)
    /// The head's lexemes around the blank.
    case action(Blank, before: [Lexeme], after: [Lexeme])
    case timer(TimerSyntax)
  }

  /// The words between an operand and a cell.
  enum Start {
    case isValue(isNegated: Bool)
    case atLeast(isNegated: Bool), atMost(isNegated: Bool), above(isNegated: Bool), below(isNegated: Bool)
    case before(isNegated: Bool), after(isNegated: Bool)
    case has(HasModeSyntax), hasMatching
    case contains, startsWith, endsWith, matches, was, gained, lost
  }

  /// What the parser was about to read where it came upon the blank.
  enum Blank { case value, name, text, recipient, assignee, newValue, number, duration, operand }

  let kind: Kind
  let range: SourceRange
}

/// What the parser notes about the blank while it reads a head as if it were an action.
struct TableBlanks {
  var first: (kind: TableColumn.Blank, index: Int, isWritten: Bool)?
  var count = 0
}
