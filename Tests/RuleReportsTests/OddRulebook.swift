import RuleReports
import RuleSource

/// A rulebook with everything that could break a report, and messages about it. The codes have no pages, so that the
/// golden files do not change with the catalogue.
enum OddRulebook {
  static let files: [SourceFile] = [
    file("-", "\u{FEFF}on stage Nwe do move to Done\n"),
    file(
      "./sub/50%,x:y.rules",
      "define \"a\u{301}\u{65E5}\u{672C}\" as vip\n\twhen \u{1F468}\u{200D}\u{1F469}\u{200D}\u{1F467} is Hihg  # why\n"),
    file("a b.rules", "pipeline Desk\r\n  stage New\r\n\r\n  stage \u{5E9}\u{5DC}\u{5D5}\u{5DD} Done please\r\n"),
    file("clean.rules", "# nothing\n"),
    file("evil\n::error::\u{1B}[31m]]>&<\"'\u{202E}.rules", "if x {0} [a](1) \u{1F1E9}\u{1F1EA} end\n"),
    SourceFile(path: "latin1.rules", bytes: Array("rule \"".utf8) + [0xE9, 0xFF] + Array("\" go\n".utf8)),
  ]

  /// In no particular order.
  static let diagnostics: [Diagnostic] = [
    Diagnostic(
      .error, "E9001", "pipeline `Desk` has no stage `Nwe`", at: range("Nwe", in: 0),
      labels: [.init("its stages are declared here", at: range("stage New\r\n\r\n  stage", in: 2))],
      help: "did you mean `New`?", notes: ["stages are `New` and `\u{5E9}\u{5DC}\u{5D5}\u{5DD}`"],
      fix: .replace(range("Nwe", in: 0), with: "New", .unsafe)),
    Diagnostic(
      .error, "E9002", "`\u{1F468}\u{200D}\u{1F469}\u{200D}\u{1F467}` has no option `Hihg`", at: range("Hihg", in: 1),
      labels: [.init("declared here", at: range("\u{1F468}\u{200D}\u{1F469}\u{200D}\u{1F467}", in: 1))],
      help: "did you mean `High`?", fix: .replace(range("Hihg", in: 1), with: "High")),
    Diagnostic(.warning, "W9003", "nobody uses `a\u{301}\u{65E5}\u{672C}`", at: range("vip", in: 1)),
    Diagnostic(
      .error, "E9004", "a file does not say `please`", at: range("please", in: 2), help: "leave it out",
      fix: .remove(range("please", in: 2))),
    Diagnostic(.hint, "H9005", "two lines would be nicer", at: range("New\r\n\r\n  stage", in: 2)),
    Diagnostic(
      .error, "E9006", "rules say `when`, not `if`\u{1B}[0m ]]> {0} [a](1) 100%\r\n::warning::x",
      at: range("if", in: 4),
      help: "write `when {0} [a](1)`",
      fix: Fix(.safe, [.init(range("if", in: 4), "when"), .init(range(" end", in: 4), "")])),
    Diagnostic(.warning, "W9007", "a flag", at: range("\u{1F1E9}\u{1F1EA}", in: 4)),
    Diagnostic(.error, "E9008", "the byte `\u{FFFD}` is no UTF-8", at: SourceRange(file: 5, start: 7, end: 8)),
    Diagnostic(.error, "E9008", "the file ends too early", at: SourceRange(file: 5, start: 13, end: 13)),
  ]

  static let report = Report(files: files, diagnostics: diagnostics, ruleCount: nil, version: "1.2.3")

  static func file(_ path: String, _ text: String) -> SourceFile { SourceFile(path: path, bytes: Array(text.utf8)) }

  /// The bytes of `words` where they come first.
  static func range(_ words: String, in index: Int) -> SourceRange {
    range(words, in: files[index], index: index)
  }

  static func range(_ words: String, in file: SourceFile, index: Int) -> SourceRange {
    let wanted = Array(words.utf8)
    let starts = file.bytes.indices.first { file.bytes[$0...].starts(with: wanted) }
    guard let start = starts else { preconditionFailure("`\(words)` is not in \(file.path)") }
    return SourceRange(file: index, start: start, end: start + wanted.count)
  }
}
