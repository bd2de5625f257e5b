import RuleSource

extension Diagnostic {
  /// The same message with more to it; what is `nil` stays as it was.
  func with(labels more: [Label] = [], help: String? = nil, notes: [String] = [], fix: Fix? = nil) -> Diagnostic {
    Diagnostic(
      severity, code, message, at: range, labels: labels + more, help: help ?? self.help, notes: self.notes + notes,
      fix: fix ?? self.fix)
  }

  /// The same message with the place where what it is about was declared.
  func declared(at place: SourceRange?, _ text: String = "declared here") -> Diagnostic {
    place.map { with(labels: [Label(text, at: $0)]) } ?? self
  }

  /// The same message with `suggestion` as the way out, and all `names` as a note where they are few; without one they
  /// are the way out.
  func suggesting(
    _ suggestion: NameSuggestion?, among names: [String], are kind: String, at range: SourceRange,
    spelled: (String) -> String = Wording.spelled
  ) -> Diagnostic {
    let listed = Wording.listed(names, are: kind, spelled: spelled)
    guard let suggestion else { return with(help: listed ?? help) }
    let others = names.contains { $0 != suggestion.name }
    return with(
      help: suggestion.help, notes: others ? listed.map { [$0] } ?? [] : [], fix: suggestion.fix(at: range))
  }
}
