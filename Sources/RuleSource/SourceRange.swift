/// A half-open range of bytes in one file of a rulebook.
//
// Inlinable: parsing makes 15 of them for each rule.
@usableFromInline
package struct SourceRange: Sendable, Hashable {
  /// The index of the file in the rulebook's canonical order.
  @usableFromInline
  package let fileIndex: Int32
  @usableFromInline
  let startOffset: Int32
  @usableFromInline
  let endOffset: Int32

  /// The first byte.
  @inlinable
  package var start: Int { Int(startOffset) }
  /// One past the last byte.
  @inlinable
  package var end: Int { Int(endOffset) }

  /// The bytes from `start` up to, not including, `end`.
  ///
  /// Precondition: offsets are below 2³¹, which the file loader ensures, and `start <= end`.
  @inlinable
  package init(file: Int, start: Int, end: Int) {
    precondition(start <= end, "a source range cannot end before it starts")
    fileIndex = Int32(truncatingIfNeeded: file)
    startOffset = Int32(truncatingIfNeeded: start)
    endOffset = Int32(truncatingIfNeeded: end)
  }

  /// The smallest range that covers this range and `other`, which is in the same file.
  @inlinable
  package func joined(to other: SourceRange) -> SourceRange {
    SourceRange(file: Int(fileIndex), start: min(start, other.start), end: max(end, other.end))
  }
}
