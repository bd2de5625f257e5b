/// Reads addresses out of mail header forms and compares them.
package enum EmailAddress {
  /// The address in `a@b`, `Name <a@b>`, `<a@b>` or `a@b (Name)`; text of another form comes back trimmed.
  package static func extracted(from text: String) -> String {
    String(decoding: slice(of: Array(text.utf8)), as: UTF8.self)
  }

  /// Whether both name the same mailbox: the addresses without names, in any case.
  package static func areEqual(_ left: String, _ right: String) -> Bool {
    FoldedText(extracted(from: left)) == FoldedText(extracted(from: right))
  }

  /// The addresses of a list written with commas or semicolons, as in a `to` header; those inside quotes, comments and
  /// angle brackets do not separate.
  package static func list(in text: String) -> [String] {
    var addresses: [String] = []
    var isQuoted = false
    var depth = 0
    var start = text.utf8.startIndex
    for index in text.utf8.indices {
      switch text.utf8[index] {
      case UInt8(ascii: "\""): isQuoted.toggle()
      case UInt8(ascii: "<"), UInt8(ascii: "("): if !isQuoted { depth += 1 }
      case UInt8(ascii: ">"), UInt8(ascii: ")"): if !isQuoted { depth = max(0, depth - 1) }
      case UInt8(ascii: ","), UInt8(ascii: ";"):
        if isQuoted || depth > 0 { continue }
        addresses.append(extracted(from: String(text[start..<index])))
        start = text.utf8.index(after: index)
      default: break
      }
    }
    addresses.append(extracted(from: String(text[start...])))
    return addresses.filter { !$0.isEmpty }
  }

  private static func slice(of bytes: [UInt8]) -> ArraySlice<UInt8> {
    if let close = bytes.lastIndex(of: UInt8(ascii: ">")),
      let open = bytes[..<close].lastIndex(of: UInt8(ascii: "<")), open + 1 < close
    {
      return trimmed(bytes[(open + 1)..<close])
    }
    let bare = trimmed(bytes[...])
    // `a@b (Name)`: the comment goes, if an address stands before it.
    if bare.last == UInt8(ascii: ")"), let open = bare.firstIndex(of: UInt8(ascii: "(")),
      bare[..<open].contains(UInt8(ascii: "@"))
    {
      return trimmed(bare[..<open])
    }
    return bare
  }

  private static func trimmed(_ bytes: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
    var rest = bytes
    while let first = rest.first, first <= 0x20 { rest.removeFirst() }
    while let last = rest.last, last <= 0x20 { rest.removeLast() }
    return rest
  }
}
