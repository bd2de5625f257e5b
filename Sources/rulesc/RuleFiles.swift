internal import RuleCompiler
internal import RuleSource

/// Rule files as commands take them.
enum RuleFiles {
  /// The files at `paths` in canonical order.
  static func load(_ paths: [String]) throws(CommandProblem) -> [SourceFile] {
    do {
      return try Toolchain.load(paths: paths)
    } catch {
      throw CommandProblem(error.message, help: error.help)
    }
  }
}

/// Messages about rules, as they are shown.
struct DiagnosticReport {
  private let diagnostics: [Diagnostic]
  private let files: [SourceFile]

  init(_ diagnostics: [Diagnostic], files: [SourceFile], hidesWarnings: Bool = false) {
    self.diagnostics = diagnostics.filter { !hidesWarnings || $0.severity == .error }
    self.files = files
  }

  /// Writes every message, and how many there are.
  func show() {
    guard !diagnostics.isEmpty else { return }
    var renderer = DiagnosticRenderer(files: files, usesColor: Console.usesColor)
    for diagnostic in diagnostics { Console.note(renderer.text(diagnostic) + "\n") }
    if diagnostics.contains(where: { $0.severity == .error }) { Console.note(summary + "\n") }
  }

  /// `2 errors, 1 warning`
  var summary: String {
    let errors = diagnostics.count { $0.severity == .error }
    let warnings = diagnostics.count - errors
    if diagnostics.isEmpty { return "no mistakes found" }
    return [errors > 0 ? count(errors, "error") : nil, warnings > 0 ? count(warnings, "warning") : nil]
      .compactMap(\.self).joined(separator: ", ")
  }
}
