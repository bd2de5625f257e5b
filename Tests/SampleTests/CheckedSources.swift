import RuleChecker
import RuleCompiler
import RuleSource

/// What is wrong with some files: errors and warnings. Hints say what would be nicer, and short examples do without.
struct CheckedSources {
  let rules: CheckedRules?
  let messages: [String]

  /// Files in canonical order.
  init(_ files: [SourceFile]) {
    let (rules, diagnostics) = Toolchain.check(files)
    self.rules = rules
    messages = diagnostics.filter { $0.severity != .hint }.map { Self.line(for: $0, in: files) }
  }

  /// `line:column: error E0201: message`, and the way out below it.
  private static func line(for diagnostic: Diagnostic, in files: [SourceFile]) -> String {
    let file = files[Int(diagnostic.range.fileIndex)]
    let line = file.lineIndex(at: diagnostic.range.start)
    let before = file.bytes[file.lineStarts[line]..<diagnostic.range.start]
    let column = String(decoding: before, as: UTF8.self).unicodeScalars.count + 1
    let head = "\(line + 1):\(column): \(diagnostic.severity.rawValue) \(diagnostic.code): \(diagnostic.message)\n"
    return head + (diagnostic.help.map { "  help: \($0)\n" } ?? "")
  }
}
