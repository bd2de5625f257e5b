/// A place in a file as people and tools name it; all but `offset` count from 1.
package struct TextPosition: Sendable, Hashable {
  /// LF, CRLF and a lone CR end a line.
  package let line: Int
  package let column: Int
  /// Bytes before the place.
  package let offset: Int
}

/// What a column counts. A byte order mark at the beginning of a file counts nothing.
package enum ColumnUnit: Sendable, Hashable {
  /// Characters as people see them: a tab is one, an accented letter is one, and so is a family of joined emoji.
  case characters
  /// Unicode code points.
  case codePoints
}

/// Finds lines and columns of places.
///
/// Complexity: a place costs O(log lines) and at most `stride` bytes, however long its line is, after one pass over it.
package struct PositionFinder: Sendable {
  private struct LineKey: Hashable {
    let file: Int
    let line: Int
  }

  private let files: [SourceFile]
  private let unit: ColumnUnit
  private var longLines: [LineKey: LineMarks] = [:]

  /// A finder for places in `files`, the rulebook in canonical order.
  package init(files: [SourceFile], unit: ColumnUnit) {
    self.files = files
    self.unit = unit
  }

  /// The file that `range` is in; `nil` if it is in none of the rulebook.
  package func file(of range: SourceRange) -> SourceFile? {
    let index = Int(range.fileIndex)
    return files.indices.contains(index) ? files[index] : nil
  }

  /// Where `range` begins.
  package mutating func start(of range: SourceRange) -> TextPosition {
    position(at: range.start, in: Int(range.fileIndex))
  }

  /// Where `range` has ended: one past its last character.
  package mutating func end(of range: SourceRange) -> TextPosition {
    position(at: range.end, in: Int(range.fileIndex))
  }

  private mutating func position(at offset: Int, in index: Int) -> TextPosition {
    guard files.indices.contains(index) else { return TextPosition(line: 1, column: 1, offset: 0) }
    let file = files[index]
    let place = min(offset, file.bytes.count)
    let line = file.lineIndex(at: place)
    let start = file.lineStarts[line]
    if place - start <= LineMarks.stride {
      var mark = LineMarks.Mark(offset: start)
      mark.move(to: place, in: file.bytes[...], unit: unit)
      return TextPosition(line: line + 1, column: mark.column, offset: place)
    }
    let column = longLines[LineKey(file: index, line: line), default: LineMarks(start: start)].column(
      at: place, in: file.bytes[...], unit: unit)
    return TextPosition(line: line + 1, column: column, offset: place)
  }
}

/// Known columns of a long line, so that many messages in one line stay linear.
private struct LineMarks: Sendable {
  /// Bytes between two marks.
  static let stride = 512

  /// How far counting has come.
  struct Mark: Sendable {
    var offset: Int
    var column = 1
    private var breaks = CharacterBreaks()

    init(offset: Int) { self.offset = offset }

    mutating func move(to end: Int, in bytes: ArraySlice<UInt8>, unit: ColumnUnit) {
      while offset < end {
        if bytes[offset] < 0x80 {
          breaks = CharacterBreaks()
          column += 1
          offset += 1
          continue
        }
        let (scalar, length) = DisplayText.scalar(in: bytes, at: offset)
        let isByteOrderMark = offset == 0 && scalar == "\u{FEFF}"
        let counts =
          switch unit {
          case .characters: breaks.begins(scalar)
          case .codePoints: true
          }
        if counts, !isByteOrderMark { column += 1 }
        offset += length
      }
    }
  }

  // INVARIANT: offsets grow, each at least `stride` past the one before.
  private var marks: [Mark]

  init(start: Int) { marks = [Mark(offset: start)] }

  mutating func column(at offset: Int, in bytes: ArraySlice<UInt8>, unit: ColumnUnit) -> Int {
    while var last = marks.last, last.offset + Self.stride <= offset {
      last.move(to: last.offset + Self.stride, in: bytes, unit: unit)
      marks.append(last)
    }
    var low = 0
    var high = marks.count
    while high - low > 1 {
      let middle = (low + high) / 2
      if marks[middle].offset <= offset { low = middle } else { high = middle }
    }
    var mark = marks[low]
    mark.move(to: offset, in: bytes, unit: unit)
    return mark.column
  }
}
