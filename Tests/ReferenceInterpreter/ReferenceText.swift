/// A text with its case folded, scalar by scalar.
func folded(_ text: String) -> [Unicode.Scalar] { text.unicodeScalars.map(referenceFold) }

/// Whether `needle` occurs in `text`, case folded.
func contains(_ text: String, _ needle: String) -> Bool {
  let text = folded(text)
  let needle = folded(needle)
  guard needle.count <= text.count else { return false }
  return (0...(text.count - needle.count)).contains { Array(text[$0..<($0 + needle.count)]) == needle }
}

/// Whether `text` begins with `start`, case folded.
func begins(_ text: String, with start: String) -> Bool { folded(text).starts(with: folded(start)) }

/// Whether `text` ends with `end`, case folded.
func ends(_ text: String, with end: String) -> Bool { folded(text).reversed().starts(with: folded(end).reversed()) }

/// Whether a glob (`*` anything, `?` one character, `\\*` and `\\?` themselves) is all of `text`, case folded.
func matchesGlob(_ text: String, _ glob: String) -> Bool {
  func matches(_ text: ArraySlice<Unicode.Scalar>, _ glob: ArraySlice<Unicode.Scalar>) -> Bool {
    guard let first = glob.first else { return text.isEmpty }
    let rest = glob.dropFirst()
    if first == "*" { return (text.startIndex...text.endIndex).contains { matches(text[$0...], rest) } }
    guard let scalar = text.first else { return false }
    if first == "\\", let escaped = rest.first, escaped == "*" || escaped == "?" {
      return scalar == escaped && matches(text.dropFirst(), rest.dropFirst())
    }
    return (first == "?" || first == scalar) && matches(text.dropFirst(), rest)
  }
  return matches(folded(text)[...], folded(glob)[...])
}

/// An address without display name and case: `Ann <A@B.example>` is `a@b.example`.
func address(_ text: String) -> [Unicode.Scalar] {
  var scalars = folded(text)
  if let open = scalars.lastIndex(of: "<") {
    scalars = Array(scalars[(open + 1)...].prefix { $0 != ">" })
  }
  while let first = scalars.first, first == " " || first == "\t" { scalars.removeFirst() }
  while let last = scalars.last, last == " " || last == "\t" { scalars.removeLast() }
  return scalars
}

/// Whether two addresses are the same; an unknown one is the same as none.
func isSameAddress(_ left: String?, _ right: String?) -> Bool {
  guard let left, let right, !left.isEmpty, !right.isEmpty else { return false }
  return address(left) == address(right)
}
