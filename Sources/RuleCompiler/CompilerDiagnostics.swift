package import RuleSource

//  Every message of this phase. E049x: what is meant is not there.

extension Diagnostic {
  /// The zone of the portal or of a calendar could not be read.
  package static func zoneProblem(_ problem: ZoneProblem, at range: SourceRange) -> Diagnostic {
    let (code, help) =
      switch problem {
      case .missingDatabase: ("E0490", "install the package `tzdata`; only compiling needs it")
      case .unknownZone(let name):
        (
          "E0491",
          zone(near: name).map { "did you mean `\"\($0)\"`?" }
            ?? "zones have names of the IANA database, such as `Europe/Berlin` or `UTC`"
        )
      case .unreadable: ("E0492", "install the package `tzdata` again")
      }
    return Diagnostic(.error, code, problem.message, at: range, help: help, fix: fix(for: problem, at: range))
  }

  private static func fix(for problem: ZoneProblem, at range: SourceRange) -> Fix? {
    guard case .unknownZone(let name) = problem, let near = zone(near: name) else { return nil }
    return .replace(range, with: "\"\(near)\"", .unsafe)
  }

  /// `Europe/Berlin` for `Berlin`, `europe/berlin` and `Europe/Belrin`.
  private static func zone(near name: String) -> String? {
    let known = ZoneReader().names()
    let written = name.lowercased().replacing(" ", with: "_")
    return known.first { $0.lowercased().hasSuffix("/" + written) } ?? spellingSuggestion(for: name, among: known)
  }
}
