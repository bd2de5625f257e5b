internal import Glibc

/// The three descriptors that every process is given.
enum StandardStreams {
  /// Fills the places of closed ones with what refuses to be read or written.
  ///
  /// Otherwise the first file opened would take the place of standard output, and be written over.
  static func fillGaps() {
    for (descriptor, mode) in [(Int32(0), O_WRONLY), (1, O_RDONLY), (2, O_RDONLY)]
    where fcntl(descriptor, F_GETFD) == -1 {
      _ = unsafe open("/dev/null", mode)
    }
  }
}
