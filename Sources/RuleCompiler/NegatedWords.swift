/// Turns the words of a negated test into those of the test itself, for traces.
package enum NegatedWords {
  /// `priority is not Low` → `priority is Low`, `owner is unknown` → `owner is known`. Words without a negation stay.
  package static func positive(_ words: String) -> String {
    var parts = split(words)
    for index in parts.indices.dropFirst() {
      let pair = (parts[index - 1], parts[index])
      switch pair {
      case ("is", "not"), ("was", "not"):
        parts.remove(at: index)
        return joined(parts)
      case ("is", "unknown"): parts[index] = "known"
      case ("is", "open"): parts[index] = "closed"
      default: continue
      }
      return joined(parts)
    }
    if parts.first == "outside" { parts[0] = "during" }
    return joined(parts)
  }

  // Not by `joined`: to find out what it needs to know of a list of texts takes as long as some hundred words.
  private static func joined(_ parts: [String]) -> String {
    var words = parts[0]
    for part in parts.dropFirst() { words += " \(part)" }
    return words
  }

  /// Words between blanks; what is quoted stays together.
  private static func split(_ words: String) -> [String] {
    var parts: [String] = []
    var part = ""
    var isQuoted = false
    var isEscaped = false
    for character in words {
      if character == " ", !isQuoted {
        parts.append(part)
        part = ""
        continue
      }
      if character == "\"", !isEscaped { isQuoted.toggle() }
      isEscaped = character == "\\" && !isEscaped
      part.append(character)
    }
    return parts + [part]
  }
}
