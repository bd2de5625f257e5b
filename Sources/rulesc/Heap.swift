internal import Glibc

/// The memory of the process.
enum Heap {
  /// Gets what rules of `bytes` take from the system at once and in large pages.
  ///
  /// A check of 10,000 rules fills 18 MiB, and compiling them 22. To get 32 MiB from the system page by page takes 12 ms,
  /// in large pages 1.5. Little input is left alone, since a large page costs more than what a small rulebook takes.
  ///
  /// - Parameter share: what a byte of rules takes.
  static func prepare(for bytes: Int, share: Int) {
    guard bytes >= 1 << 18 else { return }
    let page: UInt = 1 << 21
    let size = min(min(bytes, 58 << 20) * share, 58 << 20)
    // Blocks are taken from the heap, and nothing is given back before the process ends.
    tune(.largestHeapBlock, 32 << 20)
    tune(.freeTop, .max)
    // The heap grows once, by all of it. It must not be written to before it has its advice: a large page of which a
    // small one is in use stays small ones, which take eight times as long to get.
    tune(.growth, Int32(truncatingIfNeeded: size))
    // SAFETY: nothing is read or written: the end of the heap is asked for, and its pages are given advice.
    let present = unsafe block(of: 1 << 18)
    unsafe free(present)
    guard let end = unsafe sbrk(0) else { return }
    tune(.growth, 1 << 20)
    // Up to the first large page nothing is used.
    let start = UInt(bitPattern: present)
    let large = (start + page - 1) & ~(page - 1)
    if large - start > 64 { _ = unsafe block(of: Int(large - start) - 32) }
    guard UInt(bitPattern: end) > large else { return }
    let whole = Int((UInt(bitPattern: end) - large) & ~(page - 1))
    _ = unsafe madvise(UnsafeMutableRawPointer(bitPattern: large), whole, MADV_HUGEPAGE)
  }

  /// Lets the memory that each thread takes grow by all that it may grow to.
  ///
  /// It grew by small pages, each with a call that made all threads wait: 7,000 of them for 60,000 tickets.
  static func prepareForThreads() { tune(.growth, 62 << 20) }

  /// What can be said to malloc, by its number in `malloc.h`.
  private enum Tuning: Int32 {
    /// `M_TRIM_THRESHOLD`: how many bytes may be free at the end of the heap before they are given back.
    case freeTop = -1
    /// `M_TOP_PAD`: how many bytes more than needed the heap grows by.
    case growth = -2
    /// `M_MMAP_THRESHOLD`: of what size on a block is mapped by itself; 32 MiB is the most.
    case largestHeapBlock = -3
  }

  private static func tune(_ tuning: Tuning, _ value: Int32) { _ = mallopt(tuning.rawValue, value) }

  // Not inlined: a block that is seen to be given back at once is not asked for.
  @inline(never)
  private static func block(of size: Int) -> UnsafeMutableRawPointer? { unsafe malloc(size) }
}

/// As in `malloc.h`, which the module of the C library leaves out.
@_silgen_name("mallopt")
private func mallopt(_ parameter: Int32, _ value: Int32) -> Int32
