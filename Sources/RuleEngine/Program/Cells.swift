/// Bytes of a compiled rulebook from some place on, read as little-endian integers: the one place where the engine reads
/// memory by address.
///
/// A mapped file is read where it lies, so there is no array whose bounds Swift could check. Whoever makes `Cells` knows
/// how many bytes follow: the reader compares every section with the length of the file, and the verifier every index of
/// the file with the table that it points into, before anything is read through them.
@safe
package struct Cells: @unchecked Sendable {
  // Unchecked because a pointer is not `Sendable`: what it points to never changes, and `RulebookBytes` keeps it.
  private let start: UnsafeRawPointer

  /// The bytes from `start` on.
  @unsafe
  init(unsafeStart start: UnsafeRawPointer) { unsafe self.start = start }

  /// The bytes from `offset` on.
  @inline(__always)
  func advanced(by offset: Int) -> Cells { unsafe Cells(unsafeStart: start + offset) }

  @inline(__always)
  func byte(_ offset: Int) -> UInt8 { unsafe start.load(fromByteOffset: offset, as: UInt8.self) }

  /// The integer at a byte, which need not be aligned: a host may hand over bytes that begin anywhere.
  @inline(__always)
  func integer<Integer: FixedWidthInteger & BitwiseCopyable>(_ offset: Int, _ type: Integer.Type) -> Integer {
    unsafe Integer(littleEndian: start.loadUnaligned(fromByteOffset: offset, as: Integer.self))
  }

  @inline(__always)
  func word(_ offset: Int) -> UInt64 { integer(offset, UInt64.self) }

  /// The number in the `place`th cell of four bytes.
  @inline(__always)
  func index(_ place: Int) -> Int { Int(integer(4 &* place, UInt32.self)) }

  /// The same, where a cell may be negative.
  @inline(__always)
  func signed(_ place: Int) -> Int32 { integer(4 &* place, Int32.self) }

  /// The first `count` bytes.
  func bytes(_ count: Int) -> UnsafeRawBufferPointer { unsafe UnsafeRawBufferPointer(start: start, count: count) }
}

/// A row of a table: so many cells of four bytes.
protocol TableRow {
  static var cellCount: Int { get }
  init(_ cells: Cells)
}

/// Rows of a compiled rulebook, read where they lie.
struct Table<Row: TableRow>: RandomAccessCollection, Sendable {
  private let cells: Cells
  let count: Int

  /// The rows that lie in so many bytes.
  init(_ cells: Cells, size: Int) {
    self.cells = cells
    count = size / (4 * Row.cellCount)
  }

  var startIndex: Int { 0 }
  var endIndex: Int { count }

  // INVARIANT: every index is below `count`; those that come from the file were compared with it by the verifier.
  @inline(__always)
  subscript(_ index: Int) -> Row {
    assert(index >= 0 && index < count)
    return Row(cells.advanced(by: index &* (4 &* Row.cellCount)))
  }

  /// Some of the rows, counted from 0.
  func rows(_ range: Range<Int>) -> Table {
    assert(range.lowerBound >= 0 && range.upperBound <= count)
    let size = 4 * Row.cellCount
    return Table(cells.advanced(by: range.lowerBound * size), size: range.count * size)
  }
}

extension Int32: TableRow {
  static var cellCount: Int { 1 }
  @inline(__always)
  init(_ cells: Cells) { self = cells.signed(0) }
}
