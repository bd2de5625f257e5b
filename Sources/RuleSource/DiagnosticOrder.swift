extension Diagnostic {
  /// `diagnostics` by file, position and code, each once.
  package static func inOrder(_ diagnostics: [Diagnostic]) -> [Diagnostic] {
    var seen: Set<Diagnostic> = []
    return diagnostics.filter { seen.insert($0).inserted }.sorted { left, right in
      if left.range.fileIndex != right.range.fileIndex { return left.range.fileIndex < right.range.fileIndex }
      if left.range.start != right.range.start { return left.range.start < right.range.start }
      if left.range.end != right.range.end { return left.range.end < right.range.end }
      if left.code != right.code { return left.code < right.code }
      return left.message < right.message
    }
  }
}
