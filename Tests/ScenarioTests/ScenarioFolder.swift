import Foundation
import RuleSource

/// The folders of `Scenarios`, found from where this file is.
enum ScenarioFolder {
  private static let root = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "Scenarios")

  /// The names of all scenarios, sorted.
  static func names() -> [String] {
    ((try? FileManager.default.contentsOfDirectory(atPath: root.path)) ?? []).filter { !$0.hasSuffix(".rules") }
      .sorted()
  }

  /// The vocabulary that all share, and the scenario's rules.
  static func ruleFiles(_ name: String) throws -> [SourceFile] {
    try ["vocabulary.rules", "\(name)/rules.rules"].map { SourceFile(path: $0, bytes: try bytes($0)) }
  }

  /// The scenario's lines.
  static func events(_ name: String) throws -> [String] {
    String(decoding: try bytes("\(name)/events.ndjson"), as: UTF8.self).split(separator: "\n").map(String.init)
  }

  /// What must come out; in an updating run it is `actual` from now on.
  static func expected(_ name: String, for actual: String) throws -> String {
    let path = "\(name)/expected.txt"
    if ProcessInfo.processInfo.environment["UPDATE_GOLDENS"] == "1" {
      try Data(actual.utf8).write(to: root.appending(path: path))
    }
    return String(decoding: try bytes(path), as: UTF8.self)
  }

  private static func bytes(_ path: String) throws -> [UInt8] {
    [UInt8](try Data(contentsOf: root.appending(path: path)))
  }
}
