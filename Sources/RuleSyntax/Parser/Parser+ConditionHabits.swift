import RuleSource

/// Conditions as people write them first: signs, `is true`, a `not` behind, a forgotten `is`.
extension Parser {
  /// `vip is true`, `vip is not false`: the flag itself.
  func parseTruth(of operand: OperandSyntax, isNegated: Bool, from first: Int) -> ConditionSyntax? {
    guard at(.true) || at(.false), isEnd(position + 1) else { return nil }
    let name = file.text(of: operand.range)
    let isTrue = at(.true) != isNegated
    let removal = removing(endOfOperand(operand) + 1, through: position)
    let fix = isTrue ? removal : joined(.insert("not", before: operand.range), removal)
    noteHabit(.isTrue(text(current), meant: isTrue ? name : "not \(name)", at: range(current)).mended(by: fix))
    advance()
    return isTrue ? .named(operand) : .not(.named(operand), rangeSince(first))
  }

  /// `subject not contains "x"`, `subject does not contain "x"`.
  func parseLateNot(of operand: OperandSyntax, from first: Int) -> ConditionSyntax? {
    let isDoesNot = at(.does) && ahead(1).keyword == .not && text(ahead(2)) != "equal"
    guard isDoesNot || at(.not) && !current.isFirstOnLine && ahead(1).keyword != .in else { return nil }
    let not = position
    position += isDoesNot ? 2 : 1
    let meant: Keyword?
    switch current.keyword {
    case .contain: meant = .contains
    case .have: meant = .has
    case .start: meant = .starts
    case .end: meant = .ends
    case .match: meant = .matches
    default: meant = nil
    }
    var change = removing(not, through: position - 1)
    if let meant {
      change = replacing(not, through: position, with: meant.text)
      lexemes[position].keyword = meant
    }
    let fix = joined(.insert("not", before: operand.range), change)
    noteHabit(
      .notBehindOperand(file.text(of: operand.range), at: range(lexeme(not))).mended(by: fix), at: not)
    return .not(parseRest(of: operand, from: first), rangeSince(first))
  }

  private func parseRest(of operand: OperandSyntax, from first: Int) -> ConditionSyntax {
    guard let word = keyword(of: Self.predicateWords, before: .anything) else {
      return parseWithoutPredicate(of: operand, from: first)
    }
    advance()
    if word == .is || word == .are || word == .equals { return parseIs(word, of: operand, from: first) }
    guard let test = parsePredicate(word) else {
      skip(to: Self.afterCondition)
      return .missing(rangeSince(first))
    }
    return .test(operand, test, rangeSince(first))
  }

  /// `=`, `!=`, `>=` and their relatives.
  func parseSign(after operand: OperandSyntax, from first: Int) -> ConditionSyntax? {
    let sign = text(current)
    let meant: String
    switch sign {
    case "=", "==", "===": meant = "is"
    case "!=", "<>", "≠", "!==": meant = "is not"
    case ">": meant = "is above"
    case "<": meant = "is below"
    case ">=", "=>", "≥": meant = "is at least"
    case "<=", "=<", "≤": meant = "is at most"
    default: return nil
    }
    if meant == "is" || meant == "is not", ahead(1).keyword == .true || ahead(1).keyword == .false, isEnd(position + 2)
    {
      position += 1
      return parseTruth(of: operand, isNegated: meant == "is not", from: first)
    }
    noteHabit(.signForWord(sign, meant: meant, at: range(current)).mended(by: replacingCurrent(with: meant)))
    position += 1
    guard let value = parseValue("a value") else {
      skip(to: Self.afterCondition)
      return .missing(rangeSince(first))
    }
    let quality: QualitySyntax
    switch meant {
    case "is above": quality = .above(value)
    case "is below": quality = .below(value)
    case "is at least": quality = .atLeast(value)
    case "is at most": quality = .atMost(value)
    default: quality = .value(value)
    }
    return .test(operand, .isQuality(quality, isNegated: meant == "is not"), rangeSince(first))
  }

  /// `priority High`, `amount at most 3`: `is` was left out. Else something that does not belong here.
  func parseWithoutPredicate(of operand: OperandSyntax, from first: Int) -> ConditionSyntax {
    if skipDoubled() {
      guard Self.predicateWords.contains(current.keyword) else { return .named(operand) }
      return parseRest(of: operand, from: first)
    }
    let qualities = KeywordSet.words(.at, .above, .below, .between, .before, .after, .known, .unknown, .today, .one)
    let isQuality = qualities.contains(current.keyword) && (!current.isFirstOnLine || at(.at))
    guard fits(.value, position) || isQuality, !isItemStart(position) else {
      report(.unexpected(found, after: description(of: lexeme(position - 1)), at: range(current)))
      skip(to: Self.afterCondition)
      return .named(operand)
    }
    report(.missingIs(file.text(of: operand.range), at: range(current)).mended(by: inserting("is")))
    // `with "x"` after a lost `starts`, and the like: nothing sensible follows.
    guard !at(.with), let quality = parseQuality(isNegated: false) else {
      skip(to: Self.afterCondition)
      return .missing(rangeSince(first))
    }
    return .test(operand, .isQuality(quality, isNegated: false), rangeSince(first))
  }
}
