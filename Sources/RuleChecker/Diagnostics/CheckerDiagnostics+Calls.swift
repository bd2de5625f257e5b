import RuleSchema
import RuleSource
import RuleSyntax

//  E0232, E0237, E0238, E0333, E0334: declared actions and their calls.

extension Diagnostic {
  static func unknownParameter(_ name: String, at range: SourceRange, of action: DeclaredAction) -> Diagnostic {
    let names = action.parameters.map(\.name)
    return Diagnostic(
      .error, "E0232", "action `\(action.name)` has no parameter `\(name)`", at: range,
      labels: [Label("declared here", at: action.range)],
      help: names.isEmpty ? "it has none: remove `with` and what follows" : "add it to the declaration"
    ).suggesting(NameSuggestion(for: name, among: names), among: names, are: "its parameters", at: range)
  }

  static func actionLikeVerb(_ name: NameSyntax) -> Diagnostic {
    Diagnostic(
      .error, "E0237", "`\(name.text)` is a word for a built-in action, so a declared one cannot have this name",
      at: name.range, help: "choose another name, such as `\"\(name.text) outside\"`")
  }

  static func timeParameter(_ name: NameSyntax) -> Diagnostic {
    Diagnostic(
      .error, "E0238", "the parameter `\(name.text)` cannot be a time, since no moment can be written down in a call",
      at: name.range, help: "declare it as `text` and put a property in it: `\"{created}\"`")
  }

  static func missingParameters(_ names: [String], of action: DeclaredAction, at range: SourceRange) -> Diagnostic {
    Diagnostic(
      .error, "E0333",
      "action `\(action.name)` needs \(Wording.choices(names, word: "and")), and the call leaves \(names.count == 1 ? "it" : "them") out",
      at: range, labels: [Label("declared here", at: action.range)],
      help:
        "write `with \(names.map { "\(Wording.spelled($0)) …" }.joined(separator: ", "))`, or declare a `default` or `optional`"
    )
  }

  static func parameterTwice(_ name: String, at range: SourceRange, first: SourceRange) -> Diagnostic {
    Diagnostic(
      .error, "E0334", "`\(name)` is given twice in one call", at: range,
      labels: [Label("first given here", at: first)], help: "remove one of them")
  }
}
