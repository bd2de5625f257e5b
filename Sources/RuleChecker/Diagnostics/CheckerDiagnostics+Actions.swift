import RuleSource
import RuleSyntax

//  E0319 to E0330: actions and texts.

extension Diagnostic {
  static func notWritable(_ field: TypedField, verb: String, at range: SourceRange) -> Diagnostic {
    let help =
      switch field.field {
      case .stage: "write `move to …`"
      case .pipeline: "write `move to … in pipeline …`"
      case .owner: "write `assign to …`"
      case .team: "write `assign to team …`"
      case .closed: "it follows the stage: move the ticket to a closed stage, or to an open one"
      case .created, .inbox, .channel: "it never changes"
      case .ownerEmail, .ownerTeams: "what an owner has belongs to their own record: write `assign to …`"
      case .contactEmail, .property:
        "rules write properties of the ticket; what a contact or a company has belongs to its own record"
      case .messageSubject, .messageFrom, .messageText: "a message that was sent stays as it is"
      }
    return Diagnostic(.error, "E0319", "`\(verb)` cannot write `\(field.words)`", at: range, help: help)
  }

  static func actionMismatch(_ verb: String, of field: TypedField, at range: SourceRange) -> Diagnostic {
    let help =
      switch field.type {
      case .set: "write `add … to \(field.words)` or `remove … from \(field.words)`"
      case .number: "write `set \(field.words) to …` or `raise \(field.words) to …`"
      case .choice, .text, .date, .time, .flag, .person, .stage, .pipeline, .team, .inbox, .channel:
        "write `set \(field.words) to …`"
      }
    return Diagnostic(
      .error, "E0320", "`\(verb)` does not fit `\(field.words)`, which is \(field.type.name)", at: range, help: help)
  }

  static func momentMismatch(_ word: String, of field: TypedField, at range: SourceRange) -> Diagnostic {
    let help =
      switch field.type {
      case .date: "a date has no time of day: write `today` or a number of days `from now`"
      case .time: "write `now` or how long `from now`"
      case .choice, .set, .number, .text, .flag, .person, .stage, .pipeline, .team, .inbox, .channel:
        "only a date or a time takes `\(word)`"
      }
    return Diagnostic(
      .error, "E0321", "`\(word)` is no value for `\(field.words)`, which is \(field.type.name)", at: range, help: help)
  }

  static func teamAsPerson(_ name: String, at range: SourceRange, place: SourceRange) -> Diagnostic {
    Diagnostic(
      .error, "E0322", "`\(name)` is a team, and a name in quotes alone is a person or an address", at: range,
      labels: [Label("declared here as a team", at: place)],
      help: "write `team \(Wording.spelled(name))`")
  }

  static func assignToItsTeam(at range: SourceRange) -> Diagnostic {
    Diagnostic(
      .error, "E0323", "a ticket already belongs to its team", at: range,
      help: "write `rotate among team …` to choose somebody of a team")
  }

  static func noAddress(_ name: NameSyntax) -> Diagnostic {
    Diagnostic(
      .error, "E0324", "`\(name.text)` is not an e-mail address", at: name.range,
      help: "write an address such as `\"desk@acme.example\"`, or `owner`, `contact`, `team …`, `its …`")
  }

  static func unknownPerson(_ name: NameSyntax, among names: [String]) -> Diagnostic {
    Diagnostic(
      .error, "E0203", "there is no property `\(name.text)` that holds a person", at: name.range,
      help: "declare it: `property \(Wording.spelled(name.text)): person`"
    ).suggesting(
      NameSuggestion(for: name.text, among: names), among: names, are: "the people of a ticket", at: name.range)
  }

  static func unclosedPlaceholder(at range: SourceRange) -> Diagnostic {
    Diagnostic(
      .error, "E0325", "this brace opens a placeholder that is never closed", at: range,
      help: "close it with `}`, or write `\\{` for a brace that is no placeholder")
  }

  static func placeholderInValue(_ written: String, at range: SourceRange) -> Diagnostic {
    Diagnostic(
      .error, "E0326", "`\(written)` stands in a text that is stored, where nothing is filled in", at: range,
      help: "write `set … to value of …` to copy a property, or `\\{` for a brace that is no placeholder")
  }

  static func setTwice(_ words: String, at range: SourceRange, first: SourceRange) -> Diagnostic {
    Diagnostic(
      .error, "E0327", "`\(words)` is set twice for one ticket", at: range,
      labels: [Label("first set here", at: first)],
      help: "remove one of them")
  }
}
