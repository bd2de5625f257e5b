/// The bytes of a compiled rulebook, wherever they lie, and whoever keeps them there.
package struct RulebookBytes: Sendable {
  private let owner: any AnyObject & Sendable
  let cells: Cells
  /// How many there are.
  package let count: Int

  /// The bytes of an array.
  package init(_ bytes: [UInt8]) {
    // An empty array has no address; of this one no byte is ever read.
    let owner = Owner(bytes.isEmpty ? [0] : bytes)
    self.owner = owner
    count = bytes.count
    cells = unsafe owner.bytes.withUnsafeBytes { buffer in
      guard let start = buffer.baseAddress else { preconditionFailure("an array with elements has an address") }
      // An array that nobody changes stays where it is, and its owner lets nobody change it.
      return unsafe Cells(unsafeStart: start)
    }
  }

  /// Bytes that `owner` keeps where they are, and that nobody changes.
  @unsafe
  package init(unsafe bytes: UnsafeRawBufferPointer, keptBy owner: any AnyObject & Sendable) {
    guard let start = bytes.baseAddress else {
      self = RulebookBytes([])
      return
    }
    self.owner = owner
    count = bytes.count
    cells = unsafe Cells(unsafeStart: start)
  }

  private final class Owner: Sendable {
    let bytes: [UInt8]

    init(_ bytes: [UInt8]) { self.bytes = bytes }
  }
}
