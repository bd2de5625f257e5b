/// What changed in a file, as `diff -u` and `patch` write it.
package enum UnifiedDiff {
  /// Lines shown around a change.
  private static let context = 3

  /// The hunks that turn `old` into `new`, under a heading that names `path` twice; nothing if both are equal.
  ///
  /// Lines end with LF; every byte is kept, so that `patch -p0` gives exactly `new`. The same input gives the same diff.
  ///
  /// Complexity: close to linear for files that have many lines in common; never quadratic.
  package static func bytes(old: [UInt8], new: [UInt8], path: String) -> [UInt8] {
    guard old != new else { return [] }
    let oldLines = lines(of: old)
    let newLines = lines(of: new)
    let changes = LineChanges(from: oldLines, to: newLines).changes
    var result = Array("--- \(quoted(path))\n+++ \(quoted(path))\n".utf8)
    for hunk in hunks(of: changes) { append(hunk, oldLines, newLines, to: &result) }
    return result
  }

  /// The lines with their ends; the last may have none.
  private static func lines(of bytes: [UInt8]) -> [ArraySlice<UInt8>] {
    var lines: [ArraySlice<UInt8>] = []
    var start = 0
    while start < bytes.count {
      let end = bytes[start...].firstIndex(of: UInt8(ascii: "\n")).map { $0 + 1 } ?? bytes.count
      lines.append(bytes[start..<end])
      start = end
    }
    return lines
  }

  /// Changes with no more than twice the context between them share a hunk.
  private static func hunks(of changes: [LineChange]) -> [[LineChange]] {
    var hunks: [[LineChange]] = []
    for change in changes {
      if let last = hunks.last?.last, change.old.lowerBound - last.old.upperBound <= 2 * context {
        hunks[hunks.count - 1].append(change)
      } else {
        hunks.append([change])
      }
    }
    return hunks
  }

  private static func append(
    _ hunk: [LineChange], _ old: [ArraySlice<UInt8>], _ new: [ArraySlice<UInt8>], to result: inout [UInt8]
  ) {
    guard let first = hunk.first, let last = hunk.last else { return }
    let before = min(context, first.old.lowerBound)
    let after = min(context, old.count - last.old.upperBound)
    let oldRange = first.old.lowerBound - before..<last.old.upperBound + after
    let newRange = first.new.lowerBound - before..<last.new.upperBound + after
    result += Array("@@ -\(position(oldRange)) +\(position(newRange)) @@\n".utf8)
    var place = oldRange.lowerBound
    for change in hunk {
      for line in old[place..<change.old.lowerBound] { append(line, after: " ", to: &result) }
      for line in old[change.old] { append(line, after: "-", to: &result) }
      for line in new[change.new] { append(line, after: "+", to: &result) }
      place = change.old.upperBound
    }
    for line in old[place..<oldRange.upperBound] { append(line, after: " ", to: &result) }
  }

  private static func append(_ line: ArraySlice<UInt8>, after mark: Unicode.Scalar, to result: inout [UInt8]) {
    result.append(UInt8(ascii: mark))
    result += line
    if line.last != UInt8(ascii: "\n") { result += Array("\n\\ No newline at end of file\n".utf8) }
  }

  /// `start,count`; one line needs no count, and no line is placed after the line before it.
  private static func position(_ range: Range<Int>) -> String {
    switch range.count {
    case 0: "\(range.lowerBound),0"
    case 1: "\(range.lowerBound + 1)"
    default: "\(range.lowerBound + 1),\(range.count)"
    }
  }

  /// A path that could break the heading is quoted, as git does.
  private static func quoted(_ path: String) -> String {
    let isPlain = path.utf8.allSatisfy {
      $0 >= 0x20 && $0 != 0x7F && $0 != UInt8(ascii: "\"") && $0 != UInt8(ascii: "\\")
    }
    guard !isPlain else { return path }
    var text = "\""
    for scalar in path.unicodeScalars {
      switch scalar {
      case "\"", "\\": text += "\\\(scalar)"
      case "\n": text += "\\n"
      case "\t": text += "\\t"
      case _ where scalar.value < 0x20 || scalar.value == 0x7F:
        let octal = String(scalar.value, radix: 8)
        text += "\\" + String(repeating: "0", count: 3 - octal.count) + octal
      default: text.unicodeScalars.append(scalar)
      }
    }
    return text + "\""
  }
}
