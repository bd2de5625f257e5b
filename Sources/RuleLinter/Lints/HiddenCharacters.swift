import RuleSource
import RuleSyntax

//  Text that shows something else than it says ("Trojan source"): controls that turn the direction of writing, and
//  characters without a width. Between tokens they are errors of the lexer; here it is about strings and comments.

let hiddenCharacters = TextLint(code: "W0508") { text in
  text.foreignWords.compactMap { word in
    let hidden = word.hiddenCharacters
    guard let first = hidden.first, let last = hidden.last else { return nil }
    var names: [String] = []
    for (scalar, _) in hidden where !names.contains(scalar.codePoint) { names.append(scalar.codePoint) }
    let turns = hidden.contains { $0.scalar.turnsDirection }
    let what = word.kind == .comment ? "comment" : "text"
    let listed = names.prefix(4).joined(separator: ", ") + (names.count > 4 ? " and \(names.count - 4) more" : "")
    return Diagnostic(
      .warning, "W0508",
      "this \(what) holds \(hidden.count == 1 ? "the invisible character" : "the invisible characters") \(listed)",
      at: first.range.joined(to: last.range),
      help: word.kind == .comment
        ? "delete it: type the comment again" : "remove \(hidden.count == 1 ? "it" : "them")",
      notes: turns ? ["it turns the direction of writing, so that the line shows something else than it says"] : [],
      fix: word.kind == .comment ? nil : Fix(.safe, hidden.map { Fix.Edit($0.range, "") }))
  }
}

extension WrittenText.Word {
  /// Characters that are not seen and that this text has no use for.
  fileprivate var hiddenCharacters: [(scalar: Unicode.Scalar, range: SourceRange)] {
    guard text.unicodeScalars.contains(where: { $0.mayBeHidden }) else { return [] }
    let all = scalars
    // Marks of direction are part of text that is written from right to left.
    lazy var isRightToLeft = all.contains { $0.scalar.isRightToLeftLetter }
    return all.indices.filter { index in
      let scalar = all[index].scalar
      let before = index > 0 ? all[index - 1].scalar : nil
      switch scalar.value {
      case 0x202A...0x202E, 0x2066...0x2069, 0x200B, 0x2060...0x2064, 0xFEFF, 0xAD, 0x34F: return true
      case 0x61C, 0x200E, 0x200F: return !isRightToLeft
      // Joiners belong between letters of some scripts, and into emoji.
      case 0x200C, 0x200D: return before.map { $0.value < 0x300 } ?? true
      // Tags make flags of countries, behind a black flag.
      case 0xE0001...0xE007F:
        return before.map { !($0.value == 0x1F3F4 || (0xE0001...0xE007F).contains($0.value)) } ?? true
      default: return false
      }
    }.map { all[$0] }
  }
}

extension Unicode.Scalar {
  /// Whether it is one of those that are hidden somewhere.
  fileprivate var mayBeHidden: Bool {
    switch value {
    case 0xAD, 0x34F, 0x61C, 0x200B...0x200F, 0x202A...0x202E, 0x2060...0x2064, 0x2066...0x2069, 0xFEFF,
      0xE0001...0xE007F:
      true
    default: false
    }
  }

  fileprivate var turnsDirection: Bool {
    switch value {
    case 0x202A...0x202E, 0x2066...0x2069, 0x61C, 0x200E, 0x200F: true
    default: false
    }
  }

  fileprivate var isRightToLeftLetter: Bool {
    switch value {
    case 0x5BE...0x5F4, 0x620...0x6FF, 0x700...0x8FF, 0xFB1D...0xFDFF, 0xFE70...0xFEFC, 0x10800...0x10FFF: true
    default: false
    }
  }

  /// `U+202E (right-to-left override)`
  fileprivate var codePoint: String {
    let digits = String(value, radix: 16, uppercase: true)
    let number = "U+" + String(repeating: "0", count: max(0, 4 - digits.count)) + digits
    return properties.name.map { "\(number) (\($0.lowercased()))" } ?? number
  }
}
