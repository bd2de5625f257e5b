extension JSONDocument {
  /// Writes the strings that have escapes once more behind the text, without them, and lets their nodes point there.
  static func decodeEscapes(in nodes: inout [Node], appendingTo text: inout [UInt8]) {
    var decoded: [UInt8] = []
    var index = 0
    let end = Int(nodes[0].next)
    while index < end {
      if nodes[index].kind == .string, nodes[index].hasEscapes {
        let start = text.count + decoded.count
        decode(nodes[index].range, of: text.span, appendingTo: &decoded)
        nodes[index].start = Int32(truncatingIfNeeded: start)
        nodes[index].end = Int32(truncatingIfNeeded: text.count + decoded.count)
      }
      index += 1
    }
    text += decoded
  }

  /// Appends the UTF-8 of a string with escapes, which the scanner has found to be well formed.
  static func decode(_ range: Range<Int>, of bytes: ByteSpan, appendingTo text: inout [UInt8]) {
    var index = range.lowerBound
    while index < range.upperBound {
      let byte = bytes[index]
      index += 1
      guard byte == UInt8(ascii: "\\") else {
        text.append(byte)
        continue
      }
      let escape = bytes[index]
      index += 1
      switch escape {
      case UInt8(ascii: "b"): text.append(0x08)
      case UInt8(ascii: "f"): text.append(0x0c)
      case UInt8(ascii: "n"): text.append(0x0a)
      case UInt8(ascii: "r"): text.append(0x0d)
      case UInt8(ascii: "t"): text.append(0x09)
      case UInt8(ascii: "u"):
        var value = codeUnit(at: index, in: bytes)
        index += 4
        if value & 0xfc00 == 0xd800 {
          value = 0x10000 + (value & 0x3ff) << 10 + codeUnit(at: index + 2, in: bytes) & 0x3ff
          index += 6
        }
        UTF8.encode(Unicode.Scalar(value) ?? "\u{fffd}") { text.append($0) }
      default: text.append(escape)
      }
    }
  }

  private static func codeUnit(at index: Int, in bytes: ByteSpan) -> UInt32 {
    (index..<index + 4).reduce(0) { $0 << 4 | UInt32(JSONScanner.hexValue(bytes[$1]) ?? 0) }
  }
}
