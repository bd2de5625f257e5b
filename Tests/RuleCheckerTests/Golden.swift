import Foundation
import RuleChecker
import RuleSource
import RuleSyntax
import Testing

/// Fixtures: `<topic>.rules` and what `check` says about it, as text, in `<topic>.expected`. `UPDATE_GOLDENS=1` rewrites.
enum Golden {
  static let folder = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "Fixtures")

  static let topics: [String] = {
    let names = (try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? []
    return names.filter { $0.hasSuffix(".rules") }.map { String($0.dropLast(".rules".count)) }.sorted()
  }()

  static func rules(_ topic: String) throws -> [UInt8] {
    [UInt8](try Data(contentsOf: folder.appending(path: "\(topic).rules")))
  }

  /// The expected text; first written where `UPDATE_GOLDENS` says so.
  static func expected(_ topic: String, actual: String) throws -> String {
    try golden("\(topic).expected", actual: actual)
  }

  /// The rules with all fixes made.
  static func fixed(_ topic: String, actual: String) throws -> String { try golden("\(topic).fixed", actual: actual) }

  /// The codes of the checker that offer a fix in some fixture, one a line.
  static func listOfFixes(actual: String) throws -> String { try golden("codes-with-fixes.txt", actual: actual) }

  private static func golden(_ name: String, actual: String) throws -> String {
    let file = folder.appending(path: name)
    if ProcessInfo.processInfo.environment["UPDATE_GOLDENS"] != nil { try Data(actual.utf8).write(to: file) }
    return String(decoding: try Data(contentsOf: file), as: UTF8.self)
  }
}

/// Everything `check` and the parser say about `texts`, in order, and whether there are rules.
func outcome(of texts: [(path: String, text: [UInt8])]) -> (
  rules: CheckedRules?, diagnostics: [Diagnostic], rendered: String
) {
  let files = texts.map { SourceFile(path: $0.path, bytes: $0.text) }
  var messages: [Diagnostic] = []
  var sources: [(file: SourceFile, tree: SyntaxTree)] = []
  for (index, file) in files.enumerated() {
    let (tree, diagnostics) = parse(file, index: index)
    sources.append((file, tree))
    messages += diagnostics
  }
  let (rules, certain) = check(sources, parseDiagnostics: messages)
  // Which of them there are is not the checker's to say.
  let possible = (rules?.possibleConflicts ?? []).map { $0.diagnostic(.undecided, of: Array($0.candidates.indices)) }
  let diagnostics = Diagnostic.inOrder(certain + possible)
  var renderer = DiagnosticRenderer(files: files)
  return (possible.isEmpty ? rules : nil, diagnostics, diagnostics.map { renderer.text($0) }.joined(separator: "\n"))
}

/// As above, for one text.
func outcome(of text: String) -> (rules: CheckedRules?, diagnostics: [Diagnostic], rendered: String) {
  outcome(of: [(path: "a.rules", text: [UInt8](text.utf8))])
}
