import RuleSource
import RuleSyntax

//  E0440 to E0449: tests.

extension Diagnostic {
  static func testTwice(_ title: NameSyntax, first: SourceRange) -> Diagnostic {
    Diagnostic(
      .error, "E0440", "there are two tests `\(title.text)`", at: title.range,
      labels: [Label("the first one is here", at: first)], help: "give one of them another name")
  }

  static func givenWithoutValue(_ field: TypedField, at range: SourceRange) -> Diagnostic {
    Diagnostic(
      .error, "E0441", "`\(field.words)` is given without a value", at: range,
      help: "write its value after it, or `\(field.words) unknown`")
  }

  static func notGiven(_ field: TypedField, at range: SourceRange) -> Diagnostic {
    Diagnostic(
      .error, "E0442", "`\(field.words)` cannot be given like a property", at: range,
      help: field.field.isMessageFact
        ? "write it after `with` at the step whose message it is: `when reply from contact with message.subject \"…\"`"
        : "write `given stage` and the name of a stage")
  }

  static func vagueOccurrence(_ words: String, at range: SourceRange) -> Diagnostic {
    Diagnostic(
      .error, "E0443", "`\(words)` does not say enough to happen", at: range,
      help: "say exactly what happens, such as `stage Closed`, `reply from contact` or `note added`")
  }

  static func severalStagesHappen(at range: SourceRange) -> Diagnostic {
    Diagnostic(
      .error, "E0444", "a ticket can enter only one stage at a time", at: range, help: "name one stage")
  }

  static func changeWithoutValue(_ name: String, at range: SourceRange) -> Diagnostic {
    Diagnostic(
      .error, "E0445", "it is not said what `\(name)` changes to", at: range,
      help: "write `\(name) changed to` and the new value")
  }

  static func noMessageFact(_ field: TypedField, at range: SourceRange) -> Diagnostic {
    Diagnostic(
      .error, "E0446", "`\(field.words)` is not a fact of a message", at: range,
      help: "after `with` stand message.subject, message.from and message.text, each with a text in quotes")
  }

  static func createdTwice(at range: SourceRange) -> Diagnostic {
    Diagnostic(
      .error, "E0447", "the ticket is there already", at: range,
      help: "let the test begin with this step, and give no stage before a new conversation")
  }

  static func unknownRuleInTest(_ name: NameSyntax, among titles: [String]) -> Diagnostic {
    Diagnostic(
      .error, "E0448", "there is no rule `\(name.text)`", at: name.range,
      help: spellingSuggestion(for: name.text, among: titles).map { "did you mean `\"\($0)\"`?" }
        ?? "write the name of a rule as it stands after `rule`")
  }

  static func givenTwice(_ words: String, at range: SourceRange, first: SourceRange) -> Diagnostic {
    Diagnostic(
      .error, "E0449", "`\(words)` is given, and something else before it", at: range,
      labels: [Diagnostic.Label("given here", at: first)],
      help: "give it once; what changes later is a step: `when priority changed to High`, `when 3 days pass`")
  }
}
