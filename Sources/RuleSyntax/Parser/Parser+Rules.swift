import RuleSource

/// Rules: title, limits, guard, arms.
extension Parser {
  // rule = ( "rule" , string , [ "overrides" , string , { "," , string } ] , [ "off" ] , trigger | trigger ) , { limit } ,
  //        ( "only" , "if" , condition , arms | arms | doing ) ;
  /// `withoutOn`: the word `on` was left out and reported.
  mutating func parseRule(withoutOn: Bool = false) -> RuleDeclarationSyntax? {
    let first = position
    var title: NameSyntax?
    var overrides: [NameSyntax] = []
    var isOff = false
    let hasTitle = at(.rule) || !withoutOn && !at(.on)
    if hasTitle {
      _ = take(.rule)
      title = parseTitle("the name of the rule")
      overrides = parseOverrides()
      isOff = parseOff(&overrides)
    }
    let trigger = parseRuleTrigger(withoutOn: withoutOn)
    var head = rangeOf(first, max(first, position - 1))
    if hasTitle, let title { head = range(lexeme(first)).joined(to: title.range) }
    var body = RuleBody()
    switch trigger {
    case .unsupported:
      if let last = lastBeforeItem() { position = last }
      guard title != nil else { return nil }
      isItemBroken = true
    case .events:
      body = parseRuleBody()
    }
    var events: [EventSyntax] = []
    if case .events(let written) = trigger { events = written }
    return RuleDeclarationSyntax(
      title: title, overrides: overrides, isOff: isOff, events: events, limits: body.limits,
      guardCondition: body.guardCondition, arms: body.arms, isBroken: isBrokenItem(since: first),
      range: rangeSince(first),
      headRange: head)
  }

  private struct RuleBody {
    var limits: [LimitSyntax] = []
    var guardCondition: ConditionSyntax?
    var arms: [ArmSyntax] = []
  }

  private enum RuleTrigger {
    case events([EventSyntax])
    /// A timed trigger, reported; the whole rule is to be skipped.
    case unsupported
  }

  // ---- the head ----

  /// A title in quotes; one without quotes is read to the end of its line.
  private mutating func parseTitle(_ what: String) -> NameSyntax? {
    if !at(.on), skipDoubled() {}
    if current.kind == .string {
      position += 1
      return name(of: position - 1)
    }
    let first = position
    var last = position
    while !isTitleEnd(last), last < lexemes.count - 1 { last += 1 }
    guard last > first, !lexeme(first).isFirstOnLine else {
      report(.expectedText(what, before: found, at: range(current)))
      return nil
    }
    let title = text(from: first, through: last - 1)
    let range = rangeOf(first, last - 1)
    report(.unquotedTitle(title, at: range))
    position = last
    return NameSyntax(text: title, isQuoted: true, range: range)
  }

  private func isTitleEnd(_ index: Int) -> Bool {
    let here = lexeme(index)
    if here.isFirstOnLine || here.kind == .endOfFile || isItemStart(index) { return true }
    if here.keyword == .overrides { return true }
    if here.keyword == .off { return lexeme(index + 1).kind == .string || isEnd(index + 1) }
    return here.kind == .comma || here.keyword == .do || here.keyword == .when
  }

  private mutating func parseOverrides() -> [NameSyntax] {
    guard keyword(of: [.overrides], before: .text) != nil else { return [] }
    advance()
    var names: [NameSyntax] = []
    var progress = LoopProgress()
    repeat {
      guard progress.assertAdvanced(position), let name = parseTitle("the name of a rule") else { break }
      names.append(name)
    } while take(.comma)
    return names
  }

  private mutating func parseOff(_ overrides: inout [NameSyntax]) -> Bool {
    guard keyword(of: [.off], before: .word([.on])) != nil else { return false }
    advance()
    if at(.off), skipDoubled() {}
    if at(.overrides) {
      noteHabit(.overridesAfterOff(at: range(current)))
      overrides += parseOverrides()
    }
    return true
  }

  private mutating func parseRuleTrigger(withoutOn: Bool) -> RuleTrigger {
    if !withoutOn {
      if at(.after) || at(.every) || isTimeSpan(position) {
        report(.timedRule(at: range(current)))
        return .unsupported
      }
      if keyword(of: [.on], before: .trigger) != nil {
        advance()
        if at(.on), skipDoubled() {}
      } else if isHappeningStart(position) {
        report(.missingOn(at: range(current)))
      } else {
        if position > 0, skipDoubled() { return parseRuleTrigger(withoutOn: false) }
        report(.missingTrigger(before: found, at: range(current)))
        skip(to: Self.partsOfRule)
        return .events([])
      }
    }
    if isTimedTrigger {
      report(.timedRule(at: range(current)))
      return .unsupported
    }
    return .events(parseEvents())
  }

  static let partsOfRule: KeywordSet = [.once, .at, .only, .table, .when, .do, .if]

  /// The end of the rule that is being skipped.
  private mutating func lastBeforeItem() -> Int? {
    skipToItem()
    return nil
  }

  // ---- the body ----

  private mutating func parseRuleBody() -> RuleBody {
    var body = RuleBody()
    body.limits = parseLimits()
    if keyword(of: [.only], before: .word([.if])) != nil {
      advance()
      if at(.when) { noteHabit(.ifForWhen(at: range(current))) }
      if at(.when) && !take(.if) { advance() } else { _ = expect(.if, before: .condition) }
      body.guardCondition = parseCondition()
      if at(.comma) { skipStrayComma() }
    }
    if at(.table) {
      report(.table(at: range(current)))
      skipToItem()
      return body
    }
    body.arms = parseArms(hasGuard: body.guardCondition != nil)
    return body
  }

  func at(_ kind: Token.Kind) -> Bool { current.kind == kind }

  mutating func skipStrayComma() {
    accept(.strayComma(at: range(current)))
    advance()
  }

  // limit = "once" , "per" , "ticket" ;
  private mutating func parseLimits() -> [LimitSyntax] {
    var limits: [LimitSyntax] = []
    var progress = LoopProgress()
    while progress.assertAdvanced(position) {
      let first = position
      if at(.comma), ahead(1).keyword == .once || ahead(1).keyword == .at { skipStrayComma() }
      if keyword(of: [.once], before: .word([.per])) != nil || at(.once) {
        advance()
        guard expect(.per, before: .word([.ticket, .stage])) else { continue }
        if at(.stage) {
          advance()
          _ = take(.visit)
          report(.oncePerStageVisit(at: rangeSince(first)))
        } else if expect(.ticket, before: .end) {
          limits.append(.oncePerTicket(rangeSince(first)))
        }
      } else if at(.at) {
        report(.atMostTimes(at: range(current)))
        position += 1
        skip(to: Self.partsOfRule)
      } else {
        break
      }
    }
    return limits
  }
}
