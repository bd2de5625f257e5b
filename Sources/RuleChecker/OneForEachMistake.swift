import RuleSource

/// The messages of the parser and of the checker, without those about a mistake that the other phase explains better.
///
/// `actor is the boss` is no name of several words that lacks quotes, and `company.name` is first of all no word.
func oneForEachMistake(_ parsed: [Diagnostic], _ checked: [Diagnostic]) -> [Diagnostic] {
  if parsed.isEmpty { return checked }
  let wholes = Dictionary(grouping: checked.filter { $0.code == "E0312" }, by: \.range.fileIndex)
  let notWords = Set(parsed.filter { $0.code == "E0114" }.map(\.range))
  let ofParser = parsed.filter { message in
    guard message.code == "E0130" else { return true }
    return wholes[message.range.fileIndex]?.contains {
      $0.range.start <= message.range.start && message.range.end <= $0.range.end
    } != true
  }
  return ofParser + checked.filter { !notWords.contains($0.range) }
}
