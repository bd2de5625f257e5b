extension Fix {
  /// The edits as they are made: what goes takes a neighbouring blank with it, or its line if it stood there alone.
  package func edits(in files: [SourceFile]) -> [Edit] {
    edits.map { edit in
      let index = Int(edit.range.fileIndex)
      guard edit.replacement.isEmpty, edit.range.start < edit.range.end, files.indices.contains(index),
        edit.range.end <= files[index].bytes.count
      else { return edit }
      return Edit(Fix.widened(edit.range, in: files[index].bytes), "")
    }
  }

  private static func widened(_ range: SourceRange, in bytes: [UInt8]) -> SourceRange {
    let file = Int(range.fileIndex)
    var blanksStart = range.start
    while blanksStart > 0, isBlank(bytes[blanksStart - 1]) { blanksStart -= 1 }
    var blanksEnd = range.end
    while blanksEnd < bytes.count, isBlank(bytes[blanksEnd]) { blanksEnd += 1 }
    let beginsLine = blanksStart == 0 || endsLine(bytes[blanksStart - 1])
    let endsItsLine = blanksEnd == bytes.count || endsLine(bytes[blanksEnd])
    switch (beginsLine, endsItsLine) {
    case (true, true):
      // With its line end; the last line goes together with the line end before it.
      guard blanksEnd < bytes.count else { return SourceRange(file: file, start: blanksStart, end: blanksEnd) }
      let isPair =
        bytes[blanksEnd] == UInt8(ascii: "\r") && blanksEnd + 1 < bytes.count
        && bytes[blanksEnd + 1] == UInt8(ascii: "\n")
      return SourceRange(file: file, start: blanksStart, end: blanksEnd + (isPair ? 2 : 1))
    case (true, false):
      // What comes next begins where this began.
      return SourceRange(file: file, start: range.start, end: blanksEnd)
    case (false, true):
      return SourceRange(file: file, start: blanksStart, end: blanksEnd)
    case (false, false) where blanksStart < range.start && (blanksEnd > range.end || closes(bytes[range.end])):
      return SourceRange(file: file, start: range.start - 1, end: range.end)
    case (false, false) where blanksEnd > range.end && opens(bytes[range.start - 1]):
      return SourceRange(file: file, start: range.start, end: range.end + 1)
    case (false, false): return range
    }
  }

  private static func isBlank(_ byte: UInt8) -> Bool { byte == UInt8(ascii: " ") || byte == UInt8(ascii: "\t") }
  private static func endsLine(_ byte: UInt8) -> Bool { byte == UInt8(ascii: "\n") || byte == UInt8(ascii: "\r") }
  private static func opens(_ byte: UInt8) -> Bool { byte == UInt8(ascii: "(") }
  private static func closes(_ byte: UInt8) -> Bool {
    byte == UInt8(ascii: ")") || byte == UInt8(ascii: ",") || byte == UInt8(ascii: ":")
  }
}
