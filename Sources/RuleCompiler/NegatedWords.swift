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
        return parts.joined(separator: " ")
      case ("is", "unknown"): parts[index] = "known"
      case ("is", "open"): parts[index] = "closed"
      default: continue
      }
      return parts.joined(separator: " ")
    }
    if parts.first == "outside" { parts[0] = "during" }
    return parts.joined(separator: " ")
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
