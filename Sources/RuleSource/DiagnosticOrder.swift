extension Diagnostic {
  /// `diagnostics` by file, position and code, each once.
  package static func inOrder(_ diagnostics: [Diagnostic]) -> [Diagnostic] {
    // What is strictly in order holds nothing twice.
    if zip(diagnostics, diagnostics.dropFirst()).allSatisfy({ $0.precedes($1) }) { return diagnostics }
    // Equal ones stand in one place when sorted. To put all in a set, texts and all, took longer than to sort them.
    var kept: [Diagnostic] = []
    kept.reserveCapacity(diagnostics.count)
    var start = 0
    for diagnostic in diagnostics.sorted(by: { $0.precedes($1) }) {
      if let last = kept.last, last.range != diagnostic.range { start = kept.count }
      if !kept[start...].contains(diagnostic) { kept.append(diagnostic) }
    }
    return kept
  }

  /// Two lists that are in order as one, without looking for what stands in both.
  ///
  /// Complexity: O(*n*) in the messages of both.
  package static func merged(_ left: [Diagnostic], _ right: [Diagnostic]) -> [Diagnostic] {
    if right.isEmpty { return left }
    var merged: [Diagnostic] = []
    merged.reserveCapacity(left.count + right.count)
    var next = 0
    for diagnostic in left {
      while next < right.count, right[next].precedes(diagnostic) {
        merged.append(right[next])
        next += 1
      }
      merged.append(diagnostic)
    }
    merged += right[next...]
    return merged
  }

  private func precedes(_ other: Diagnostic) -> Bool {
    if range.fileIndex != other.range.fileIndex { return range.fileIndex < other.range.fileIndex }
    if range.start != other.range.start { return range.start < other.range.start }
    if range.end != other.range.end { return range.end < other.range.end }
    if code != other.code { return code < other.code }
    return message < other.message
  }
}
