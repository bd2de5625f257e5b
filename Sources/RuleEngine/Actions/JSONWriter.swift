/// Writes compact JSON in the order it is told, escaping only what must be escaped.
package struct JSONWriter: ~Copyable {
  private var written: PlainList<UInt8>
  private var needsComma = false

  /// A writer that has written nothing.
  package init() { self.init(capacity: 256) }

  /// A writer that has written nothing, with room for so many bytes.
  init(capacity: Int) { written = PlainList(capacity: capacity) }

  /// What is written so far.
  package var bytes: [UInt8] {
    var bytes: [UInt8] = []
    append(to: &bytes)
    return bytes
  }

  /// Adds what is written so far.
  func append(to bytes: inout [UInt8]) { bytes.append(contentsOf: written) }

  /// Adds what is written so far.
  func append(to list: inout PlainList<UInt8>) { list.append(0..<written.count, of: written) }

  /// Forgets what is written; the room for it is kept.
  mutating func removeAll() {
    written.removeAll()
    needsComma = false
  }

  // MARK: Containers

  /// An object with the fields that `body` writes.
  @inline(__always)
  package mutating func object(_ body: (inout JSONWriter) -> Void) {
    begin(UInt8(ascii: "{"))
    body(&self)
    end(UInt8(ascii: "}"))
  }

  /// An array of the values that `body` writes.
  @inline(__always)
  package mutating func array(_ body: (inout JSONWriter) -> Void) {
    begin(UInt8(ascii: "["))
    body(&self)
    end(UInt8(ascii: "]"))
  }

  private mutating func begin(_ open: UInt8) {
    beginValue()
    written.append(open)
    needsComma = false
  }

  private mutating func end(_ close: UInt8) {
    written.append(close)
    needsComma = true
  }

  // MARK: Fields

  /// The name of the field whose value is written next: a word that needs no escapes.
  @inline(__always)
  package mutating func name(_ name: StaticString) {
    let size = name.utf8CodeUnitCount
    written.reserve(size + 4)
    beginValue()
    // SAFETY: there are three bytes besides the word's.
    unsafe written.append(uninitialized: size + 3) { target in
      unsafe target[0] = UInt8(ascii: "\"")
      unsafe Self.copy(name, to: target, at: 1)
      unsafe target[size + 1] = UInt8(ascii: "\"")
      unsafe target[size + 2] = UInt8(ascii: ":")
    }
    needsComma = false
  }

  /// A field whose value is a word that needs no escapes.
  @inline(__always)
  package mutating func field(_ name: StaticString, word: StaticString) {
    self.name(name)
    let size = word.utf8CodeUnitCount
    // SAFETY: there are two bytes besides the word's.
    unsafe written.append(uninitialized: size + 2) { target in
      unsafe target[0] = UInt8(ascii: "\"")
      unsafe Self.copy(word, to: target, at: 1)
      unsafe target[size + 1] = UInt8(ascii: "\"")
    }
    needsComma = true
  }

  /// Copies a word. How long it is, is known where it is written down: a few stores are left of it.
  @inline(__always)
  @unsafe
  private static func copy(_ word: StaticString, to target: UnsafeMutableRawBufferPointer, at start: Int) {
    let bytes = unsafe UnsafeRawBufferPointer(start: word.utf8Start, count: word.utf8CodeUnitCount)
    unsafe UnsafeMutableRawBufferPointer(rebasing: target[start...]).copyMemory(from: bytes)
  }

  /// The name of the field whose value is written next, any text.
  package mutating func name(text: String) {
    string(text)
    written.append(UInt8(ascii: ":"))
    needsComma = false
  }

  /// A field with a text; nothing where there is none.
  @inline(__always)
  package mutating func field(_ name: StaticString, _ text: String?) {
    guard let text else { return }
    self.name(name)
    string(text)
  }

  /// A field with a text of a line.
  @inline(__always)
  mutating func field(_ name: StaticString, _ text: EventText) {
    self.name(name)
    string(text.memory.span.extracting(text.range))
  }

  // MARK: Values

  /// A text.
  package mutating func string(_ text: String) { string(text.utf8.span) }

  /// A text of some bytes of UTF-8.
  mutating func string(_ text: ByteSpan) {
    let count = text.count
    written.reserve(count + 3)
    beginValue()
    // SAFETY: all is filled in; as much as the text takes lies between the quotes.
    let isPlain = unsafe written.append(uninitialized: count + 2) { target in
      unsafe target[0] = UInt8(ascii: "\"")
      unsafe target[count + 1] = UInt8(ascii: "\"")
      return unsafe PlainText.copy(text, to: UnsafeMutableRawBufferPointer(rebasing: target[1..<count + 1]))
    }
    if !isPlain { escapeLast(text) }
  }

  /// Writes a text once more, with escapes.
  @inline(never)
  private mutating func escapeLast(_ text: ByteSpan) {
    written.removeLast(text.count + 1)
    for index in text.indices { written.append(escaping: text[index]) }
    written.append(UInt8(ascii: "\""))
  }

  /// A text that `body` adds, whose bytes need no escapes.
  @inline(__always)
  mutating func string(_ body: (inout PlainList<UInt8>) -> Void) {
    beginValue()
    written.append(UInt8(ascii: "\""))
    body(&written)
    written.append(UInt8(ascii: "\""))
  }

  /// An instant, as a text.
  mutating func instant(_ instant: Instant) { string { instant.write(into: &$0) } }

  /// A list of texts.
  package mutating func strings(_ texts: [String]) {
    array { json in
      for text in texts { json.string(text) }
    }
  }

  /// A number in shortest form.
  package mutating func number(_ number: Double) {
    beginValue()
    NumberText.write(number, into: &written)
  }

  /// A number.
  mutating func number(_ number: Int) {
    beginValue()
    NumberText.write(Int64(number), into: &written)
  }

  /// `true` or `false`.
  package mutating func flag(_ flag: Bool) {
    beginValue()
    if flag { written.append("true") } else { written.append("false") }
  }

  /// `null`.
  package mutating func null() {
    beginValue()
    written.append("null")
  }

  @inline(__always)
  private mutating func beginValue() {
    if needsComma { written.append(UInt8(ascii: ",")) }
    needsComma = true
  }

  // MARK: Pieces

  /// Where what is written so far ends.
  var end: Int { written.count }

  /// Ends a line between two values.
  mutating func endLine() {
    written.append(UInt8(ascii: "\n"))
    needsComma = false
  }

  /// Fields that are the same as others that stand in `range`, from the end of a value to the end of a value.
  mutating func repeatFields(_ range: Range<Int>) { written.append(repeating: range) }
}

/// Texts whose bytes need no escapes.
private enum PlainText {
  /// Copies a text to as many bytes; whether none of its bytes needs an escape.
  @inline(__always)
  @unsafe
  static func copy(_ text: ByteSpan, to target: UnsafeMutableRawBufferPointer) -> Bool {
    unsafe text.withUnsafeBytes { source in
      let count = source.count
      if count >= 16 { return unsafe copyBlocks(source, to: target) }
      if count >= 8 { return unsafe copyEnds(of: UInt64.self, source, to: target) }
      if count >= 4 { return unsafe copyEnds(of: UInt32.self, source, to: target) }
      var isPlain = true
      for index in 0..<count {
        let byte = unsafe source[index]
        unsafe target[index] = byte
        if byte < 0x20 || byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "\\") { isPlain = false }
      }
      return isPlain
    }
  }

  /// Copies sixteen bytes or more; the last block may overlap the one before.
  @inline(__always)
  @unsafe
  private static func copyBlocks(_ source: UnsafeRawBufferPointer, to target: UnsafeMutableRawBufferPointer) -> Bool {
    typealias Block = SIMD16<UInt8>
    let last = source.count &- 16
    var needsEscape = SIMDMask<SIMD16<Int8>>(repeating: false)
    var offset = 0
    while true {
      let block = unsafe source.loadUnaligned(fromByteOffset: offset, as: Block.self)
      unsafe target.storeBytes(of: block, toByteOffset: offset, as: Block.self)
      needsEscape .|= (block .< Block(repeating: 0x20)) .| (block .== Block(repeating: 0x22))
      needsEscape .|= block .== Block(repeating: 0x5c)
      if offset == last { break }
      offset = min(offset &+ 16, last)
    }
    let words = unsafe unsafeBitCast(needsEscape, to: SIMD2<UInt64>.self)
    return words[0] | words[1] == 0
  }

  /// Copies as many bytes as an integer has, to twice as many: the first ones and the last ones, which may overlap.
  @inline(__always)
  @unsafe
  private static func copyEnds<Word: FixedWidthInteger & UnsignedInteger & BitwiseCopyable>(
    of type: Word.Type, _ source: UnsafeRawBufferPointer, to target: UnsafeMutableRawBufferPointer
  ) -> Bool {
    let last = source.count &- MemoryLayout<Word>.size
    let first = unsafe source.loadUnaligned(as: Word.self)
    let end = unsafe source.loadUnaligned(fromByteOffset: last, as: Word.self)
    unsafe target.storeBytes(of: first, as: Word.self)
    unsafe target.storeBytes(of: end, toByteOffset: last, as: Word.self)
    return isPlain(first) && isPlain(end)
  }

  /// Whether no byte of a word needs an escape: subtracting borrows from the highest bit of the lowest byte that does.
  @inline(__always)
  private static func isPlain<Word: FixedWidthInteger & UnsignedInteger>(_ word: Word) -> Bool {
    let ones = Word.max / 0xff
    let quotes = word ^ (ones &* 0x22)
    let backslashes = word ^ (ones &* 0x5c)
    let found =
      ((word &- ones &* 0x20) & ~word) | ((quotes &- ones) & ~quotes) | ((backslashes &- ones) & ~backslashes)
    return found & (ones &* 0x80) == 0
  }
}

extension PlainList<UInt8> {
  /// Adds a byte of a text, or the escape that stands for it.
  fileprivate mutating func append(escaping byte: UInt8) {
    switch byte {
    case UInt8(ascii: "\""): append("\\\"")
    case UInt8(ascii: "\\"): append("\\\\")
    case 0x08: append("\\b")
    case 0x09: append("\\t")
    case 0x0a: append("\\n")
    case 0x0c: append("\\f")
    case 0x0d: append("\\r")
    case 0..<0x20:
      append("\\u00")
      append(hexDigit(byte >> 4))
      append(hexDigit(byte & 0xf))
    default: append(byte)
    }
  }
}
