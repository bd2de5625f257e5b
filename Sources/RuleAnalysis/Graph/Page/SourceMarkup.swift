/// Rule text with its comments, quoted texts and keywords set apart, for reading only: nothing depends on it.
enum SourceMarkup {
  private static let keywords: Set<Substring> = [
    "rule", "overrides", "off", "on", "or", "and", "not", "when", "only", "if", "otherwise", "do", "then", "table",
    "after", "every", "while", "once", "at", "most", "per", "in", "is", "has", "define", "as", "test", "given",
    "expect",
    "nothing", "else", "for", "pipeline", "stage", "to", "from", "with",
  ]

  static func html(_ source: String) -> String {
    var result = ""
    var rest = source[...]
    func add(_ text: Substring, _ style: String) {
      result += "<span class=\"\(style)\">\(Markup.escaped(String(text)))</span>"
    }
    while let first = rest.first {
      switch first {
      case "#":
        let end = rest.firstIndex { $0.isNewline } ?? rest.endIndex
        add(rest[..<end], "comment")
        rest = rest[end...]
      case "\"":
        let end = end(ofQuoted: rest)
        add(rest[..<end], "quoted")
        rest = rest[end...]
      case _ where first.isLetter:
        let end = rest.firstIndex { !($0.isLetter || $0.isNumber || "_.-".contains($0)) } ?? rest.endIndex
        let word = rest[..<end]
        if keywords.contains(word) { add(word, "keyword") } else { result += Markup.escaped(String(word)) }
        rest = rest[end...]
      default:
        result += Markup.escaped(String(first))
        rest = rest.dropFirst()
      }
    }
    return result
  }

  private static func end(ofQuoted text: Substring) -> Substring.Index {
    var index = text.index(after: text.startIndex)
    while index < text.endIndex {
      let character = text[index]
      index = text.index(after: index)
      if character == "\"" || character.isNewline { break }
      if character == "\\", index < text.endIndex { index = text.index(after: index) }
    }
    return index
  }
}
