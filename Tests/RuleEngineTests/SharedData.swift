import Foundation

/// The real material beside the repository, where it is present; tests that need it are skipped where it is not.
enum SharedData {
  private static let folder: URL? = {
    let repository = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent()
    let given = ProcessInfo.processInfo.environment["SHARED_DATA"].map { URL(fileURLWithPath: $0) }
    let candidates = [
      given, repository.deletingLastPathComponent().appendingPathComponent("shared/data"),
      URL(fileURLWithPath: "/work/shared/data"),
    ]
    return candidates.compactMap { $0 }.first { FileManager.default.fileExists(atPath: $0.path) }
  }()

  /// Whether the folder or file is there.
  static func has(_ path: String) -> Bool {
    folder.map { FileManager.default.fileExists(atPath: $0.appendingPathComponent(path).path) } ?? false
  }

  /// The bytes of a file.
  static func bytes(_ path: String) -> [UInt8]? {
    guard let folder, let data = try? Data(contentsOf: folder.appendingPathComponent(path)) else { return nil }
    return [UInt8](data)
  }

  /// The names of a folder's files, in order.
  static func names(in path: String) -> [String] {
    guard let folder else { return [] }
    let names = try? FileManager.default.contentsOfDirectory(atPath: folder.appendingPathComponent(path).path)
    return (names ?? []).sorted()
  }
}

/// The page that specifies events, found beside the tests.
enum Page {
  static func text(_ path: String) throws -> String {
    let repository = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent()
    return try String(contentsOf: repository.appendingPathComponent(path), encoding: .utf8)
  }

  /// The code blocks of a language, with the words after it on the opening line.
  static func blocks(of language: String, in text: String) -> [(label: String, body: String)] {
    var blocks: [(label: String, body: String)] = []
    var open: (label: String, lines: [Substring])?
    for line in text.split(separator: "\n", omittingEmptySubsequences: false) {
      if line.hasPrefix("```") {
        if let block = open {
          blocks.append((block.label, block.lines.joined(separator: "\n")))
          open = nil
        } else if line.hasPrefix("```" + language) {
          open = (line.dropFirst(3 + language.count).trimmingCharacters(in: .whitespaces), [])
        } else {
          open = ("-", [])
        }
      } else {
        open?.lines.append(line)
      }
    }
    return blocks.filter { $0.label != "-" }
  }
}
