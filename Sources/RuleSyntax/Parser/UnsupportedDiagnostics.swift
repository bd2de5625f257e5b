import RuleSource

/// Messages about parts of the language that this version does not have: E0190 to E0198.
///
/// Retired with the parts they spoke of, and not to be used again: E0190, E0191, E0193 to E0198.
extension Diagnostic {
  static func test(at range: SourceRange) -> Diagnostic {
    Diagnostic(
      .error, "E0192", "tests are not in this version of the language", at: range, help: "remove this part")
  }
}
