internal import Foundation

/// Rule files as they were last saved: two that are equal say that nothing happened in between.
struct SavedFiles: Equatable {
  private struct Stamp: Equatable {
    let path: String
    let modified: Date?
    let size: Int?
  }

  private let stamps: [Stamp]

  /// The files at `paths`, and all `*.rules` in and below folders.
  init(_ paths: [String]) {
    var stamps: [Stamp] = []
    for path in paths {
      stamps.append(Self.stamp(path))
      guard let below = FileManager.default.enumerator(atPath: path) else { continue }
      var names: [String] = []
      while let name = below.nextObject() as? String {
        if name.hasSuffix(".rules") { names.append(name) }
      }
      stamps += names.sorted().map { Self.stamp(path + "/" + $0) }
    }
    self.stamps = stamps
  }

  private static func stamp(_ path: String) -> Stamp {
    let attributes = try? FileManager.default.attributesOfItem(atPath: path)
    return Stamp(
      path: path, modified: attributes?[.modificationDate] as? Date, size: (attributes?[.size] as? NSNumber)?.intValue)
  }
}
