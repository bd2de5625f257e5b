internal import RuleSource

/// The frame of a rulebook with a few of its pieces, as files of their own, and where each byte of them really stands.
struct Excerpt {
  private struct Segment {
    let start: Int
    let original: Int
  }

  private(set) var files: [SourceFile] = []
  private var segments: [[Segment]] = []

  /// What is left of `files` where only the pieces that `isIncluded` lets through are kept.
  init(_ files: [OpenFile], where isIncluded: (_ file: Int, _ piece: Int) -> Bool) {
    for (number, file) in files.enumerated() {
      var bytes: [UInt8] = []
      var segments: [Segment] = []
      var open = 0
      func keep(_ range: Range<Int>) {
        if range.isEmpty { return }
        segments.append(Segment(start: bytes.count, original: range.lowerBound))
        bytes += file.bytes[range]
      }
      for index in file.pieces.indices where !isIncluded(number, index) {
        keep(open..<file.pieces[index].range.lowerBound)
        open = file.pieces[index].range.upperBound
      }
      keep(open..<file.bytes.count)
      self.files.append(SourceFile(path: file.path, bytes: bytes))
      self.segments.append(segments)
    }
  }

  /// `diagnostic`, which is about the excerpt, about the whole.
  func original(of diagnostic: Diagnostic) -> Diagnostic { diagnostic.moved(original) }

  /// Where `range` of the excerpt stands in the whole.
  func original(of range: SourceRange) -> SourceRange {
    let file = Int(range.fileIndex)
    guard segments.indices.contains(file) else { return range }
    let start = original(of: range.start, in: file)
    let end = range.end > range.start ? original(of: range.end - 1, in: file) + 1 : start
    return SourceRange(file: file, start: start, end: max(start, end))
  }

  /// Where a piece that is kept, which stands at `piece` in the whole, stands in the excerpt.
  func range(of piece: Range<Int>, in file: Int) -> Range<Int> {
    let segments = segments[file]
    let segment = segments.bisected { $0.original <= piece.lowerBound } - 1
    guard segment >= 0 else { return piece }
    let shift = segments[segment].original - segments[segment].start
    return (piece.lowerBound - shift)..<(piece.upperBound - shift)
  }

  private func original(of offset: Int, in file: Int) -> Int {
    let segments = segments[file]
    let segment = segments.bisected { $0.start <= offset } - 1
    return segment < 0 ? offset : segments[segment].original + offset - segments[segment].start
  }
}

extension Diagnostic {
  /// The same about other places.
  func moved(_ move: (SourceRange) -> SourceRange) -> Diagnostic {
    Diagnostic(
      severity, code, message, at: move(range), labels: labels.map { Label($0.text, at: move($0.range)) }, help: help,
      notes: notes, fix: fix.map { Fix($0.safety, $0.edits.map { Fix.Edit(move($0.range), $0.replacement) }) })
  }
}
