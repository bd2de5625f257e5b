import RuleSource

/// Reads items from lexemes by recursive descent, with two tokens of look-ahead, and goes on after every mistake.
///
/// The productions above its functions are those of `grammar/rules.ebnf`. How it finds its way after a mistake is in
/// Parser+Recovery.swift and Parser+Repairs.swift.
///
/// A class, since questions to a struct of this size are asked of a copy, even of one that cannot be copied: that was 8 %
/// of parsing.
final class Parser {
  /// How deep parentheses may nest: far more than people write, far less than the stack holds.
  static let deepestNesting = 200

  let file: SourceFile
  let fileIndex: Int
  /// INVARIANT: the one at `endPosition` is `endOfFile`, `position` is no more than that, and `Lexeme.padding` more of its kind
  /// come after it.
  // Asked for at each step: the checks of overlapping access, which a class has for it, took 150 of 440 M instructions.
  // Each access reads lexemes or stores a part of one: none calls anything while it lasts. So do those of what is stored
  // with each item.
  @safe @exclusivity(unchecked) var lexemes: [Lexeme]
  /// The index of the lexeme at which the file ends.
  let endPosition: Int
  var position = 0
  var diagnostics: [Diagnostic] = []
  /// After a message nothing more is said until a word begins the next part.
  var isMuted = false
  /// Something in the current item was reported.
  var isItemBroken = false
  /// The habits that were reported in the current item: their codes and which message mends them.
  @safe @exclusivity(unchecked) var habits: [String: Int] = [:]
  /// The message that muted what follows, if its fix may take in more edits.
  var openFix: Int?
  /// Where items begin, in text order.
  @safe @exclusivity(unchecked) var itemStarts: [Int] = []
  var depth = 0
  /// The token and the item of the last message.
  var lastReport: (position: Int, item: Int)?
  /// An action in the words of another product was reported and gone over.
  var isForeignActionSkipped = false
  /// Set while what happens in a test is read: there a field can become unknown.
  var isInOccurrence = false
  /// Set while the head of a table's column is read as an action.
  var blanks: TableBlanks?

  /// Where the lexemes of a cell stand among those of its head, while a sentence of a table of cases is read.
  var cell: Range<Int>?

  /// Whether the lexer had anything to say about the file.
  let hasLexicalReports: Bool

  init(_ file: SourceFile, index: Int, lexemes: [Lexeme], hasLexicalReports: Bool) {
    self.hasLexicalReports = hasLexicalReports
    self.file = file
    fileIndex = index
    self.lexemes = lexemes
    endPosition = lexemes.count - 1 - Lexeme.padding
  }

  // ---- looking ----

  var current: Lexeme { lexemes[position] }
  var isAtEnd: Bool { current.kind == .endOfFile }

  /// The lexeme `distance` ahead, at most `Lexeme.padding`; `endOfFile` beyond the end.
  @inline(__always)
  func ahead(_ distance: Int) -> Lexeme { lexemes[position &+ distance] }

  func lexeme(_ index: Int) -> Lexeme { lexemes[min(max(index, 0), endPosition)] }

  /// Whether the current word is `keyword`, exactly.
  func at(_ keyword: Keyword) -> Bool { current.keyword == keyword }

  /// Whether the current word is `keyword` in any case; only where no name may stand.
  func atAnyCase(_ keyword: Keyword) -> Bool { current.anyCase == keyword }

  func at(_ keyword: Keyword, then next: Keyword) -> Bool {
    current.keyword == keyword && ahead(1).keyword == next
  }

  // ---- going on ----

  /// Words that begin a part, after which messages are worth reading again.
  private static let unmuting = KeywordSet.words(.do, .then, .when, .otherwise, .or, .and, .given, .expect)

  /// Goes to the next lexeme; stays at the end.
  @inline(__always)
  func advance() {
    if isMuted { unmute() }
    if position < endPosition { position &+= 1 }
  }

  private func unmute() {
    if Self.unmuting.contains(current.keyword) { isMuted = false }
  }

  /// Goes over `keyword`, in any case, if it is next.
  @inline(__always)
  func take(_ keyword: Keyword) -> Bool {
    if current.keyword != keyword {
      guard current.folded == keyword, keyword != .plain else { return false }
      acceptCapitals()
    }
    advance()
    return true
  }

  /// Goes over a token of `kind` if it is next.
  func take(_ kind: Token.Kind) -> Bool {
    guard current.kind == kind else { return false }
    advance()
    return true
  }

  /// Treats the current mis-cased word as the keyword it is in lower case.
  func acceptCapitals() {
    let keyword = current.folded
    noteHabit(
      .capitalizedKeyword(text(current), meant: keyword.text, at: range(current))
        .mended(by: replacingCurrent(with: keyword.text)))
    lexemes[position].keyword = keyword
  }

  // ---- places and texts ----

  func range(_ lexeme: Lexeme) -> SourceRange { SourceRange(file: fileIndex, start: lexeme.start, end: lexeme.end) }

  /// From the lexeme at `first` to the last one consumed.
  func rangeSince(_ first: Int) -> SourceRange {
    guard cell == nil, first < position else { return rangeOf(first, position - 1) }
    let begin = lexemes[first]
    // In a table's action, the lexemes are not in the order of the text.
    return SourceRange(file: fileIndex, start: begin.start, end: max(begin.end, lexemes[position &- 1].end))
  }

  func rangeOf(_ first: Int, _ last: Int) -> SourceRange {
    var (first, last) = (first, last)
    // What a head and a cell say together stands in the cell.
    if let cell, first <= last, first < cell.upperBound, last >= cell.lowerBound {
      (first, last) = (max(first, cell.lowerBound), min(last, cell.upperBound - 1))
    }
    let begin = lexeme(first)
    return SourceRange(file: fileIndex, start: begin.start, end: max(begin.end, lexeme(last).end))
  }

  func text(_ lexeme: Lexeme) -> String { text(from: lexeme.start, to: lexeme.end) }

  /// The text of the bytes from `start` to `end`, with invalid UTF-8 repaired.
  @inline(__always)
  func text(from start: Int, to end: Int) -> String { file.bytes.text(from: start, to: end) }

  /// The words from `first` to `last`, joined by blanks.
  func text(from first: Int, through last: Int) -> String {
    (first...max(first, last)).map { text(lexeme($0)) }.joined(separator: " ")
  }

  /// How a message names the current token.
  var found: String { description(of: current) }

  func description(of lexeme: Lexeme) -> String {
    if lexeme.kind == .endOfFile { return cell == nil ? "the end of the file" : "the end of the cell" }
    let written = text(lexeme)
    return written.utf8.count <= 60 ? "`\(written)`" : "`\(written.prefix(50))…`"
  }

  /// Whether the current lexeme is spelled as the one before it. Asked of nearly every name, and almost always no.
  @inline(__always)
  var isRepeated: Bool {
    position > 0 && lexemes[position].length == lexemes[position &- 1].length && isSame(position, position - 1)
  }

  /// Whether the lexemes at `first` and `second` are spelled alike.
  func isSame(_ first: Int, _ second: Int) -> Bool {
    let a = lexeme(first)
    let b = lexeme(second)
    guard a.length == b.length, a.kind == b.kind else { return false }
    return a.kind != .endOfFile && first >= 0 && second <= endPosition && hasSameBytes(a, b)
  }

  private func hasSameBytes(_ a: Lexeme, _ b: Lexeme) -> Bool {
    (0..<a.end - a.start).allSatisfy { file.bytes[a.start + $0] == file.bytes[b.start + $0] }
  }

  /// Whether the lexeme at `index` is the word `word`, which is small letters, in any case. No text is made.
  func isWord(_ index: Int, _ word: String) -> Bool {
    let here = lexeme(index)
    guard here.kind == .word, here.end - here.start == word.utf8.count else { return false }
    return zip(here.start..<here.end, word.utf8).allSatisfy { file.bytes[$0] | 0x20 == $1 }
  }
}

/// Proves that a loop of the parser goes on: every loop over tokens asks it first.
struct LoopProgress {
  private var lastPosition = -1

  /// Whether something was consumed since the last time; if not, that is a mistake of ours, and the loop must end.
  mutating func assertAdvanced(_ position: Int) -> Bool {
    guard position > lastPosition else {
      assertionFailure("a loop of the parser did not advance")
      return false
    }
    lastPosition = position
    return true
  }
}
