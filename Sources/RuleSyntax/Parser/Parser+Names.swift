import RuleSource

/// Names and operands; unquoted names of several words.
extension Parser {
  // name = word | string ;
  /// A name. `follow` has the keywords that may come after it; `orText` says that a string may.
  ///
  /// Unquoted names of several words are joined, up to a word that is expected.
  func parseName(_ what: String, before follow: KeywordSet = .noWords, orText: Bool = false) -> NameSyntax? {
    if let name = takePlainName(before: follow) { return name }
    if takeBlank(.name) { return blankName }
    if isDoubledWordBeforeName, skipDoubled() {}
    if current.kind == .string {
      advance()
      return name(of: position - 1)
    }
    if current.kind == .number, !current.isFirstOnLine || isEnd(position + 1) {
      let written = current
      advance()
      accept(
        .reservedName(text(written), at: range(written)).mended(by: quoting(position - 1, through: position - 1)),
        at: position - 1)
      return name(of: position - 1)
    }
    guard current.kind == .word, !isNameMissing(before: follow) else {
      report(.expectedName(what, before: found, at: range(current)))
      return nil
    }
    return joinedName(before: follow, orText: orText)
  }

  // operand = word | string | path | "stage" | "pipeline" | "team" | "inbox" ;
  // path = ( "contact" | "company" | "owner" | "message" | "conversation" ) , "." , ( word | reserved word | string ) ;
  func parseOperand(_ what: String, before follow: KeywordSet, orColon: Bool = false) -> OperandSyntax? {
    if ahead(1).kind != .dot, let name = takePlainName(before: follow) {
      return OperandSyntax(name: name, entity: .ticket, range: name.range)
    }
    let first = position
    if isDoubledWordBeforeName, skipDoubled() {}
    if ahead(1).kind == .dot, let entity {
      if current.keyword == .plain { acceptCapitals() }
      position += 2
      guard current.kind == .word || current.kind == .string else {
        report(.expectedName(what, before: found, at: range(current)))
        return nil
      }
      let start = position
      position += 1
      return OperandSyntax(name: name(of: start), entity: entity, range: rangeSince(first))
    }
    if let name = takePlainName(before: follow) { return OperandSyntax(name: name, entity: .ticket, range: name.range) }
    if Self.operandWords.contains(current.keyword) {
      let name = name(of: position)
      position += 1
      return OperandSyntax(name: name, entity: .ticket, range: name.range)
    }
    if current.kind == .string {
      let name = name(of: position)
      position += 1
      return OperandSyntax(name: name, entity: .ticket, range: name.range)
    }
    guard current.kind == .word, !isNameMissing(before: follow) else {
      report(.expectedName(what, before: found, at: range(current)))
      return nil
    }
    let name = joinedName(before: follow, orText: false, needsFollow: true, orColon: orColon)
    return OperandSyntax(name: name, entity: .ticket, range: name.range)
  }

  /// What the current word names before a dot.
  private var entity: OperandSyntax.Entity? {
    switch current.anyCase {
    case .contact: .contact
    case .company: .company
    case .owner: .owner
    case .message: .message
    case .conversation: .conversation
    default: nil
    }
  }

  // ---- one name ----

  /// A word that is certainly a name, and the whole of it: no word of the language, before one of those that end names,
  /// one of `follow` or the end of the line. Most names are so, and need none of the questions of `joinedName` and its
  /// callers.
  @inline(__always)
  func takePlainName(before follow: KeywordSet) -> NameSyntax? {
    current.kind == .word && current.keyword == .plain ? takePlainWord(before: follow) : nil
  }

  private func takePlainWord(before follow: KeywordSet) -> NameSyntax? {
    let here = current
    guard here.folded == .plain || !here.isFirstOnLine, !isRepeated else { return nil }
    let next = ahead(1)
    guard next.isFirstOnLine || next.kind != .number && (next.kind != .word || endsName(next.keyword, follow)) else {
      return nil
    }
    position += 1
    return NameSyntax(text: text(here, isQuoted: false), range: range(here), isQuoted: false)
  }

  /// Whether a name of one word certainly ends before `keyword`.
  @inline(__always)
  private func endsName(_ keyword: Keyword, _ follow: KeywordSet) -> Bool {
    if keyword.isReserved, !Self.prepositions.contains(keyword) { return true }
    return keyword != .plain && follow.contains(keyword)
  }

  /// The bytes of `lexeme`, without its quotes.
  @inline(__always)
  private func text(_ lexeme: Lexeme, isQuoted: Bool) -> String {
    let quote = isQuoted ? 1 : 0
    return text(from: lexeme.start &+ quote, to: lexeme.end &- quote)
  }

  /// A word repeated where a name is expected, with the name after it: `to to Closed`.
  @inline(__always)
  var isDoubledWordBeforeName: Bool {
    isRepeated && !current.isFirstOnLine && current.kind != .string
      && (lexeme(position - 1).keyword != .plain || current.kind == .comma)
      && (fits(.value, position + 1) || current.keyword.isReserved) && !ahead(1).isFirstOnLine
  }

  /// Whether the current word is not a name but what comes after it, because the name was left out.
  func isNameMissing(before follow: KeywordSet) -> Bool {
    let here = current
    if here.isFirstOnLine, isItemStart(position) { return true }
    if Self.structure.contains(here.keyword) {
      return here.isFirstOnLine || !Self.rarelyStructure.contains(here.keyword) || !isEnd(position + 1)
    }
    guard here.keyword != .plain, follow.contains(here.keyword) else { return false }
    if here.keyword.isReserved { return true }
    return !isEnd(position + 1) && !follow.contains(ahead(1).keyword)
  }

  /// Structural words that are meant as a name where nothing follows: `team table`.
  private static let rarelyStructure = KeywordSet.words(.table, .only, .once, .given, .expect, .rule, .define)

  /// The name that begins here: one word, or several on one line if something expected comes after them.
  func joinedName(
    before follow: KeywordSet, orText: Bool, needsFollow: Bool = false, orColon: Bool = false
  ) -> NameSyntax {
    let first = position
    let last = endOfWords(from: first, before: follow)
    guard last > first, mayEndName(last + 1, follow, orText, needsFollow, orColon) else {
      position += 1
      let name = name(of: first)
      if lexeme(first).keyword.isReserved {
        report(.reservedName(name.text, at: name.range).mended(by: quoting(first, through: first)))
      }
      return name
    }
    if last == first + 1, isSame(first, last) {
      report(
        .doubledWord(text(lexeme(last)), at: range(lexeme(last))).mended(by: removing(last, through: last)))
      position = last + 1
      return name(of: first)
    }
    let joined = text(from: first, through: last)
    let range = rangeOf(first, last)
    if !(first...last).contains(where: { lexeme($0).flags.contains(.afterRubbish) }) {
      accept(.nameNeedsQuotes(joined, at: range).mended(by: quoting(first, through: last)))
    }
    position = last + 1
    // What follows from this name is measured from its end.
    if lastReport?.position == first { lastReport?.position = last }
    return NameSyntax(text: joined, range: range, isQuoted: true)
  }

  func isNameOfSeveralWords(from first: Int, before follow: KeywordSet, orText: Bool, needsFollow: Bool) -> Bool {
    let last = endOfWords(from: first, before: follow)
    return last > first && mayEndName(last + 1, follow, orText, needsFollow, false)
  }

  /// `otherwise when` in other languages.
  static let elseIfs: Set<String> = ["elif", "elsif", "elseif"]
  private static let prepositions = KeywordSet.words(.on, .at, .after, .before, .for)

  /// The last of the words that may form one unquoted name with the one at `first`.
  private func endOfWords(from first: Int, before follow: KeywordSet) -> Int {
    var last = first
    while last < endPosition {
      let next = lexeme(last + 1)
      guard !next.isFirstOnLine, next.kind == .word || next.kind == .number else { break }
      // Most names end so.
      if next.keyword.isReserved, follow.contains(next.keyword) { break }
      if next.keyword == .else || next.keyword == .if || isPostponement(last + 1) { break }
      if next.keyword == .at, lexeme(last + 2).keyword == .most { break }
      if next.keyword != .plain {
        if follow.contains(next.keyword) { break }
        if next.keyword.isReserved, !Self.prepositions.contains(next.keyword) { break }
        if isActionStart(last + 1) || isItemStart(last + 1) || lexeme(last + 2).kind == .dot { break }
      }
      if isKeywordInDisguise(last + 1, before: follow) { break }
      last += 1
    }
    return last
  }

  /// Whether the word at `index` is a mis-cased or misspelled keyword that ends a name, judged by what comes after it.
  private func isKeywordInDisguise(_ index: Int, before follow: KeywordSet) -> Bool {
    let here = lexeme(index)
    guard here.kind == .word, here.keyword == .plain else { return false }
    if 4...6 ~= here.end - here.start, Self.elseIfs.contains(text(here).lowercased()) { return true }
    if isActionStart(index + 1) {
      return here.folded == .do || here.folded == .then || isMisspelling(of: .then, at: index)
        || isMisspelling(of: .do, at: index)
    }
    let isBeforeTest =
      isOperandLike(lexeme(index + 1)) && Self.predicateWords.contains(lexeme(index + 2).keyword)
      || lexeme(index + 1).keyword == .not
    if isBeforeTest {
      return here.folded == .and || here.folded == .or || isMisspelling(of: .and, at: index)
        || isMisspelling(of: .or, at: index)
    }
    guard here.folded != .plain, follow.contains(here.folded) else { return false }
    return fits(.value, index + 1) && !lexeme(index + 1).isFirstOnLine
  }

  private func mayEndName(
    _ index: Int, _ follow: KeywordSet, _ orText: Bool, _ needsFollow: Bool, _ orColon: Bool
  ) -> Bool {
    let here = lexeme(index)
    if here.keyword != .plain, follow.contains(here.keyword) { return true }
    if orColon, here.kind == .colon { return true }
    if needsFollow { return follow.contains(.plain) && isEnd(index) }
    if here.kind == .string { return orText }
    return here.kind == .colon || isEnd(index) || isActionStart(index) || isKeywordInDisguise(index, before: .noWords)
  }

  /// The lexeme at `index` as a name.
  func name(of index: Int) -> NameSyntax {
    let here = lexemes[index]
    let isQuoted = here.kind == .string
    // What stands between the quotes is the text, unless there is something to resolve.
    let text = isQuoted && !here.isPlain ? unquoted(here) : self.text(here, isQuoted: isQuoted)
    return NameSyntax(text: text, range: range(here), isQuoted: isQuoted)
  }
}
