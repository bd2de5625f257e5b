import Foundation
import RuleSource
import RuleSyntax

/// Rule files on disk, with the messages they give.
enum Fixture {
  static let folder = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "Fixtures")

  /// The names of all fixtures, without extension, sorted.
  static let names: [String] = {
    let files = (try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? []
    return files.filter { $0.hasSuffix(".rules") }.map { String($0.dropLast(6)) }.sorted()
  }()

  static func source(_ name: String) throws -> SourceFile {
    let data = try Data(contentsOf: folder.appending(path: "\(name).rules"))
    return SourceFile(path: "\(name).rules", bytes: [UInt8](data))
  }

  /// One line a message, a second line with its help.
  static func messages(_ diagnostics: [Diagnostic], in file: SourceFile) -> String {
    diagnostics.map { diagnostic in
      let line = file.lineIndex(at: diagnostic.range.start)
      let column = diagnostic.range.start - file.lineStarts[line] + 1
      let written = file.text(of: diagnostic.range).prefix(60)
      return "\(line + 1):\(column) \(diagnostic.code) \(diagnostic.message) [\(written)]\n"
        + "    help: \(diagnostic.help ?? "-")\n"
    }.joined()
  }
}
