/// The texts of a program: the parts of all of them in one list.
package struct TextParts: Sendable {
  /// By text: as written.
  private(set) var asWritten: [String] = []
  /// By text: where its parts end; they begin where those of the text before end.
  private(set) var ends: [Int32] = []
  /// Of all texts; those at the end are of the text that ends next.
  package var parts: [Program.TextTemplate.Part] = []

  /// No texts.
  package init() {}

  init(_ texts: [Program.TextTemplate]) {
    for text in texts {
      parts += text.parts
      end(asWritten: text.asWritten)
    }
  }

  /// How many there are.
  package var count: Int { ends.count }

  /// Makes room for so many more.
  package mutating func reserve(_ count: Int) {
    asWritten.reserveCapacity(asWritten.count + count)
    ends.reserveCapacity(ends.count + count)
    // Many texts have a placeholder, with a literal before and behind it.
    parts.reserveCapacity(parts.count + 3 * count)
  }

  /// Ends a text, whose parts were added since the text before.
  package mutating func end(asWritten text: String) {
    asWritten.append(text)
    ends.append(Int32(truncatingIfNeeded: parts.count))
  }

  /// The parts of a text.
  package func range(of text: Int) -> Range<Int> { (text == 0 ? 0 : Int(ends[text - 1]))..<Int(ends[text]) }

  /// The texts, each with its own parts.
  var whole: [Program.TextTemplate] {
    ends.indices.map { Program.TextTemplate(parts: Array(parts[range(of: $0)]), asWritten: asWritten[$0]) }
  }
}
