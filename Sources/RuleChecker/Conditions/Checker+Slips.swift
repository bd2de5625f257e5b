import RuleSchema
import RuleSource
import RuleSyntax

//  What parses, but means something else than was meant: `priority is High or Urgent` asks for a flag `Urgent`.

extension Checker {
  /// The lone names in `parts` from `start` on that nothing is called.
  func slippedValues(in parts: borrowing Swift.Span<ConditionSyntax>, from start: Int) -> [OperandSyntax] {
    var values: [OperandSyntax] = []
    var index = start
    while index < parts.count {
      guard case .named(let operand) = parts[index], operand.isOfTicket, isFree(operand.name.text) else { break }
      values.append(operand)
      index += 1
    }
    return values
  }

  private func isFree(_ name: String) -> Bool {
    if vocabulary.definitions[name] != nil { return false }
    guard let property = vocabulary.properties[Vocabulary.PropertyName(entity: .ticket, text: name)] else {
      return true
    }
    guard let property else { return false }
    if case .flag = vocabulary.schema.properties[property.value].kind { return false }
    return true
  }

  /// Reports `values` if they look like more values of the test before them.
  mutating func reportSlip(after part: ConditionSyntax, values: [OperandSyntax], joinedBy word: String) -> Bool {
    guard let (operand, test) = lastTest(of: part), let field = quietField(for: operand), let last = values.last,
      let first = values.first
    else { return false }
    if let whole = joinedName(after: test, to: last.range, for: field) {
      let range = whole.range
      report(.unquotedName(whole.name, at: range, is: field.type).declared(at: field.place))
      return true
    }
    guard values.allSatisfy({ isValue($0.name, of: field) }) else { return false }
    let more = values.map { words(at: $0.range) }
    let (text, isWhole) = spelling(of: test, with: more, for: field, joinedBy: word)
    let whole = operand.range.joined(to: last.range)
    // In a table the values stand apart from the header; and both words side by side were reported.
    let isTogether =
      operand.range.end <= first.range.start && !words(at: whole).contains("|")
      && values.allSatisfy { value in token(before: value.range).map { words(at: $0) == word } ?? false }
    let place = isWhole ? whole : first.range
    let isComplete = isTogether && !text.contains("…") && (isWhole || more.count == 1)
    // Nothing is two things at once, so `is New and Closed` may also have been meant some other way.
    let isGuess = if case .isQuality = test { word == "and" } else { false }
    report(
      .loneValue(
        words(at: first.range), word: word, at: first.range.joined(to: last.range), of: field.words,
        help: isWhole ? "write `\(text)`" : "repeat the whole test: `\(word) \(text)`"
      )
      .declared(at: field.place)
      .with(fix: isComplete ? replacing(place, with: text, isGuess ? .unsafe : .safe) : nil))
    return true
  }

  private func lastTest(of part: ConditionSyntax) -> (OperandSyntax, TestSyntax)? {
    switch part {
    case .test(let operand, let test, _): (operand, test)
    case .not(let inner, _): lastTest(of: inner)
    case .all, .any, .parenthesized, .named, .businessHours, .missing: nil
    }
  }

  private func isValue(_ name: NameSyntax, of field: TypedField) -> Bool {
    switch field.type {
    case .choice(let options, _), .set(let options): options.contains { $0.name.lowercased() == name.text.lowercased() }
    case .text, .person: name.isQuoted
    case .stage: vocabulary.stages[name.text] != nil
    case .pipeline: vocabulary.pipelines[name.text] != nil
    case .team: vocabulary.teams[name.text] != nil
    case .inbox: vocabulary.inboxes[name.text] != nil
    case .channel: CheckedTrigger.Channel(rawValue: name.text) != nil
    case .number, .date, .time, .flag: false
    }
  }

  /// The declared name that the words from the test's value to `end` are together.
  private func joinedName(after test: TestSyntax, to end: SourceRange, for field: TypedField)
    -> (name: String, range: SourceRange)?
  {
    guard case .isQuality(.value(let value), _) = test, case .word = value.kind else { return nil }
    let range = value.range.joined(to: end)
    let name = words(at: range).split(whereSeparator: \.isWhitespace).joined(separator: " ")
    let isDeclared =
      switch field.type {
      case .choice(let options, _): options.contains { $0.name == name }
      case .stage: vocabulary.stages[name] != nil
      case .pipeline: vocabulary.pipelines[name] != nil
      case .team: vocabulary.teams[name] != nil
      case .inbox: vocabulary.inboxes[name] != nil
      case .set, .number, .text, .date, .time, .flag, .person, .channel: false
      }
    return isDeclared ? (name, range) : nil
  }

  /// The test with all its values, as it should have been written.
  ///
  /// `true` where that is one test, `false` where each value needs a test of its own.
  private func spelling(of test: TestSyntax, with more: [String], for field: TypedField, joinedBy word: String)
    -> (text: String, isWhole: Bool)
  {
    func list(_ values: [ValueSyntax]) -> String {
      (values.map { words(at: $0.range) } + more).joined(separator: ", ")
    }
    switch test {
    case .isQuality(.value(let value), let isNegated):
      return ("\(field.words) is \(isNegated ? "not " : "")one of \(list([value]))", true)
    case .isQuality(.oneOf(let values), let isNegated):
      return ("\(field.words) is \(isNegated ? "not " : "")one of \(list(values))", true)
    case .contains where word == "and": return ("\(field.words) contains \(more.first ?? "")", false)
    case .contains(let values): return ("\(field.words) contains any of \(list(values))", true)
    case .has(let mode, let values):
      let quantity = mode == .none ? "none" : mode == .all || word == "and" ? "all" : "any"
      return ("\(field.words) has \(quantity) of \(list(values))", true)
    case .startsWith: return ("\(field.words) starts with \(more.first ?? "")", false)
    case .endsWith: return ("\(field.words) ends with \(more.first ?? "")", false)
    case .matches: return ("\(field.words) matches \(more.first ?? "")", false)
    case .isQuality, .matchesList, .hasMatching, .gained, .lost, .was, .changed:
      return ("\(field.words) … \(more.first ?? "")", false)
    }
  }
}

extension ConditionSyntax {
  /// A lone operand. Asked before it is taken apart, which copies it.
  var isNamed: Bool { if case .named = self { true } else { false } }
}
