internal import Glibc
internal import RuleCompiler

/// Rule files as they were last saved: two that are equal say that nothing happened in between.
struct SavedFiles: Equatable {
  private struct Stamp: Equatable {
    let path: String
    let seconds: Int
    let nanoseconds: Int
    let size: Int

    init(_ path: String, _ status: stat) {
      self.path = path
      seconds = status.st_mtim.tv_sec
      nanoseconds = status.st_mtim.tv_nsec
      size = Int(status.st_size)
    }
  }

  private let stamps: [Stamp]

  /// The files at `paths`, and all `*.rules` in and below folders.
  init(_ paths: [String]) {
    var stamps: [Stamp] = []
    for path in paths {
      var status = stat()
      _ = unsafe stat(path, &status)
      stamps.append(Stamp(path, status))
      if status.st_mode & S_IFMT == S_IFDIR { Self.collect(path, into: &stamps) }
    }
    self.stamps = stamps
  }

  // Links are followed to files, not to folders: those may lead back.
  private static func collect(_ folder: String, into stamps: inout [Stamp]) {
    for name in FolderReader.names(in: folder) ?? [] {
      let path = folder + "/" + name
      var status = stat()
      guard unsafe lstat(path, &status) == 0 else { continue }
      if status.st_mode & S_IFMT == S_IFDIR {
        collect(path, into: &stamps)
      } else if name.hasSuffix(".rules") {
        _ = unsafe stat(path, &status)
        stamps.append(Stamp(path, status))
      }
    }
  }
}
