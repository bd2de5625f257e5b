/// A list of plain numbers in memory of its own, which nobody shares: reading and writing count no references and check
/// no uniqueness. `Array` did both for every element of the event path, two thirds of its instructions.
@safe
struct PlainList<Element: BitwiseCopyable>: ~Copyable {
  private var memory: UnsafeMutablePointer<Element>
  private var capacity: Int
  private(set) var count = 0
  /// In bytes.
  private static var largeSize: Int { 1 << 16 }

  init(capacity: Int = 16) {
    self.capacity = max(1, capacity)
    unsafe memory = .allocate(capacity: self.capacity)
  }

  /// So many times the same element.
  init(repeating element: Element, count: Int) {
    self.init(capacity: count)
    unsafe memory.initialize(repeating: element, count: count)
    self.count = count
  }

  deinit { unsafe memory.deallocate() }

  var isEmpty: Bool { count == 0 }

  subscript(index: Int) -> Element {
    @inline(__always)
    get {
      precondition(UInt(bitPattern: index) < UInt(bitPattern: count))
      return unsafe memory[index]
    }
    @inline(__always)
    set {
      precondition(UInt(bitPattern: index) < UInt(bitPattern: count))
      unsafe memory[index] = newValue
    }
  }

  /// An element whose number was noted when it was added to the list: only debug builds look again.
  subscript(known index: Int) -> Element {
    @inline(__always)
    get {
      assert(index >= 0 && index < count)
      return unsafe memory[index]
    }
    @inline(__always)
    set {
      assert(index >= 0 && index < count)
      unsafe memory[index] = newValue
    }
  }

  /// Calls `body` with some of the elements, where they are.
  @inline(__always)
  func withSpan<Result>(_ range: Range<Int>, _ body: (Swift.Span<Element>) -> Result) -> Result {
    precondition(range.lowerBound >= 0 && range.upperBound <= count)
    let elements = unsafe UnsafeBufferPointer(start: memory + range.lowerBound, count: range.count)
    return body(unsafe elements.span)
  }

  @inline(__always)
  mutating func append(_ element: Element) {
    if count == capacity { grow(to: count + 1) }
    unsafe memory[count] = element
    count &+= 1
  }

  /// Adds a few elements, making room for them once.
  @inline(__always)
  mutating func append<let number: Int>(row: InlineArray<number, Element>) {
    reserve(number)
    for index in 0..<number { unsafe memory[count &+ index] = row[index] }
    count &+= number
  }

  /// Adds so many times the same element.
  mutating func append(repeating element: Element, count number: Int) {
    precondition(number >= 0)
    reserve(number)
    unsafe (memory + count).initialize(repeating: element, count: number)
    count &+= number
  }

  /// Makes room for so many more.
  @inline(__always)
  mutating func reserve(_ number: Int) {
    if capacity &- count < number { grow(to: count + number) }
  }

  mutating func append(contentsOf elements: Swift.Span<Element>) {
    let sum = count + elements.count
    if sum > capacity { grow(to: sum) }
    // There is room for them, and they are somewhere else: nothing but this list points into its memory.
    unsafe elements.withUnsafeBufferPointer { source in
      guard let start = source.baseAddress else { return }
      unsafe (memory + count).update(from: start, count: source.count)
    }
    count = sum
  }

  /// Adds some elements of another list.
  mutating func append(_ range: Range<Int>, of other: borrowing PlainList<Element>) {
    other.withSpan(range) { append(contentsOf: $0) }
  }

  /// The memory stays.
  mutating func removeAll() { count = 0 }

  mutating func removeLast(_ number: Int) {
    precondition(number >= 0 && number <= count)
    count -= number
  }

  @inline(never)
  private mutating func grow(to least: Int) {
    // What stays free of a large list, and where it stood before, is memory that nobody has: a host of 10,000 rules took
    // 0.2 MiB more where lists doubled.
    let isLarge = capacity * MemoryLayout<Element>.stride > Self.largeSize
    let larger = max(least, isLarge ? capacity + capacity / 4 : 2 * capacity)
    let other = UnsafeMutablePointer<Element>.allocate(capacity: larger)
    unsafe other.update(from: memory, count: count)
    unsafe memory.deallocate()
    unsafe memory = other
    capacity = larger
  }
}

extension PlainList where Element == UInt8 {
  /// The bytes as a text.
  var string: String { withSpan(0..<count) { $0.string } }

  /// Adds a word of ours.
  @inline(__always)
  mutating func append(_ word: StaticString) {
    let size = word.utf8CodeUnitCount
    reserve(size)
    // There is room for them, and a word of the program stands somewhere else.
    unsafe (memory + count).update(from: word.utf8Start, count: size)
    count &+= size
  }

  /// Adds so many bytes that `body` fills in.
  @inline(__always)
  @unsafe
  mutating func append<Result>(uninitialized number: Int, _ body: (UnsafeMutableRawBufferPointer) -> Result) -> Result {
    precondition(number >= 0)
    reserve(number)
    let result = unsafe body(UnsafeMutableRawBufferPointer(start: memory + count, count: number))
    count &+= number
    return result
  }

  /// Adds some of the bytes once more.
  mutating func append(repeating range: Range<Int>) {
    precondition(range.lowerBound >= 0 && range.upperBound <= count)
    reserve(range.count)
    // There is room for them behind the last byte, and they stand before it.
    unsafe (memory + count).update(from: memory + range.lowerBound, count: range.count)
    count &+= range.count
  }

  /// Adds the eight bytes of a word, the lowest first.
  mutating func append(word: UInt64) { append(integer: word) }

  /// Adds the bytes of some words.
  @inline(__always)
  mutating func append<let number: Int>(row words: InlineArray<number, UInt64>) {
    reserve(8 * number)
    for index in 0..<number { append(word: words[index]) }
  }

  /// Adds the bytes of an integer, the lowest first.
  @inline(__always)
  mutating func append<Integer: FixedWidthInteger & BitwiseCopyable>(integer: Integer) {
    let size = MemoryLayout<Integer>.size
    reserve(size)
    // There is room for so many more, wherever they stand.
    unsafe UnsafeMutableRawPointer(memory + count).storeBytes(of: integer.littleEndian, as: Integer.self)
    count &+= size
  }

  /// The eight bytes at `offset`, the first one lowest. Behind the last element they are whatever stands there.
  ///
  /// Precondition: there is room for them; only debug builds look.
  @inline(__always)
  func word(known offset: Int) -> UInt64 {
    assert(offset >= 0 && offset + 8 <= capacity)
    return UInt64(littleEndian: unsafe UnsafeRawPointer(memory + offset).loadUnaligned(as: UInt64.self))
  }
}

extension Array where Element: BitwiseCopyable {
  /// Adds what a list holds.
  mutating func append(contentsOf list: borrowing PlainList<Element>) {
    list.withSpan(0..<list.count) { append(contentsOf: $0) }
  }

  /// Adds elements that stand somewhere else.
  mutating func append(contentsOf elements: Swift.Span<Element>) {
    unsafe elements.withUnsafeBufferPointer { unsafe append(contentsOf: $0) }
  }
}
