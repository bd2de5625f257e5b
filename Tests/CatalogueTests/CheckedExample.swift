import Foundation
import RuleCatalogue
import RuleCompiler
import RuleSource

/// An example of a page, compiled.
struct CheckedExample {
  let files: [SourceFile]
  let diagnostics: [Diagnostic]

  /// Nil where the page has no text to compile.
  init?(_ example: Page.Example) throws {
    guard let bytes = example.bytes else { return nil }
    let vocabulary = SourceFile(path: "a-vocabulary.rules", bytes: [UInt8](Catalogue.vocabulary.utf8))
    let file = SourceFile(path: "example.rules", bytes: bytes)
    files = example.standsAlone ? [file] : [vocabulary, file]
    diagnostics = Toolchain.compile(files, zones: try Self.zones(example.zones)).diagnostics
  }

  /// Every message with `code`, as `rulesc check` prints it.
  func messages(with code: String) -> String {
    var renderer = DiagnosticRenderer(files: files)
    return diagnostics.filter { $0.code == code }.map { renderer.text($0) }.joined(separator: "\n")
  }

  /// One line for each message that is an error or has `code`.
  func lines(with code: String) -> [String] {
    var renderer = DiagnosticRenderer(files: files)
    return diagnostics.filter { $0.severity == .error || $0.code == code }.map { renderer.line($0) }
  }

  private static func zones(_ database: Page.Example.ZoneDatabase) throws -> ZoneReader {
    switch database {
    case .intact: return ZoneReader()
    // The folder of a machine without tzdata: messages print its name.
    case .missing: return ZoneReader(folder: "/usr/share/zoneinfo-missing")
    case .unreadable:
      let folder = FileManager.default.temporaryDirectory.appending(path: "ticket-rules-torn-zones")
      try FileManager.default.createDirectory(
        at: folder.appending(path: "Europe"), withIntermediateDirectories: true)
      try Data("TZif2 torn".utf8).write(to: folder.appending(path: "Europe/Berlin"), options: .atomic)
      return ZoneReader(folder: folder.path)
    }
  }
}
