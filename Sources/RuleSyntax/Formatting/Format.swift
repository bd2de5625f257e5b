package import RuleSource

/// `file` in the canonical layout, and how many places in it stay as they are written because they have a mistake.
///
/// `nil` where the result, read again, would not say the same: that is a mistake of ours, and nothing may be written.
///
/// Complexity: O(*n* log *n*) in the number of tokens, as good as linear.
package func format(_ file: SourceFile) -> (bytes: [UInt8], kept: Int)? {
  let (tree, diagnostics) = parse(file, index: 0)
  let ruler = TokenRuler(file, Array(tree.tokens))
  let segments = Segment.all(of: tree, diagnostics, ruler)
  var layout = Layout(ruler)
  layout.place(segments)
  let bytes = LineWriter(ruler).bytes(of: Alignment(ruler).aligned(layout.lines))
  let kept = segments.count(where: \.isKept)
  guard bytes != file.bytes else { return (bytes, kept) }
  let written = SourceFile(path: file.path, bytes: bytes)
  return saysTheSame(written, parse(written, index: 0), as: file, (tree, diagnostics)) ? (bytes, kept) : nil
}

/// Whether two files differ in white space alone: the same words and comments in the same order, the same items
/// with the same parts, the same messages about them.
package func saysTheSame(_ one: SourceFile, as other: SourceFile) -> Bool {
  saysTheSame(one, parse(one, index: 0), as: other, parse(other, index: 0))
}

private typealias Parsed = (tree: SyntaxTree, diagnostics: [Diagnostic])

private func saysTheSame(
  _ one: SourceFile, _ parsed: Parsed, as other: SourceFile, _ otherParsed: Parsed
) -> Bool {
  parsed.tree.says(the: otherParsed.tree, in: one, as: other)
    && Outline(of: parsed.tree, parsed.diagnostics) == Outline(of: otherParsed.tree, otherParsed.diagnostics)
}

extension SyntaxTree {
  /// Whether both files have the same tokens, comments included, in the same order. White space that ends a comment
  /// does not count.
  package func says(the other: SyntaxTree, in file: SourceFile, as otherFile: SourceFile) -> Bool {
    tokens.elementsEqual(other.tokens) { one, another in
      one.kind == another.kind && one.bytes(in: file).elementsEqual(another.bytes(in: otherFile))
    }
  }
}

extension Token {
  /// The bytes of the token; of a comment, those before the white space that ends it.
  func bytes(in file: SourceFile) -> ArraySlice<UInt8> {
    var bytes = file.bytes[range.start..<range.end]
    while kind == .comment, let last = bytes.last, last == 0x20 || (0x09...0x0D).contains(last) { bytes.removeLast() }
    return bytes
  }
}
