internal import Glibc
internal import RuleSource

/// The memory of the process.
enum Heap {
  /// Gets what reading `files` takes from the system at once and in large pages.
  ///
  /// A check of 10,000 rules fills 30 MiB, and compiling them 54. Page by page that was 8,900 and 14,300 interrupts, and
  /// half to two thirds of the time in the system. Little input is left alone, since a large page costs more than what a
  /// small rulebook takes.
  ///
  /// - Parameter share: what a byte of rules takes.
  static func prepare(for files: [SourceFile], share: Int) {
    let bytes = files.reduce(0) { $0 + $1.bytes.count }
    guard bytes >= 1 << 18 else { return }
    let page = 1 << 21
    let size = min(bytes * share, 58 << 20) & ~(page - 1)
    // SAFETY: nothing is read or written: the end of the heap is asked for and moved, and its pages are given advice.
    guard let end = unsafe sbrk(0) else { return }
    // The first block is mapped, and giving it back tells malloc to take blocks of its size from the heap from now on, and
    // to give none of it back before there is twice as much. Of 32 MiB it would learn nothing: that is its limit. The
    // other two make the heap that large.
    unsafe free(block(of: 31 << 20))
    let halves = unsafe (block(of: size / 2), block(of: size / 2))
    unsafe free(halves.0)
    unsafe free(halves.1)
    let start = (UInt(bitPattern: end) + UInt(page) - 1) & ~UInt(page - 1)
    _ = unsafe madvise(UnsafeMutableRawPointer(bitPattern: start), size - page, MADV_HUGEPAGE)
  }

  // Not inlined: a block that is seen to be given back at once is not asked for.
  @inline(never)
  private static func block(of size: Int) -> UnsafeMutableRawPointer? { unsafe malloc(size) }
}
