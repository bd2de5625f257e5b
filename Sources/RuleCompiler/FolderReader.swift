internal import Glibc

/// Reads folders with nothing but the system: Foundation took longer to start than a one-rule check takes.
package enum FolderReader {
  /// The names of what is in a folder, bytewise in order; `nil` if it cannot be read. A name that is no UTF-8 is repaired,
  /// and so leads nowhere.
  package static func names(in folder: String) -> [String]? {
    guard let stream = unsafe opendir(folder) else { return nil }
    defer { unsafe closedir(stream) }
    var names: [String] = []
    while true {
      errno = 0
      guard let entry = unsafe readdir(stream) else { break }
      let name = unsafe withUnsafeBytes(of: &entry.pointee.d_name) { bytes in
        unsafe String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self)
      }
      if name != ".", name != ".." { names.append(name) }
    }
    guard errno == 0 else { return nil }
    return names.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
  }
}
