internal import Glibc

/// The memory of the process.
enum Heap {
  /// Gets what checking `bytes` of rules takes from the system at once and in large pages.
  ///
  /// A check of 10,000 rules fills 30 MiB. Page by page that was 8,000 interrupts: a quarter of its time. Little input is
  /// left alone, since a large page costs more than what a small rulebook takes.
  static func prepare(forRules bytes: Int) {
    guard bytes >= 1 << 18 else { return }
    let page = 1 << 21
    let size = min(bytes * 24, 30 << 20) & ~(page - 1)
    // SAFETY: nothing is read or written: the end of the heap is asked for and moved, and its pages are given advice.
    guard let end = unsafe sbrk(0) else { return }
    // The first block is mapped, and giving it back tells malloc to take blocks of its size from the heap from now on;
    // the second one makes the heap that large.
    unsafe free(block(of: size + page))
    unsafe free(block(of: size))
    let start = (UInt(bitPattern: end) + UInt(page) - 1) & ~UInt(page - 1)
    _ = unsafe madvise(UnsafeMutableRawPointer(bitPattern: start), size - page, MADV_HUGEPAGE)
  }

  // Not inlined: a block that is seen to be given back at once is not asked for.
  @inline(never)
  private static func block(of size: Int) -> UnsafeMutableRawPointer? { unsafe malloc(size) }
}
