internal import Synchronization

/// Parts of a rulebook that are decoded when they are first asked for, and kept.
///
/// Several threads may ask at once: each of them decodes, the first one's work is kept, and nobody waits.
@safe
struct DecodedRecords<Record: Sendable>: ~Copyable, Sendable {
  private final class Box: Sendable {
    let record: Record

    init(_ record: Record) { self.record = record }
  }

  /// The boxes of 64 neighbours, made when one of them is asked for: a rulebook is loaded without a place for each rule.
  private final class Chunk: Sendable {
    let boxes = Addresses<Box>(count: 64)
  }

  private let chunks: Addresses<Chunk>
  let count: Int
  private let decode: @Sendable (Int) -> Record

  /// So many records, made by `decode` from their number.
  init(count: Int, _ decode: @escaping @Sendable (Int) -> Record) {
    self.count = count
    self.decode = decode
    chunks = Addresses(count: (count + 63) / 64)
  }

  var indices: Range<Int> { 0..<count }

  @inline(__always)
  subscript(_ index: Int) -> Record { known(index) ?? decoded(index) }

  /// What `body` makes of the record where it is: whoever wants a part of it copies no more than that.
  @inline(__always)
  func with<Result>(_ index: Int, _ body: (Record) -> Result) -> Result {
    precondition(index >= 0 && index < count)
    let result = chunks.with(index >> 6) { chunk in chunk.boxes.with(index & 63) { body($0.record) } }
    if let result, let result { return result }
    return body(decoded(index))
  }

  /// The record, which is not kept: for who asks once.
  func passing(_ index: Int) -> Record { known(index) ?? decode(index) }

  @inline(__always)
  private func known(_ index: Int) -> Record? {
    precondition(index >= 0 && index < count)
    return chunks.with(index >> 6) { $0.boxes.with(index & 63) { $0.record } } ?? nil
  }

  @inline(never)
  private func decoded(_ index: Int) -> Record {
    chunks.keep(at: index >> 6) { Chunk() }.boxes.keep(at: index & 63) { Box(decode(index)) }.record
  }
}

/// References to objects that are kept once they are there.
///
/// An `AtomicLazyReference` says the same in fewer words, but giving 10,000 of them back asks the runtime for their type
/// each time: 4 million instructions.
@safe
private struct Addresses<Object: AnyObject & Sendable>: ~Copyable, Sendable {
  // Addresses, or 0. `nonisolated(unsafe)` because a pointer is not `Sendable`; it points to `count` atomic words, made
  // and given back here.
  private nonisolated(unsafe) let words: UnsafeMutablePointer<Atomic<UInt>>
  private let count: Int

  init(count: Int) {
    self.count = count
    unsafe words = UnsafeMutablePointer.allocate(capacity: count)
    for index in 0..<count { unsafe (words + index).initialize(to: Atomic(0)) }
  }

  deinit {
    for index in 0..<count { unsafe reference(at: index)?.release() }
    unsafe words.deallocate()
  }

  /// What `body` makes of the object, if it is there.
  ///
  /// Precondition: the index is below the count.
  @inline(__always)
  func with<Result>(_ index: Int, _ body: (Object) -> Result) -> Result? {
    // The object stays as long as this does: nobody else gives it back.
    unsafe reference(at: index).map { unsafe $0._withUnsafeGuaranteedRef(body) }
  }

  /// The object, made now if it is not there.
  func keep(at index: Int, _ make: () -> Object) -> Object {
    if let known = unsafe reference(at: index) { return unsafe known.takeUnretainedValue() }
    let object = make()
    let reference = unsafe Unmanaged.passRetained(object)
    let (isKept, other) = unsafe words[index].compareExchange(
      expected: 0, desired: UInt(bitPattern: reference.toOpaque()), ordering: .acquiringAndReleasing)
    if isKept { return object }
    unsafe reference.release()
    return unsafe UnsafeRawPointer(bitPattern: other).map { unsafe Unmanaged.fromOpaque($0).takeUnretainedValue() }
      ?? object
  }

  @inline(__always)
  private func reference(at index: Int) -> Unmanaged<Object>? {
    unsafe UnsafeRawPointer(bitPattern: words[index].load(ordering: .acquiring)).map {
      unsafe Unmanaged.fromOpaque($0)
    }
  }
}
