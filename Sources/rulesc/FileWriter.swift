internal import Glibc

/// Writes files whole or not at all.
enum FileWriter {
  /// Writes `bytes` beside the place, then moves them there: who reads meanwhile sees the old file or the new one.
  ///
  /// A link stays a link, and a file keeps its permissions. What is no regular file, such as `/dev/null`, is written to.
  static func write(_ bytes: [UInt8], to path: String) throws(CommandProblem) {
    try write(to: path) { $0(bytes.span) }
  }

  /// The same for bytes that `body` hands over part by part.
  static func write(
    to path: String, _ body: (@escaping (Swift.Span<UInt8>) -> Void) -> Void
  ) throws(CommandProblem) {
    var status = stat()
    let isThere = unsafe stat(path, &status) == 0
    if isThere, status.st_mode & S_IFMT == S_IFDIR { throw problem(path, EISDIR) }
    if isThere, status.st_mode & S_IFMT != S_IFREG {
      let descriptor = unsafe open(path, O_WRONLY)
      guard descriptor >= 0 else { throw problem(path, errno) }
      defer { close(descriptor) }
      if let code = writeParts(body, to: descriptor) { throw problem(path, code) }
      return
    }
    let target = isThere ? resolved(path) : path
    if isThere, unsafe access(target, W_OK) != 0 { throw problem(path, errno) }
    let folder = target.lastIndex(of: "/").map { String(target[...$0]) } ?? ""
    let temporary = "\(folder).rulesc-\(getpid())-\(UInt32.random(in: .min ... .max))"
    let descriptor = unsafe open(temporary, O_WRONLY | O_CREAT | O_EXCL, 0o666)
    guard descriptor >= 0 else { throw problem(path, errno) }
    var failure = writeParts(body, to: descriptor)
    if isThere {
      // Another owner's file cannot keep its owner unless we are root: the permissions are what counts.
      _ = fchown(descriptor, status.st_uid, status.st_gid)
      if failure == nil, fchmod(descriptor, status.st_mode & 0o7777) != 0 { failure = errno }
    }
    if failure == nil, fsync(descriptor) != 0 { failure = errno }
    if close(descriptor) != 0, failure == nil { failure = errno }
    if failure == nil, unsafe rename(temporary, target) != 0 { failure = errno }
    guard let code = failure else { return }
    _ = unsafe unlink(temporary)
    throw problem(path, code)
  }

  /// Whether a regular file is there, links followed.
  static func isFile(_ path: String) -> Bool {
    var status = stat()
    return unsafe stat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFREG
  }

  /// Whether both paths lead to one file that is there.
  static func isSame(_ path: String, _ other: String) -> Bool {
    isFile(path) && isFile(other) && resolved(path) == resolved(other)
  }

  private static func resolved(_ path: String) -> String {
    guard let real = unsafe realpath(path, nil) else { return path }
    defer { unsafe free(real) }
    return unsafe String(cString: real)
  }

  /// Writes what `body` hands over, up to the first error; that one's number.
  private static func writeParts(
    _ body: (@escaping (Swift.Span<UInt8>) -> Void) -> Void, to descriptor: Int32
  ) -> Int32? {
    var failure: Int32?
    body { part in
      if failure == nil { failure = writeAll(part, to: descriptor) }
    }
    return failure
  }

  /// Writes all bytes to a descriptor; the error's number, if one occurred.
  static func writeAll(_ bytes: Swift.Span<UInt8>, to descriptor: Int32) -> Int32? {
    var written = 0
    while written < bytes.count {
      let rest = bytes.extracting(droppingFirst: written)
      let count = unsafe rest.withUnsafeBytes { unsafe Glibc.write(descriptor, $0.baseAddress, $0.count) }
      if count >= 0 {
        written += count
      } else if errno != EINTR {
        return errno
      }
    }
    return nil
  }

  private static func problem(_ path: String, _ code: Int32) -> CommandProblem {
    CommandProblem(
      "`\(path)` cannot be written: \(SystemReason.text(code))",
      help: "check that the folder exists and that both may be written to")
  }
}
