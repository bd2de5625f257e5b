/// What was most likely meant by names that are not declared, worked out once each: a mistake is often made again and
/// again, and to compare a name with all others takes longer than to check a rule.
struct Guesses {
  private var guesses: [String: NameSuggestion?] = [:]

  /// What was noted for a kind of name and a name; `.some(nil)`: that nothing is near it.
  subscript(kind: String, name: String) -> NameSuggestion?? { guesses[kind + " " + name] }

  /// Notes a guess, and gives it back.
  mutating func note(_ guess: NameSuggestion?, _ kind: String, _ name: String) -> NameSuggestion? {
    guesses.updateValue(guess, forKey: kind + " " + name)
    return guess
  }
}
