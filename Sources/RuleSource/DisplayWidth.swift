/// How many columns of a terminal a text takes.
package enum DisplayWidth {
  /// Wide characters count two, combining ones none.
  package static func of(_ text: String) -> Int {
    text.unicodeScalars.reduce(0) { $0 + DisplayText.width(of: $1) }
  }
}
