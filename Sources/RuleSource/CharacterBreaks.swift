/// Tells which scalars of a text begin a character as people count them: an accent belongs to its letter, a flag is two
/// scalars, and a family of emoji joined by U+200D is one.
///
/// A part of the Unicode rules for grapheme clusters: enough for columns, and it can stop and go on anywhere.
struct CharacterBreaks: Sendable {
  private var isJoined = false
  private var isHalfFlag = false
  private var mayTakeSkinTone = false

  /// Whether `scalar`, which comes after those asked about before, begins a character.
  mutating func begins(_ scalar: Unicode.Scalar) -> Bool {
    let value = scalar.value
    if value < 0x300 {
      self = CharacterBreaks()
      return true
    }
    let wasJoined = isJoined
    let wasHalfFlag = isHalfFlag
    let mightTakeSkinTone = mayTakeSkinTone
    if value == 0x200D {
      isJoined = true
      return false
    }
    if Self.extends(scalar) { return false }
    self = CharacterBreaks()
    let properties = scalar.properties
    if (0x1F1E6...0x1F1FF).contains(value) {
      isHalfFlag = !wasHalfFlag
      return !wasHalfFlag
    }
    if properties.isEmojiModifier, mightTakeSkinTone { return false }
    mayTakeSkinTone = properties.isEmojiModifierBase
    return !(wasJoined && properties.isEmoji)
  }

  /// Marks, variation selectors, tags, and the Hangul letters that go on with a syllable.
  private static func extends(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.properties.generalCategory {
    case .nonspacingMark, .enclosingMark, .spacingMark: return true
    default: break
    }
    let value = scalar.value
    return (0x1160...0x11FF).contains(value) || (0xD7B0...0xD7FB).contains(value) || (0xE0020...0xE007F).contains(value)
  }
}
