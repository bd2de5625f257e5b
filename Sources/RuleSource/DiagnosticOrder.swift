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

  private func precedes(_ other: Diagnostic) -> Bool {
    if range.fileIndex != other.range.fileIndex { return range.fileIndex < other.range.fileIndex }
    if range.start != other.range.start { return range.start < other.range.start }
    if range.end != other.range.end { return range.end < other.range.end }
    if code != other.code { return code < other.code }
    return message < other.message
  }
}
