/// A pattern where `*` stands for anything and `?` for one character; case is folded.
struct Glob {
  private let pattern: [Unicode.Scalar]

  init(_ pattern: String) { self.pattern = Array(pattern.lowercased().unicodeScalars) }

  /// Complexity: O(*pattern* × *text*), without recursion.
  func matches(_ text: String) -> Bool {
    let text = Array(text.lowercased().unicodeScalars)
    var (position, index) = (0, 0)
    var star: (pattern: Int, text: Int)?
    while position < text.count {
      if index < pattern.count, pattern[index] == "*" {
        star = (index + 1, position)
        index += 1
      } else if index < pattern.count, pattern[index] == "?" || pattern[index] == text[position] {
        index += 1
        position += 1
      } else if let last = star {
        index = last.pattern
        position = last.text + 1
        star = (last.pattern, last.text + 1)
      } else {
        return false
      }
    }
    return pattern[index...].allSatisfy { $0 == "*" }
  }
}
