internal import RuleEngine
internal import RuleSource

/// The words of tests as files say them, made once for all tests that are written the same.
struct WrittenWords: ~Copyable {
  private var written = ByteTable()
  /// By number in `written`.
  private var words: [String] = []
  private var negated = ByteTable()
  /// By number in `negated`.
  private var positive: [String] = []

  /// The number of the words of `range` on one line: `SourceFile.words(of:)`. What is written the same has the same number.
  mutating func number(of range: SourceRange, in files: [SourceFile]) -> Int {
    let files = files.span
    let place = Int(range.fileIndex)
    let bytes = files[place].bytes.span
    let (number, isNew) = written.number(of: bytes.extracting(Self.bounds(of: range, in: bytes.count)))
    if isNew { words.append(files[place].words(of: range)) }
    return number
  }

  /// Whether what is written at `range` has `number`: looked at where it stands.
  // Mutating, though nothing changes: a lowering that changes would copy the table first.
  mutating func has(_ number: Int, _ range: SourceRange, in files: [SourceFile]) -> Bool {
    let files = files.span
    let bytes = files[Int(range.fileIndex)].bytes.span
    return written.has(number, bytes.extracting(Self.bounds(of: range, in: bytes.count)))
  }

  private static func bounds(of range: SourceRange, in count: Int) -> Range<Int> {
    min(range.start, count)..<min(range.end, count)
  }

  /// The words that have a number.
  subscript(number: Int) -> String { words[number] }

  /// The words of the test that `words` negate: `NegatedWords.positive`.
  mutating func positive(_ words: String) -> String {
    let (number, isNew) = negated.number(of: words.utf8.span)
    if isNew { positive.append(NegatedWords.positive(words)) }
    return positive[number]
  }
}
