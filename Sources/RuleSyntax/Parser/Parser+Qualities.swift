import RuleSource

/// What stands after `is`.
extension Parser {
  func parseIs(_ word: Keyword, of operand: consuming OperandSyntax, from first: Int) -> ConditionSyntax {
    if word != .is {
      let end = word == .equals && at(.to) ? position : position - 1
      noteHabit(
        .comparisonWords(word.text, meant: "is", at: range(lexeme(position - 1)))
          .mended(by: replacing(position - 1, through: end, with: "is")), at: position - 1)
      if word == .equals { _ = take(.to) }
    }
    let isNegated = take(.not)
    if isNegated, at(.not), skipDoubled() {}
    if let flag = parseTruth(of: operand, isNegated: isNegated, from: first) { return flag }
    let quality = parseQuality(isNegated: isNegated)
    // Asked for here: what is taken out before a call is copied.
    let range = rangeSince(first)
    if let quality { return .test(operand, .isQuality(quality, isNegated: isNegated), range) }
    if !Self.afterCondition.contains(current.keyword), current.kind != .closeParenthesis {
      skip(to: Self.afterCondition)
    }
    return .missing(rangeSince(first))
  }

  // quality = compared | "one" , "of" , values
  //         | "at" , ( "least" | "most" ) , compared | "above" , compared | "below" , compared
  //         | "between" , value , "and" , value
  //         | ( "before" | "after" ) , ( date | "today" | "value" , "of" , operand )
  //         | "in" , "the" , ( "next" | "last" ) , duration | ( "more" | "less" ) , "than" , duration , "ago"
  //         | "today" | "known" | "unknown" | "an" , ( "agent" | "integration" ) | "a" , "contact"
  //         | "the" , ( "owner" | "contact" ) ;
  func parseQuality(isNegated: Bool) -> QualitySyntax? {
    let here = range(current)
    switch qualityWord() {
    case .one:
      advance()
      return expect(.of, before: .value) ? parseValues("a value").map(QualitySyntax.oneOf) : nil
    case .at: return parseAtLeast()
    case .above:
      advance()
      if let operand = parseValueOfIfPresent() { return .comparesValueOf(.above, operand) }
      return parseValue("a value").map(QualitySyntax.above)
    case .below:
      advance()
      if let operand = parseValueOfIfPresent() { return .comparesValueOf(.below, operand) }
      return parseValue("a value").map(QualitySyntax.below)
    case .between: return parseBetween()
    case .before, .after: return parseBeforeOrAfter()
    case .in: return parseInTheNext()
    case .more, .less, .greater, .higher, .larger, .bigger, .lower, .smaller, .fewer: return parseThan()
    case .today:
      advance()
      return .today(here)
    case .known:
      advance()
      return .known(here)
    case .unknown:
      advance()
      return .unknown(here)
    case .an:
      position += 2
      let range = rangeSince(position - 2)
      return lexeme(position - 1).keyword == .agent
        ? .anAgent(range) : .value(ValueSyntax(kind: .word("integration"), range: range))
    case .a:
      position += 2
      return .aContact(rangeSince(position - 2))
    case .the:
      position += 2
      let range = rangeSince(position - 2)
      return lexeme(position - 1).keyword == .owner ? .theOwner(range) : .theContact(range)
    case .equal:
      noteHabit(
        .comparisonWords("is equal to", meant: "is", at: here)
          .mended(by: removing(position, through: position + 1)))
      position += 2
      return parseValue("a value").map(QualitySyntax.value)
    case .empty:
      let fix = replacing(isNegated ? position - 1 : position, through: position, with: isNegated ? "known" : "unknown")
      noteHabit(.isEmpty(meant: isNegated ? "is known" : "is unknown", at: here).mended(by: fix))
      advance()
      return .unknown(here)
    default:
      if let operand = parseValueOfIfPresent() { return .valueOf(operand) }
      return parseValue("a value").map(QualitySyntax.value)
    }
  }

  // value of = "value" , "of" , operand ;
  func parseValueOfIfPresent() -> OperandSyntax? {
    guard at(.value), ahead(1).keyword == .of else { return nil }
    position += 2
    return parseOperand("a property", before: .words(.plain))
  }

  /// The word that decides, by itself or with the one after it; `nil` before a plain value.
  private func qualityWord() -> Keyword? {
    let next = ahead(1).keyword
    switch current.keyword {
    case .at, .before, .after, .today, .known, .unknown, .above, .below, .between: return current.keyword
    case .one: return next == .of || isMisspelledAhead(.of) ? .one : nil
    case .in: return next == .the || isMisspelledAhead(.the) ? .in : nil
    case .an: return next == .agent || next == .integration ? .an : nil
    case .a: return next == .contact ? .a : nil
    case .the: return next == .owner || next == .contact ? .the : nil
    case .more, .less, .greater, .higher, .larger, .bigger, .lower, .smaller, .fewer:
      return next == .than || isMisspelledAhead(.than) ? current.keyword : nil
    case .equal: return next == .to ? .equal : nil
    case .empty: return isEnd(position + 1) ? .empty : nil
    default: break
    }
    return repairedQualityWord()
  }

  private func repairedQualityWord() -> Keyword? {
    guard current.kind == .word, mayBeQualityWord else { return nil }
    // `least 3`, `most 3`: `at` was left out.
    if at(.least) || at(.most), fits(.value, position + 1), !ahead(1).isFirstOnLine { return .at }
    if at(.of), fits(.value, position + 1), !ahead(1).isFirstOnLine {
      report(missing("one"))
      position -= 1
      return .one
    }
    if at(.than), fits(.value, position + 1) {
      report(missing("more"))
      position -= 1
      return .more
    }
    if at(.the), ahead(1).keyword == .next || ahead(1).keyword == .last {
      report(missing("in"))
      position -= 1
      return .in
    }
    let pairs: [(Keyword, Fit)] = [
      (.one, .word(.words(.of))), (.at, .word(.words(.least, .most))), (.in, .word(.words(.the))),
      (.more, .word(.words(.than))),
      (.less, .word(.words(.than))), (.an, .word(.words(.agent))), (.the, .word(.words(.owner))), (.above, .number),
      (.below, .number),
      (.between, .number), (.before, .word(.words(.today))), (.after, .word(.words(.today))), (.before, .kind(.date)),
      (.after, .kind(.date)),
    ]
    for (word, fit) in pairs {
      if keyword(of: .words(word), before: fit) != nil { return word }
    }
    return nil
  }

  /// Whether anything but a plain value can be meant: looking for repairs of every value took a fifth of parsing.
  private var mayBeQualityWord: Bool {
    let next = ahead(1)
    return current.keyword != .plain || current.folded != .plain || isRepeated
      || next.kind == .number || next.kind == .date || next.kind == .blank
      || Self.afterQualityWord.contains(next.anyCase)
  }

  /// The words of which one comes after a quality of two words.
  private static let afterQualityWord = KeywordSet.words(.of, .least, .most, .the, .than, .agent, .owner, .today)

  private func isMisspelledAhead(_ keyword: Keyword) -> Bool {
    let next = ahead(1)
    guard next.kind == .word, !next.isFirstOnLine else { return false }
    if next.folded == keyword || isSame(position, position + 1) { return true }
    let written = Array(file.bytes[next.start..<min(next.end, next.start + 8)])
    return next.keyword == .plain && spellingDistance(written, Array(keyword.text.utf8)) <= 1
      && fits(.value, position + 2)
  }

  private func parseAtLeast() -> QualitySyntax? {
    if !take(.at) { report(missing("at")) }
    if at(.at), skipDoubled() {}
    guard let word = keyword(of: .words(.least, .most), before: .value) else {
      report(missing("least", isCertain: fits(.value, position)))
      return fits(.value, position) ? parseValue("a value").map(QualitySyntax.atLeast) : nil
    }
    advance()
    if current.keyword == word, skipDoubled() {}
    if let operand = parseValueOfIfPresent() { return .comparesValueOf(word == .least ? .atLeast : .atMost, operand) }
    let value = parseValue("a value")
    return word == .least ? value.map(QualitySyntax.atLeast) : value.map(QualitySyntax.atMost)
  }

  private func parseBetween() -> QualitySyntax? {
    advance()
    guard let low = parseValue("a value"), expect(.and, before: .value), let high = parseValue("a value") else {
      return nil
    }
    return .between(low, high)
  }

  private func parseBeforeOrAfter() -> QualitySyntax? {
    let isBefore = at(.before)
    advance()
    if isRepeated, skipDoubled() {}
    return parseMoment().map { isBefore ? .before($0) : .after($0) }
  }

  // moment = date | "today" | "value" , "of" , operand ;
  func parseMoment() -> MomentSyntax? {
    let moment: MomentSyntax
    if at(.today) {
      moment = .today(range(current))
      advance()
    } else if at(.value) {
      advance()
      guard expect(.of, before: .operand), let operand = parseOperand("a property", before: .words(.plain)) else {
        return nil
      }
      moment = .valueOf(operand)
    } else if at(.of), fits(.operand, position + 1) {
      report(missing("value"))
      advance()
      guard let operand = parseOperand("a property", before: .words(.plain)) else { return nil }
      moment = .valueOf(operand)
    } else if current.kind == .word, !current.keyword.isReserved, ahead(1).keyword == .of {
      _ = keyword(of: .words(.value), before: .word(.words(.of)))
      position += 2
      guard let operand = parseOperand("a property", before: .words(.plain)) else { return nil }
      moment = .valueOf(operand)
    } else if current.kind == .date {
      guard let date = parseValue("a date") else { return nil }
      moment = .date(date)
    } else if keyword(of: .words(.today), before: .end) != nil {
      moment = .today(range(current))
      advance()
    } else {
      report(.expectedDate(before: found, at: range(current)))
      return nil
    }
    return moment
  }

  private func parseInTheNext() -> QualitySyntax? {
    advance()
    guard expect(.the, before: .word(.words(.next, .last))) else { return nil }
    guard let word = keyword(of: .words(.next, .last), before: .number) else {
      report(missing("next", isCertain: current.kind == .number))
      return current.kind == .number ? parseDuration().map(QualitySyntax.inNext) : nil
    }
    advance()
    guard let duration = parseDuration() else { return nil }
    return word == .next ? .inNext(duration) : .inLast(duration)
  }

  /// `more than 3 days ago`, and what people write for `above` and `below`.
  private func parseThan() -> QualitySyntax? {
    let first = position
    let word = current.keyword
    let isMore = [Keyword.more, .greater, .higher, .larger, .bigger].contains(word)
    advance()
    guard expect(.than, before: .value) else { return nil }
    if isTimeSpan(position) || current.kind == .number && ahead(1).kind == .word && ahead(2).keyword == .ago {
      guard let duration = parseDuration() else { return nil }
      _ = expect(.ago, before: .anything)
      return isMore ? .moreThanAgo(duration) : .lessThanAgo(duration)
    }
    var meant = isMore ? "above" : "below"
    // `greater than or equal to 5`
    if at(.or), ahead(1).keyword == .equal || ahead(1).keyword == .equals {
      position += ahead(2).keyword == .to ? 3 : 2
      meant = isMore ? "at least" : "at most"
    }
    let written = text(from: first, through: position - 1)
    noteHabit(
      .comparisonWords("is \(written)", meant: "is \(meant)", at: rangeSince(first))
        .mended(by: replacing(first, through: position - 1, with: meant)))
    guard let value = parseValue("a value") else { return nil }
    switch meant {
    case "above": return .above(value)
    case "below": return .below(value)
    case "at least": return .atLeast(value)
    default: return .atMost(value)
    }
  }
}
