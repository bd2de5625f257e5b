import RuleSource
import RuleSyntax

//  E0212 to E0226: what is declared.

extension Diagnostic {
  static func declaredTwice(_ kind: String, _ name: NameSyntax, first: SourceRange?) -> Diagnostic {
    Diagnostic(
      .error, "E0212", "\(kind) `\(name.text)` is declared twice", at: name.range,
      labels: first.map { [Label("first declared here", at: $0)] } ?? [],
      help: "remove one of them or give it another name")
  }

  static func idTwice(_ id: NameSyntax, kind: String, other: String, first: SourceRange) -> Diagnostic {
    Diagnostic(
      .error, "E0213", "the id `\(id.text)` already belongs to \(kind) `\(other)`", at: id.range,
      labels: [Label("this one has it", at: first)],
      help: "give each an id of its own, since events tell them apart by it")
  }

  static func sameInboxEmail(_ email: NameSyntax, other: String, first: SourceRange) -> Diagnostic {
    Diagnostic(
      .error, "E0213", "inbox `\(other)` already receives `\(email.text)`", at: email.range,
      labels: [Label("this one has it", at: first)], help: "give each inbox its own address")
  }

  static func builtInName(_ name: NameSyntax, kind: String) -> Diagnostic {
    Diagnostic(
      .error, "E0214", "`\(name.text)` is built in, so no \(kind) can have this name", at: name.range,
      help: kind == "property"
        ? "choose another name and keep what events call it with `id`: `property \"ticket \(name.text)\" id \"\(name.text)\": …`"
        : "choose another name")
  }

  static func definitionAndProperty(_ name: NameSyntax, property: SourceRange) -> Diagnostic {
    Diagnostic(
      .error, "E0215", "`\(name.text)` is a property and a definition, so its name alone could mean either",
      at: name.range, labels: [Label("the property", at: property)], help: "give the definition another name")
  }

  static func secondPortal(at range: SourceRange, first: SourceRange) -> Diagnostic {
    Diagnostic(
      .error, "E0216", "a rulebook has one portal, and this is the second", at: range,
      labels: [Label("the first", at: first)], help: "remove one of them")
  }

  static func secondDefault(_ kind: String, _ name: NameSyntax, other: String, first: SourceRange) -> Diagnostic {
    Diagnostic(
      .error, "E0217", "`\(name.text)` cannot be the default \(kind), since `\(other)` is", at: name.range,
      labels: [Label("the default \(kind)", at: first)], help: "remove `default` from one of them")
  }

  static func undeclarable(_ operand: OperandSyntax) -> Diagnostic {
    let (subject, help) =
      switch operand.entity {
      case .owner: ("owners", "`owner.email` and `owner.teams` are always there")
      case .conversation: ("conversations", "`conversation.channel` and `conversation.inbox` are always there")
      case .message, .ticket, .contact, .company:
        ("messages", "`message.subject`, `message.from` and `message.text` are always there")
      }
    return Diagnostic(.error, "E0225", "\(subject) have no properties to declare", at: operand.range, help: help)
  }

  static func optionMeansSomething(_ name: NameSyntax) -> Diagnostic {
    Diagnostic(
      .error, "E0226",
      "the option `\(name.text)` reads like the word `\(name.text.lowercased())`, which means something else in a condition",
      at: name.range,
      help:
        "choose another name and keep what events call it: `\"\(name.text.lowercased()) value\" id \(Wording.text(name.text))`"
    )
  }

  static func noOpenStage(_ name: NameSyntax) -> Diagnostic {
    Diagnostic(
      .warning, "W0401", "pipeline `\(name.text)` has no open stage, so every ticket in it is closed", at: name.range,
      help: "remove `closed` from the stages where work goes on")
  }
}

//  E0239, E0240: scopes and answers.

extension Diagnostic {
  static func pipelineTwice(_ name: NameSyntax, first: SourceRange) -> Diagnostic {
    Diagnostic(
      .error, "E0239", "pipeline `\(name.text)` is named twice", at: name.range,
      labels: [Label("first named here", at: first)], help: "remove one of them")
  }

  static func secondAnswerLimit(at range: SourceRange, first: SourceRange) -> Diagnostic {
    Diagnostic(
      .error, "E0240", "a rulebook limits its answers once, and this is the second limit", at: range,
      labels: [Label("the first", at: first)], help: "remove one of them")
  }

  static func missingRule(_ name: NameSyntax, in pipeline: String) -> Diagnostic {
    Diagnostic(
      .error, "E0209", "pipeline `\(pipeline)` has no rule `\(name.text)`", at: name.range,
      help: "a rule for several pipelines overrides what each of them has: add it there, or make two rules")
  }
}
