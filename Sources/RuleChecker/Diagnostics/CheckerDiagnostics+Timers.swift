import RuleSource
import RuleSyntax

//  E0329 to E0332 and E0421 to E0423: timed rules and limits.

extension Diagnostic {
  static func badCount(_ written: String, at range: SourceRange) -> Diagnostic {
    Diagnostic(
      .error, "E0329", "`\(written)` is no number of times", at: range, help: "write a whole number from 1 to 1000")
  }

  static func businessLimit(at range: SourceRange) -> Diagnostic {
    Diagnostic(
      .error, "E0330", "firings are counted in plain time, not in business hours", at: range, help: "remove `business`")
  }

  static func timerOfRelated(_ words: String, at range: SourceRange) -> Diagnostic {
    Diagnostic(
      .error, "E0331", "no timer counts from `\(words)`, since only a ticket's own dates are watched", at: range,
      help: "name a date or time of the ticket, `created` or `closed`")
  }

  static func beforeThePast(_ words: String, at range: SourceRange) -> Diagnostic {
    Diagnostic(
      .error, "E0332", "nothing can be due before `\(words)`, which is known only once it is past", at: range,
      help: "write `after` instead of `before`")
  }

  static func noState(
    _ written: String, because problem: StateProblem, in place: StatePlace, at range: SourceRange, user: SourceRange?
  ) -> Diagnostic {
    let reason =
      switch problem {
      case .history: "belongs to one event"
      case .event: "belongs to one event"
      case .clock: "changes as time goes by, without any event"
      }
    let (subject, way) =
      switch place {
      case .whileCondition: ("`while` watches the state of a ticket", "ask for it in the rule, after `when`")
      case .timerColumn:
        ("the rows of a timer column follow the state of a ticket", "make a rule of its own, with `after` and `when`")
      }
    return Diagnostic(
      .error, "E0421", "\(subject), and `\(written)` \(reason)", at: range,
      labels: user.map { [Label("used here", at: $0)] } ?? [], help: way)
  }

  static func conversationOfSeveralPipelines(at range: SourceRange) -> Diagnostic {
    Diagnostic(
      .error, "E0422", "a new conversation gets one ticket, so this rule cannot be for several pipelines", at: range,
      help: "put it under `for pipeline …` with the pipeline of the ticket")
  }

  static func limitTwice(_ words: String, at range: SourceRange) -> Diagnostic {
    Diagnostic(.error, "E0423", "the limit `\(words)` stands here twice", at: range, help: "remove one of them")
  }
}
