internal import RuleChecker
internal import RuleEngine

/// Gives equal texts equal indices. By their bytes, because `==` of texts calls more equal than engines do.
///
/// They are found by what is written: only where that is the same are the parts compared, since `{` may be escaped.
struct TextNumbers: ~Copyable {
  /// The texts that have numbers, lowered.
  private(set) var parts = TextParts()
  private var written = ByteTable()
  /// By number in `written`: the text that was last so written.
  private var last: [Int] = []
  /// By text: the one before it that is written the same, or negative.
  private var previous: [Int] = []

  /// Makes room for so many more texts.
  mutating func reserve(_ count: Int) {
    parts.reserve(count)
    // Texts of about two dozen bytes.
    written.reserve(count, bytes: 24 * count)
    last.reserveCapacity(last.count + count)
    previous.reserveCapacity(previous.count + count)
  }

  /// The index of `text`, which is added if it is new.
  mutating func index(of text: TextTemplate) -> Int {
    let (number, isNew) = written.number(of: text.asWritten.utf8.span)
    if isNew { last.append(-1) }
    var candidate = last[number]
    while candidate >= 0 {
      if Self.isEqual(text.parts, parts.parts[parts.range(of: candidate)]) { return candidate }
      candidate = previous[candidate]
    }
    previous.append(last[number])
    last[number] = previous.count - 1
    add(text)
    return previous.count - 1
  }

  private mutating func add(_ text: TextTemplate) {
    let span = text.parts.span
    for index in span.indices {
      switch span[index] {
      case .literal(let literal): parts.parts.append(.literal(literal))
      case .placeholder(let field): parts.parts.append(.placeholder(Lowering.slot(of: field)))
      }
    }
    parts.end(asWritten: text.asWritten)
  }

  private static func isEqual(
    _ parts: [TextTemplate.Part], _ lowered: ArraySlice<Program.TextTemplate.Part>
  ) -> Bool {
    guard parts.count == lowered.count else { return false }
    for index in parts.indices {
      switch (parts[index], lowered[lowered.startIndex + index]) {
      case (.literal(let one), .literal(let other)): if !isEqual(one.utf8.span, other.utf8.span) { return false }
      case (.placeholder(let field), .placeholder(let slot)):
        if Lowering.slot(of: field).index != slot.index { return false }
      case (.literal, .placeholder), (.placeholder, .literal): return false
      }
    }
    return true
  }

  private static func isEqual(_ one: Swift.Span<UInt8>, _ other: Swift.Span<UInt8>) -> Bool {
    guard one.count == other.count else { return false }
    for index in one.indices where one[index] != other[index] { return false }
    return true
  }
}
