internal import RuleCatalogue
package import RuleSource

/// What `--deny`, `--warn` and `--allow` make of warnings and hints.
///
/// A code beats a group, whatever their order; of two levels for one code, or one group, the last wins.
package struct WarningLevels: Sendable {
  /// Not shown; shown; shown as an error.
  package enum Level: String, Sendable { case allow, warn, deny }

  private var warnings = Level.warn
  private var hints = Level.warn
  private var codes: [String: Level] = [:]

  /// Everything is shown as it is.
  package init() {}

  /// Gives `what`, which is a code, a name, `warnings` or `hints`, a level.
  ///
  /// Throws: `LevelProblem` where nothing is called so, or where it is an error.
  package mutating func set(_ level: Level, _ what: String) throws(LevelProblem) {
    switch what.lowercased() {
    case "warnings": warnings = level
    case "hints": hints = level
    default:
      guard let page = Catalogue.page(for: what) else { throw LevelProblem(unknown: what) }
      guard !page.code.hasPrefix("E") else { throw LevelProblem(error: page, level: level) }
      codes[page.code] = level
    }
  }

  /// `diagnostics` in their order without what is allowed; what is denied is an error and says so. Errors stay.
  package func applied(to diagnostics: [Diagnostic]) -> [Diagnostic] {
    guard warnings != .warn || hints != .warn || !codes.isEmpty else { return diagnostics }
    return diagnostics.compactMap { diagnostic in
      guard let group = group(of: diagnostic) else { return diagnostic }
      switch codes[diagnostic.code] ?? group.level {
      case .allow: return nil
      case .warn: return diagnostic
      case .deny: return diagnostic.denied(by: codes[diagnostic.code] == nil ? group.name : diagnostic.code)
      }
    }
  }

  private func group(of diagnostic: Diagnostic) -> (name: String, level: Level)? {
    switch diagnostic.severity {
    case .error: nil
    case .warning: ("warnings", warnings)
    case .hint: ("hints", hints)
    }
  }
}

/// Why a level cannot be given.
package struct LevelProblem: Error, Sendable, Hashable {
  package let message: String
  package let help: String?

  fileprivate init(unknown what: String) {
    message = "there is no warning or hint `\(what)`"
    let names = Catalogue.pages.flatMap { $0.code.hasPrefix("E") ? [] : [$0.code, $0.name] } + ["warnings", "hints"]
    help =
      spellingSuggestion(for: what, among: names).map { "did you mean `\($0)`?" }
      ?? "write a code such as `W0501`, a name such as `unused-declaration`, `warnings` or `hints`"
  }

  fileprivate init(error page: Page, level: WarningLevels.Level) {
    message = "`\(page.code)` (\(page.name)) is an error: it cannot be \(level == .deny ? "denied" : "allowed")"
    help = level == .deny ? "an error fails the check in any case" : "`rulesc explain \(page.code)` says how to mend it"
  }
}

extension Diagnostic {
  fileprivate func denied(by what: String) -> Diagnostic {
    Diagnostic(
      .error, code, message, at: range, labels: labels, help: help,
      notes: notes + ["this is a \(severity.rawValue) that `--deny \(what)` makes an error"], fix: fix)
  }
}
