/// Collects the records of a rulebook: equal ones once. They are found by the place of their first byte.
struct RecordWriter {
  /// Numbers the strings of the records, and of everything else.
  var writer = RulebookWriter()
  private var known = ByteTable()
  /// By number in `known`.
  private var places: [UInt32] = []
  // Rule after rule writes to the same people.
  private var lastRecipients: (recipients: [Program.Recipient], place: UInt32)?

  /// All of them, one after the other.
  var bytes: [UInt8] { known.bytes }

  /// Where the record stands that `write` writes.
  mutating func place(_ write: (inout RulebookWriter) -> Void) -> UInt32 {
    write(&writer)
    let place = UInt32(known.bytes.count)
    let (number, isNew) = writer.takeNumber(in: &known)
    if isNew { places.append(place) }
    return places[number]
  }

  /// Where the list of recipients stands.
  mutating func place(of recipients: [Program.Recipient]) -> UInt32 {
    if let lastRecipients, lastRecipients.recipients == recipients { return lastRecipients.place }
    let place = place { $0.array(recipients) }
    lastRecipients = (recipients, place)
    return place
  }
}
