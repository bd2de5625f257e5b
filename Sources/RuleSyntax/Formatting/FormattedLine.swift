/// One line of a formatted file.
struct FormattedLine {
  /// Lines of one kind that stand together are aligned.
  enum Kind: Equatable {
    case other, comment, stage, property, propertyWithId, inbox, event, arm
    /// A row of the table whose header's first bar is this token.
    case row(Int)
    /// Bytes as they were written.
    case verbatim(Range<Int>)

    /// Whether it is a row of a table.
    var isRow: Bool {
      if case .row = self { return true }
      return false
    }

    /// The kind of the lines of a part that is broken. A property and a row do not end the group they stand in.
    var broken: Kind {
      switch self {
      case .property, .propertyWithId: .property
      case .row: self
      default: .other
      }
    }

    /// Whether lines of both kinds may stand in one group, each aligned with its like.
    func isGrouped(with other: Kind) -> Bool {
      switch (self, other) {
      case (.property, .propertyWithId), (.propertyWithId, .property): true
      case (.other, _), (.verbatim, _): false
      default: self == other
      }
    }
  }

  var kind: Kind
  var indent: Int
  /// The tokens, the comment at the end left out.
  var tokens: Range<Int>
  /// A blank line stands before it.
  var isAfterBlankLine: Bool
  /// The tokens at which columns begin.
  var stops: [Int] = []
  /// Blanks that are put before the stops, besides the usual one.
  private(set) var padding: [Int] = []
  /// The sum of `padding`.
  private(set) var paddingWidth = 0
  /// The comment at the end.
  var comment: Int?
  /// Blanks that are put before the comment at the end, besides the usual one.
  var commentPadding = 0

  /// Puts `blanks` before the next stop.
  mutating func pad(_ blanks: Int) {
    padding.append(blanks)
    paddingWidth += blanks
  }
}
