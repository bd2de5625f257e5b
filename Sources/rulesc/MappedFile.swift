internal import Glibc

/// A file in memory without being read: processes that map the same one share its pages.
///
/// Whoever replaces such a file renames another one to it, as `rulesc compile` does; one that is written in place changes
/// under its readers.
@safe
final class MappedFile: Sendable {
  /// The bytes, as long as this object is there.
  nonisolated(unsafe) let bytes: UnsafeRawBufferPointer

  /// The file at a path; `nil` where it is no regular file, empty, or cannot be mapped.
  init?(at path: String) {
    let descriptor = unsafe open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { return nil }
    defer { close(descriptor) }
    var status = stat()
    guard unsafe fstat(descriptor, &status) == 0, status.st_mode & S_IFMT == S_IFREG, status.st_size > 0 else {
      return nil
    }
    let size = Int(status.st_size)
    // The whole file is verified at once: all pages are wanted now.
    let flags = MAP_PRIVATE | Int32(MAP_POPULATE)
    guard let start = unsafe mmap(nil, size, PROT_READ, flags, descriptor, 0), unsafe start != MAP_FAILED else {
      return nil
    }
    unsafe bytes = UnsafeRawBufferPointer(start: start, count: size)
  }

  deinit { unsafe munmap(UnsafeMutableRawPointer(mutating: bytes.baseAddress), bytes.count) }
}
