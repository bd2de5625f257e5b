/// The user's words as a line of a terminal or a log may hold them.
package enum VisibleText {
  /// `text` with everything replaced that would move the cursor, end the line or turn the writing direction.
  package static func of(_ text: String) -> String {
    let needsWork =
      unsafe text.utf8.withContiguousStorageIfAvailable { bytes in
        unsafe bytes.contains { $0 < 0x20 || $0 >= 0x7F }
      } ?? true
    guard needsWork else { return text }
    return DisplayText(Array(text.utf8)[...]).cells.map(\.text).joined()
  }
}
