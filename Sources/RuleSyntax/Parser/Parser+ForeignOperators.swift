import RuleSource

/// Comparisons as other products write them: `IS_ANY_OF`, `in [a, b]`, `HAS_PROPERTY`, `contains_any`.
extension Parser {
  /// What a foreign comparison is called here.
  private enum Meant: String {
    case isValue = "is"
    case isNot = "is not"
    case above = "is above"
    case atLeast = "is at least"
    case below = "is below"
    case atMost = "is at most"
    case oneOf = "is one of"
    case notOneOf = "is not one of"
    case known = "is known"
    case unknown = "is unknown"
    case contains = "contains"
    case containsAny = "contains any of"
    case startsWith = "starts with"
    case endsWith = "ends with"
    case hasAny = "has any of"
    case hasAll = "has all of"
    case hasNone = "has none of"
  }

  private static let operators: [String: Meant] = [
    "eq": .isValue, "is_equal_to": .isValue, "equals_to": .isValue, "neq": .isNot, "ne": .isNot, "not_eq": .isNot,
    "is_not_equal_to": .isNot, "not_equal_to": .isNot, "not_equals": .isNot, "gt": .above, "is_greater_than": .above,
    "greater_than": .above, "exceeds": .above, "over": .above, "gte": .atLeast, "is_greater_than_or_equal_to": .atLeast,
    "greater_than_or_equal_to": .atLeast, "lt": .below, "is_less_than": .below, "less_than": .below, "under": .below,
    "lte": .atMost, "is_less_than_or_equal_to": .atMost, "less_than_or_equal_to": .atMost, "in": .oneOf,
    "is_any_of": .oneOf, "any_of": .oneOf, "is_one_of": .oneOf, "one_of": .oneOf, "is_in": .oneOf,
    "not_in": .notOneOf, "is_none_of": .notOneOf, "none_of": .notOneOf, "is_not_any_of": .notOneOf,
    "is_not_one_of": .notOneOf, "has_property": .known, "is_known": .known, "exists": .known, "is_not_empty": .known,
    "is_set": .known, "is_present": .known, "not_empty": .known, "not_has_property": .unknown, "is_unknown": .unknown,
    "is_empty": .unknown, "is_blank": .unknown, "is_not_set": .unknown, "contains_token": .contains,
    "contains_word": .contains, "includes": .contains, "contains_any": .containsAny, "contains_any_of": .containsAny,
    "contains_one_of": .containsAny, "starts_with": .startsWith, "begins_with": .startsWith, "ends_with": .endsWith,
    "has_any_of": .hasAny, "has_any": .hasAny, "contains_at_least_one_of": .containsAny, "has_all_of": .hasAll,
    "has_all": .hasAll, "contains_all": .hasAll, "contains_all_of": .hasAll, "has_none_of": .hasNone,
    "contains_none_of": .hasNone,
  ]

  /// Two or three words that are a foreign comparison.
  private static let phrases: [(words: [String], meant: Meant)] = [
    (["is", "not", "any", "of"], .notOneOf), (["is", "none", "of"], .notOneOf), (["is", "any", "of"], .oneOf),
    (["is", "not", "in"], .notOneOf), (["not", "in"], .notOneOf), (["is", "in"], .oneOf),
    (["is", "not", "set"], .unknown),
    (["is", "set"], .known), (["is", "present"], .known), (["is", "defined"], .known), (["has", "a", "value"], .known),
    (["has", "value"], .known), (["is", "not", "null"], .known), (["is", "null"], .unknown), (["is", "nil"], .unknown),
    (["is", "not", "nil"], .known), (["is", "blank"], .unknown), (["is", "not", "blank"], .known),
    (["is", "over"], .above), (["is", "under"], .below), (["begins", "with"], .startsWith),
    (["does", "not", "equal"], .isNot), (["is", "different", "from"], .isNot), (["is", "equals"], .isValue),
  ]

  /// A comparison in the words of another product after `operand`; reported.
  func parseForeignTest(of operand: OperandSyntax, from first: Int) -> ConditionSyntax? {
    guard let (count, meant) = foreignOperator else { return nil }
    let start = position
    let written = text(from: start, through: start + count - 1)
    position += count
    let value = position
    let isInParentheses = current.kind == .openParenthesis
    if isInParentheses { position += 1 }
    let index = note(written, meant, from: start, through: value - 1)
    let condition = parseTest(of: operand, meant, from: first)
    if isInParentheses, current.kind == .closeParenthesis {
      position += 1
      let fix = joined(.remove(range(lexeme(value))), removing(position - 1, through: position - 1))
      extendFix(at: index, by: Diagnostic.strayComma(at: range(current)).mended(by: fix))
    }
    return condition
  }

  /// Reports the comparison; the message that mends it.
  private func note(_ written: String, _ meant: Meant, from start: Int, through last: Int) -> Int? {
    let count = diagnostics.count
    noteHabit(
      .foreignOperator(written, meant: meant.rawValue, at: rangeOf(start, last))
        .mended(by: replacing(start, through: last, with: meant.rawValue)), at: start)
    return diagnostics.count > count ? count : nil
  }

  /// The foreign comparison here: how many words, and what it means.
  private var foreignOperator: (count: Int, meant: Meant)? {
    guard current.kind == .word, !current.isFirstOnLine, mayBeForeign else { return nil }
    for (words, meant) in Self.phrases where isPhrase(words) {
      let next = position + words.count
      let endsHere = meant == .known || meant == .unknown
      // A value may be called `set` or `present`: only where nothing follows that belongs to it.
      guard endsHere ? isEnd(next) : !isEnd(next) || lexeme(next).kind == .openParenthesis else { continue }
      if words.last == "in",
        lexeme(next).keyword == .the || lexeme(next).keyword == .in || lexeme(next).anyCase == .business
      {
        continue
      }
      return (words.count, meant)
    }
    guard !Self.predicateWords.contains(current.keyword), current.keyword != .not else { return nil }
    guard let meant = Self.operators[text(current).lowercased()], current.end - current.start <= 30 else { return nil }
    if at(.in), ahead(1).keyword == .the || ahead(1).anyCase == .business || ahead(1).keyword == .stage { return nil }
    return (1, meant)
  }

  /// Asked of every test, and almost always no: whether a phrase or operator begins here, by the first letters of words.
  var mayBeForeign: Bool {
    switch current.keyword {
    // `is High`, `is at least 3`: no phrase goes on so.
    case .is:
      let next = lexeme(position + 1)
      guard next.kind == .word, !Self.afterIs.contains(next.keyword) else { return false }
      return isAfterIsInPhrase(next.keyword == .not ? lexeme(position + 2) : next)
    case .has: return lexeme(position + 1).anyCase == .value || lexeme(position + 1).anyCase == .a
    case .contains, .starts, .ends, .matches, .was, .changed, .do, .and, .or, .then: return false
    default: return true
    }
  }

  /// Our own words after `is`.
  private static let afterIs = KeywordSet.words(.at, .above, .below, .before, .after, .between, .unknown, .one, .known)

  /// Whether `word` comes after `is`, or after `is not`, in `phrases`. By its first two letters, few words can.
  private func isAfterIsInPhrase(_ word: Lexeme) -> Bool {
    guard word.length > 1 else { return false }
    switch (file.bytes[word.start] | 0x20, file.bytes[word.start + 1] | 0x20) {
    // any, blank, defined, different, equals, in
    case (UInt8(ascii: "a"), UInt8(ascii: "n")), (UInt8(ascii: "b"), UInt8(ascii: "l")),
      (UInt8(ascii: "d"), UInt8(ascii: "e")), (UInt8(ascii: "d"), UInt8(ascii: "i")),
      (UInt8(ascii: "e"), UInt8(ascii: "q")), (UInt8(ascii: "i"), UInt8(ascii: "n")),
      // nil, none, null, over, present, set, under
      (UInt8(ascii: "n"), UInt8(ascii: "i")), (UInt8(ascii: "n"), UInt8(ascii: "o")),
      (UInt8(ascii: "n"), UInt8(ascii: "u")), (UInt8(ascii: "o"), UInt8(ascii: "v")),
      (UInt8(ascii: "p"), UInt8(ascii: "r")), (UInt8(ascii: "s"), UInt8(ascii: "e")),
      (UInt8(ascii: "u"), UInt8(ascii: "n")):
      return Self.phrasesAfterIs.contains(text(word).lowercased())
    default: return false
    }
  }

  /// What comes after `is`, or after `is not`, in `phrases`.
  private static let phrasesAfterIs = Set(
    phrases.filter { $0.words[0] == "is" }.map { $0.words[1] == "not" ? $0.words[2] : $0.words[1] })

  private func isPhrase(_ words: [String]) -> Bool {
    words.indices.allSatisfy { isWord(position + $0, words[$0]) }
  }

  private func parseTest(of operand: OperandSyntax, _ meant: Meant, from first: Int) -> ConditionSyntax {
    let test: TestSyntax?
    switch meant {
    case .known: test = .isQuality(.known(rangeOf(position - 1, position - 1)), isNegated: false)
    case .unknown: test = .isQuality(.unknown(rangeOf(position - 1, position - 1)), isNegated: false)
    case .oneOf, .notOneOf:
      test = parseValues("a value").map { .isQuality(.oneOf($0), isNegated: meant == .notOneOf) }
    case .containsAny: test = parseValues("a text").map(TestSyntax.contains)
    case .hasAny: test = parseValues("a value").map { .has(.any, $0) }
    case .hasAll: test = parseValues("a value").map { .has(.all, $0) }
    case .hasNone: test = parseValues("a value").map { .has(.none, $0) }
    case .contains: test = parseValue("a text").map { .contains([$0]) }
    case .startsWith: test = parseValue("a text").map(TestSyntax.startsWith)
    case .endsWith: test = parseValue("a text").map(TestSyntax.endsWith)
    case .isValue: test = parseValue("a value").map { .isQuality(.value($0), isNegated: false) }
    case .isNot: test = parseValue("a value").map { .isQuality(.value($0), isNegated: true) }
    case .above: test = parseValue("a value").map { .isQuality(.above($0), isNegated: false) }
    case .atLeast: test = parseValue("a value").map { .isQuality(.atLeast($0), isNegated: false) }
    case .below: test = parseValue("a value").map { .isQuality(.below($0), isNegated: false) }
    case .atMost: test = parseValue("a value").map { .isQuality(.atMost($0), isNegated: false) }
    }
    guard let test else {
      skip(to: Self.afterCondition)
      return .missing(rangeSince(first))
    }
    return .test(operand, test, rangeSince(first))
  }
}
