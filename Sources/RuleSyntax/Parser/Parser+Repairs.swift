import RuleSource

/// What must stand at a place for a repair before it to make sense.
enum Fit {
  case name, text, value, operand, recipient, number, action, condition, trigger
  case word(KeywordSet)
  case kind(Token.Kind)
  /// Where a part may end.
  case end
  case anything
}

/// Repairs, tried only after the expected token was not there.
extension Parser {
  /// Goes over `keyword`. If it is not there, reports that and repairs it, if what stands there fits a repair: a doubled
  /// word, a misspelling, a word left out. Returns whether parsing can go on as if it were there.
  @inline(__always)
  func expect(_ keyword: Keyword, before fit: Fit) -> Bool { take(keyword) || expectRepaired(keyword, before: fit) }

  private func expectRepaired(_ keyword: Keyword, before fit: Fit) -> Bool {
    if skipDoubled(), take(keyword) { return true }
    if isMisspelling(of: keyword, at: position, orOther: true), fits(fit, position + 1) {
      report(misspelled(as: keyword))
      advance()
      return true
    }
    let doesFit = fits(fit, position)
    report(missing(keyword.text, isCertain: doesFit && isPlausible(fit)))
    return doesFit
  }

  /// Goes over a sign such as a colon, or reports that it is missing.
  func expect(_ kind: Token.Kind, _ sign: String, before fit: Fit) -> Bool {
    if take(kind) { return true }
    if skipDoubled(), take(kind) { return true }
    let doesFit = fits(fit, position)
    report(missing(sign, isCertain: doesFit && isPlausible(fit)))
    return doesFit
  }

  /// The keyword of `words` at this place, which is not consumed: exact, else mis-cased, else misspelled if `fit` comes
  /// next. The lexeme is then that keyword for good.
  @inline(__always)
  func keyword(of words: KeywordSet, before fit: Fit) -> Keyword? {
    let here = current
    if words.contains(here.keyword) { return here.keyword }
    // No reserved word is taken for another: asked of nearly all rules a dozen times, in vain.
    guard here.kind == .word, !here.keyword.isReserved else { return nil }
    return repairedKeyword(of: words, before: fit)
  }

  private func repairedKeyword(of words: KeywordSet, before fit: Fit) -> Keyword? {
    if words.contains(current.folded), current.folded != .plain {
      acceptCapitals()
      return current.keyword
    }
    if words.contains(ahead(1).keyword), isRepeated, skipDoubled() {
      return current.keyword
    }
    guard fits(fit, position + 1), let meant = nearest(of: words) else { return nil }
    report(misspelled(as: meant))
    lexemes[position].keyword = meant
    return meant
  }

  /// Goes over all tokens that repeat the one before them, and reports the first.
  func skipDoubled() -> Bool {
    guard isRepeated else { return false }
    let first = position
    let diagnostic = Diagnostic.doubledWord(description(of: current).filter { $0 != "`" }, at: range(current))
    while isSame(position, first - 1), !isAtEnd { position += 1 }
    report(diagnostic.mended(by: removing(first, through: position - 1)), at: first)
    return true
  }

  /// Whether what `fit` allows shows that the missing word was left out and nothing else is wrong.
  private func isPlausible(_ fit: Fit) -> Bool {
    if case .anything = fit { return isEnd(position) }
    return true
  }

  /// That the current word is a misspelling of `keyword`; a guess where another keyword stands or is as near.
  private func misspelled(as keyword: Keyword) -> Diagnostic {
    let written = text(current)
    let isGuess = current.keyword != .plain
    return Diagnostic.misspelledWord(written, meant: keyword.text, at: range(current))
      .mended(by: replacingCurrent(with: keyword.text, isGuess ? .unsafe : .safe))
  }

  // ---- what fits ----

  func fits(_ fit: Fit, _ index: Int) -> Bool {
    let here = lexeme(index)
    if here.kind == .blank, blanks != nil { return fitsBlank(fit) }
    switch fit {
    case .name: return isNameLike(here)
    case .text: return here.kind == .string
    case .value: return isNameLike(here) || here.kind == .number || here.kind == .date
    case .operand: return isOperandLike(here)
    case .recipient:
      return here.kind == .string || Self.recipientWords.contains(here.keyword)
    case .number: return here.kind == .number
    case .action: return isActionStart(index)
    case .condition:
      return isOperandLike(here) || here.kind == .openParenthesis || here.keyword == .not
    case .trigger: return isHappeningStart(index)
    case .word(let words): return words.contains(here.anyCase)
    case .kind(let kind): return here.kind == kind
    case .end: return isEnd(index)
    case .anything: return true
    }
  }

  private func fitsBlank(_ fit: Fit) -> Bool {
    switch fit {
    case .name, .text, .value, .recipient, .number, .anything: true
    case .operand, .action, .condition, .trigger, .word, .kind, .end: false
    }
  }

  static let operandWords = KeywordSet.words(.stage, .pipeline, .team, .inbox)
  static let recipientWords = KeywordSet.words(.contact, .owner, .team, .its, .creator, .cc, .followers)
  /// Words that begin or end a part wherever they stand, so that no name is expected to be one.
  static let structure = KeywordSet.words(
    .do, .then, .when, .otherwise, .only, .once, .table, .and, .or, .given, .expect, .rule, .define
  )

  func isOperandLike(_ lexeme: Lexeme) -> Bool {
    isNameLike(lexeme) || Self.operandWords.contains(lexeme.keyword)
  }

  /// Whether a part may end before the lexeme at `index`.
  func isEnd(_ index: Int) -> Bool {
    let here = lexeme(index)
    if here.kind == .endOfFile || here.kind == .comma || here.kind == .closeParenthesis { return true }
    if here.kind == .bar || here.keyword == .if || here.keyword == .else || isPostponement(index) { return true }
    return here.isFirstOnLine || Self.structure.contains(here.keyword) || isItemStart(index)
  }

  /// Whether `postponed to` is at `index`.
  func isPostponement(_ index: Int) -> Bool {
    lexeme(index).keyword == .postponed && lexeme(index + 1).keyword == .to
  }

  // ---- spelling ----

  func isMisspelling(of keyword: Keyword) -> Bool { isMisspelling(of: keyword, at: position) }

  /// `orOther`: a word that is another keyword, such as `form` for `from`, counts as well.
  func isMisspelling(of keyword: Keyword, at index: Int, orOther: Bool = false) -> Bool {
    let here = lexeme(index)
    guard here.kind == .word, here.keyword == .plain || orOther && !here.keyword.isReserved else { return false }
    return distance(from: here, to: keyword) <= allowedDistance(keyword)
  }

  /// The keyword of `words` that the current word comes nearest to.
  func nearest(of words: KeywordSet) -> Keyword? {
    guard current.kind == .word, current.end - current.start <= 16 else { return nil }
    var best: Keyword?
    var bestDistance = Int.max
    for keyword in words.members {
      let distance = distance(from: current, to: keyword)
      if distance <= allowedDistance(keyword), distance < bestDistance { (best, bestDistance) = (keyword, distance) }
    }
    return best
  }

  private func allowedDistance(_ keyword: Keyword) -> Int { keyword.text.utf8.count <= 4 ? 1 : 2 }

  private func distance(from lexeme: Lexeme, to keyword: Keyword) -> Int {
    let length = lexeme.end - lexeme.start
    let meant = keyword.text.utf8
    // Each letter more or less is one slip.
    guard length <= 16, abs(length - meant.count) <= 2 else { return Int.max }
    let written = file.bytes[lexeme.start..<lexeme.end].map { $0 &- 65 < 26 ? $0 | 0x20 : $0 }
    return spellingDistance(written, Array(meant))
  }
}

/// How many letters must be added, left out, changed or swapped with the next to turn `a` into `b`.
///
/// Complexity: O(*nm*); both are short.
func spellingDistance(_ a: [UInt8], _ b: [UInt8]) -> Int {
  // All rows one after another: a row for no letters of `a`, then one for each more.
  let width = b.count + 1
  var costs = [Int](repeating: 0, count: (a.count + 1) * width)
  for j in 0..<width { costs[j] = j }
  for i in 0..<a.count {
    let row = (i + 1) * width
    costs[row] = i + 1
    for j in 0..<b.count {
      let above = row - width + j
      var best = min(costs[above + 1] + 1, costs[row + j] + 1, costs[above] + (a[i] == b[j] ? 0 : 1))
      if i > 0, j > 0, a[i] == b[j - 1], a[i - 1] == b[j] { best = min(best, costs[above - width - 1] + 1) }
      costs[row + j + 1] = best
    }
  }
  return costs[costs.count - 1]
}
