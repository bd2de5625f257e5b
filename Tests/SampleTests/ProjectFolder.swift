import Foundation
import RuleSource

/// The project's own files, found from where this file is.
enum ProjectFolder {
  static let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent()

  /// Whether goldens are to be written instead of compared: `UPDATE_GOLDENS=1 swift test --filter SampleTests`.
  static var updatesGoldens: Bool { ProcessInfo.processInfo.environment["UPDATE_GOLDENS"] == "1" }

  static func url(_ path: String) -> URL { root.appending(path: path) }

  static func bytes(_ path: String) throws -> [UInt8] { [UInt8](try Data(contentsOf: url(path))) }

  static func text(_ path: String) throws -> String { String(decoding: try bytes(path), as: UTF8.self) }

  static func exists(_ path: String) -> Bool { FileManager.default.fileExists(atPath: url(path).path) }

  /// The names of what is in the folder, sorted.
  static func names(in folder: String) -> [String] {
    ((try? FileManager.default.contentsOfDirectory(atPath: url(folder).path)) ?? []).sorted()
  }

  /// The rule files of a sample, in canonical order, with paths from the project's root.
  static func ruleFiles(ofSample name: String) throws -> [SourceFile] {
    let folder = "samples/\(name)/rules"
    return try names(in: folder).filter { $0.hasSuffix(".rules") }
      .map { SourceFile(path: "\(folder)/\($0)", bytes: try bytes("\(folder)/\($0)")) }
  }

  /// The golden file at `path`; in an updating run it is `actual` from now on.
  static func golden(_ path: String, for actual: String) throws -> String {
    if updatesGoldens { try Data(actual.utf8).write(to: url(path)) }
    return exists(path) ? try text(path) : "(no golden file yet: run with UPDATE_GOLDENS=1)"
  }
}
