import RuleSource
import RuleSyntax

//  E0301 to E0314: a sentence that does not fit the type of what it is about.

extension Diagnostic {
  static func operatorMismatch(_ word: String, of field: TypedField, at range: SourceRange) -> Diagnostic {
    Diagnostic(
      .error, "E0301", "`\(word)` does not fit `\(field.words)`, which is \(field.type.name)", at: range,
      help: field.wayToAsk)
  }

  static func wrongValue(_ written: String, at range: SourceRange, for words: String, type: FieldType, help: String)
    -> Diagnostic
  {
    Diagnostic(
      .error, "E0302", "`\(written)` is no value for `\(words)`, which is \(type.name)", at: range, help: help)
  }

  static func needsQuotes(_ written: String, at range: SourceRange, because reason: String) -> Diagnostic {
    Diagnostic(
      .error, "E0303", "`\(written)` needs quotes, since it \(reason)", at: range,
      help: "write `\(Wording.text(written))`", fix: .replace(range, with: Wording.text(written)))
  }

  static func flagComparison(
    _ flag: String, at range: SourceRange, isMeantSet: Bool?, isInTable: Bool
  ) -> Diagnostic {
    let help =
      switch isMeantSet {
      case _ where isInTable:
        "a table has no column for a flag: make two rules, with `only if \(flag)` and `only if not \(flag)` before their tables"
      case true: "write `\(flag)`"
      case false: "write `not \(flag)`"
      case nil: "write `\(flag)` or `not \(flag)`"
      }
    return Diagnostic(
      .error, "E0304", "`\(flag)` is a flag, which is asked for by its name alone", at: range, help: help)
  }

  static func notOrdered(_ word: String, of field: TypedField, at range: SourceRange) -> Diagnostic {
    Diagnostic(
      .error, "E0305", "`\(word)` needs an order, and the options of `\(field.words)` have none", at: range,
      help:
        "declare them from low to high as `ordered one of …`, or write `\(word == "raise" ? "set \(field.words) to …" : "is one of")`"
    )
  }

  static func reversedBetween(_ low: String, _ high: String, at range: SourceRange) -> Diagnostic {
    Diagnostic(
      .error, "E0306", "nothing is between `\(low)` and `\(high)`, which comes first", at: range,
      help: "write the lower one first: `between \(high) and \(low)`")
  }

  static func noSuchDay(_ written: String, at range: SourceRange, help: String) -> Diagnostic {
    Diagnostic(.error, "E0307", "there is no day `\(written)`", at: range, help: help)
  }

  static func noDefaultCalendar(at range: SourceRange, among names: [String]) -> Diagnostic {
    guard let first = names.first else {
      return Diagnostic(
        .error, "E0308", "business hours need a calendar, and none is declared", at: range,
        help: "declare one: `calendar Office in \"Europe/Berlin\" Monday to Friday 09:00 to 17:00`")
    }
    return Diagnostic(
      .error, "E0308", "there are several calendars, and none of them is the default", at: range,
      help: "write `default` after the zone of one: `calendar \(Wording.spelled(first)) in \"…\" default …`")
  }

  static func businessWeeks(at range: SourceRange) -> Diagnostic {
    Diagnostic(
      .error, "E0328", "there are no business weeks, since calendars differ in the days they have", at: range,
      help: "write a number of business days, or remove `business`")
  }

  static func badDuration(at range: SourceRange, _ message: String, help: String) -> Diagnostic {
    Diagnostic(.error, "E0309", message, at: range, help: help)
  }

  static func needsDays(_ words: String, at range: SourceRange) -> Diagnostic {
    Diagnostic(
      .error, "E0310", "`\(words)` is a date without a time of day, so it is counted in days or weeks", at: range,
      help: "write a number of days, or declare it as `time`")
  }

  static func noHistory(_ words: String, word: String, at range: SourceRange) -> Diagnostic {
    Diagnostic(
      .error, "E0311", "`\(word)` does not fit `\(words)`, since only a ticket's own values are known from before",
      at: range, help: "ask what it is now, or for a property of the ticket")
  }

  static func builtInInstantChange(_ words: String, at range: SourceRange) -> Diagnostic {
    Diagnostic(
      .error, "E0417", "`\(words)` has no changes of its own", at: range,
      help: words == "created"
        ? "write `ticket created` in the trigger" : "write `closed` or `reopened` in the trigger")
  }

  static func wholeSubject(_ subject: WholeSubject, at range: SourceRange) -> Diagnostic {
    let message: String
    let help: String
    switch subject {
    case .actor:
      message = "of the `actor` only its kind can be asked, and whether it is the owner or the contact"
      help =
        "go on with `is an agent`, `is a contact`, `is automation`, `is an integration`, `is the owner` or `is the contact`"
    case .ticket:
      message = "a `ticket` as a whole is only open or closed"
      help = "write `ticket is open` or `ticket is closed`, or ask for a property by its name"
    case .message:
      message = "a `message` as a whole is only automatic or not"
      help = "write `message is automatic`, or ask for `message.subject`, `message.from` or `message.text`"
    case .contact:
      message = "nothing can be asked of a `contact` as a whole"
      help = "ask for a property of the contact, such as `contact.email`"
    }
    return Diagnostic(.error, "E0312", message, at: range, help: help)
  }

  static func noValue(_ name: String, at range: SourceRange) -> Diagnostic {
    Diagnostic(
      .error, "E0312", "`\(name)` as a whole has no value", at: range,
      help: name == "contact" || name == "message"
        ? "name a property of it, such as `\(name).\(name == "contact" ? "email" : "subject")`" : nil)
  }

  static func actorQuality(of field: TypedField, at range: SourceRange) -> Diagnostic {
    Diagnostic(
      .error, "E0313", "only the `actor` can be an agent, a contact, the owner or the contact", at: range,
      help: field.wayToAsk)
  }

  static func setHasNoSingleValue(_ field: TypedField, at range: SourceRange) -> Diagnostic {
    Diagnostic(
      .error, "E0314", "`\(field.words)` is a set, so it does not change from one value to another", at: range,
      help: "write `\(field.words) gained …` or `\(field.words) lost …`")
  }

  static func otherType(_ field: TypedField, at range: SourceRange, wanted: String, help: String? = nil) -> Diagnostic {
    Diagnostic(
      .error, "E0315", "`\(field.words)` is \(field.type.name), and \(wanted) is needed here", at: range,
      help: help ?? "name a property that is \(wanted)")
  }

  static func changeToSame(_ written: String, at range: SourceRange) -> Diagnostic {
    Diagnostic(
      .error, "E0316", "nothing changes from `\(written)` to `\(written)`", at: range,
      help: "remove one of the two, or write another value")
  }

  static func loneValue(_ value: String, word: String, at range: SourceRange, of words: String, help: String)
    -> Diagnostic
  {
    Diagnostic(
      .error, "E0317", "`\(value)` after `\(word)` stands alone, not as another value of `\(words)`", at: range,
      help: help)
  }

  static func unquotedName(_ name: String, at range: SourceRange, is type: FieldType) -> Diagnostic {
    Diagnostic(
      .error, "E0318", "`\(name)` is the name of \(type.name), and a name of several words needs quotes", at: range,
      help: "write `\(Wording.text(name))`", fix: .replace(range, with: Wording.text(name)))
  }
}
