import RuleSource

/// The file, and which kind of item comes next.
extension Parser {
  // file = { item } ;
  func parseFile() -> [ItemSyntax] {
    var items: [ItemSyntax] = []
    items.reserveCapacity(lexemes.count / 16)
    itemStarts.reserveCapacity(lexemes.count / 16)
    var progress = LoopProgress()
    while !isAtEnd, progress.assertAdvanced(position) {
      let first = position
      if at(.rule), current.isFirstOnLine {
        // As nearly all items: what `parseItem` would find out of it in the end.
        beginItem()
        items.append(.rule(parseRule()))
      } else if let item = parseItem() {
        items.append(item)
      }
      // Nothing was recognised: the mistake was reported.
      if position == first { skipToItem() }
    }
    return items
  }

  // item = portal | pipeline | property | team | inbox | template | list | calendar | action_decl | answer_limit
  //      | scope | definition | rule | test | promise ;
  private func parseItem() -> ItemSyntax? {
    let isStarter = !isMuted && Self.starters.contains(current.keyword)
    guard current.isFirstOnLine || isStarter || isItemStart(position) else { return parseTrailing() }
    if Self.starters.contains(current.keyword) || !isMuted || isItemStart(position) || isMisspelledStarter {
      beginItem()
    }
    if Self.starters.contains(current.folded), isItemStart(position) { acceptCapitals() }
    switch current.keyword {
    case .portal: return parsePortal().map(ItemSyntax.portal)
    case .pipeline: return parsePipeline()
    case .property: return parseProperty().map(ItemSyntax.property)
    case .team: return parseDeclaredName("the name of a team").map(ItemSyntax.team)
    case .template: return parseDeclaredName("the name of a template").map(ItemSyntax.template)
    case .inbox: return parseInbox().map(ItemSyntax.inbox)
    case .list: return parseList().map(ItemSyntax.list)
    case .for: return parseScope().map(ItemSyntax.scope)
    case .define: return parseDefinition().map(ItemSyntax.definition)
    case .rule, .on: return .rule(parseRule())
    case .after, .every: return .rule(parseRule())
    case .calendar: return parseCalendar().map(ItemSyntax.calendar)
    case .action: return parseActionDeclaration().map(ItemSyntax.action)
    case .limit where isItemStart(position): return parseAnswerLimit().map(ItemSyntax.answerLimit)
    case .before: return skipStray(.beforeFirst(at: range(current)))
    case .test: return parseTest().map(ItemSyntax.test)
    case .promise where isItemStart(position): return parsePromise().map(ItemSyntax.promise)
    default: return parseStray()
    }
  }

  static let starters = KeywordSet.words(
    .portal, .pipeline, .property, .team, .template, .inbox, .list, .for, .define, .rule, .on, .after, .before, .every,
    .test, .calendar, .action
  )

  private func beginItem() {
    isMuted = false
    isItemBroken = false
    if !habits.isEmpty { habits = [:] }
    openFix = nil
    itemStarts.append(current.start)
  }

  /// Something on the line of the item before it.
  private func parseTrailing() -> ItemSyntax? {
    if skipDoubled() { return nil }
    report(.unexpected(found, after: description(of: lexeme(position - 1)), at: range(current)))
    skipToItem()
    return nil
  }

  /// A line that no item begins with: a first word misspelled or left out, or something else.
  private func parseStray() -> ItemSyntax? {
    if keyword(of: .words(.rule), before: .text) != nil || keyword(of: .words(.on), before: .trigger) != nil {
      return .rule(parseRule())
    }
    if keyword(of: .words(.for), before: .word(.words(.pipeline, .pipelines))) != nil {
      return parseScope().map(ItemSyntax.scope)
    }
    if keyword(of: .words(.limit), before: .word(.words(.answers))) != nil {
      return parseAnswerLimit().map(ItemSyntax.answerLimit)
    }
    if isWordlessPromise {
      report(missing("promise", startsLine: true))
      return parsePromise(withoutWord: true).map(ItemSyntax.promise)
    }
    if at(.promise) || isPromise(position + 1) && keyword(of: .words(.promise), before: .anything) != nil {
      return parsePromise().map(ItemSyntax.promise)
    }
    if let rule = parseStrayTimer() { return .rule(rule) }
    if let word = keyword(of: Self.declaring, before: .name) { return parseMisspelled(word) }
    if let word = leftOutStarter() { return parseLeftOut(word) }
    if at(.stage), !isTriggerOfRule { return skipStray(.strayStage(at: range(current))) }
    if isHappeningStart(position) {
      report(.missingOn(at: range(current)).mended(by: inserting("on", startsLine: true)))
      return .rule(parseRule(withoutOn: true))
    }
    if at(.when) || at(.if), isEventByAnyName(position + 1) {
      return .rule(parseRule(withoutTitle: true))
    }
    if isForeignStart { return .rule(parseRule(withoutTitle: true)) }
    if Self.bodyWords.contains(current.keyword) {
      return skipStray(.missingTrigger(before: found, at: range(current)))
    }
    return skipStray(.unknownStart(found, at: range(current)))
  }

  /// `each day at …`, `daily at …`, `trigger: …`
  private var isForeignStart: Bool {
    guard current.kind == .word, current.keyword == .plain || at(.event) else { return false }
    switch text(current).lowercased() {
    case "each": return isEveryStart(position + 1)
    case "daily": return ahead(1).keyword == .at
    case "trigger", "event": return ahead(1).kind == .colon
    default: return false
    }
  }

  /// A timed rule whose first word is misspelled or left out.
  private func parseStrayTimer() -> RuleDeclarationSyntax? {
    if isMisspelling(of: .after), isTimeSpan(position + 1), keyword(of: .words(.after), before: .number) != nil {
      return parseRule()
    }
    if isMisspelling(of: .every), isEveryStart(position + 1), keyword(of: .words(.every), before: .anything) != nil {
      return parseRule()
    }
    if isTimeSpan(position) { return parseRule() }
    guard weekday(at: position) != nil, ahead(1).keyword == .at || ahead(1).kind == .comma else { return nil }
    report(missing("every", startsLine: true))
    return parseRule()
  }

  /// Whether what may follow `every` is at `index`.
  private func isEveryStart(_ index: Int) -> Bool {
    isTimeSpan(index) || weekday(at: index) != nil || lexeme(index).keyword == .day
  }

  /// Whether the line begins with a misspelled first word of an item.
  private var isMisspelledStarter: Bool {
    guard current.kind == .word, current.keyword == .plain else { return false }
    if isMisspelling(of: .rule), fits(.text, position + 1) { return true }
    if isMisspelling(of: .on), fits(.trigger, position + 1) { return true }
    if isMisspelling(of: .for), fits(.word(.words(.pipeline, .pipelines)), position + 1) { return true }
    if isMisspelling(of: .limit), fits(.word(.words(.answers)), position + 1) { return true }
    if isMisspelling(of: .promise), isPromise(position + 1) { return true }
    if isMisspelling(of: .after), isTimeSpan(position + 1) { return true }
    if isMisspelling(of: .every), isEveryStart(position + 1) { return true }
    return fits(.name, position + 1) && nearest(of: Self.declaring) != nil
  }

  private static let declaring = KeywordSet.words(
    .portal, .pipeline, .property, .team, .template, .inbox, .list, .define, .calendar, .action
  )
  static let bodyWords = KeywordSet.words(.do, .when, .if, .then, .otherwise, .only)

  private func skipStray(_ diagnostic: Diagnostic) -> ItemSyntax? {
    report(diagnostic)
    skipToItem()
    return nil
  }

  private func parseMisspelled(_ word: Keyword) -> ItemSyntax? {
    switch word {
    case .portal: return parsePortal().map(ItemSyntax.portal)
    case .pipeline: return parsePipeline()
    case .property: return parseProperty().map(ItemSyntax.property)
    case .team: return parseDeclaredName("the name of a team").map(ItemSyntax.team)
    case .template: return parseDeclaredName("the name of a template").map(ItemSyntax.template)
    case .inbox: return parseInbox().map(ItemSyntax.inbox)
    case .list: return parseList().map(ItemSyntax.list)
    case .define: return parseDefinition().map(ItemSyntax.definition)
    case .calendar: return parseCalendar().map(ItemSyntax.calendar)
    case .action: return parseActionDeclaration().map(ItemSyntax.action)
    default: return nil
    }
  }

  /// The first word of an item that would make sense of a line that begins with its name.
  private func leftOutStarter() -> Keyword? {
    guard isNameLike(current) || current.kind == .word && ahead(1).kind == .dot else { return nil }
    let isPath = ahead(1).kind == .dot
    let second = isPath ? ahead(3) : ahead(1)
    let third = isPath ? ahead(4) : ahead(2)
    switch second.keyword {
    case .as: return .define
    case .email where third.kind == .string: return .inbox
    case .edition: return .portal
    case .in where third.kind == .string && current.isFirstOnLine: return .calendar
    case .with where ahead(3).kind == .colon: return .action
    case .id where third.kind == .string: return ahead(isPath ? 5 : 3).kind == .colon ? .property : .pipeline
    case .default: return .pipeline
    case .on, .overrides, .off: return current.kind == .string ? .rule : nil
    default: break
    }
    guard second.kind == .colon else { return nil }
    return third.kind == .string ? .list : .property
  }

  private func parseLeftOut(_ word: Keyword) -> ItemSyntax? {
    report(missing(word.text, startsLine: true))
    return word == .rule ? .rule(parseRule()) : parseMisspelled(word)
  }

  /// Whether `stage N` here begins a rule whose `on` was left out.
  private var isTriggerOfRule: Bool {
    let third = ahead(2)
    if ahead(1).keyword == .changed || ahead(1).keyword == .becomes { return true }
    switch third.keyword {
    case .do, .when, .only, .once, .or, .by, .via, .if: return true
    default: return third.kind == .comma
    }
  }
}
