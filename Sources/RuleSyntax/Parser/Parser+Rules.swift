import RuleSource

/// Rules: title, limits, guard, arms.
extension Parser {
  // rule = ( "rule" , string , [ "overrides" , string , { "," , string } ] , [ "off" ] , [ trigger ] | trigger ) ,
  //        { limit } , ( "only" , "if" , condition , ( arms | table ) | arms | table | doing ) ;
  // A titled rule lacks its trigger only where its table has a timer column.
  /// `withoutOn`: the word `on` was left out and reported. `withoutTitle`: another word stands in its place.
  func parseRule(withoutOn: Bool = false, withoutTitle: Bool = false) -> RuleDeclarationSyntax {
    let first = position
    var title: NameSyntax?
    var overrides: [NameSyntax] = []
    var isOff = false
    let hasTitle = at(.rule) || !withoutTitle && !withoutOn && !at(.on) && !isTimerHere && weekday(at: position) == nil
    if hasTitle {
      _ = take(.rule)
      title = parseTitle("the name of the rule")
      // Most titles stand before `on`, `after` or `every`.
      if !current.keyword.isReserved {
        overrides = parseOverrides()
        isOff = parseOff(&overrides)
      }
    }
    let (events, trigger, isTriggerWritten) = parseRuleTrigger(withoutOn: withoutOn)
    var head = rangeOf(first, max(first, position - 1))
    if hasTitle, let title { head = range(lexeme(first)).joined(to: title.range) }
    let (limits, guardCondition, arms, isTable, column) = parseRuleBody()
    if let column, isTriggerWritten, !isItemBroken { report(.timerColumnClash(at: column.range)) }
    if isTable, column == nil, !isTriggerWritten, !isItemBroken {
      report(.missingTrigger(before: "`table`", at: head))
    }
    // Asked for here: what is put into the rule before a call is counted once more.
    let isBroken = isBrokenItem(since: first)
    let range = rangeSince(first)
    return RuleDeclarationSyntax(
      title: title, overrides: overrides, isOff: isOff, events: events, timer: trigger ?? column, limits: limits,
      guardCondition: guardCondition, arms: arms, isTable: isTable, isBroken: isBroken, range: range, headRange: head)
  }

  // Tuples, not structs: taken apart, their parts move into the tree and are not copied.

  /// What is written or is missing there is a trigger, broken or not, unless the last part says no.
  private typealias RuleTrigger = (events: ShortList<EventSyntax>, timer: TimerSyntax?, isWritten: Bool)

  private typealias RuleBody = (
    limits: [LimitSyntax], guardCondition: ConditionSyntax?, arms: ShortList<ArmSyntax>, isTable: Bool,
    column: TimerSyntax?
  )

  // ---- the head ----

  /// A title in quotes; one without quotes is read to the end of its line.
  private func parseTitle(_ what: String) -> NameSyntax? {
    skipColon()
    if isRepeated, !at(.on), skipDoubled() {}
    if current.kind == .string {
      position += 1
      return name(of: position - 1)
    }
    return parseUnquotedTitle(what)
  }

  private func parseUnquotedTitle(_ what: String) -> NameSyntax? {
    let first = position
    var last = position
    while !isTitleEnd(last), last < endPosition { last += 1 }
    guard last > first, !lexeme(first).isFirstOnLine else {
      report(.expectedText(what, before: found, at: range(current)))
      return nil
    }
    let title = text(from: first, through: last - 1)
    let range = rangeOf(first, last - 1)
    report(.unquotedTitle(title, at: range).mended(by: quoting(first, through: last - 1)))
    position = last
    return NameSyntax(text: title, range: range, isQuoted: true)
  }

  private func isTitleEnd(_ index: Int) -> Bool {
    let here = lexeme(index)
    if here.isFirstOnLine || here.kind == .endOfFile || isItemStart(index) { return true }
    if here.keyword == .overrides { return true }
    if here.keyword == .off { return lexeme(index + 1).kind == .string || isEnd(index + 1) }
    return here.kind == .comma || here.keyword == .do || here.keyword == .when
  }

  private func parseOverrides() -> [NameSyntax] {
    guard keyword(of: .words(.overrides), before: .text) != nil else { return [] }
    advance()
    var names: [NameSyntax] = []
    var progress = LoopProgress()
    repeat {
      guard progress.assertAdvanced(position), let name = parseTitle("the name of a rule") else { break }
      names.append(name)
    } while take(.comma)
    return names
  }

  private func parseOff(_ overrides: inout [NameSyntax]) -> Bool {
    guard keyword(of: .words(.off), before: .word(.words(.on))) != nil else { return false }
    let off = position
    advance()
    if at(.off), skipDoubled() {}
    if at(.overrides) {
      let word = position
      let said = diagnostics.count
      overrides += parseOverrides()
      let isWhole = diagnostics.count == said && position > word + 1
      noteHabit(
        .overridesAfterOff(at: range(lexeme(word))).mended(by: isWhole ? swapping(off, word, position - 1) : nil),
        at: word)
    }
    return true
  }

  private func parseRuleTrigger(withoutOn: Bool) -> RuleTrigger {
    if at(.on), !withoutOn {
      advance()
      if at(.on), skipDoubled() {}
    } else if !withoutOn {
      if acceptForeignEvery() {
        if at(.day) {
          lexemes[position - 1].keyword = .every
          position -= 1
        }
        return parseRuleTimer()
      }
      if takeForeignPart(.on) {
        if isTimedTrigger { return (ShortList(), parseDateTimer(from: max(0, position - 1)), true) }
        return (parseEvents(), nil, true)
      }
      if at(.when) || at(.if), isEventByAnyName(position + 1) {
        accept(.whenForOn(at: range(current)).mended(by: replacingCurrent(with: "on")))
        lexemes[position].keyword = .on
      }
      if isTimerHere || weekday(at: position) != nil { return parseRuleTimer() }
      if isMisspelling(of: .after), isTimeSpan(position + 1), keyword(of: .words(.after), before: .number) != nil {
        return parseRuleTimer()
      }
      if isMisspelling(of: .every), keyword(of: .words(.every), before: .number) != nil { return parseRuleTimer() }
      if isTableAhead { return (ShortList(), nil, false) }
      if keyword(of: .words(.on), before: .trigger) != nil {
        advance()
        if at(.on), skipDoubled() {}
      } else if isHappeningStart(position) {
        report(.missingOn(at: range(current)).mended(by: inserting("on", startsLine: true)))
      } else {
        if position > 0, skipDoubled() { return parseRuleTrigger(withoutOn: false) }
        report(.missingTrigger(before: found, at: range(current)))
        skip(to: Self.partsOfRule)
        return (ShortList(), nil, true)
      }
    }
    if isTimedTrigger { return (ShortList(), parseDateTimer(from: max(0, position - 1)), true) }
    let events = parseEvents()
    if at(.postponed), ahead(1).keyword == .to {
      report(.postponedEvents(at: range(current)))
      _ = parsePostponement()
      skip(to: Self.partsOfRule)
    }
    return (events, nil, true)
  }

  private func parseRuleTimer() -> RuleTrigger {
    let isEveryMissing = weekday(at: position) != nil
    if isEveryMissing { report(missing("every", startsLine: true)) }
    return (ShortList(), parseTimer(isEveryMissing: isEveryMissing), true)
  }

  /// Whether the rule is a table without a trigger, judged by the words up to the table.
  private var isTableAhead: Bool {
    if at(.table) { return true }
    guard at(.only) || at(.once) || at(.at) else { return false }
    return wordAfterGuard == .table
  }

  /// The word that ends the limits and the guard that begin here.
  private var wordAfterGuard: Keyword {
    var index = position
    while index < endPosition, !Self.neverInGuard.contains(lexeme(index).keyword) { index += 1 }
    return lexeme(index).keyword
  }

  /// Words that no limit and no guard holds.
  private static let neverInGuard = KeywordSet.words(
    .table, .do, .when, .then, .rule, .test, .define, .for, .portal, .property, .template, .calendar, .action, .on,
    .every
  )

  static let partsOfRule = KeywordSet.words(.once, .at, .only, .table, .when, .do, .if)

  // ---- the body ----

  private func parseRuleBody() -> RuleBody {
    let limits = at(.when) || at(.do) ? [] : parseLimits()
    if at(.when) || at(.do) {
      return (limits, nil, parseArms(hasGuard: false), false, nil)
    }
    var guardCondition: ConditionSyntax?
    var guardStart: Int?
    if atAnyCase(.if), wordAfterGuard == .when || wordAfterGuard == .table {
      report(missing("only", startsLine: true))
      advance()
      guardCondition = parseCondition()
    } else if keyword(of: .words(.only), before: .word(.words(.if))) != nil {
      if ahead(1).keyword == .if { guardStart = position }
      advance()
      if at(.when) { noteHabit(.ifForWhen(at: range(current)).mended(by: replacingCurrent(with: "if"))) }
      if at(.when) && !take(.if) { advance() } else { _ = expect(.if, before: .condition) }
      if at(.if), skipDoubled() {}
      guardCondition = parseCondition()
      if at(.comma) { skipStrayComma() }
    }
    if keyword(of: .words(.table), before: .kind(.bar)) != nil || at(.table) || current.kind == .bar {
      let table = parseTable()
      return (limits, guardCondition, table.arms, true, table.timer)
    }
    let arms = parseArms(hasGuard: guardCondition != nil, guardStart: guardStart)
    return (limits, guardCondition, arms, false, nil)
  }

  func at(_ kind: Token.Kind) -> Bool { current.kind == kind }

  func skipStrayComma() {
    accept(.strayComma(at: range(current)).mended(by: removing(position, through: position)))
    advance()
  }
}
