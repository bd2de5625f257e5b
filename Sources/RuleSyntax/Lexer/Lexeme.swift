/// A token as the parser sees it: comments and rubbish left out, keywords recognised.
///
/// 12 bytes, so that a file's lexemes stay in cache.
struct Lexeme: Sendable {
  struct Flags: OptionSet, Sendable {
    let rawValue: UInt8

    /// Nothing but white space and comments stands before it on its line.
    static let firstOnLine = Flags(rawValue: 1)
    /// Something reported and skipped stands right before it.
    static let afterRubbish = Flags(rawValue: 2)
    /// The lexer reported this very token, or its line is torn by a lost quote.
    static let reported = Flags(rawValue: 4)
    /// A string with at least one `\`.
    static let hasEscape = Flags(rawValue: 8)
    /// A string whose quotes are not `"`: they take more or less bytes.
    static let oddQuotes = Flags(rawValue: 16)
    /// A string that its line ended.
    static let unterminated = Flags(rawValue: 32)
  }

  var startOffset: Int32
  var endOffset: Int32
  var kind: Token.Kind
  /// The keyword, if it is spelled exactly.
  var keyword: Keyword
  /// The keyword it would be in lower case, if it is not.
  var folded: Keyword
  var flags: Flags

  /// How many lexemes come after that of the end of the file, so that looking ahead needs no bounds.
  static let padding = 8

  /// `end`, which is that of the end of the file, with those after it.
  static func padded(_ end: Lexeme) -> Repeated<Lexeme> { repeatElement(end, count: 1 + padding) }

  var start: Int { Int(startOffset) }
  var end: Int { Int(endOffset) }
  /// Its bytes.
  var length: Int32 { endOffset &- startOffset }
  var isFirstOnLine: Bool { flags.contains(.firstOnLine) }
  /// Not a string of which more is to be said than that its text stands between two quotes.
  var isPlain: Bool { flags.isDisjoint(with: [.hasEscape, .oddQuotes, .unterminated]) }
  /// The keyword, whatever its case.
  var anyCase: Keyword { keyword == .plain ? folded : keyword }
}
