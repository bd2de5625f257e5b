/// How many columns of a terminal a text takes.
package enum DisplayWidth {
  /// Wide characters count two, combining ones none; joined emoji are one wide character.
  package static func of(_ text: String) -> Int {
    var widths = DisplayWidths()
    return text.unicodeScalars.reduce(0) { $0 + widths.next($1) }
  }
}

/// The columns that each scalar of a text adds, asked for in order.
struct DisplayWidths {
  private var breaks = CharacterBreaks()
  /// The character so far is an emoji that is narrow unless U+FE0F follows.
  private var mayWiden = false

  /// 0 for what belongs to the character before, 2 for CJK and emoji, else 1.
  mutating func next(_ scalar: Unicode.Scalar) -> Int {
    let value = scalar.value
    let begins = breaks.begins(scalar)
    if value < 0x300 {
      mayWiden = false
      return 1
    }
    if !begins {
      defer { mayWiden = false }
      if value == 0xFE0F, mayWiden { return 1 }
      return scalar.properties.generalCategory == .spacingMark ? 1 : 0
    }
    let properties = scalar.properties
    let isWide = properties.isEmojiPresentation || Self.wideRanges.contains { $0.contains(value) }
    mayWiden = properties.isEmoji && !isWide
    return isWide ? 2 : 1
  }

  private static let wideRanges: [ClosedRange<UInt32>] = [
    0x1100...0x115F, 0x2E80...0x303E, 0x3041...0x33FF, 0x3400...0x4DBF, 0x4E00...0x9FFF, 0xA000...0xA4CF,
    0xA960...0xA97C, 0xAC00...0xD7A3, 0xF900...0xFAFF, 0xFE10...0xFE19, 0xFE30...0xFE6F, 0xFF00...0xFF60,
    0xFFE0...0xFFE6, 0x16FE0...0x18CFF, 0x1AFF0...0x1B2FF, 0x1F200...0x1F265, 0x20000...0x3FFFD,
  ]
}
