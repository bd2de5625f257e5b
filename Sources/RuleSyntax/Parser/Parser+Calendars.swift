import RuleSource

/// Calendars, days of the week and times of the day.
extension Parser {
  // calendar = "calendar" , name , "in" , string , [ "default" ] , hours , { "," , hours } ,
  //            [ "except" , date , { "," , date } ] ;
  func parseCalendar() -> CalendarSyntax? {
    let first = position
    _ = take(.calendar)
    guard let name = parseName("the name of the calendar", before: .words(.in)) else { return nil }
    // Like a portal's: what stands in for a broken zone means nothing.
    var zone = NameSyntax(text: "UTC", range: name.range, isQuoted: true)
    var isDefault = false
    var hours: [CalendarSyntax.Hours] = []
    var exceptions: [ValueSyntax] = []
    if expect(.in, before: .text), let written = parseText("the time zone") {
      zone = written
      if current.kind == .string, isRepeated, skipDoubled() {}
      if keyword(of: .words(.default), before: .word(.words(.plain))) != nil || at(.default) {
        advance()
        if at(.default), skipDoubled() {}
        isDefault = true
      }
      hours = parseAllHours()
      exceptions = parseExceptions()
    } else {
      skip(to: .noWords)
    }
    return CalendarSyntax(
      name: name, zone: zone, isDefault: isDefault, hours: hours, exceptions: exceptions,
      isBroken: isBrokenItem(since: first), range: rangeSince(first))
  }

  // hours = day , [ "to" , day ] , span , { "," , span } ;
  private func parseAllHours() -> [CalendarSyntax.Hours] {
    var all: [CalendarSyntax.Hours] = []
    var progress = LoopProgress()
    repeat {
      guard progress.assertAdvanced(position) else { break }
      guard let hours = parseHours() else {
        skip(to: .words(.except))
        break
      }
      all.append(hours)
    } while takeHoursSeparator()
    return all
  }

  private func takeHoursSeparator() -> Bool {
    if take(.comma) {
      if current.kind == .comma, skipDoubled() {}
      return true
    }
    if at(.and), weekday(at: position + 1) != nil {
      noteHabit(.wordBetweenOptions("and", at: range(current)).mended(by: replacingCurrent(with: ",")))
      advance()
      return true
    }
    guard current.kind == .word, Weekday.exact(text(current)) != nil else { return false }
    report(missing(","))
    return true
  }

  private func parseHours() -> CalendarSyntax.Hours? {
    let first = position
    guard let firstDay = parseDay() else { return nil }
    var lastDay = firstDay
    if take(.to) {
      if at(.to), skipDoubled() {}
      guard let day = parseDay() else { return nil }
      lastDay = day
    } else if current.kind == .unknown, text(current).allSatisfy({ $0 == "-" }), weekday(at: position + 1) != nil {
      noteHabit(
        .signForWord(text(current), meant: "to", at: range(current)).mended(by: replacingCurrent(with: "to")))
      position += 1
      lastDay = parseDay() ?? firstDay
    } else if weekday(at: position) != nil, !current.isFirstOnLine {
      report(missing("to"))
      lastDay = parseDay() ?? firstDay
    } else if keyword(of: .words(.to), before: .anything) != nil {
      advance()
      lastDay = parseDay() ?? firstDay
    }
    var spans: [(start: Int, end: Int, range: SourceRange)] = []
    var progress = LoopProgress()
    repeat {
      guard progress.assertAdvanced(position) else { break }
      let start = position
      guard let opening = parseTime(isEnd: false), expectToTime(), let closing = parseTime(isEnd: true) else {
        return nil
      }
      spans.append((start: opening, end: closing, range: rangeSince(start)))
    } while takeSpanSeparator()
    return CalendarSyntax.Hours(firstDay: firstDay, lastDay: lastDay, spans: spans, range: rangeSince(first))
  }

  private func expectToTime() -> Bool {
    if current.kind == .unknown, text(current).allSatisfy({ $0 == "-" }), ahead(1).kind == .time {
      noteHabit(
        .signForWord(text(current), meant: "to", at: range(current)).mended(by: replacingCurrent(with: "to")))
      position += 1
      return true
    }
    return expect(.to, before: .kind(.time))
  }

  private func takeSpanSeparator() -> Bool {
    if current.kind == .comma || at(.and), ahead(1).kind == .time || current.kind == .comma && ahead(1).kind == .comma {
      if at(.and) { noteHabit(.wordBetweenOptions("and", at: range(current)).mended(by: replacingCurrent(with: ","))) }
      advance()
      if current.kind == .comma, skipDoubled() {}
      return current.kind == .time
    }
    guard current.kind == .time else { return false }
    if skipDoubled(), current.kind != .time { return takeSpanSeparator() }
    report(missing(","))
    return true
  }

  private func parseExceptions() -> [ValueSyntax] {
    if current.kind == .date, !current.isFirstOnLine {
      report(missing("except"))
    } else {
      guard !isItemStart(position), keyword(of: .words(.except), before: .kind(.date)) != nil || at(.except) else {
        return []
      }
      advance()
      if at(.except), skipDoubled() {}
    }
    var dates: [ValueSyntax] = []
    var progress = LoopProgress()
    repeat {
      guard progress.assertAdvanced(position) else { break }
      guard current.kind == .date, let date = parseValue("a date") else {
        report(.expectedDate(before: found, at: range(current)))
        if current.kind == .number || current.kind == .string { position += 1 }
        break
      }
      dates.append(date)
    } while takeSeparator(before: .kind(.date))
    return dates
  }

  // ---- days and times ----

  /// The day of the week at `index`, in any case.
  func weekday(at index: Int) -> Int? {
    let here = lexeme(index)
    // Asked of nearly every rule: no keyword is a day's name, and all of them end alike.
    guard here.kind == .word, here.keyword == .plain, 6...9 ~= here.end - here.start,
      file.bytes[here.end - 1] | 0x20 == UInt8(ascii: "y")
    else { return nil }
    let written = text(here)
    return Weekday.exact(written) ?? Weekday.exact(written.prefix(1).uppercased() + written.dropFirst().lowercased())
  }

  // day = "Monday" | "Tuesday" | "Wednesday" | "Thursday" | "Friday" | "Saturday" | "Sunday" ;
  func parseDay() -> Int? {
    if isRepeated, current.kind == .word, skipDoubled() {}
    let written = text(current)
    if current.kind == .word, let day = Weekday.exact(written) {
      position += 1
      return day
    }
    guard current.kind == .word, !current.keyword.isReserved, let day = Weekday.meant(by: written) else {
      report(.expectedDay(before: found, at: range(current)))
      return nil
    }
    accept(
      .misspelledWord(written, meant: Weekday.name(day), at: range(current))
        .mended(by: replacingCurrent(with: Weekday.name(day))))
    position += 1
    return day
  }

  // time = dd:dd ;   `24:00` only where `isEnd`
  /// Minutes of the day.
  func parseTime(isEnd: Bool) -> Int? {
    if isRepeated, skipDoubled() {}
    guard current.kind == .time else {
      report(.expectedTime(before: found, at: range(current)))
      return nil
    }
    let written = text(current)
    // The lexer lets through one or two digits, a colon and two digits.
    let digits = written.utf8.filter(isDigit).reduce(0) { $0 * 10 + Int($1 - UInt8(ascii: "0")) }
    let minutes = digits % 100
    let total = digits / 100 * 60 + minutes
    if minutes > 59 || total > (isEnd ? 1_440 : 1_439) {
      accept(.impossibleTime(written, at: range(current)))
      isItemBroken = true
    }
    position += 1
    return min(total, 1_440)
  }
}
