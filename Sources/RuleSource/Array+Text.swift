extension Array<UInt8> {
  /// The text of the bytes from `start` to `end`, with invalid UTF-8 repaired.
  ///
  /// Precondition: `start..<end` is in the array.
  package func text(from start: Int, to end: Int) -> String {
    let length = end &- start
    // What fits into a `String` itself is put there in two pieces of eight bytes: that takes a third of what decoding a
    // slice does.
    guard length < 16, length >= 0, start >= 0, start &+ 16 <= count else { return longText(from: start, to: end) }
    // SAFETY: sixteen bytes from `start` on are in the array, and there is room for fifteen. Those after `length` do not
    // count.
    let (first, last) = unsafe withUnsafeBytes { bytes in
      unsafe (
        bytes.loadUnaligned(fromByteOffset: start, as: UInt64.self),
        bytes.loadUnaligned(fromByteOffset: start &+ 7, as: UInt64.self)
      )
    }
    return unsafe String(unsafeUninitializedCapacity: 15) { characters in
      let room = UnsafeMutableRawBufferPointer(characters)
      unsafe room.storeBytes(of: first, toByteOffset: 0, as: UInt64.self)
      unsafe room.storeBytes(of: last, toByteOffset: 7, as: UInt64.self)
      return length
    }
  }

  private func longText(from start: Int, to end: Int) -> String {
    precondition(0 <= start && start <= end && end <= count, "a text is in its file")
    // SAFETY: `start..<end` is in the array.
    return unsafe withUnsafeBufferPointer { bytes in
      unsafe String(decoding: UnsafeBufferPointer(rebasing: bytes[start..<end]), as: UTF8.self)
    }
  }
}
