import RuleChecker
import RuleSource
import RuleSyntax

let namelessRules = Lint(codes: ["H0501"]) { subject in
  var taken = Set(subject.rules.lazy.filter(\.isNamed).map(\.identity))
  var seen: Set<SourceRange> = []
  return subject.rules.indices.compactMap { index in
    let rule = subject.rules[index]
    // A rule for several pipelines is written once.
    guard !rule.isNamed, seen.insert(rule.range).inserted, let written = subject.written(index) else { return nil }
    let name = subject.suggestedName(for: written)
    let isFree = name.map { taken.insert($0).inserted } ?? false
    return Diagnostic(
      .hint, "H0501", "this rule has no name", at: written.headRange, help: "write `rule \"…\"` before it",
      notes: [
        "a nameless rule is known by its text: it has no limits, cannot be overridden, and every edit makes it another rule"
      ],
      fix: isFree ? name.map { .insert("rule \"\($0)\"", before: rule.range, .unsafe) } : nil)
  }
}

extension LintSubject {
  /// The words of the trigger: `On stage New`.
  fileprivate func suggestedName(for rule: RuleDeclarationSyntax) -> String? {
    let head = sources[Int(rule.headRange.fileIndex)].file.text(of: rule.headRange)
    let words = head.filter { $0 != "\"" && $0 != "\\" }.split(whereSeparator: \.isWhitespace).joined(separator: " ")
    guard let first = words.first, words.utf8.count <= 80, !words.contains("#") else { return nil }
    return first.uppercased() + words.dropFirst()
  }
}
