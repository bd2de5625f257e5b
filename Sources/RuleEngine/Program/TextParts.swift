/// The texts of a program: what they say is in one table, and their parts are in one list.
///
/// Their strings have the numbers that they have in a file, whose table of strings begins with them. So each is looked at
/// once, where rules are lowered and it is in the cache.
package struct TextParts: Sendable {
  struct Text: BitwiseCopyable {
    /// The number of the string that is written.
    let written: Int32
    /// Where its parts end; they begin where those of the text before end.
    let endPart: Int32
  }

  struct Part: BitwiseCopyable {
    /// The number of a literal, or negative.
    let literal: Int32
    /// The slot of a placeholder.
    let slot: Int32
  }

  /// What the texts and their literals say.
  ///
  /// Unchecked: nobody changes the table.
  final class Strings: @unchecked Sendable {
    let table: ByteTable

    init(_ table: consuming ByteTable) { self.table = table }
  }

  let strings: Strings
  let texts: [Text]
  /// Of all texts.
  let parts: [Part]

  /// No texts.
  package init() { self.init([]) }

  init(_ texts: [Program.TextTemplate]) {
    var collector = TextCollector()
    for text in texts {
      for part in text.parts {
        switch part {
        case .literal(let literal): collector.add(literal: literal.utf8.span)
        case .placeholder(let slot): collector.add(placeholder: slot)
        }
      }
      collector.endText(collector.number(of: text.asWritten.utf8.span))
    }
    self = collector.finish()
  }

  fileprivate init(strings: Strings, texts: [Text], parts: [Part]) {
    self.strings = strings
    self.texts = texts
    self.parts = parts
  }

  /// How many there are.
  package var count: Int { texts.count }

  /// The texts, each with its own parts.
  var whole: [Program.TextTemplate] {
    var first = 0
    return texts.map { text in
      let range = first..<Int(text.endPart)
      first = range.upperBound
      let parts = parts[range].map { part -> Program.TextTemplate.Part in
        part.literal < 0 ? .placeholder(FieldSlot(index: Int(part.slot))) : .literal(string(part.literal))
      }
      return Program.TextTemplate(parts: parts, asWritten: string(text.written))
    }
  }

  private func string(_ number: Int32) -> String { strings.table.withContent(Int(number)) { $0.string } }
}

/// Collects the texts of a program one after the other.
package struct TextCollector: ~Copyable {
  private var strings = ByteTable()
  private var texts: [TextParts.Text] = []
  /// Of all texts; those at the end are of the text that ends next.
  private var parts: [TextParts.Part] = []

  /// No texts.
  package init() {}

  /// Makes room for so many texts of about two dozen bytes.
  package mutating func reserve(_ count: Int) {
    texts.reserveCapacity(count)
    // Some have a placeholder, with a literal before and behind it.
    parts.reserveCapacity(2 * count)
    // With the names of rules, which a file's table has beside them.
    strings.reserve(3 * count, bytes: 32 * count)
  }

  /// The number of a string of some text, if it is one.
  package mutating func knownNumber(of string: borrowing Swift.Span<UInt8>) -> Int? { strings.knownNumber(of: string) }

  /// The number of a string, which is added if it is new.
  package mutating func number(of string: borrowing Swift.Span<UInt8>) -> Int { strings.number(of: string).number }

  /// Adds a literal to the text that ends next.
  package mutating func add(literal: borrowing Swift.Span<UInt8>) {
    let number = Int32(truncatingIfNeeded: strings.number(of: literal).number)
    parts.append(TextParts.Part(literal: number, slot: 0))
  }

  /// Adds a placeholder to the text that ends next.
  package mutating func add(placeholder slot: FieldSlot) {
    parts.append(TextParts.Part(literal: -1, slot: Int32(truncatingIfNeeded: slot.index)))
  }

  /// Ends a text, which is written as the string with this number says.
  package mutating func endText(_ written: Int) {
    texts.append(
      TextParts.Text(
        written: Int32(truncatingIfNeeded: written), endPart: Int32(truncatingIfNeeded: parts.count)))
  }

  /// Which parts are those of a text.
  package func range(of text: Int) -> Range<Int> {
    (text == 0 ? 0 : Int(texts[text - 1].endPart))..<Int(texts[text].endPart)
  }

  /// Whether a part is this literal.
  package func isLiteral(_ part: Int, _ literal: borrowing Swift.Span<UInt8>) -> Bool {
    parts[part].literal >= 0 && strings.has(Int(parts[part].literal), literal)
  }

  /// Whether a part is this placeholder.
  package func isPlaceholder(_ part: Int, _ slot: FieldSlot) -> Bool {
    parts[part].literal < 0 && Int(parts[part].slot) == slot.index
  }

  /// All texts.
  package consuming func finish() -> TextParts {
    TextParts(strings: TextParts.Strings(strings), texts: texts, parts: parts)
  }
}
