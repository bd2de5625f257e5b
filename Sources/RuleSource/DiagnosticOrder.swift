extension Diagnostic {
  /// `diagnostics` by file, position and code, each once.
  package static func inOrder(_ diagnostics: [Diagnostic]) -> [Diagnostic] {
    let sorted = diagnostics.sorted { left, right in
      if left.range.fileIndex != right.range.fileIndex { return left.range.fileIndex < right.range.fileIndex }
      if left.range.start != right.range.start { return left.range.start < right.range.start }
      if left.range.end != right.range.end { return left.range.end < right.range.end }
      if left.code != right.code { return left.code < right.code }
      return left.message < right.message
    }
    // Equal ones stand in one place now. To put all in a set, texts and all, took longer than to sort them.
    var kept: [Diagnostic] = []
    kept.reserveCapacity(sorted.count)
    var start = 0
    for diagnostic in sorted {
      if let last = kept.last, last.range != diagnostic.range { start = kept.count }
      if !kept[start...].contains(diagnostic) { kept.append(diagnostic) }
    }
    return kept
  }
}
