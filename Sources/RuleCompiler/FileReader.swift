internal import Glibc

/// Reads files with nothing but the system.
package enum FileReader {
  /// What went wrong.
  package enum Problem: Error { case cannotOpen, cannotRead }

  /// The bytes of a file, at most `limit`; `-` is standard input.
  package static func bytes(at path: String, atMost limit: Int = .max) throws(Problem) -> [UInt8] {
    let descriptor = path == "-" ? 0 : unsafe open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { throw .cannotOpen }
    defer { if path != "-" { close(descriptor) } }
    guard let bytes = rest(of: descriptor, atMost: limit) else { throw .cannotRead }
    return bytes
  }

  /// What there is still to read, at most `limit` bytes; `nil` if reading fails.
  package static func rest(of descriptor: Int32, atMost limit: Int = .max) -> [UInt8]? {
    var status = stat()
    let isRegular = unsafe fstat(descriptor, &status) == 0 && status.st_mode & S_IFMT == S_IFREG
    // One more than a file has, so that its end is seen.
    let size = isRegular ? min(Int(status.st_size) + 1, 1 << 20) : 1 << 16
    var piece = [UInt8](repeating: 0, count: min(limit, size))
    var bytes: [UInt8] = []
    while bytes.count < limit {
      let count = unsafe piece.withUnsafeMutableBytes { unsafe read(descriptor, $0.baseAddress, $0.count) }
      if count < 0, errno == EINTR { continue }
      guard count >= 0 else { return nil }
      guard count > 0 else { break }
      bytes += piece.prefix(min(count, limit - bytes.count))
    }
    return bytes
  }
}
