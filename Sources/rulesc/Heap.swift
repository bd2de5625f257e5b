internal import Glibc

/// The memory of the process.
enum Heap {
  /// Gets what rules of `bytes` take from the system at once and in large pages.
  ///
  /// A check of 10,000 rules fills 30 MiB, and compiling them 54. Page by page that was 8,900 and 14,300 interrupts, and
  /// half to two thirds of the time in the system. Little input is left alone, since a large page costs more than what a
  /// small rulebook takes.
  ///
  /// - Parameter share: what a byte of rules takes.
  static func prepare(for bytes: Int, share: Int) {
    guard bytes >= 1 << 18 else { return }
    let page: UInt = 1 << 21
    let size = min(min(bytes, 58 << 20) * share, 58 << 20)
    // SAFETY: nothing is read or written: the end of the heap is asked for and moved, and its pages are given advice.
    // The first block is mapped, and giving it back tells malloc to take blocks of its size from the heap from now on, and
    // to give none of it back before there is twice as much. Of 32 MiB it would learn nothing: that is its limit.
    unsafe free(block(of: 31 << 20))
    // Up to the first large page nothing is used.
    let present = unsafe block(of: 1 << 17)
    unsafe free(present)
    let start = UInt(bitPattern: present)
    let large = (start + page - 1) & ~(page - 1)
    if large - start > 64 { _ = unsafe block(of: Int(large - start) - 32) }
    // Two blocks make the heap that large.
    let halves = unsafe (block(of: size / 2), block(of: size / 2))
    unsafe free(halves.0)
    unsafe free(halves.1)
    guard let end = unsafe sbrk(0), UInt(bitPattern: end) > large else { return }
    let whole = Int((UInt(bitPattern: end) - large) & ~(page - 1))
    _ = unsafe madvise(UnsafeMutableRawPointer(bitPattern: large), whole, MADV_HUGEPAGE)
  }

  // Not inlined: a block that is seen to be given back at once is not asked for.
  @inline(never)
  private static func block(of size: Int) -> UnsafeMutableRawPointer? { unsafe malloc(size) }
}
