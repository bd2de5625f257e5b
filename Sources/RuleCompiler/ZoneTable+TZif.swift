package import RuleEngine

//  TZif (RFC 8536): a header and a data block with 32-bit times, then both again with 64-bit times, then a footer line
//  with the rule for the years after the last transition. Only the second part and the footer are used.

extension ZoneTable {
  /// The year up to which a footer's rule is written out as transitions.
  package static let lastYear = 2200

  /// Reads a zone from the bytes of a TZif file of version 2 or later.
  package init(name: String, tzif bytes: [UInt8]) throws(ZoneProblem) {
    var cursor = TZifCursor(bytes: bytes)
    guard let first = cursor.header() else { throw .unreadable(name, reason: "the file is no time zone file") }
    guard first.version >= UInt8(ascii: "2") else {
      throw .unreadable(name, reason: "the file has version 1, and version 2 or later is needed")
    }
    guard cursor.skip(first.sizeInBytes(timeSize: 4)), let header = cursor.header(),
      let block = cursor.block(header), let footer = cursor.footer()
    else { throw .unreadable(name, reason: "the file ends early or contradicts itself") }

    var transitions = block.transitions
    if !footer.isEmpty {
      guard let rule = PosixZone(footer) else {
        throw .unreadable(name, reason: "its rule for later years cannot be understood")
      }
      let after = transitions.last?.at ?? .min
      // Without a transition the rule holds from the first year that matters to anybody.
      let firstYear = transitions.isEmpty ? 1970 : Self.year(ofSecond: after)
      if transitions.isEmpty, rule.daylight == nil {
        self.init(name: name, firstOffset: rule.standardOffset, transitions: [])
        return
      }
      transitions += rule.transitions(from: firstYear, through: Self.lastYear).filter { $0.at > after }
    }
    self.init(name: name, firstOffset: block.firstOffset, transitions: [])
    var offset = block.firstOffset
    for transition in transitions where transition.offset != offset {
      // Transitions that only rename the offset say nothing here.
      self.transitions.append(transition)
      offset = transition.offset
    }
  }

  private static func year(ofSecond second: Int64) -> Int {
    let days = second / 86_400 - (second % 86_400 < 0 ? 1 : 0)
    return Day(number: Int32(clamping: days)).calendarDate.year
  }
}

/// Steps through the parts of a TZif file.
private struct TZifCursor {
  struct Header {
    let version: UInt8
    let utcCount, standardCount, leapCount, transitionCount, typeCount, nameSize: Int

    func sizeInBytes(timeSize: Int) -> Int {
      transitionCount * (timeSize + 1) + typeCount * 6 + nameSize + leapCount * (timeSize + 4) + standardCount
        + utcCount
    }
  }

  let bytes: [UInt8]
  private var offset = 0

  init(bytes: [UInt8]) { self.bytes = bytes }

  mutating func header() -> Header? {
    guard bytes.count - offset >= 44, bytes[offset..<(offset + 4)].elementsEqual("TZif".utf8) else { return nil }
    let version = bytes[offset + 4]
    offset += 20
    let counts = (0..<6).map { _ in Int(integer(sizeInBytes: 4)) }
    // A real file has a few hundred of each; the limit keeps the sizes below from overflowing.
    guard counts.allSatisfy({ (0...1_000_000).contains($0) }), counts[4] > 0 else { return nil }
    return Header(
      version: version, utcCount: counts[0], standardCount: counts[1], leapCount: counts[2],
      transitionCount: counts[3], typeCount: counts[4], nameSize: counts[5])
  }

  mutating func skip(_ count: Int) -> Bool {
    guard bytes.count - offset >= count else { return false }
    offset += count
    return true
  }

  /// The first offset and the transitions, or `nil` where the block is too short or out of order.
  mutating func block(_ header: Header) -> (firstOffset: Int32, transitions: [ZoneTable.Transition])? {
    let end = offset + header.sizeInBytes(timeSize: 8)
    guard end <= bytes.count else { return nil }
    let times = (0..<header.transitionCount).map { _ in integer(sizeInBytes: 8) }
    let types = bytes[offset..<(offset + header.transitionCount)]
    offset += header.transitionCount
    var offsets: [Int32] = []
    for _ in 0..<header.typeCount {
      offsets.append(Int32(truncatingIfNeeded: integer(sizeInBytes: 4)))
      offset += 2
    }
    offset = end
    // RFC 8536 gives offsets a range of less than 26 hours.
    guard offsets.allSatisfy({ $0.magnitude < 26 * 3600 }), types.allSatisfy({ $0 < offsets.count }),
      zip(times, times.dropFirst()).allSatisfy({ $0 < $1 })
    else { return nil }
    return (offsets[0], zip(times, types).map { ZoneTable.Transition(at: $0, offset: offsets[Int($1)]) })
  }

  /// The text of the last line, perhaps empty.
  mutating func footer() -> ArraySlice<UInt8>? {
    let lineFeed = UInt8(ascii: "\n")
    guard offset < bytes.count, bytes[offset] == lineFeed,
      let end = bytes[(offset + 1)...].firstIndex(of: lineFeed)
    else { return nil }
    return bytes[(offset + 1)..<end]
  }

  /// A big-endian signed number.
  private mutating func integer(sizeInBytes: Int) -> Int64 {
    var value: UInt64 = 0
    for byte in bytes[offset..<(offset + sizeInBytes)] { value = value << 8 | UInt64(byte) }
    offset += sizeInBytes
    return sizeInBytes == 4 ? Int64(Int32(truncatingIfNeeded: value)) : Int64(bitPattern: value)
  }
}
