/// Writes compact JSON in the order it is told, escaping only what must be escaped.
package struct JSONWriter {
  /// What is written so far.
  package private(set) var bytes: [UInt8]
  private var needsComma = false

  /// A writer that goes on after `bytes`.
  package init(appendingTo bytes: [UInt8] = []) { self.bytes = bytes }

  /// An object with the fields that `body` writes.
  package mutating func object(_ body: (inout JSONWriter) -> Void) {
    container(UInt8(ascii: "{"), UInt8(ascii: "}"), body)
  }

  /// An array of the values that `body` writes.
  package mutating func array(_ body: (inout JSONWriter) -> Void) {
    container(UInt8(ascii: "["), UInt8(ascii: "]"), body)
  }

  /// The name of the field whose value is written next.
  package mutating func name(_ name: String) {
    string(name)
    bytes.append(UInt8(ascii: ":"))
    needsComma = false
  }

  /// A field with a text; nothing where there is none.
  package mutating func field(_ name: String, _ text: String?) {
    guard let text else { return }
    self.name(name)
    string(text)
  }

  /// A text.
  package mutating func string(_ text: String) {
    string(text.utf8.span)
  }

  /// A field with a text of a line.
  mutating func field(_ name: String, _ text: EventText) {
    self.name(name)
    string(text.memory.span.extracting(text.range))
  }

  private mutating func string(_ text: ByteSpan) {
    beginValue()
    bytes.append(UInt8(ascii: "\""))
    if Self.isPlain(text) {
      bytes.append(contentsOf: text)
    } else {
      for index in text.indices { Self.append(text[index], to: &bytes) }
    }
    bytes.append(UInt8(ascii: "\""))
  }

  /// A text whose bytes need no escapes.
  mutating func string(_ body: (inout [UInt8]) -> Void) {
    beginValue()
    bytes.append(UInt8(ascii: "\""))
    body(&bytes)
    bytes.append(UInt8(ascii: "\""))
  }

  /// A list of texts.
  package mutating func strings(_ texts: [String]) {
    array { json in
      for text in texts { json.string(text) }
    }
  }

  /// A number in shortest form.
  package mutating func number(_ number: Double) {
    beginValue()
    NumberText.write(number, into: &bytes)
  }

  /// `true` or `false`.
  package mutating func flag(_ flag: Bool) {
    beginValue()
    bytes.append(contentsOf: flag ? "true".utf8 : "false".utf8)
  }

  /// `null`.
  package mutating func null() {
    beginValue()
    bytes.append(contentsOf: "null".utf8)
  }

  private mutating func beginValue() {
    if needsComma { bytes.append(UInt8(ascii: ",")) }
    needsComma = true
  }

  private mutating func container(_ open: UInt8, _ close: UInt8, _ body: (inout JSONWriter) -> Void) {
    beginValue()
    bytes.append(open)
    needsComma = false
    body(&self)
    bytes.append(close)
    needsComma = true
  }

  /// Nothing in it needs an escape.
  private static func isPlain(_ bytes: ByteSpan) -> Bool {
    var start = 0
    while start &+ 8 <= bytes.count {
      if !isPlain(bytes.word(at: start)) { return false }
      start &+= 8
    }
    if bytes.count >= 8 { return isPlain(bytes.word(at: bytes.count - 8)) }
    for index in start..<bytes.count {
      let byte = bytes[index]
      if byte < 0x20 || byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "\\") { return false }
    }
    return true
  }

  /// Whether none of eight bytes needs an escape: subtracting borrows from the highest bit of the lowest byte that does.
  private static func isPlain(_ word: UInt64) -> Bool {
    let ones: UInt64 = 0x0101_0101_0101_0101
    let quotes = word ^ (ones &* UInt64(UInt8(ascii: "\"")))
    let backslashes = word ^ (ones &* UInt64(UInt8(ascii: "\\")))
    let found =
      ((word &- ones &* 0x20) & ~word) | ((quotes &- ones) & ~quotes) | ((backslashes &- ones) & ~backslashes)
    return found & (ones &* 0x80) == 0
  }

  private static func append(_ byte: UInt8, to bytes: inout [UInt8]) {
    switch byte {
    case UInt8(ascii: "\""), UInt8(ascii: "\\"): bytes += [UInt8(ascii: "\\"), byte]
    case 0x08: bytes += "\\b".utf8
    case 0x09: bytes += "\\t".utf8
    case 0x0a: bytes += "\\n".utf8
    case 0x0c: bytes += "\\f".utf8
    case 0x0d: bytes += "\\r".utf8
    case 0..<0x20: bytes += [UInt8]("\\u00".utf8) + [hexDigit(byte >> 4), hexDigit(byte & 0xf)]
    default: bytes.append(byte)
    }
  }
}
