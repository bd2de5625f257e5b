import RuleSource

/// Values, texts and time spans.
extension Parser {
  // value = word | string | number | date ;
  func parseValue(_ what: String, before follow: KeywordSet = .noWords) -> ValueSyntax? {
    if let name = takePlainName(before: follow) { return ValueSyntax(kind: .word(name.text), range: name.range) }
    if takeBlank(.value) { return blankValue }
    if isDoubledWordBeforeName, skipDoubled() {}
    let here = current
    switch here.kind {
    case .string:
      position += 1
      return ValueSyntax(kind: .string(name(of: position - 1).text), range: range(here))
    case .number:
      position += 1
      return ValueSyntax(kind: .number(number(here)), range: range(here))
    case .date:
      position += 1
      return ValueSyntax(kind: date(here), range: range(here))
    case .word where !isNameMissing(before: follow):
      let name = joinedName(before: follow, orText: false)
      return ValueSyntax(kind: name.isQuoted ? .string(name.text) : .word(name.text), range: name.range)
    default:
      report(.expectedValue(what, before: found, at: range(here)))
      return nil
    }
  }

  // values = value , { "," , value } ;
  func parseValues(_ what: String, before follow: KeywordSet = .noWords) -> [ValueSyntax]? {
    guard let first = parseValue(what, before: follow) else { return nil }
    var values = [first]
    var progress = LoopProgress()
    while current.kind == .comma, !Self.structure.contains(ahead(1).keyword), progress.assertAdvanced(position) {
      advance()
      if current.kind == .comma, skipDoubled() {}
      guard let value = parseValue(what, before: follow) else { return values }
      values.append(value)
    }
    return values
  }

  /// A text in quotes.
  func parseText(_ what: String) -> NameSyntax? {
    if takeBlank(.text) { return blankName }
    if blanks?.count == 0, current.kind == .bar {
      report(.blanks(isMissing: true, at: range(current)))
      return nil
    }
    if current.kind != .string, isDoubledWordBeforeName, skipDoubled() {}
    guard current.kind == .string else {
      report(.expectedText(what, before: found, at: range(current)))
      return nil
    }
    position += 1
    return name(of: position - 1)
  }

  /// A text in quotes, as a value.
  func parseTextValue(_ what: String) -> ValueSyntax? {
    parseText(what).map { ValueSyntax(kind: .string($0.text), range: $0.range) }
  }

  // duration = number , [ "business" ] , unit ;
  func parseDuration() -> DurationSyntax? {
    let first = position
    if takeBlank(.duration) {
      return DurationSyntax(amount: 1, unit: .days, isBusiness: false, range: blankName.range)
    }
    if isDoubledWordBeforeName, skipDoubled() {}
    guard current.kind == .number else {
      report(.expectedValue("a number of hours or days", before: found, at: range(current)))
      return nil
    }
    let amount = number(current)
    advance()
    if current.kind == .number, skipDoubled() {}
    let isBusiness =
      !Self.unitWords.contains(current.keyword)
      && keyword(of: .words(.business), before: .word(Self.unitWords)) != nil
    if isBusiness { advance() }
    if let span = takeForeignUnit(first, amount) { return span }
    guard let word = keyword(of: Self.unitWords, before: .anything), let unit = unit(word) else {
      report(missing("days"))
      return DurationSyntax(amount: amount, unit: .days, isBusiness: isBusiness, range: rangeSince(first))
    }
    advance()
    let range = rangeSince(first)
    if current.kind == .number { skipSecondDuration(after: first, amount, unit, isBusiness) }
    return DurationSyntax(amount: amount, unit: unit, isBusiness: isBusiness, range: range)
  }

  /// Goes over the `4 hours` of `1 day 4 hours`.
  private func skipSecondDuration(after first: Int, _ amount: Double, _ unit: DurationSyntax.Unit, _ isBusiness: Bool) {
    guard Self.unitWords.contains(ahead(1).keyword) else { return }
    report(.secondDuration(at: range(current)).mended(by: sum(first, amount, unit, isBusiness)))
    position += 2
  }

  /// `28 hours` for `1 day 4 hours`; `nil` where one unit cannot say it.
  private func sum(_ first: Int, _ amount: Double, _ unit: DurationSyntax.Unit, _ isBusiness: Bool) -> Fix? {
    guard !isBusiness, let second = self.unit(ahead(1).keyword) else { return nil }
    let minutes: [DurationSyntax.Unit: Double] = [.minutes: 1, .hours: 60, .days: 1_440, .weeks: 10_080]
    guard let large = minutes[unit], let small = minutes[second], large > small else { return nil }
    let total = amount * large / small + number(current)
    guard let whole = Int(exactly: total), whole > 1 else { return nil }
    return replacing(first, through: position + 1, with: "\(whole) \(second)")
  }

  /// `1 fortnight`, `3 months`, `30 seconds`: units that are none here.
  @inline(__always)
  private func takeForeignUnit(_ first: Int, _ amount: Double) -> DurationSyntax? {
    guard current.kind == .word, current.keyword == .plain, !current.isFirstOnLine else { return nil }
    return takeForeignUnitHere(first, amount)
  }

  private func takeForeignUnitHere(_ first: Int, _ amount: Double) -> DurationSyntax? {
    let written = text(current).lowercased()
    let units: Set<String> = [
      "fortnight", "fortnights", "month", "months", "quarter", "quarters", "year", "years", "second", "seconds", "sec",
      "secs", "workdays", "workday",
    ]
    guard units.contains(written) else { return nil }
    let number = Int(exactly: amount) ?? 0
    let isFortnight = written.hasPrefix("fortnight") && 1...10_000 ~= number
    let isWork = written.hasPrefix("workday")
    let meant = isFortnight ? "\(number * 2) weeks" : isWork ? "business days" : nil
    let fix = meant.map { replacing(isWork ? position : first, through: position, with: $0) }
    report(.unknownUnit(text(current), meant: meant, at: range(current)).mended(by: fix))
    position += 1
    return DurationSyntax(amount: amount, unit: .weeks, isBusiness: false, range: rangeSince(first))
  }

  static let unitWords = KeywordSet.words(.minute, .minutes, .hour, .hours, .day, .days, .week, .weeks)

  func unit(_ keyword: Keyword) -> DurationSyntax.Unit? {
    switch keyword {
    case .minute, .minutes: .minutes
    case .hour, .hours: .hours
    case .day, .days: .days
    case .week, .weeks: .weeks
    default: nil
    }
  }
}
