package import RuleSource

//  Every message of this phase. E049x: what is meant is not there.

extension Diagnostic {
  /// The zone of the portal or of a calendar could not be read.
  package static func zoneProblem(_ problem: ZoneProblem, at range: SourceRange) -> Diagnostic {
    let (code, help) =
      switch problem {
      case .missingDatabase: ("E0490", "install the package `tzdata`; only compiling needs it")
      case .unknownZone: ("E0491", "zones have names of the IANA database, such as `Europe/Berlin` or `UTC`")
      case .unreadable: ("E0492", "install the package `tzdata` again")
      }
    return Diagnostic(.error, code, problem.message, at: range, help: help)
  }
}
