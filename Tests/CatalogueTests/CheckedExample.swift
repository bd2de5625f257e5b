import Foundation
import RuleCatalogue
import RuleCompiler
import RuleSource

/// An example of a page, compiled.
struct CheckedExample {
  let files: [SourceFile]
  let diagnostics: [Diagnostic]
  private let zones: ZoneReader

  /// Nil where the page has no text to compile.
  init?(_ example: Page.Example) throws {
    guard let bytes = example.bytes else { return nil }
    let vocabulary = SourceFile(path: "a-vocabulary.rules", bytes: [UInt8](Catalogue.vocabulary.utf8))
    let file = SourceFile(path: "example.rules", bytes: bytes)
    self.init(example.standsAlone ? [file] : [vocabulary, file], zones: try Self.zones(example.zones))
  }

  private init(_ files: [SourceFile], zones: ZoneReader) {
    self.files = files
    self.zones = zones
    diagnostics = Toolchain.verify(files, zones: zones).diagnostics
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

  /// The example with the edits of its message with `code` made, checked again; nil where it offers none.
  func mended(of code: String) throws -> (option: String, example: CheckedExample)? {
    guard let fix = diagnostics.first(where: { $0.code == code })?.fix else { return nil }
    var texts = files.map(\.bytes)
    for edit in fix.edits.reversed() {
      texts[Int(edit.range.fileIndex)].replaceSubrange(
        edit.range.start..<edit.range.end, with: Array(edit.replacement.utf8))
    }
    let mended = zip(files, texts).map { SourceFile(path: $0.path, bytes: $1) }
    return (fix.safety == .safe ? "--fix" : "--unsafe-fixes", CheckedExample(mended, zones: zones))
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
