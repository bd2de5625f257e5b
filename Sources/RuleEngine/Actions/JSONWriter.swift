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
    beginValue()
    bytes.append(UInt8(ascii: "\""))
    if Self.isPlain(text.utf8.span) {
      bytes.append(contentsOf: text.utf8)
    } else {
      for byte in text.utf8 { Self.append(byte, to: &bytes) }
    }
    bytes.append(UInt8(ascii: "\""))
  }

  /// A field with a text of a line.
  mutating func field(_ name: String, _ text: EventText) {
    self.name(name)
    beginValue()
    bytes.append(UInt8(ascii: "\""))
    let characters = text.memory[text.range]
    if Self.isPlain(characters.span) {
      bytes.append(contentsOf: characters)
    } else {
      for byte in characters { Self.append(byte, to: &bytes) }
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
    for index in bytes.indices {
      let byte = bytes[index]
      if byte < 0x20 || byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "\\") { return false }
    }
    return true
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
