//  RuleCatalogue answers "what does this code mean?": one page for each code, for ever.
//  It refuses to know how a mistake is found.

/// What `rulesc explain CODE` and `grammar/diagnostics.md` say about a code.
package struct Page: Sendable {
  /// `E0203`
  package let code: String
  /// Two to four words in small letters joined by `-`, unlike any other page's: `unknown-property`.
  package let name: String
  /// What it means, in plain words; the first sentence stands alone in lists.
  package let meaning: String
  /// Why it matters to a help desk: what would go wrong.
  package let reason: String
  /// Gives the code, once, and no other error.
  package let failing: Example
  /// The same, mended: does not give the code, nor any error.
  package let mended: Example

  package init(
    _ code: String, _ name: String, meaning: String, reason: String, failing: Example, mended: Example
  ) {
    self.code = code
    self.name = name
    self.meaning = meaning
    self.reason = reason
    self.failing = failing
    self.mended = mended
  }

  /// `error`, `warning` or `hint`.
  package var severity: String {
    switch code.first {
    case "W": "warning"
    case "H": "hint"
    default: "error"
    }
  }

  /// The first sentence of the meaning, for lists.
  package var summary: String {
    guard let end = meaning.firstRange(of: ". ") else { return meaning }
    return meaning[..<end.lowerBound] + "."
  }
}
