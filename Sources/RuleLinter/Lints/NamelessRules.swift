import RuleChecker
import RuleSource
import RuleSyntax

let namelessRules = Lint(codes: ["H0501"]) { subject in
  guard subject.rules.contains(where: { !$0.isNamed }) else { return [] }
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
    guard rule.headRange.end - rule.headRange.start <= 80 else { return nil }
    var words: [UInt8] = []
    for byte in sources[Int(rule.headRange.fileIndex)].file.bytes[rule.headRange.start..<rule.headRange.end] {
      switch byte {
      case UInt8(ascii: "\""), UInt8(ascii: "\\"): break
      case UInt8(ascii: "#"): return nil
      case UInt8(ascii: " "), UInt8(ascii: "\t"), UInt8(ascii: "\n"), UInt8(ascii: "\r"):
        if words.last != UInt8(ascii: " ") { words.append(UInt8(ascii: " ")) }
      default: words.append(byte)
      }
    }
    // A rule starts with a word of the language.
    guard let first = words.first, first >= UInt8(ascii: "a"), first <= UInt8(ascii: "z") else { return nil }
    words[0] = first - 32
    return String(decoding: words, as: UTF8.self)
  }
}
