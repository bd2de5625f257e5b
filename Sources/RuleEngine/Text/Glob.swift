/// A pattern over whole texts: `*` is any text, `?` is one character (a Unicode scalar), `\*` and `\?` are themselves.
/// Case is folded.
package struct Glob: Sendable, Hashable {
  private enum Element: Sendable, Hashable {
    case byte(UInt8)
    case anyScalar
    case anything
  }

  private let elements: [Element]

  /// The pattern as written; every text is a pattern.
  package init(_ pattern: String) {
    var elements: [Element] = []
    let bytes = FoldedText(pattern).bytes
    var index = 0
    while index < bytes.count {
      let byte = bytes[index]
      index += 1
      switch byte {
      case UInt8(ascii: "*"):
        if elements.last != .anything { elements.append(.anything) }
      case UInt8(ascii: "?"): elements.append(.anyScalar)
      case UInt8(ascii: "\\"):
        if index < bytes.count, bytes[index] == UInt8(ascii: "*") || bytes[index] == UInt8(ascii: "?") {
          elements.append(.byte(bytes[index]))
          index += 1
        } else {
          elements.append(.byte(byte))
        }
      default: elements.append(.byte(byte))
      }
    }
    self.elements = elements
  }

  /// Whether the whole of `text` fits.
  package func matches(_ text: String) -> Bool { matches(FoldedText(text)) }

  /// Whether the whole of `text` fits.
  func matches(_ text: EventText) -> Bool { matches(FoldedText(text)) }

  /// Whether the whole of `text` fits.
  ///
  /// Only the last `*` is ever tried again: an earlier one that took more would leave less for the rest.
  ///
  /// Complexity: O(*n* · *m*) at worst, never exponential; linear on patterns whose parts rarely begin to fit.
  package func matches(_ text: FoldedText) -> Bool {
    let bytes = text.bytes
    var position = 0
    var next = 0
    var star: (next: Int, position: Int)?
    while position < bytes.count || next < elements.count {
      if next < elements.count {
        switch elements[next] {
        case .anything:
          next += 1
          // A star at the end takes the rest.
          if next == elements.count { return true }
          star = (next, position)
          continue
        case .byte(let byte):
          if position < bytes.count, bytes[position] == byte {
            position += 1
            next += 1
            continue
          }
        case .anyScalar:
          if position < bytes.count, !Self.isContinuation(bytes[position]) {
            position += 1
            while position < bytes.count, Self.isContinuation(bytes[position]) { position += 1 }
            next += 1
            continue
          }
        }
      }
      guard let last = star, last.position < bytes.count else { return false }
      star = (last.next, last.position + 1)
      position = last.position + 1
      next = last.next
    }
    return true
  }

  private static func isContinuation(_ byte: UInt8) -> Bool { byte & 0xc0 == 0x80 }
}
