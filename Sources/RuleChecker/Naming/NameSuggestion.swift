import RuleSource

/// The declared name that was most likely meant by one that is not declared.
struct NameSuggestion {
  /// As it stands in the declaration.
  let name: String
  /// Only the case differs, and no other name differs in the case alone.
  let isCertain: Bool
  /// As it is written in a rule.
  let spelling: String

  /// The name among `candidates` that differs from `written` in the case alone; else `synonym`; else the nearest one.
  init?(
    for written: String, among candidates: [String], spelled: (String) -> String = Wording.spelled,
    synonym: String? = nil
  ) {
    let folded = written.lowercased()
    // A shared name is one name: several pipelines may have a stage of that name.
    let sameLetters = Set(candidates.filter { $0 != written && $0.lowercased() == folded })
    if sameLetters.count == 1, let only = sameLetters.first {
      (name, isCertain, spelling) = (only, true, spelled(only))
      return
    }
    guard let near = synonym ?? spellingSuggestion(for: written, among: candidates) else { return nil }
    (name, isCertain, spelling) = (near, false, spelled(near))
  }

  /// A guess that no spelling led to.
  init(guess name: String, spelling: String) {
    (self.name, isCertain, self.spelling) = (name, false, spelling)
  }

  /// ``did you mean `Review`?``
  var help: String { "did you mean `\(spelling)`?" }

  /// The name instead of what stands at `range`.
  func fix(at range: SourceRange) -> Fix {
    .replace(range, with: spelling, isCertain ? .safe : .unsafe)
  }
}
