/// Reads the workload's lines into the floor's events: a JSON scanner that knows which keys come and trusts its input.
struct FloorScanner {
  private let end: Int
  private var offset = 0

  init(end: Int) { self.end = end }

  /// Reads the next line into `row`; `false` at the end.
  mutating func next(_ bytes: Span<UInt8>, into events: inout Floor.Events, row: Int) -> Bool {
    guard offset < end else { return false }
    var depth = 0
    while offset < end {
      let byte = bytes[offset]
      offset += 1
      switch byte {
      case UInt8(ascii: "\n"):
        return true
      case UInt8(ascii: "{"): depth += 1
      case UInt8(ascii: "}"): depth -= 1
      case UInt8(ascii: "\""):
        let start = offset
        skipString(bytes)
        let keyEnd = offset - 1
        guard offset < end, bytes[offset] == UInt8(ascii: ":") else { continue }
        offset += 1
        read(start, keyEnd, depth, bytes, &events, row)
      default: break
      }
    }
    return true
  }

  private mutating func skipString(_ bytes: Span<UInt8>) {
    while bytes[offset] != UInt8(ascii: "\"") { offset += bytes[offset] == UInt8(ascii: "\\") ? 2 : 1 }
    offset += 1
  }

  private mutating func read(
    _ start: Int, _ keyEnd: Int, _ depth: Int, _ bytes: Span<UInt8>, _ events: inout Floor.Events, _ row: Int
  ) {
    let first = bytes[start]
    let last = Int(bytes[keyEnd - 1]) - 48
    switch (depth, first, keyEnd - start) {
    case (1, UInt8(ascii: "c"), 7):
      events.kinds[row] = Int32(Workload.Kind.created.rawValue)
    case (1, UInt8(ascii: "b"), 6):
      // `before`: its first key says what changed.
      events.kinds[row] = Int32(
        bytes[offset + 2] == UInt8(ascii: "s")
          ? Workload.Kind.entered.rawValue : Workload.Kind.priorityChanged.rawValue)
      while bytes[offset] != UInt8(ascii: "}") { offset += 1 }
      offset += 1
    case (2, UInt8(ascii: "d"), 9):
      events.kinds[row] = Int32(
        bytes[offset + 1] == UInt8(ascii: "o") ? Workload.Kind.sent.rawValue : Workload.Kind.replied.rawValue)
    case (2, UInt8(ascii: "p"), 8): events.pipelines[row] = number(offset + 1, bytes)
    case (2, UInt8(ascii: "s"), 5): events.stages[row] = number(offset + 1, bytes)
    case (3, UInt8(ascii: "c"), 8): events.options[row * Workload.enumCount + last] = number(offset + 2, bytes)
    case (3, UInt8(ascii: "n"), 8): events.numbers[row * Workload.numberCount + last] = Double(number(offset, bytes))
    case (3, UInt8(ascii: "f"), 6): events.flags[row * Workload.flagCount + last] = bytes[offset] == UInt8(ascii: "t")
    case (3, UInt8(ascii: "t"), 6):
      offset += 1
      events.textStarts[row * Workload.textCount + last] = Int32(offset)
      skipString(bytes)
      events.textEnds[row * Workload.textCount + last] = Int32(offset - 1)
    default: break
    }
  }

  private func number(_ start: Int, _ bytes: Span<UInt8>) -> Int32 {
    var offset = start
    var value: Int32 = 0
    while bytes[offset] >= 48, bytes[offset] <= 57 {
      value = value * 10 + Int32(bytes[offset] - 48)
      offset += 1
    }
    return value
  }
}
