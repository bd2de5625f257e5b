import RuleSource
import RuleSyntax

//  E0420: two rules that write one field differently.

extension Diagnostic {
  static func conflict(
    _ later: String, with earlier: String, about field: String, at range: SourceRange, earlier place: SourceRange,
    isTimed: Bool, isCertain: Bool, verdict: PossibleConflict.Verdict, others: Int, override title: String?
  ) -> Diagnostic {
    let partner = earlier == "this rule" ? "a nameless rule" : earlier
    let more =
      others == 0
      ? "" : ", and so \(others == 1 ? "does" : "do") \(others) other \(others == 1 ? "rule" : "rules")"
    let can = verdict == .undecided ? "may" : "can"
    let message =
      switch (isTimed, isCertain && verdict != .undecided) {
      case (false, true): "\(later) and \(partner) start from the same events and write \(field) differently\(more)"
      case (false, false):
        "one event \(can) start both \(later) and \(partner), which write \(field) differently\(more)"
      case (true, true): "\(later) and \(partner) are due at the same time and write \(field) differently\(more)"
      case (true, false): "\(later) and \(partner) \(can) be due at one instant, and write \(field) differently\(more)"
      }
    let way =
      title.map { "write `overrides \(Wording.text($0))` after the title of the one that should win" }
      ?? "give both a title and write `overrides` after that of the one that should win"
    let narrowing = "or give them conditions that exclude each other, such as different stages or options"
    return Diagnostic(
      .error, "E0420", message, at: range,
      labels: [Label("the other rule", at: place)],
      help: field == "the ticket of a conversation"
        ? "\(way), or narrow them to different inboxes or channels" : "\(way), \(narrowing)")
  }
}

extension Diagnostic {
  /// W0408: two rules never hold in one round.
  static func unusedOverride(_ name: NameSyntax, overridden: SourceRange) -> Diagnostic {
    Diagnostic(
      .warning, "W0408", "no event starts both this rule and rule `\(name.text)`, so there is nothing to override",
      at: name.range, labels: [Diagnostic.Label("the rule that is overridden", at: overridden)],
      help: "remove it from `overrides`, or give both rules an event in common")
  }
}
