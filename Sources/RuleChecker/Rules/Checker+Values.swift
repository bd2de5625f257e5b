import RuleSchema
import RuleSource
import RuleSyntax

//  Values become literals of the type they are used with, or a message and `nil`.

extension Checker {
  /// `value` as a value of `field`.
  mutating func literal(_ value: ValueSyntax, for field: TypedField) -> Literal? {
    switch field.type {
    case .choice, .set: option(value, of: field).map(Literal.option)
    case .number: number(value, for: field.words, place: field.place).map(Literal.number)
    case .text: text(value, for: field).map(Literal.text)
    case .person: person(value, for: field).map(Literal.person)
    case .date: day(value, for: field.words, type: field.type, place: field.place)
    case .time:
      wrongValue(
        value, for: field.words, type: field.type,
        example: "a moment is never equal to a value: compare it with `is before` or `is after`")
    case .flag: flag(value, for: field.words, type: field.type)
    case .stage: name(value, for: field).flatMap { stage(named: $0, at: value.range) }.map(Literal.stage)
    case .pipeline: name(value, for: field).flatMap { pipeline(named: $0, at: value.range) }.map(Literal.pipeline)
    case .team: name(value, for: field).flatMap { team(named: $0, at: value.range) }.map(Literal.team)
    case .inbox: name(value, for: field).flatMap { inbox(named: $0, at: value.range) }.map(Literal.inbox)
    case .channel: name(value, for: field).flatMap { channel(named: $0, at: value.range) }.map(Literal.channel)
    }
  }

  /// All of `values`, if all of them are good.
  mutating func literals(_ values: [ValueSyntax], for field: TypedField) -> [Literal]? {
    let found = values.kept { literal($0, for: field) }
    return found.count == values.count ? found : nil
  }

  /// The index of the option `value`.
  mutating func option(_ value: ValueSyntax, of field: TypedField) -> Int? {
    guard case .property(let index) = field.field else {
      return option(value, among: field.type.options, of: field.words)
    }
    let name: String
    switch value.kind {
    case .word(let text), .string(let text): name = text
    case .number, .date: name = words(at: value.range)
    }
    let isWord = if case .number = value.kind { false } else if case .date = value.kind { false } else { true }
    if let option = vocabulary.option(name, of: index) {
      if isWord { return option }
      report(.needsQuotes(name, at: value.range, because: "is the name of an option").declared(at: field.place))
      return nil
    }
    reportUnknownOption(name, of: field, property: vocabulary.schema.properties[index.value], at: value.range)
    return nil
  }

  /// The index of the option `value` of something that is no property.
  mutating func option(_ value: ValueSyntax, among options: [Property.Option], of words: String) -> Int? {
    let name: String
    switch value.kind {
    case .word(let text), .string(let text): name = text
    case .number, .date:
      name = self.words(at: value.range)
      if options.contains(where: { $0.name == name }) {
        report(.needsQuotes(name, at: value.range, because: "is the name of an option"))
        return nil
      }
    }
    if let index = options.firstIndex(where: { $0.name == name }) { return index }
    if let known = options.first(where: { $0.id == name }) {
      report(.idForName(name, what: "id", of: "option", known.name, at: value.range, place: nil))
      return nil
    }
    let names = options.map(\.name)
    let near = NameSuggestion(
      for: name, among: names, synonym: Synonyms.option(name, among: names, isOrdered: false))
    report(
      .unknownOption(name, at: value.range, of: words)
        .suggesting(near, among: names, are: "its options", at: value.range))
    return nil
  }

  mutating func number(_ value: ValueSyntax, for words: String, place: SourceRange? = nil) -> Double? {
    if case .number(let number) = value.kind, number.isFinite { return number }
    let written = self.words(at: value.range)
    let bare: String? = if case .string(let text) = value.kind, text.isNumber { text } else { nil }
    report(
      .wrongValue(
        written, at: value.range, for: words, type: .number,
        help: bare.map { "write `\($0)`, without quotes" } ?? "write a number without quotes, such as `10` or `2.5`"
      )
      .declared(at: place).with(fix: bare.map { .replace(value.range, with: $0) }))
    return nil
  }

  /// A text between quotes.
  mutating func text(_ value: ValueSyntax, for field: TypedField) -> String? {
    switch value.kind {
    case .string(let text): return text
    case .word, .number, .date:
      reportBareText(value, for: field)
      return nil
    }
  }

  /// A person by id or address, who is not called like a team.
  private mutating func person(_ value: ValueSyntax, for field: TypedField) -> String? {
    guard let name = text(value, for: field) else { return nil }
    guard let team = vocabulary.teams[name] else { return name }
    let isOwner = field.field == .owner && context.isInCondition
    report(
      .teamAsPerson(name, at: value.range, place: vocabulary.schema.teams[team.value].range)
        .with(
          help: isOwner ? "write `team` instead of `owner`" : "write the id or the e-mail address of a person",
          fix: isOwner ? .replace(field.range, with: "team", .unsafe) : nil))
    return nil
  }

  /// A text between quotes, for something that is no field.
  mutating func text(_ value: ValueSyntax, as purpose: String) -> String? {
    if case .string(let text) = value.kind { return text }
    report(.needsQuotes(words(at: value.range), at: value.range, because: "is \(purpose)"))
    return nil
  }

  mutating func day(_ value: ValueSyntax, for words: String, type: FieldType, place: SourceRange? = nil) -> Literal? {
    guard case .date(let year, let month, let day) = value.kind else {
      reportNoDay(value, for: words, type: type, place: place)
      return nil
    }
    guard exists(year: year, month: month, day: day, at: value.range) else { return nil }
    return .day(year: year, month: month, day: day)
  }

  /// Whether the calendar has this day; reports it otherwise.
  mutating func exists(year: Int, month: Int, day: Int, at range: SourceRange) -> Bool {
    let isLeap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
    let lengths = [31, isLeap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]
    guard year >= 1, lengths.indices.contains(month - 1) else {
      // The other order of day and month.
      let swapped = Checker.spelledDay(year, day, month)
      let isSwapped = (1...12).contains(day) && (13...31).contains(month)
      report(
        .noSuchDay(
          words(at: range), at: range,
          help: isSwapped ? "write the month before the day: `\(swapped)`" : "write year, month and day: `2026-01-31`"
        )
        .with(fix: isSwapped ? .replace(range, with: swapped, .unsafe) : nil))
      return false
    }
    guard (1...lengths[month - 1]).contains(day) else {
      let help = "the last day of that month is the \(lengths[month - 1])th".replacingThirtyFirst
      let last = Checker.spelledDay(year, month, lengths[month - 1])
      report(
        .noSuchDay(words(at: range), at: range, help: help)
          .with(fix: day > 28 && day <= 31 ? .replace(range, with: last, .unsafe) : nil))
      return false
    }
    return true
  }

  mutating func flag(_ value: ValueSyntax, for words: String, type: FieldType) -> Literal? {
    switch value.kind {
    case .word("yes"), .word("true"): .flag(true)
    case .word("no"), .word("false"): .flag(false)
    case .string("yes"), .string("true"): wrongFlag(value, for: words, type: type, meaning: "yes")
    case .string("no"), .string("false"): wrongFlag(value, for: words, type: type, meaning: "no")
    case .word, .string, .number, .date: wrongValue(value, for: words, type: type, example: "write `yes` or `no`")
    }
  }

  private mutating func wrongFlag(_ value: ValueSyntax, for words: String, type: FieldType, meaning: String)
    -> Literal?
  {
    report(
      .wrongValue(
        self.words(at: value.range), at: value.range, for: words, type: type,
        help: "write `\(meaning)`, without quotes"
      )
      .with(fix: .replace(value.range, with: meaning)))
    return nil
  }

  private static func spelledDay(_ year: Int, _ month: Int, _ day: Int) -> String {
    func padded(_ number: Int, _ width: Int) -> String {
      String(repeating: "0", count: max(0, width - String(number).count)) + String(number)
    }
    return "\(padded(year, 4))-\(padded(month, 2))-\(padded(day, 2))"
  }

  private mutating func name(_ value: ValueSyntax, for field: TypedField) -> String? {
    switch value.kind {
    case .word(let name), .string(let name): return name
    case .number, .date:
      let written = words(at: value.range)
      if let name = nameOfId(written, field.type) { return name }
      report(.needsQuotes(written, at: value.range, because: "is to name \(field.type.name)"))
      return nil
    }
  }

  /// The id itself, where a stage or pipeline has it and none has it as a name: the lookup explains that best.
  private func nameOfId(_ written: String, _ type: FieldType) -> String? {
    let schema = vocabulary.schema
    switch type {
    case .stage where vocabulary.stages[written] == nil && schema.stages.contains { $0.id == written }: return written
    case .pipeline where vocabulary.pipelines[written] == nil && schema.pipelines.contains { $0.id == written }:
      return written
    default: return nil
    }
  }

  private mutating func wrongValue(_ value: ValueSyntax, for words: String, type: FieldType, example: String)
    -> Literal?
  {
    report(.wrongValue(self.words(at: value.range), at: value.range, for: words, type: type, help: example))
    return nil
  }
}

extension String {
  /// Written as numbers are in rules: `-2.5`.
  var isNumber: Bool {
    let digits = (hasPrefix("-") ? dropFirst() : self[...]).split(separator: ".", omittingEmptySubsequences: false)
    guard let whole = digits.first, digits.count <= 2, whole == "0" || !whole.hasPrefix("0") else { return false }
    return digits.allSatisfy { !$0.isEmpty && $0.utf8.allSatisfy { (0x30...0x39).contains($0) } }
  }

  /// English ordinals of the few lengths of months.
  fileprivate var replacingThirtyFirst: String {
    hasSuffix("31th") ? dropLast(4) + "31st" : self
  }
}
