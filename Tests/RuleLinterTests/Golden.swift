import Foundation
import RuleCatalogue
import RuleCompiler
import RuleSource

/// Fixtures: `<topic>.rules` and what `check` says about it in `<topic>.expected`. `UPDATE_GOLDENS=1` rewrites.
enum Golden {
  static let folder = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "Fixtures")

  static let topics: [String] = {
    let names = (try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? []
    return names.filter { $0.hasSuffix(".rules") }.map { String($0.dropLast(".rules".count)) }.sorted()
  }()

  /// A fixture that declares a portal stands alone; others go with the desk of the catalogue.
  static func checked(_ topic: String) throws -> Checked {
    let text = [UInt8](try Data(contentsOf: folder.appending(path: "\(topic).rules")))
    let file = SourceFile(path: "\(topic).rules", bytes: text)
    let standsAlone = String(decoding: text, as: UTF8.self).contains("\nportal ")
    return Checked(standsAlone ? [file] : [Checked.vocabulary, file])
  }

  /// The expected text; first written where `UPDATE_GOLDENS` says so.
  static func expected(_ topic: String, actual: String) throws -> String {
    let file = folder.appending(path: "\(topic).expected")
    if ProcessInfo.processInfo.environment["UPDATE_GOLDENS"] != nil { try Data(actual.utf8).write(to: file) }
    return String(decoding: try Data(contentsOf: file), as: UTF8.self)
  }
}

/// A checked rulebook of which the last file matters.
struct Checked {
  static let vocabulary = SourceFile(path: "a-vocabulary.rules", bytes: [UInt8](Catalogue.vocabulary.utf8))

  let files: [SourceFile]
  /// About the last file.
  let diagnostics: [Diagnostic]
  /// About all files.
  let allCodes: [String]

  init(_ files: [SourceFile]) {
    self.files = files
    let all = Toolchain.check(files).diagnostics
    allCodes = all.map(\.code)
    diagnostics = all.filter { Int($0.range.fileIndex) == files.count - 1 }
  }

  /// `text` beside the desk of the catalogue.
  init(_ text: String) {
    self.init([Self.vocabulary, SourceFile(path: "a.rules", bytes: [UInt8](text.utf8))])
  }

  var rendered: String {
    var renderer = DiagnosticRenderer(files: files)
    return diagnostics.map { renderer.text($0) }.joined(separator: "\n")
  }

  /// The codes in order.
  var codes: [String] { diagnostics.map(\.code) }

  /// The last file with every edit that is offered made, one after the other from the end.
  var mended: Checked {
    var bytes = files[files.count - 1].bytes
    var end = bytes.count
    let edits = diagnostics.compactMap(\.fix).flatMap(\.edits).sorted { $0.range.start > $1.range.start }
    for edit in edits where edit.range.end <= end && Int(edit.range.fileIndex) == files.count - 1 {
      bytes.replaceSubrange(edit.range.start..<edit.range.end, with: Array(edit.replacement.utf8))
      end = edit.range.start
    }
    let file = SourceFile(path: files[files.count - 1].path, bytes: bytes)
    return Checked(files.dropLast() + [file])
  }
}
