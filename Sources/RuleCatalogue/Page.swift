//  RuleCatalogue answers "what does this code mean?": one page for each code, for ever.
//  It refuses to know how a mistake is found.

/// What `rulesc explain CODE` and `grammar/diagnostics.md` say about a code.
package struct Page: Sendable {
  /// Rule text of a page's example.
  package struct Example: Sendable {
    package let text: String
    /// The example declares its own vocabulary; the others go with `Catalogue.vocabulary`, as a second file.
    package let standsAlone: Bool

    /// An example that goes with `Catalogue.vocabulary`.
    package static func rules(_ text: String) -> Example { Example(text: text, standsAlone: false) }
    /// An example that is a whole rulebook.
    package static func whole(_ text: String) -> Example { Example(text: text, standsAlone: true) }
  }

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
}
