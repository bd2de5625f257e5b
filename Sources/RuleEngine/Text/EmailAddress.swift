/// Reads addresses out of mail header forms and compares them.
package enum EmailAddress {
  /// The address in `a@b`, `Name <a@b>`, `<a@b>` or `a@b (Name)`; text of another form comes back trimmed.
  package static func extracted(from text: String) -> String { extracted(from: EventText(text)).string }

  /// The same, in the memory of the text.
  static func extracted(from text: EventText) -> EventText { text.narrowed(to: slice(of: text)) }

  /// Whether both name the same mailbox: the addresses without names, in any case.
  package static func areEqual(_ left: String, _ right: String) -> Bool {
    areEqual(EventText(left), EventText(right))
  }

  /// Whether both name the same mailbox: the addresses without names, in any case.
  static func areEqual(_ left: EventText, _ right: EventText) -> Bool {
    extracted(from: left).isEqualInFoldedCase(to: extracted(from: right))
  }

  /// The addresses of a list written with commas or semicolons, as in a `to` header; those inside quotes, comments and
  /// angle brackets do not separate.
  package static func list(in text: String) -> [String] {
    var addresses: [String] = []
    forEach(in: EventText(text)) { addresses.append($0.string) }
    return addresses
  }

  /// Calls `body` with each address of such a list, in the memory of the text.
  static func forEach(in text: EventText, _ body: (EventText) -> Void) {
    let bytes = text.memory.span
    let range = text.range
    var isQuoted = false
    var depth = 0
    var start = range.lowerBound
    func end(at index: Int) {
      let address = extracted(from: text.narrowed(to: start..<index))
      if !address.isEmpty { body(address) }
      start = index + 1
    }
    for index in range {
      switch bytes[index] {
      case UInt8(ascii: "\""): isQuoted.toggle()
      case UInt8(ascii: "<"), UInt8(ascii: "("): if !isQuoted { depth += 1 }
      case UInt8(ascii: ">"), UInt8(ascii: ")"): if !isQuoted { depth = max(0, depth - 1) }
      case UInt8(ascii: ","), UInt8(ascii: ";"): if !isQuoted, depth == 0 { end(at: index) }
      default: break
      }
    }
    end(at: range.upperBound)
  }

  private static func slice(of text: EventText) -> Range<Int> {
    let bytes = text.memory.span
    let whole = text.range
    if let close = last(UInt8(ascii: ">"), in: whole, bytes),
      let open = last(UInt8(ascii: "<"), in: whole.lowerBound..<close, bytes), open + 1 < close
    {
      return trimmed(open + 1..<close, bytes)
    }
    let bare = trimmed(whole, bytes)
    // `a@b (Name)`: the comment goes, if an address stands before it.
    if let end = bare.last, bytes[end] == UInt8(ascii: ")"),
      let open = bare.first(where: { bytes[$0] == UInt8(ascii: "(") }),
      last(UInt8(ascii: "@"), in: bare.lowerBound..<open, bytes) != nil
    {
      return trimmed(bare.lowerBound..<open, bytes)
    }
    return bare
  }

  private static func last(_ byte: UInt8, in range: Range<Int>, _ bytes: ByteSpan) -> Int? {
    range.last { bytes[$0] == byte }
  }

  private static func trimmed(_ range: Range<Int>, _ bytes: ByteSpan) -> Range<Int> {
    var (start, end) = (range.lowerBound, range.upperBound)
    while start < end, bytes[start] <= 0x20 { start += 1 }
    while start < end, bytes[end - 1] <= 0x20 { end -= 1 }
    return start..<end
  }
}
