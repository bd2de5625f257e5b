/// The scripts that are taken for each other.
enum Script: String {
  case latin = "Latin"
  case cyrillic = "Cyrillic"
  case greek = "Greek"

  /// The script of a letter; `nil` for signs, digits and other scripts.
  init?(_ scalar: Unicode.Scalar) {
    switch scalar.value {
    case 0x41...0x5A, 0x61...0x7A, 0xC0...0xD6, 0xD8...0xF6, 0xF8...0x24F, 0x1E00...0x1EFF: self = .latin
    case 0x370...0x373, 0x376...0x377, 0x37B...0x37D, 0x37F, 0x386, 0x388...0x3FF, 0x1F00...0x1FFF: self = .greek
    case 0x400...0x481, 0x48A...0x52F, 0x1C80...0x1C88: self = .cyrillic
    default: return nil
    }
  }
}

/// Letters that look like a Latin one.
enum Confusables {
  /// The Latin letter that `scalar`, Cyrillic or Greek, is taken for; from the Unicode list of confusables, as far as
  /// common fonts draw both alike.
  static func latinLetter(like scalar: Unicode.Scalar) -> Unicode.Scalar? {
    guard scalar.value >= 0x370, scalar.value < 0x530 else { return nil }
    return table[scalar]
  }

  /// The letter of `script` that `scalar`, of another script, is taken for.
  static func letter(of script: Script, like scalar: Unicode.Scalar) -> Unicode.Scalar? {
    let latin = Script(scalar) == .latin ? scalar : latinLetter(like: scalar)
    guard script != .latin, let latin else { return latin }
    return script == .cyrillic ? cyrillic[latin] : greek[latin]
  }

  private static let cyrillic = letters(of: .cyrillic)
  private static let greek = letters(of: .greek)

  // Of several letters that look like one the first of the script is the common one.
  private static func letters(of script: Script) -> [Unicode.Scalar: Unicode.Scalar] {
    var letters: [Unicode.Scalar: Unicode.Scalar] = [:]
    for (letter, latin) in table.sorted(by: { $0.key < $1.key }) where Script(letter) == script {
      if letters[latin] == nil { letters[latin] = letter }
    }
    return letters
  }

  /// What `scalar` looks like, where names are compared by their looks: `nil` for what is not seen at all.
  static func looks(of scalar: Unicode.Scalar) -> Unicode.Scalar? {
    switch scalar {
    case "I", "1", "|": return "l"
    case "0": return "O"
    default: break
    }
    // ASCII and Latin letters are themselves, and many: the tables of Unicode need not be asked.
    if scalar.value < 0x80 || 0xC0...0x24F ~= scalar.value { return scalar }
    if scalar.properties.isDefaultIgnorableCodePoint { return nil }
    if scalar.properties.isWhitespace { return " " }
    guard let latin = latinLetter(like: scalar) else { return scalar }
    return latin == "I" ? "l" : latin
  }

  private static let table: [Unicode.Scalar: Unicode.Scalar] = [
    // Cyrillic
    "а": "a", "с": "c", "ԁ": "d", "е": "e", "һ": "h", "і": "i", "ј": "j", "ӏ": "l", "о": "o", "р": "p", "ԛ": "q",
    "ѕ": "s", "ѵ": "v", "ԝ": "w", "х": "x", "у": "y", "А": "A", "В": "B", "С": "C", "Е": "E", "Н": "H", "І": "I",
    "Ј": "J", "К": "K", "М": "M", "О": "O", "Р": "P", "Ѕ": "S", "Т": "T", "Ѵ": "V", "Ԝ": "W", "Х": "X", "У": "Y",
    "Ӏ": "I", "ё": "ë", "Ё": "Ë", "ї": "ï", "Ї": "Ï",
    // Greek
    "α": "a", "ι": "i", "κ": "k", "ν": "v", "ο": "o", "ρ": "p", "υ": "u", "χ": "x", "γ": "y", "Α": "A", "Β": "B",
    "Ε": "E", "Ζ": "Z", "Η": "H", "Ι": "I", "Κ": "K", "Μ": "M", "Ν": "N", "Ο": "O", "Ρ": "P", "Τ": "T", "Υ": "Y",
    "Χ": "X", "ϲ": "c", "ϳ": "j", "Ϲ": "C", "ό": "ó", "ά": "á",
  ]
}
