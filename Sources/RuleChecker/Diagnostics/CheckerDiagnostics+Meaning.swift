import RuleSource
import RuleSyntax

//  E0401 to E0419: rules that could never do what they say.

extension Diagnostic {
  static func mixedTriggers(at range: SourceRange, first: SourceRange) -> Diagnostic {
    Diagnostic(
      .error, "E0401", "a rule starts from a new conversation or from a ticket, not from both", at: range,
      labels: [Label("the other kind", at: first)], help: "make two rules of it")
  }

  static func noTicketToActOn(at range: SourceRange) -> Diagnostic {
    Diagnostic(
      .error, "E0402", "a new conversation has no ticket yet, so nothing can be done before one is created", at: range,
      help: "begin with `create ticket`: `do create ticket then …`")
  }

  static func secondTicket(at range: SourceRange, first: SourceRange) -> Diagnostic {
    Diagnostic(
      .error, "E0403", "a conversation gets one ticket, and this is the second", at: range,
      labels: [Label("the first", at: first)], help: "remove one of them")
  }

  static func noTicketYet(_ words: String, at range: SourceRange) -> Diagnostic {
    Diagnostic(
      .error, "E0404", "a new conversation has no ticket yet, so `\(words)` cannot be asked for", at: range,
      help: "ask for the contact, the channel, the inbox, the message or the actor, or start with `on ticket created`")
  }

  static func lockedInbox(_ name: NameSyntax, place: SourceRange) -> Diagnostic {
    Diagnostic(
      .error, "E0405", "the own settings of inbox `\(name.text)` decide about its tickets, so no rule can create them",
      at: name.range, labels: [Label("declared `without tickets`", at: place)],
      help: "change the settings of the inbox, then remove `without tickets`")
  }

  static func everyInboxLocked(at range: SourceRange, first: SourceRange) -> Diagnostic {
    Diagnostic(
      .error, "E0406", "the own settings of every inbox decide about its tickets, so this never happens", at: range,
      labels: [Label("the first of them", at: first)],
      help: "change the settings of an inbox, then remove its `without tickets`")
  }

  static func limitOnConversation(_ words: String, at range: SourceRange) -> Diagnostic {
    Diagnostic(
      .error, "E0407", "a new conversation happens once and has no ticket yet, so `\(words)` means nothing",
      at: range, help: "remove it")
  }

  static func limitWithoutName(at range: SourceRange) -> Diagnostic {
    Diagnostic(
      .error, "E0408", "a rule that remembers its tickets needs a name, since a nameless one forgets with every edit",
      at: range, help: "write `rule \"…\"` before it")
  }

  static func noMessage(_ words: String, at range: SourceRange, event: String) -> Diagnostic {
    Diagnostic(
      .error, "E0409", "`\(words)` needs a message, and `\(event)` comes without one", at: range,
      help: "make a rule of its own for events that carry a message, such as `reply from contact`")
  }

  static func titleTwice(_ title: NameSyntax, pipeline: String, first: SourceRange) -> Diagnostic {
    Diagnostic(
      .error, "E0410", "pipeline `\(pipeline)` has two rules `\(title.text)`", at: title.range,
      labels: [Label("the first", at: first)], help: "give one of them another title")
  }

  static func ruleTwice(at range: SourceRange, first: SourceRange) -> Diagnostic {
    Diagnostic(
      .error, "E0411", "this rule stands here twice", at: range, labels: [Label("the first", at: first)],
      help: "remove one of them")
  }

  static func overridesItself(_ name: NameSyntax) -> Diagnostic {
    Diagnostic(
      .error, "E0412", "rule `\(name.text)` overrides itself", at: name.range, help: "remove it from `overrides`")
  }

  static func overrideCycle(_ path: [String], at range: SourceRange) -> Diagnostic {
    Diagnostic(
      .error, "E0413", "rules override each other in a circle: \(Wording.steps(path))", at: range,
      help: "remove `overrides` from one of them")
  }

  static func edition(_ edition: String, at range: SourceRange, rule: SourceRange) -> Diagnostic {
    Diagnostic(
      .error, "E0414", "edition `\(edition)` has no automation, which belongs to professional and enterprise",
      at: range, labels: [Label("the first rule that is on", at: rule)],
      help: "correct the edition, or write `off` after the title of every rule")
  }

  static func viaMismatch(at range: SourceRange, event: String) -> Diagnostic {
    Diagnostic(
      .error, "E0415", "`via` belongs to `new conversation` and `ticket created` only", at: range,
      help: "remove it, or ask in the condition: `when channel is …`")
  }

  static func byMismatch(at range: SourceRange, _ message: String, help: String) -> Diagnostic {
    Diagnostic(.error, "E0416", message, at: range, help: help)
  }

  static func untracked(_ words: String, at range: SourceRange) -> Diagnostic {
    Diagnostic(
      .error, "E0417", "changes of `\(words)` start no rule, since only a ticket's own changes are events", at: range,
      help: "start from an event of the ticket and ask for `\(words)` in the condition")
  }

  static func conditionTooLarge(at range: SourceRange) -> Diagnostic {
    Diagnostic(
      .error, "E0418",
      "with its definitions written out, this condition has more than 10,000 tests or nests deeper than 500", at: range,
      help: "make smaller definitions, or split the rule")
  }

  static func otherPipeline(_ words: String, at range: SourceRange, of pipeline: String, other: String) -> Diagnostic {
    Diagnostic(
      .warning, "W0409", "`\(words)` is never true here, since this rule belongs to pipeline `\(pipeline)`", at: range,
      help: "write `for pipeline \(Wording.spelled(other))` above the rule, or remove the question")
  }

  static func overridesOff(_ name: NameSyntax, place: SourceRange) -> Diagnostic {
    Diagnostic(
      .warning, "W0402", "rule `\(name.text)` is off, so there is nothing to override", at: name.range,
      labels: [Label("it is off", at: place)], help: "remove it from `overrides`, or remove `off` there")
  }
}
