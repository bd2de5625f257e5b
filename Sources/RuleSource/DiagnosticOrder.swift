extension Diagnostic {
  /// `diagnostics` by file, position and code, each once.
  package static func inOrder(_ diagnostics: [Diagnostic]) -> [Diagnostic] {
    // What is strictly in order holds nothing twice: hashing ten thousand messages took as long as finding them.
    if zip(diagnostics, diagnostics.dropFirst()).allSatisfy({ $0.precedes($1) }) { return diagnostics }
    var seen: Set<Diagnostic> = []
    return diagnostics.filter { seen.insert($0).inserted }.sorted { $0.precedes($1) }
  }

  private func precedes(_ other: Diagnostic) -> Bool {
    if range.fileIndex != other.range.fileIndex { return range.fileIndex < other.range.fileIndex }
    if range.start != other.range.start { return range.start < other.range.start }
    if range.end != other.range.end { return range.end < other.range.end }
    if code != other.code { return code < other.code }
    return message < other.message
  }
}
