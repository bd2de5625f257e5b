internal import Glibc

/// What a path leads to, links followed.
package struct Entry {
  package enum Kind { case file, folder, other }

  /// The same for every path to one file.
  package struct Identity: Hashable {
    let device: UInt64
    let number: UInt64
  }

  package let kind: Kind
  package let identity: Identity
  /// In bytes; of files.
  let size: Int

  /// `nil` where there is nothing, as behind a dangling link or one that leads back to itself.
  package init?(_ path: String) {
    var status = stat()
    guard !path.isEmpty, !path.utf8.contains(0) else { return nil }
    guard unsafe stat(path, &status) == 0 else { return nil }
    switch status.st_mode & S_IFMT {
    case S_IFDIR: kind = .folder
    case S_IFREG: kind = .file
    default: kind = .other
    }
    identity = Identity(device: UInt64(status.st_dev), number: UInt64(status.st_ino))
    size = kind == .file ? Int(status.st_size) : 0
  }

  static func isLink(_ path: String) -> Bool {
    var status = stat()
    guard !path.utf8.contains(0), unsafe lstat(path, &status) == 0 else { return false }
    return status.st_mode & S_IFMT == S_IFLNK
  }
}
