internal import Glibc
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
  /// may end as it likes, and may be a pipe. `-` is standard input.
  ///
  /// - Parameter willRead: called before the first file is read, with the bytes that all of them have about.
  package func files(
    at paths: [String], willRead: (_ bytes: Int) -> Void = { _ in }
  ) throws(SourceProblem) -> [SourceFile] {
    guard !paths.isEmpty else { throw .noPaths }
    var found: [FoundFile] = []
    for path in paths {
      if path == "-" {
        found.append(FoundFile(path: path, identity: nil, size: 0))
        continue
      }
      guard let entry = Entry(path) else {
        throw Entry.isLink(path) ? .leadsNowhere(path: path) : .notFound(path: path)
      }
      guard entry.kind == .folder else {
        found.append(FoundFile(path: path, identity: entry.identity, size: entry.size))
        continue
      }
      let before = found.count
      var visited: Set<Entry.Identity> = []
      try collect(path, entry, into: &found, visited: &visited)
      guard found.count > before else { throw .noRules(path: path) }
    }
    willRead(found.reduce(0) { $0 + min($1.size, limit) })
    var files: [SourceFile] = []
    for path in found.count == 1 ? [found[0].path] : distinct(found) {
      files.append(SourceFile(path: path, bytes: try bytes(at: path)))
    }
    return files
  }

  private struct FoundFile {
    let path: String
    /// `nil` for standard input.
    let identity: Entry.Identity?
    let size: Int
  }

  // Of several paths to one file the shortest stays: that is rarely the one through a link.
  private func distinct(_ files: [FoundFile]) -> [String] {
    var seen: Set<Entry.Identity?> = []
    return files.sorted { left, right in
      left.path.utf8.count == right.path.utf8.count
        ? left.path.utf8.lexicographicallyPrecedes(right.path.utf8) : left.path.utf8.count < right.path.utf8.count
    }
    .filter { seen.insert($0.identity).inserted }.map(\.path)
    .sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
  }

  // A link may lead back to a folder above it, so every folder is entered once.
  private func collect(
    _ folder: String, _ entry: Entry, into found: inout [FoundFile], visited: inout Set<Entry.Identity>
  ) throws(SourceProblem) {
    guard visited.insert(entry.identity).inserted else { return }
    guard let names = FolderReader.names(in: folder) else { throw .unreadable(path: folder, reason: nil) }
    for name in names where !name.hasPrefix(".") {
      let path = folder == "." ? name : folder.hasSuffix("/") ? folder + name : folder + "/" + name
      guard let entry = Entry(path) else {
        // A rule file that is missing must not go unnoticed.
        guard name.hasSuffix(".rules") else { continue }
        throw Entry.isLink(path) ? .leadsNowhere(path: path) : .unusableName(path: path)
      }
      switch entry.kind {
      case .folder: try collect(path, entry, into: &found, visited: &visited)
      case .file where name.hasSuffix(".rules"):
        found.append(FoundFile(path: path, identity: entry.identity, size: entry.size))
      // A pipe in a folder may never end.
      case .file, .other: break
      }
    }
  }

  private func bytes(at path: String) throws(SourceProblem) -> [UInt8] {
    let descriptor = path == "-" ? 0 : unsafe open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { throw .unreadable(path: path, reason: Self.reason(errno)) }
    defer { if path != "-" { close(descriptor) } }
    var status = stat()
    let isRegular = unsafe fstat(descriptor, &status) == 0 && status.st_mode & S_IFMT == S_IFREG
    let sizeBefore = Int(status.st_size)
    if isRegular, sizeBefore > limit { throw .tooLarge(path: path) }
    var bytes: [UInt8] = []
    if isRegular { bytes.reserveCapacity(sizeBefore + 1) }
    // In pieces: what is no regular file has no size to ask for, and may never end.
    while true {
      let size = isRegular && bytes.count <= sizeBefore ? sizeBefore - bytes.count + 1 : 1 << 16
      guard try read(size, from: descriptor, path: path, into: &bytes) else { break }
      if bytes.starts(with: ProgramFile.magic) { throw .compiled(path: path) }
      guard bytes.count <= limit else { throw .tooLarge(path: path) }
    }
    var after = stat()
    if isRegular, path != "-", unsafe fstat(descriptor, &after) == 0, after.isChanged(since: status) {
      throw .changing(path: path)
    }
    return bytes
  }

  /// Whether there was anything to read.
  private func read(
    _ size: Int, from descriptor: Int32, path: String, into bytes: inout [UInt8]
  ) throws(SourceProblem) -> Bool {
    let size = min(size, 1 << 20)
    var count = 0
    var code: Int32 = 0
    bytes.append(addingCapacity: size) { room in
      // SAFETY: the system writes no more than fits, and says how much of that it has written.
      unsafe room.withUnsafeMutableBufferPointer { buffer, written in
        repeat { count = unsafe Glibc.read(descriptor, buffer.baseAddress, size) } while count < 0 && errno == EINTR
        code = errno
        written = max(0, count)
      }
    }
    if count < 0 { throw .unreadable(path: path, reason: Self.reason(code)) }
    return count > 0
  }

  private static func reason(_ code: Int32) -> String {
    if code == EBADF { return "it is closed" }
    guard let text = unsafe strerror(code) else { return "error \(code)" }
    return unsafe String(cString: text).lowercased()
  }
}

extension stat {
  fileprivate func isChanged(since before: stat) -> Bool {
    st_size != before.st_size || st_mtim.tv_sec != before.st_mtim.tv_sec
      || st_mtim.tv_nsec != before.st_mtim.tv_nsec
  }
}
