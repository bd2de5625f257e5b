internal import RuleChecker
internal import RuleEngine

/// Gives equal texts equal indices. By their bytes, because `==` of texts calls more equal than engines do.
///
/// They are found by what is written: only where that is the same are the parts compared, since `{` may be escaped.
struct TextNumbers: ~Copyable {
  private var written = ByteTable()
  /// By number in `written`: the text that was last so written.
  private var last: [Int] = []
  /// By text: the one before it that is written the same, or negative.
  private var previous: [Int] = []

  /// The index of `text` in `texts`; `nil` if it is new, and then it is what is added to them next.
  ///
  /// Precondition: nobody else adds to `texts`.
  mutating func index(of text: TextTemplate, in texts: [Program.TextTemplate]) -> Int? {
    let (number, isNew) = written.number(of: text.asWritten.utf8.span)
    if isNew { last.append(-1) }
    var candidate = last[number]
    while candidate >= 0 {
      if Self.isEqual(text.parts, texts[candidate].parts) { return candidate }
      candidate = previous[candidate]
    }
    previous.append(last[number])
    last[number] = previous.count - 1
    return nil
  }

  private static func isEqual(_ parts: [TextTemplate.Part], _ lowered: [Program.TextTemplate.Part]) -> Bool {
    guard parts.count == lowered.count else { return false }
    for index in parts.indices {
      switch (parts[index], lowered[index]) {
      case (.literal(let one), .literal(let other)): if !one.utf8.elementsEqual(other.utf8) { return false }
      case (.placeholder(let field), .placeholder(let slot)):
        if Lowering.slot(of: field).index != slot.index { return false }
      case (.literal, .placeholder), (.placeholder, .literal): return false
      }
    }
    return true
  }
}
