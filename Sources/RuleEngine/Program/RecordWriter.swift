/// Collects the records of a rulebook: equal ones once. They are found by the place of their first byte.
struct RecordWriter: ~Copyable {
  /// Numbers the strings of the records, and of everything else.
  var writer = RulebookWriter()
  private var known = ByteTable()
  /// By number in `known`.
  private var places = PlainList<UInt32>()
  /// Where a list of the contact, the owner and so on alone stands, once it does: most rules write to one of them.
  private var placesOfOne: [UInt32?] = Array(repeating: nil, count: 6)

  /// How many bytes `write` writes.
  var size: Int { RulebookSections.size(of: known.bytes.count) }

  /// Writes all of them, one after the other.
  func write(to sections: inout RulebookSections) { sections.section(.records, known.bytes) }

  /// The writer, with what was written so far; another one takes its place.
  mutating func takeWriter() -> RulebookWriter {
    var taken = RulebookWriter()
    swap(&taken, &writer)
    return taken
  }

  /// Where the record stands that `write` writes.
  mutating func place(_ write: (inout RulebookWriter) -> Void) -> UInt32 {
    write(&writer)
    return takePlace()
  }

  /// Where the record stands that was written since the last call.
  mutating func takePlace() -> UInt32 {
    let place = UInt32(known.bytes.count)
    let (number, isNew) = writer.takeNumber(in: &known)
    if isNew { places.append(place) }
    return places[number]
  }

  /// Where the list of recipients stands.
  mutating func place(of recipients: [Program.Recipient]) -> UInt32 {
    guard let one = Self.number(ofOne: recipients) else { return place { $0.array(recipients) } }
    if let place = placesOfOne[one] { return place }
    let place = place { $0.array(recipients) }
    placesOfOne[one] = place
    return place
  }

  private static func number(ofOne recipients: [Program.Recipient]) -> Int? {
    guard recipients.count == 1 else { return nil }
    switch recipients[0] {
    case .contact: return 0
    case .owner: return 1
    case .creator: return 2
    case .cc: return 3
    case .followers: return 4
    case .itsTeam: return 5
    case .team, .personIn, .address: return nil
    }
  }
}
