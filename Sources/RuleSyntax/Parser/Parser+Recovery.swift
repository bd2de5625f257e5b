import RuleSource

/// Reporting, muting, and finding the next place to go on.
extension Parser {
  /// Reports a mistake and says nothing more until the next part begins.
  /// `place`: where it was found, if that is not the current position.
  func report(_ diagnostic: Diagnostic, at place: Int? = nil) {
    isItemBroken = true
    let wasNear = isNearLastReport(place ?? position)
    openFix = nil
    defer { isMuted = true }
    guard !isMuted, !wasNear, !isReportedByLexer(place ?? position) else { return }
    say(diagnostic, at: place ?? position)
    if diagnostic.fix == nil { openFix = nil }
  }

  private func say(_ diagnostic: Diagnostic, at place: Int) {
    diagnostics.append(diagnostic)
    openFix = diagnostics.count - 1
    lastReport = (place, itemStarts.count)
  }

  /// Whether something was reported so few tokens ago that both are the same mistake: two words in the wrong order break
  /// what is on either side of them.
  private func isNearLastReport(_ place: Int) -> Bool {
    guard let last = lastReport else { return false }
    guard last.item == itemStarts.count, last.position <= place, place - last.position <= 2 else { return false }
    return !(last.position...place).contains { lexeme($0).kind == .bar }
  }

  /// Reports something that was understood all the same: nothing is missing from the item.
  ///
  /// It mutes like any report: without that, 2.6 % of the single mistakes of the mutation test gave two messages.
  /// What is understood is mended together with what muted it: `if … then …` is one message with two edits.
  func accept(_ diagnostic: Diagnostic, at place: Int? = nil) {
    defer { isMuted = true }
    if isMuted || isNearLastReport(place ?? position) { return extendFix(at: openFix, by: diagnostic) }
    guard !isReportedByLexer(place ?? position) else { return }
    say(diagnostic, at: place ?? position)
  }

  /// Reports a habit, once an item: the first message mends them all.
  func noteHabit(_ diagnostic: Diagnostic, at place: Int? = nil) {
    if let known = habits[diagnostic.code] { return extendFix(at: known, by: diagnostic) }
    let isSaid = !isMuted
    accept(diagnostic, at: place)
    habits[diagnostic.code] = isSaid ? diagnostics.count - 1 : openFix ?? diagnostics.count
  }

  /// Whether the lexer already had something to say about this place.
  private func isReportedByLexer(_ place: Int) -> Bool {
    let here = lexeme(place)
    if here.flags.contains(.afterRubbish) || here.flags.contains(.reported) { return true }
    let before = lexeme(place - 1)
    return place > 0 && (before.flags.contains(.reported) || before.flags.contains(.afterRubbish))
  }

  /// Whether parts of the item that began at `first` were reported, by the parser or by the lexer.
  func isBrokenItem(since first: Int) -> Bool {
    guard !isItemBroken, hasLexicalReports else { return isItemBroken }
    return lexemes[min(first, position)..<position].contains { $0.flags.contains(.reported) }
  }

  // ---- where items begin ----

  private static let declaring = KeywordSet.words(
    .portal, .pipeline, .property, .team, .inbox, .template, .list, .calendar, .action
  )
  private static let firstWords = KeywordSet.words(.rule, .test, .define, .on, .every)
  /// All words that an item can begin with.
  private static let firstOfItem = firstWords.union(declaring).union(.words(.after, .before, .for, .promise, .limit))
  private static let weekdays: Set<String> = [
    "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday", "weekday", "weekdays", "weekend",
  ]

  /// Whether an item begins at `index`, judged by at most three tokens.
  func isItemStart(_ index: Int) -> Bool {
    let here = lexeme(index)
    if here.kind == .number { return here.isFirstOnLine && isBareDateTrigger(index) }
    guard here.kind == .word else { return here.kind == .endOfFile }
    guard Self.firstOfItem.contains(here.anyCase) else { return false }
    // `expect rule "Escalate" fired` is a test's.
    if here.keyword == .rule, index > 0, lexeme(index - 1).keyword == .expect { return false }
    let next = lexeme(index + 1)
    // So is `rule "Escalate" did not fire` in a cell.
    let third = lexeme(index + 2).keyword
    if here.keyword == .rule, third == .fired || third == .did { return false }
    if here.isFirstOnLine {
      if Self.firstWords.contains(here.anyCase) { return true }
      if Self.declaring.contains(here.anyCase) {
        if isNameLike(next) { return true }
        if next.anyCase.isReserved || next.kind == .number, !next.isFirstOnLine {
          return true
        }
      }
    }
    return isItemStartAnywhere(here, next, index)
  }

  /// `2 days before …` at the start of a line, without `on`, or `3 days in stage …`, without `after`.
  private func isBareDateTrigger(_ index: Int) -> Bool {
    guard isTimeSpan(index) else { return false }
    let anchor = index + (lexeme(index + 1).anyCase == .business ? 3 : 2)
    switch lexeme(anchor).keyword {
    case .before, .after, .without, .while: return true
    case .in: return lexeme(anchor + 1).keyword == .stage
    default: return false
    }
  }

  private func isItemStartAnywhere(_ here: Lexeme, _ next: Lexeme, _ index: Int) -> Bool {
    let third = lexeme(index + 2)
    switch here.keyword {
    case .on: return isHappeningStart(index + 1)
    case .after, .before: return next.kind == .number
    case .every:
      return next.kind == .number || next.keyword == .day || next.kind == .word && Self.weekdays.contains(text(next))
    case .for: return next.anyCase == .pipeline || next.anyCase == .pipelines
    case .promise: return isPromise(index + 1) && (here.isFirstOnLine || !Self.counted.contains(next.keyword))
    case .limit: return next.keyword == .answers && (here.isFirstOnLine || third.keyword == .at)
    case .rule, .test: return next.kind == .string
    case .define: return isNameLike(next) && third.keyword == .as
    case .property: return isOperandLike(next) && (third.keyword == .id || third.kind == .colon)
    case .pipeline:
      return isNameLike(next) && (third.keyword == .id || third.keyword == .default || third.keyword == .stage)
    case .inbox: return isNameLike(next) && third.keyword == .email
    case .calendar: return isNameLike(next) && third.keyword == .in
    case .action: return isNameLike(next) && third.keyword == .with
    case .list: return isNameLike(next) && third.kind == .colon
    default:
      return here.isFirstOnLine && here.folded == .for && (next.anyCase == .pipeline || next.anyCase == .pipelines)
    }
  }

  /// Whether `lexeme` can be a name: a string, or a word that is not reserved.
  func isNameLike(_ lexeme: Lexeme) -> Bool {
    lexeme.kind == .string || lexeme.kind == .word && !lexeme.keyword.isReserved
  }

  /// What a name of this spelling may stand before.
  private static let counted = KeywordSet.words(
    .ticket, .tickets, .email, .emails, .message, .messages, .task, .tasks, .note, .notes
  )

  // ---- skipping ----

  /// Goes to the next word of `words` or the next item, whichever is first.
  func skip(to words: KeywordSet) {
    var progress = LoopProgress()
    while !isAtEnd, !words.contains(current.keyword), !isItemStart(position), progress.assertAdvanced(position) {
      position += 1
    }
  }

  /// Goes to the next item, at least one lexeme on.
  func skipToItem() {
    if !isAtEnd { position += 1 }
    skip(to: .noWords)
  }
}
