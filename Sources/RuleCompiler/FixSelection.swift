internal import RuleSource
internal import RuleSyntax

/// Which of the offered fixes are made together in one pass.
struct FixSelection {
  typealias Candidate = (diagnostic: Diagnostic, edits: [Fix.Edit])

  private let files: [SourceFile]
  /// For each file the ranges of its comments, in order.
  private let comments: [[SourceRange]]

  init(files: [SourceFile]) {
    self.files = files
    comments = files.enumerated().map { Self.comments(of: $0.element, index: $0.offset) }
  }

  /// The fixes that neither meet an earlier one nor change a comment, in order.
  func accepted(of candidates: [Candidate]) -> [Candidate] {
    var taken = [SortedRanges](repeating: SortedRanges(), count: files.count)
    var chosen: [Candidate] = []
    for candidate in candidates where isSound(candidate.edits) {
      guard candidate.edits.allSatisfy({ !taken[Int($0.range.fileIndex)].meets($0.range) }) else { continue }
      for edit in candidate.edits { taken[Int(edit.range.fileIndex)].insert(edit.range) }
      chosen.append(candidate)
    }
    return keepingComments(chosen[...], with: [])
  }

  /// `files` with all edits made, which do not overlap.
  static func applied(_ fixes: [[Fix.Edit]], to files: [SourceFile]) -> [SourceFile] {
    var perFile = [[Fix.Edit]](repeating: [], count: files.count)
    for edit in fixes.joined() { perFile[Int(edit.range.fileIndex)].append(edit) }
    return zip(files, perFile).map { file, edits in
      guard !edits.isEmpty else { return file }
      var bytes: [UInt8] = []
      var place = 0
      for edit in edits.sorted(by: { ($0.range.start, $0.range.end) < ($1.range.start, $1.range.end) }) {
        bytes += file.bytes[place..<edit.range.start]
        bytes += edit.replacement.utf8
        place = edit.range.end
      }
      bytes += file.bytes[place...]
      return SourceFile(path: file.path, bytes: bytes)
    }
  }

  /// Edits of files that are there, in text order, that change something and no comment.
  private func isSound(_ edits: [Fix.Edit]) -> Bool {
    var last: SourceRange?
    var changes = false
    for edit in edits {
      let range = edit.range
      guard files.indices.contains(Int(range.fileIndex)) else { return false }
      let file = files[Int(range.fileIndex)]
      guard range.end <= file.bytes.count else { return false }
      if let last, (range.fileIndex, range.start) < (last.fileIndex, last.end) { return false }
      if !file.bytes[range.start..<range.end].elementsEqual(edit.replacement.utf8) { changes = true }
      if touchesComment(range) { return false }
      last = range
    }
    return changes
  }

  // An insertion right behind a comment would go on with it; one right before it does not touch it.
  private func touchesComment(_ range: SourceRange) -> Bool {
    let comments = comments[Int(range.fileIndex)]
    let next = comments.bisected { range.start == range.end ? $0.end < range.start : $0.end <= range.start }
    return next < comments.count && comments[next].start < range.end
  }

  /// The fixes that together leave every comment as it is: an edit may open quotes that swallow one. Halves are tried
  /// where the whole does not.
  private func keepingComments(_ chosen: ArraySlice<Candidate>, with kept: [Candidate]) -> [Candidate] {
    guard !chosen.isEmpty else { return kept }
    if commentsStay(after: kept + chosen) { return kept + chosen }
    guard chosen.count > 1 else { return kept }
    let middle = chosen.startIndex + chosen.count / 2
    return keepingComments(chosen[middle...], with: keepingComments(chosen[..<middle], with: kept))
  }

  private func commentsStay(after fixes: [Candidate]) -> Bool {
    let touched = Set(fixes.flatMap { $0.edits.map { Int($0.range.fileIndex) } })
    let changed = Self.applied(fixes.map(\.edits), to: files)
    return touched.allSatisfy { index in
      let after = Self.comments(of: changed[index], index: index)
      return after.count == comments[index].count
        && zip(after, comments[index]).allSatisfy { new, old in
          changed[index].bytes[new.start..<new.end] == files[index].bytes[old.start..<old.end]
        }
    }
  }

  private static func comments(of file: SourceFile, index: Int) -> [SourceRange] {
    RuleSyntax.parse(file, index: index).tree.tokens.comments.map(\.token.range)
  }
}

/// Ranges that do not meet, in order.
private struct SortedRanges {
  private var ranges: [SourceRange] = []

  /// Whether `range` overlaps one of the ranges, or an insertion touches it.
  func meets(_ range: SourceRange) -> Bool {
    let place = firstIndex(endingAtOrAfter: range.start)
    return ranges[place...].prefix(2).contains { other in
      let start = max(other.start, range.start)
      let end = min(other.end, range.end)
      let isInsertion = other.start == other.end || range.start == range.end
      return start < end || isInsertion && start <= end
    }
  }

  mutating func insert(_ range: SourceRange) { ranges.insert(range, at: firstIndex(endingAtOrAfter: range.start + 1)) }

  private func firstIndex(endingAtOrAfter offset: Int) -> Int {
    ranges.bisected { $0.end < offset }
  }
}
