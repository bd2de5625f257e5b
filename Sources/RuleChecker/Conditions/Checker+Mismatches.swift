import RuleSchema
import RuleSource
import RuleSyntax

//  A predicate that does not fit what it is said of: `amount contains 3`, `labels is stale`. What was meant is often
//  plain, since each type has its own word for the same question.

extension Checker {
  /// Reports that `word` does not fit `field`. `value` is what stands after it, where that is one thing in the text.
  mutating func reportMismatch(
    _ word: String, of field: TypedField, isNegated: Bool = false, value: SourceRange? = nil, at range: SourceRange
  ) {
    let message = Diagnostic.operatorMismatch(word, of: field, at: range).declared(at: field.place)
    guard let meant = meantOperator(for: word, of: field.type, isNegated: isNegated), let value else {
      report(message)
      return
    }
    let predicate = isNegated ? word.replacingIs("is not") : word
    let place = gap(between: field.range, and: value, holding: predicate)
    let written = words(at: value)
    guard let rest = meantValue(written, of: field.type) else {
      let listed = Wording.listed(field.type.options.map(\.name), are: "its options")
      report(
        message.with(
          help: "write `\(field.words) \(meant.text) …` with an option", notes: listed.map { [$0] } ?? [field.wayToAsk])
      )
      return
    }
    var edits = place.map { [Fix.Edit($0, meant.text)] } ?? []
    if !edits.isEmpty, rest != written { edits.append(Fix.Edit(value, rest)) }
    report(
      message.with(
        help: "write `\(field.words) \(meant.text) \(rest)`", notes: [field.wayToAsk],
        fix: edits.isEmpty || place.map { holdsComment($0) } == true
          ? nil : Fix(meant.isCertain ? .safe : .unsafe, edits)))
  }

  /// What stands after the predicate as a value of `type`: a number without its quotes, an option by its name.
  private func meantValue(_ written: String, of type: FieldType) -> String? {
    let bare = written.hasPrefix("\"") && written.hasSuffix("\"") ? String(written.dropFirst().dropLast()) : nil
    guard let bare else { return written }
    switch type {
    case .number: return bare.isNumber ? bare : written
    case .choice(let options, _), .set(let options):
      // Several of them are left as they are.
      if written.contains(",") { return written }
      return options.first { $0.name.lowercased() == bare.lowercased() }.map { Wording.spelled($0.name) }
    case .text, .date, .time, .flag, .person, .stage, .pipeline, .team, .inbox, .channel: return written
    }
  }

  /// What `word` is called for a value of `type`, and whether it asks for exactly the same.
  private func meantOperator(for word: String, of type: FieldType, isNegated: Bool) -> (text: String, isCertain: Bool)?
  {
    let not = isNegated ? "not " : ""
    switch (type, word) {
    case (.set, "is"), (.set, "is one of"), (.set, "contains"), (.set, "contains any of"):
      // Where nothing is known, `is not` holds and `has none of` does not.
      if isNegated { return ("has none of", false) }
      return (word == "is" || word == "contains" ? "has" : "has any of", true)
    case (.set, "matches"): return ("has any matching", true)

    case (.text, "has"): return ("contains", false)
    case (.text, "has any of"): return ("contains any of", false)
    case (.text, "has any matching"): return ("matches", false)

    case (.choice, "has"), (.choice, "contains"), (.person, "has"), (.stage, "has"), (.pipeline, "has"),
      (.team, "has"), (.inbox, "has"), (.channel, "has"), (.number, "has"):
      return ("is", true)
    case (.choice, "has any of"), (.choice, "contains any of"), (.person, "has any of"), (.stage, "has any of"),
      (.pipeline, "has any of"), (.team, "has any of"), (.inbox, "has any of"), (.channel, "has any of"),
      (.number, "has any of"), (.number, "contains any of"):
      return ("is one of", true)
    case (.choice, "has none of"): return ("is not one of", false)
    case (.choice, "starts with"), (.choice, "ends with"), (.choice, "matches"), (.number, "contains"),
      (.number, "starts with"), (.number, "ends with"), (.number, "matches"), (.person, "contains"),
      (.stage, "contains"), (.pipeline, "contains"), (.team, "contains"), (.inbox, "contains"), (.channel, "contains"),
      (.date, "contains"), (.time, "contains"):
      return ("is", false)
    case (.number, "is before"), (.choice(_, isOrdered: true), "is before"): return ("is \(not)below", true)
    case (.number, "is after"), (.choice(_, isOrdered: true), "is after"): return ("is \(not)above", true)
    case (.date, "is above"), (.time, "is above"): return ("is \(not)after", true)
    case (.date, "is below"), (.time, "is below"): return ("is \(not)before", true)

    case (.choice, "gained"), (.stage, "gained"), (.team, "gained"), (.pipeline, "gained"):
      return (context.isInCondition ? "changed to" : "becomes", false)
    case (.choice, "lost"), (.stage, "lost"), (.team, "lost"), (.pipeline, "lost"): return ("changed from", false)
    default: return nil
    }
  }
}

extension String {
  /// `is not one of` for `is one of`.
  fileprivate func replacingIs(_ start: String) -> String { hasPrefix("is") ? start + dropFirst(2) : self }
}

extension [ValueSyntax] {
  /// From the first to the last, if they stand in one place.
  var range: SourceRange? {
    guard let first, let last, first.range.fileIndex == last.range.fileIndex, first.range.start <= last.range.start
    else { return nil }
    return first.range.joined(to: last.range)
  }
}

extension MomentSyntax {
  var range: SourceRange? {
    switch self {
    case .date(let value): value.range
    case .today(let range): range
    case .valueOf: nil
    }
  }
}
