import RuleCatalogue
import RuleSource

/// One name of an allow comment, and what it silences.
struct Allowance {
  /// Where a diagnostic must start to be silenced.
  enum Reach {
    /// From the start of the comment's item to its end.
    case item(SourceRange)
    /// One line.
    case line(SourceRange)
    /// An own line with nothing right below it.
    case nothing
  }

  /// As written.
  let name: String
  /// `nil` where nothing is called so.
  let code: String?
  let reach: Reach
  /// Of the name.
  let range: SourceRange
}

/// Codes by their codes and names. One look at the catalogue, however many comments there are.
struct CodeNames {
  private var codes: [String: String] = [:]
  private let names: [String]

  /// `found` are codes that were reported: they are known, even should the catalogue not know them.
  init(found: Set<String>) {
    for code in found { codes[code] = code }
    for page in Catalogue.pages {
      codes[page.code] = page.code
      codes[page.name] = page.code
    }
    names = Catalogue.pages.flatMap { $0.code.hasPrefix("E") ? [] : [$0.code, $0.name] }
  }

  func code(of name: String) -> String? { codes[name] ?? codes[name.uppercased()] ?? codes[name.lowercased()] }

  func suggestion(for name: String) -> String? { spellingSuggestion(for: name, among: names) }
}
