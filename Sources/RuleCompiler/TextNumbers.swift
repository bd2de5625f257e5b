internal import RuleChecker
internal import RuleEngine

/// Gives equal texts equal indices. By their bytes, because `==` of texts calls more equal than engines do.
///
/// They are found by what is written: only where that is the same are the parts compared, since `{` may be escaped.
struct TextNumbers: ~Copyable {
  /// The texts that have numbers, lowered.
  private var texts = TextCollector()
  /// By number of a string: the text that was last so written, or negative.
  private var last: [Int32] = []
  /// By text: the one before it that is written the same, or negative.
  private var previous: [Int32] = []

  /// Makes room for the texts of so many rules.
  mutating func reserve(_ count: Int) {
    texts.reserve(count)
    last.reserveCapacity(2 * count)
    previous.reserveCapacity(count)
  }

  /// The texts that have numbers, lowered.
  consuming func finish() -> TextParts { texts.finish() }

  /// The index of `text`, which is added if it is new.
  mutating func index(of text: TextTemplate) -> Int {
    if let number = texts.knownNumber(of: text.asWritten.utf8.span), number < last.count {
      var candidate = Int(last[number])
      while candidate >= 0 {
        if isEqual(text.parts, candidate) { return candidate }
        candidate = Int(previous[candidate])
      }
    }
    add(text)
    return previous.count - 1
  }

  private mutating func add(_ text: TextTemplate) {
    let span = text.parts.span
    for index in span.indices {
      switch span[index] {
      case .literal(let literal): texts.add(literal: literal.utf8.span)
      case .placeholder(let field): texts.add(placeholder: Lowering.slot(of: field))
      }
    }
    let written = texts.number(of: text.asWritten.utf8.span)
    texts.endText(written)
    while last.count <= written { last.append(-1) }
    previous.append(last[written])
    last[written] = Int32(truncatingIfNeeded: previous.count - 1)
  }

  private func isEqual(_ parts: [TextTemplate.Part], _ text: Int) -> Bool {
    let range = texts.range(of: text)
    guard parts.count == range.count else { return false }
    for index in parts.indices {
      let place = range.lowerBound + index
      switch parts[index] {
      case .literal(let literal): if !texts.isLiteral(place, literal.utf8.span) { return false }
      case .placeholder(let field): if !texts.isPlaceholder(place, Lowering.slot(of: field)) { return false }
      }
    }
    return true
  }
}
