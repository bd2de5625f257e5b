/// `grammar/rules.ebnf`, as far as its quoted words.
struct GrammarFile {
  /// The quoted terminals that are words, sorted, each once. Those of the lexical part, which are in comments or are
  /// single characters, are not words.
  let terminals: [String]

  init(text: String) {
    var words: Set<String> = []
    var rest = Self.withoutComments(text)[...]
    while let open = rest.firstIndex(where: { $0 == "\"" || $0 == "'" }) {
      let quote = rest[open]
      let inside = rest[rest.index(after: open)...]
      guard let close = inside.firstIndex(of: quote) else { break }
      let terminal = String(inside[..<close])
      if terminal.count > 1, terminal.allSatisfy(\.isLetter) { words.insert(terminal) }
      rest = inside[inside.index(after: close)...]
    }
    terminals = words.sorted()
  }

  /// The bare words of a rule file: what stands outside quotes and comments.
  static func words(ofRules text: String) -> [String] {
    text.split(separator: "\n").flatMap { line -> [String] in
      let outside = line.split(separator: "\"", omittingEmptySubsequences: false).enumerated()
        .filter { $0.offset.isMultiple(of: 2) }.map(\.element)
      let code = outside.joined(separator: " ").split(separator: "#", omittingEmptySubsequences: false)[0]
      return code.split { !($0.isLetter || $0 == "-" || $0 == "_") }.map(String.init)
    }
  }

  /// ISO 14977 comments, `(*` to `*)`, taken out.
  private static func withoutComments(_ text: String) -> String {
    var kept = ""
    var rest = text[...]
    while let open = rest.firstRange(of: "(*") {
      kept += rest[..<open.lowerBound]
      let inside = rest[open.upperBound...]
      guard let close = inside.firstRange(of: "*)") else { return kept }
      rest = inside[close.upperBound...]
    }
    return kept + rest
  }
}
