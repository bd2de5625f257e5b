import RuleSource

/// How often a rule may run.
extension Parser {
  // limit = "once" , "per" , ( "ticket" | "stage" , "visit" ) | at_most ;
  func parseLimits() -> [LimitSyntax] {
    var limits: [LimitSyntax] = []
    var progress = LoopProgress()
    while !at(.when), !at(.do), progress.assertAdvanced(position) {
      let first = position
      if at(.comma), ahead(1).keyword == .once || ahead(1).keyword == .at { skipStrayComma() }
      if keyword(of: .words(.once), before: .word(.words(.per))) != nil || at(.once) {
        advance()
        if at(.once), skipDoubled() {}
        if let limit = parseOnce(from: first) { limits.add(limit) }
      } else if keyword(of: .words(.at), before: .word(.words(.most))) != nil || at(.at)
        || at(.most) && ahead(1).kind == .number
      {
        if let (count, period) = parseAtMost() {
          limits.add(.atMost(count, per: period, rangeSince(first)))
        } else {
          skip(to: Self.partsOfRule)
        }
      } else {
        break
      }
    }
    return limits
  }

  private func parseOnce(from first: Int) -> LimitSyntax? {
    let period = KeywordSet.words(.minute, .hour, .day, .week)
    if at(.per) || at(.a), period.contains(ahead(1).keyword) {
      position += 2
      let unit = text(lexeme(position - 1))
      report(
        .comparisonWords(
          text(from: first, through: position - 1), meant: "at most 1 times per \(unit)", at: rangeSince(first)
        ).mended(by: replacing(first, through: position - 1, with: "at most 1 times per \(unit)")), at: first)
      return nil
    }
    guard expect(.per, before: .word(.words(.ticket, .stage))) else { return nil }
    if at(.per), skipDoubled() {}
    switch keyword(of: .words(.ticket, .stage, .visit), before: .anything) {
    case .ticket:
      advance()
      if at(.ticket), skipDoubled() {}
      return .oncePerTicket(rangeSince(first))
    case .stage:
      advance()
      if at(.stage), skipDoubled() {}
      _ = expect(.visit, before: .end)
      return .oncePerStageVisit(rangeSince(first))
    case .visit:
      report(missing("stage"))
      advance()
      return .oncePerStageVisit(rangeSince(first))
    default:
      report(missing("ticket", isCertain: isEnd(position)))
      return nil
    }
  }

  // at_most = "at" , "most" , number , "times" , "per" , period ;
  func parseAtMost() -> (ValueSyntax, DurationSyntax)? {
    guard expect(.at, before: .word(.words(.most))) else { return nil }
    if at(.at), skipDoubled() {}
    guard expect(.most, before: .number) else { return nil }
    if at(.most), skipDoubled() {}
    guard current.kind == .number, let count = parseValue("a number") else {
      report(.expectedNumber(before: found, at: range(current)))
      return nil
    }
    if current.kind == .number, skipDoubled() {}
    guard expect(.times, before: .word(.words(.per))) else { return nil }
    if at(.times), skipDoubled() {}
    guard expect(.per, before: .anything) else { return nil }
    if at(.per), skipDoubled() {}
    return parsePeriod().map { (count, $0) }
  }

  // period = duration | "minute" | "hour" | "day" | "week" ;
  private func parsePeriod() -> DurationSyntax? {
    if current.kind == .number { return parseDuration() }
    let place = range(current)
    let isPlural = Self.unitWords.contains(current.keyword) && text(current).hasSuffix("s")
    if isPlural {
      report(
        .misspelledWord(text(current), meant: String(text(current).dropLast()), at: place)
          .mended(by: replacingCurrent(with: String(text(current).dropLast()))))
    }
    guard let word = keyword(of: Self.unitWords, before: .anything), let unit = unit(word) else {
      report(.expectedName("a time span such as `24 hours` or `day`", before: found, at: place))
      return nil
    }
    advance()
    if current.keyword == word, skipDoubled() {}
    return DurationSyntax(amount: 1, unit: unit, isBusiness: false, range: place)
  }
}
