import RuleSource
import RuleSyntax

/// Words that are never a bare name.
private let reservedWords: Set<String> = [
  "rule", "test", "define", "for", "portal", "pipeline", "stage", "property", "team", "inbox", "template", "list",
  "calendar", "action", "on", "after", "every", "before", "when", "do", "then", "otherwise", "only", "table", "once",
  "at", "given", "expect", "and", "or", "not", "is", "has", "was", "known", "unknown", "today", "now", "changed",
  "becomes",
]

/// Parts of sentences that several messages share.
package enum Wording {
  /// Whether the parser already reported `name` as a word of the language.
  static func isReserved(_ name: NameSyntax) -> Bool { !name.isQuoted && reservedWords.contains(name.text) }

  /// `name` as it would be written in a rule file: quoted where a bare word would not do.
  package static func spelled(_ name: String) -> String {
    if let isWord = isPlainWord(name) { return isWord ? name : text(name) }
    let scalars = name.unicodeScalars
    let isWord =
      scalars.first.map { $0.properties.isAlphabetic || $0 == "_" } == true
      && scalars.allSatisfy { $0.properties.isAlphabetic || $0.properties.numericType != nil || $0 == "_" || $0 == "-" }
      && !name.hasSuffix("-") && !name.contains("--") && !reservedWords.contains(name)
    return isWord ? name : text(name)
  }

  /// Whether an ASCII `name` is a bare word; `nil` for others, of which the tables of Unicode have to be asked.
  private static func isPlainWord(_ name: String) -> Bool? {
    var previous: UInt8?
    for byte in name.utf8 {
      switch byte {
      case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "_"): break
      case UInt8(ascii: "0")...UInt8(ascii: "9"): if previous == nil { return false }
      case UInt8(ascii: "-"): if previous == nil || previous == UInt8(ascii: "-") { return false }
      case 0x80...: return nil
      default: return false
      }
      previous = byte
    }
    guard let previous, previous != UInt8(ascii: "-") else { return false }
    return !reservedWords.contains(name)
  }

  /// `text` between quotes.
  package static func text(_ text: String) -> String {
    let isPlain = text.utf8.allSatisfy {
      $0 >= 0x20 && $0 < 0x80 && $0 != UInt8(ascii: "\"") && $0 != UInt8(ascii: "\\")
    }
    if isPlain { return "\"\(text)\"" }
    var escaped = ""
    for character in text {
      switch character {
      case "\"": escaped += "\\\""
      case "\\": escaped += "\\\\"
      case "\n": escaped += "\\n"
      case "\t": escaped += "\\t"
      default: escaped.append(character)
      }
    }
    return "\"\(escaped)\""
  }

  /// More names than this are not listed: nobody reads them.
  static let mostListed = 7

  /// ``its options are `Low` and `High` ``, where there are few; each name once.
  static func listed(
    _ names: [String], are kind: String, spelled: (String) -> String = Wording.spelled
  ) -> String? {
    guard let names = few(names) else { return nil }
    return names.count == 1
      ? "there is only \(choices(names, spelled: spelled))"
      : "\(kind) are \(choices(names, word: "and", spelled: spelled))"
  }

  /// Each of `names` once, if there are some but no more than are listed.
  private static func few(_ names: [String]) -> [String]? {
    var few: [String] = []
    for name in names where !few.contains(name) {
      if few.count == mostListed { return nil }
      few.append(name)
    }
    return few.isEmpty ? nil : few
  }

  /// `` `a` → `b` → `a` ``; of a long way the first steps, how many more there are, and the last one.
  static func steps(_ path: [String]) -> String {
    let names = path.map { "`\($0)`" }
    guard names.count > 7, let last = names.last else { return names.joined(separator: " → ") }
    return "\(names.prefix(4).joined(separator: " → ")) → \(names.count - 5) more → \(last)"
  }

  /// `` `a`, `b` or `c` ``
  static func choices(
    _ names: [String], word: String = "or", spelled: (String) -> String = Wording.spelled
  ) -> String {
    let quoted = names.map { "`\(spelled($0))`" }
    guard let last = quoted.last, quoted.count > 1 else { return quoted.first ?? "" }
    return "\(quoted.dropLast().joined(separator: ", ")) \(word) \(last)"
  }
}
