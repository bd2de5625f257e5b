/// About how wide texts are, in a sans-serif font: rather too much than too little, since whose font it is is not known.
enum TextRuler {
  /// The width in pixels at a font size.
  static func width(of text: String, size: Double, isBold: Bool = false) -> Double {
    var sum = 0.0
    for character in text { sum += width(of: character) }
    return sum * size * (isBold ? 1.07 : 1)
  }

  /// In parts of the font size, about those of DejaVu Sans and Verdana, which are the widest in use.
  private static func width(of character: Character) -> Double {
    guard let scalar = character.unicodeScalars.first else { return 0 }
    switch scalar.value {
    case 0x1100...0x115F, 0x2E80...0xD7FF, 0xF900...0xFAFF, 0xFE30...0xFE4F, 0xFF00...0xFF60, 0x1F000...0x3FFFF:
      return 1.35
    case 0x2190...0x2BFF: return 0.95
    default: break
    }
    switch character {
    case "i", "l", "j", "'", "|", ".", ",", ":", ";", "!", " ": return 0.33
    case "f", "t", "r", "(", ")", "[", "]", "I", "J", "/", "-", "\"": return 0.43
    case "m", "w", "M", "W", "@", "%": return 1.03
    default: return scalar.properties.isUppercase ? 0.72 : 0.62
    }
  }

  /// `text` in at most `lineCount` lines no wider than `width`; what does not fit ends in `…`.
  static func lines(
    _ text: String, width: Double, size: Double, isBold: Bool = false, lineCount: Int
  ) -> [String] {
    var lines: [String] = []
    var line = ""
    func fits(_ text: String) -> Bool { Self.width(of: text, size: size, isBold: isBold) <= width }
    var words = text.split(whereSeparator: \.isWhitespace).map(String.init)[...]
    while let word = words.first {
      let longer = line.isEmpty ? word : line + " " + word
      if fits(longer) {
        line = longer
        words = words.dropFirst()
      } else if lines.count == lineCount - 1 {
        return lines + [shortened(line + (line.isEmpty ? "" : " ") + word, fits)]
      } else if line.isEmpty {
        // A word that is wider than a line is broken.
        var head = word
        while head.count > 1, !fits(head) { head.removeLast() }
        lines.append(head)
        words[words.startIndex] = String(word.dropFirst(head.count))
        if words[words.startIndex].isEmpty { words = words.dropFirst() }
      } else {
        lines.append(line)
        line = ""
      }
    }
    return line.isEmpty && !lines.isEmpty ? lines : lines + [line]
  }

  private static func shortened(_ text: String, _ fits: (String) -> Bool) -> String {
    var text = text
    while text.count > 1, !fits(text + "…") { text.removeLast() }
    while text.last == " " { text.removeLast() }
    return text + "…"
  }
}
