package import RuleSource

/// One token: a kind and its bytes.
package struct Token: Sendable, Hashable {
  package enum Kind: UInt8, Sendable, Hashable {
    case word, string, number, date, time
    case comma, colon, dot, openParenthesis, closeParenthesis, bar
    /// `____`: a table's blank.
    case blank
    case comment
    /// Bytes no token begins with; reported once.
    case unknown
    case endOfFile
  }

  package let kind: Kind
  package let range: SourceRange
}
