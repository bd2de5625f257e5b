import RuleSource

/// Rules that wait for a time: `after …`, `every …`, `on 2 days before …`.
extension Parser {
  /// Whether `after` or `every` begins the rule here, or a time span whose word was left out.
  var isTimerHere: Bool { at(.after) || at(.every) || isTimeSpan(position) }

  // timer = ( "after" , duration , anchor | "every" , ( duration , "while" , condition | days , "at" , time ) ) ,
  //         [ postponement ] ;
  func parseTimer(isEveryMissing: Bool = false) -> TimerSyntax? {
    let first = position
    let kind: TimerSyntax.Kind?
    if isEveryMissing {
      kind = parseEvery()
    } else if at(.every) {
      advance()
      if at(.every), skipDoubled() {}
      kind = parseEvery()
    } else {
      if take(.after) {
        if at(.after), skipDoubled() {}
      } else if isDateTrigger(position) {
        report(.missingOn(at: range(current)).mended(by: inserting("on", startsLine: true)))
        return parseDateTimer(from: first)
      } else {
        report(missing("after", startsLine: true))
      }
      kind = parseDuration().flatMap { parseAnchor(of: $0) }
    }
    return finishTimer(kind, from: first)
  }

  // date_timer = duration , ( "before" | "after" ) , operand | operand , "reached" ;
  func parseDateTimer(from first: Int) -> TimerSyntax? {
    let kind: TimerSyntax.Kind?
    if isTimeSpan(position) {
      kind = parseDuration().flatMap { parseDateAnchor(of: $0) }
    } else if let operand = parseOperand("a date", before: .words(.reached)), expect(.reached, before: .anything) {
      kind = .reached(operand)
    } else {
      kind = nil
    }
    return finishTimer(kind, from: first)
  }

  private func finishTimer(_ kind: TimerSyntax.Kind?, from first: Int) -> TimerSyntax? {
    guard let kind else {
      skip(to: Self.partsOfRule)
      return nil
    }
    let postponement = parsePostponement()
    let place = rangeSince(first)
    let timer = TimerSyntax(kind: kind, postponement: postponement, range: place)
    if at(.or) || current.kind == .comma && isHappeningStart(position + 1) {
      report(.timerBesideOthers(at: range(current)))
      skip(to: Self.partsOfRule)
    } else {
      finishTrigger()
    }
    return timer
  }

  // postponement = "postponed" , "to" , "business" , "hours" , [ "of" , name ] ;
  func parsePostponement() -> TimerSyntax.Postponement? {
    let first = position
    guard keyword(of: .words(.postponed), before: .word(.words(.to))) != nil || at(.postponed) else { return nil }
    advance()
    if at(.postponed), skipDoubled() {}
    guard expect(.to, before: .word(.words(.business))), expect(.business, before: .word(.words(.hours))),
      expect(.hours, before: .anything)
    else { return nil }
    let calendar = parseOfCalendar()
    return TimerSyntax.Postponement(calendar: calendar, range: rangeSince(first))
  }

  /// `of C` after `business hours`.
  func parseOfCalendar() -> NameSyntax? {
    guard keyword(of: .words(.of), before: .name) != nil || at(.of) else { return nil }
    advance()
    if at(.of), skipDoubled() {}
    return parseName("the name of a calendar")
  }

  /// Whether `2 days before …` or `2 days after …` is at `index`.
  func isDateTrigger(_ index: Int) -> Bool {
    guard isTimeSpan(index) else { return false }
    let word = lexeme(index + (lexeme(index + 1).anyCase == .business ? 3 : 2)).anyCase
    return word == .before || word == .after
  }

  // ---- what the time is counted from ----

  // anchor = "in" , "stage" , names | "without" , ( ( "reply" , "from" | "answer" , "to" ) , "contact" | "activity" )
  //        | "while" , condition ;
  private func parseAnchor(of duration: DurationSyntax) -> TimerSyntax.Kind? {
    switch anchorWord() {
    case .in:
      advance()
      if at(.in), skipDoubled() {}
      guard expect(.stage, before: .name) else { return nil }
      if at(.stage), skipDoubled() {}
      return parseStageNames().map { .inStage(duration, $0) }
    case .without:
      advance()
      if at(.without), skipDoubled() {}
      return parseSilence(of: duration)
    case .while:
      advance()
      if at(.while), skipDoubled() {}
      return .whileTrue(duration, parseCondition())
    default:
      report(.expectedTimer(after: "after", before: found, at: range(current)))
      return nil
    }
  }

  /// The word after the time span: exact, misspelled, or left out where the next one tells it.
  private func anchorWord() -> Keyword? {
    for (word, next) in Self.anchors {
      if current.keyword == word || current.folded == word { return keyword(of: .words(word), before: .anything) }
      if next.contains(current.keyword) {
        report(missing(word.text))
        position -= 1
        return word
      }
      if keyword(of: .words(word), before: .word(next)) != nil { return word }
    }
    if let word = keyword(of: .words(.while), before: .condition) { return word }
    guard fits(.condition, position), !current.isFirstOnLine, Self.predicateWords.contains(ahead(1).keyword) else {
      return nil
    }
    report(missing("while"))
    position -= 1
    return .while
  }

  /// Words that a time is counted from, and those after them.
  private static let anchors: [(Keyword, KeywordSet)] = [
    (.in, .words(.stage)), (.without, .words(.reply, .answer, .activity)),
  ]

  private func parseSilence(of duration: DurationSyntax) -> TimerSyntax.Kind? {
    switch keyword(of: .words(.reply, .answer, .activity), before: .anything) {
    case .reply:
      advance()
      return expect(.from, before: .word(.words(.contact))) && expect(.contact, before: .anything)
        ? .withoutReply(duration) : nil
    case .answer:
      advance()
      return expect(.to, before: .word(.words(.contact))) && expect(.contact, before: .anything)
        ? .withoutAnswer(duration) : nil
    case .activity:
      advance()
      return .withoutActivity(duration)
    default:
      if at(.from) || at(.to) {
        let isReply = at(.from)
        report(missing(isReply ? "reply" : "answer"))
        advance()
        _ = take(.contact)
        return isReply ? .withoutReply(duration) : .withoutAnswer(duration)
      }
      report(
        .expectedName("`reply from contact`, `answer to contact` or `activity`", before: found, at: range(current)))
      return nil
    }
  }

  private func parseDateAnchor(of duration: DurationSyntax) -> TimerSyntax.Kind? {
    guard let word = keyword(of: .words(.before, .after), before: .operand) else {
      report(missing("before", isCertain: false))
      return nil
    }
    advance()
    if current.keyword == word, skipDoubled() {}
    guard let operand = parseOperand("a date", before: .words(.plain)) else { return nil }
    return word == .before ? .before(duration, operand) : .after(duration, operand)
  }

  // ---- again and again ----

  // days = day , { "," , day } | "day" ;
  private func parseEvery() -> TimerSyntax.Kind? {
    if current.kind == .number {
      guard let duration = parseDuration() else { return nil }
      guard keyword(of: .words(.while), before: .condition) != nil || at(.while) else {
        guard fits(.condition, position), !current.isFirstOnLine, Self.predicateWords.contains(ahead(1).keyword) else {
          report(.expectedTimer(after: "every", before: found, at: range(current)))
          return nil
        }
        report(missing("while"))
        return .everyWhile(duration, parseCondition())
      }
      advance()
      if at(.while), skipDoubled() {}
      return .everyWhile(duration, parseCondition())
    }
    guard let days = parseEveryDays(), expect(.at, before: .kind(.time)), let minute = parseTime(isEnd: false) else {
      return nil
    }
    return .everyDays(days, minute: minute)
  }

  private func parseEveryDays() -> [Int]? {
    if current.kind == .word, let meant = Self.daysMeant(by: text(current).lowercased()) {
      let names = meant.map(Weekday.name).joined(separator: ", ")
      noteHabit(
        .everyWeekday("every \(text(current))", meant: "every \(names)", at: range(current))
          .mended(by: replacingCurrent(with: names)))
      position += 1
      return meant
    }
    if keyword(of: .words(.day), before: .word(.words(.at))) != nil || at(.day) {
      advance()
      if at(.day), skipDoubled() {}
      return Array(1...7)
    }
    guard let first = parseDay() else { return nil }
    var days = [first]
    var progress = LoopProgress()
    while progress.assertAdvanced(position) {
      if current.kind == .comma {
        position += 1
        if current.kind == .comma, skipDoubled() {}
      } else if at(.and) || at(.or), weekday(at: position + 1) != nil {
        noteHabit(
          .wordBetweenOptions(text(current), at: range(current)).mended(by: replacingCurrent(with: ",")))
        advance()
      } else if at(.to), let last = weekday(at: position + 1), last > first {
        let names = (first...last).map(Weekday.name).joined(separator: ", ")
        noteHabit(
          .everyWeekday(
            "every \(text(from: position - 1, through: position + 1))", meant: "every \(names)",
            at: range(current)
          ).mended(by: replacing(position - 1, through: position + 1, with: names)))
        position += 2
        return Array(first...last)
      } else if weekday(at: position) != nil, !current.isFirstOnLine {
        if !skipDoubled() { report(missing(",")) }
        if weekday(at: position) == nil { continue }
      } else {
        break
      }
      guard let day = parseDay() else { return nil }
      days.append(day)
    }
    return days
  }

  /// The days for which people write `word`, if there are several.
  private static func daysMeant(by word: String) -> [Int]? {
    switch word {
    case "weekday", "weekdays", "workday": [1, 2, 3, 4, 5]
    case "weekend": [6, 7]
    default: nil
    }
  }
}
