internal import Foundation
internal import RuleEngine
package import RuleSource

/// Reads the rule files of a rulebook from disk.
package struct SourceLoader: Sendable {
  /// One GiB: byte offsets in a file have 31 bits.
  package static let largestFile = 1 << 30

  private let limit: Int

  /// A loader that refuses files of more than `limit` bytes.
  package init(limit: Int = SourceLoader.largestFile) { self.limit = limit }

  /// The files at `paths` in canonical order: by path, bytewise, each file once however often it is named.
  ///
  /// Of a folder these are the files in it and below it that end in `.rules`, hidden ones aside. A file that is named
  /// may end as it likes. `-` is standard input.
  package func files(at paths: [String]) throws(SourceProblem) -> [SourceFile] {
    guard !paths.isEmpty else { throw .noPaths }
    var found: [String] = []
    for path in paths {
      if path == "-" {
        found.append(path)
        continue
      }
      guard let kind = kind(of: path) else { throw .notFound(path: path) }
      guard kind == .folder else {
        found.append(path)
        continue
      }
      let before = found.count
      var visited: Set<String> = []
      try collect(path, into: &found, visited: &visited)
      guard found.count > before else { throw .noRules(path: path) }
    }
    var files: [SourceFile] = []
    for path in distinct(found) { files.append(SourceFile(path: path, bytes: try bytes(at: path))) }
    return files
  }

  // Of several paths to one file the shortest stays: that is rarely the one through a link.
  private func distinct(_ paths: [String]) -> [String] {
    var seen: Set<String> = []
    return paths.sorted { left, right in
      left.utf8.count == right.utf8.count
        ? left.utf8.lexicographicallyPrecedes(right.utf8) : left.utf8.count < right.utf8.count
    }
    .filter { seen.insert($0 == "-" ? $0 : realPath($0)).inserted }
    .sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
  }

  private enum Kind { case file, folder }

  // Links are followed; `nil` where there is nothing, as behind a dangling one.
  private func kind(of path: String) -> Kind? {
    var isFolder: ObjCBool = false
    guard !path.isEmpty, unsafe FileManager.default.fileExists(atPath: path, isDirectory: &isFolder) else {
      return nil
    }
    return isFolder.boolValue ? .folder : .file
  }

  private func realPath(_ path: String) -> String {
    URL(fileURLWithPath: path).resolvingSymlinksInPath().path
  }

  // A link may lead back to a folder above it, so every folder is entered once.
  private func collect(
    _ folder: String, into found: inout [String], visited: inout Set<String>
  ) throws(SourceProblem) {
    guard visited.insert(realPath(folder)).inserted else { return }
    let names: [String]
    do {
      names = try FileManager.default.contentsOfDirectory(atPath: folder)
    } catch {
      throw .unreadable(path: folder)
    }
    for name in names.sorted(by: { $0.utf8.lexicographicallyPrecedes($1.utf8) }) where !name.hasPrefix(".") {
      let path = folder.hasSuffix("/") ? folder + name : folder + "/" + name
      switch kind(of: path) {
      case .folder: try collect(path, into: &found, visited: &visited)
      case .file where name.hasSuffix(".rules"): found.append(path)
      case .file, nil: break
      }
    }
  }

  // In pieces: what is no regular file has no size to ask for, and may never end.
  private func bytes(at path: String) throws(SourceProblem) -> [UInt8] {
    let piece = 1 << 20
    guard let handle = path == "-" ? FileHandle.standardInput : FileHandle(forReadingAtPath: path) else {
      throw .unreadable(path: path)
    }
    var bytes: [UInt8] = []
    while true {
      let data: Data?
      do {
        data = try handle.read(upToCount: piece)
      } catch {
        throw .unreadable(path: path)
      }
      guard let data, !data.isEmpty else { return bytes }
      bytes += data
      if bytes.starts(with: ProgramFile.magic) { throw .compiled(path: path) }
      guard bytes.count <= limit else { throw .tooLarge(path: path) }
    }
  }
}
