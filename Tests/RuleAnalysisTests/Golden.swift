import Foundation
import RuleCatalogue
import RuleCompiler
import RuleSource

/// Fixtures: `<topic>.rules` and what `rulesc check` says about it in `<topic>.expected`. `UPDATE_GOLDENS=1` rewrites.
enum Golden {
  static let folder = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "Fixtures")

  static let topics: [String] = {
    let names = (try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? []
    return names.filter { $0.hasSuffix(".rules") }.map { String($0.dropLast(".rules".count)) }.sorted()
  }()

  /// A fixture that declares a portal stands alone; others go with the desk of the catalogue.
  static func rendered(_ topic: String) throws -> String {
    let text = [UInt8](try Data(contentsOf: folder.appending(path: "\(topic).rules")))
    let file = SourceFile(path: "\(topic).rules", bytes: text)
    let standsAlone = String(decoding: text, as: UTF8.self).contains("\nportal ")
    let vocabulary = SourceFile(path: "a-vocabulary.rules", bytes: [UInt8](Catalogue.vocabulary.utf8))
    let files = standsAlone ? [file] : [vocabulary, file]
    var renderer = DiagnosticRenderer(files: files)
    // What takes two million nodes would take minutes here.
    let nodeBudget = topic == "undecided" ? 120 : 2_000_000
    return Toolchain.verify(files, nodeBudget: nodeBudget).diagnostics.filter {
      Int($0.range.fileIndex) == files.count - 1
    }
    .map { renderer.text($0) }.joined(separator: "\n")
  }

  /// The expected text; first written where `UPDATE_GOLDENS` says so.
  static func expected(_ topic: String, actual: String) throws -> String {
    let file = folder.appending(path: "\(topic).expected")
    if ProcessInfo.processInfo.environment["UPDATE_GOLDENS"] != nil { try Data(actual.utf8).write(to: file) }
    return String(decoding: try Data(contentsOf: file), as: UTF8.self)
  }
}
