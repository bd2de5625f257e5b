import Foundation

/// The project's own files, found from where this file is.
enum ProjectFolder {
  static let root = URL(filePath: #filePath).resolvingSymlinksInPath().deletingLastPathComponent()
    .deletingLastPathComponent()
    .deletingLastPathComponent()

  /// Whether goldens are to be written instead of compared: `UPDATE_GOLDENS=1 swift test --filter CatalogueTests`.
  static var updatesGoldens: Bool { ProcessInfo.processInfo.environment["UPDATE_GOLDENS"] == "1" }

  static func text(_ path: String) -> String {
    String(decoding: (try? Data(contentsOf: root.appending(path: path))) ?? Data(), as: UTF8.self)
  }

  /// The paths of all files below `folder`, from the project's root, sorted.
  static func files(below folder: String) -> [String] {
    let walker = FileManager.default.enumerator(atPath: root.appending(path: folder).path)
    return (walker?.compactMap { $0 as? String } ?? []).map { "\(folder)/\($0)" }.sorted()
  }

  /// The golden file at `path`; in an updating run it is `actual` from now on.
  static func golden(_ path: String, for actual: String) throws -> String {
    if updatesGoldens { try Data(actual.utf8).write(to: root.appending(path: path)) }
    return text(path)
  }
}
