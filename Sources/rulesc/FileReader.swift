internal import Foundation

/// Reads files with nothing but the system: `FileHandle` would bring 45 MB of tables into the static build.
enum FileReader {
  /// What went wrong.
  enum Problem: Error { case cannotOpen, cannotRead }

  /// The bytes of a file, at most `limit`; `-` is standard input.
  static func bytes(at path: String, atMost limit: Int = .max) throws(Problem) -> [UInt8] {
    let descriptor = path == "-" ? 0 : unsafe open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { throw .cannotOpen }
    defer { if path != "-" { close(descriptor) } }
    var bytes: [UInt8] = []
    var piece = [UInt8](repeating: 0, count: min(limit, 1 << 16))
    while bytes.count < limit {
      let count = unsafe piece.withUnsafeMutableBytes { unsafe read(descriptor, $0.baseAddress, $0.count) }
      if count < 0, errno == EINTR { continue }
      guard count >= 0 else { throw .cannotRead }
      guard count > 0 else { break }
      bytes += piece.prefix(min(count, limit - bytes.count))
    }
    return bytes
  }
}
