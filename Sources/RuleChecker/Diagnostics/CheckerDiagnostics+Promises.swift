import RuleSource
import RuleSyntax

//  E0662: what is wrong with a promise itself. Whether it is kept, the compiler says.

extension Diagnostic {
  static func nobodyGets(_ effect: PromisedEffect, at range: SourceRange) -> Diagnostic {
    Diagnostic(
      .error, "E0662", "nobody gets a \(effect == .note ? "note" : "ticket")", at: range,
      help: "leave out `to` and what follows it, or count `task`, `email` or `message`")
  }
}
