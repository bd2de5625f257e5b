/// Collects the records of a rulebook: equal ones once. They are found by the place of their first byte.
struct RecordWriter {
  /// Numbers the strings of the records, and of everything else.
  var writer = RulebookWriter()
  private(set) var bytes: [UInt8] = []
  private var places: [[UInt8]: UInt32] = [:]
  // Rule after rule writes to the same people.
  private var lastRecipients: (recipients: [Program.Recipient], place: UInt32)?

  /// Where the record stands that `write` writes.
  mutating func place(_ write: (inout RulebookWriter) -> Void) -> UInt32 {
    write(&writer)
    let record = writer.takeKey()
    if let place = places[record] { return place }
    let place = UInt32(bytes.count)
    places[record] = place
    bytes += record
    return place
  }

  /// Where the list of recipients stands.
  mutating func place(of recipients: [Program.Recipient]) -> UInt32 {
    if let lastRecipients, lastRecipients.recipients == recipients { return lastRecipients.place }
    let place = place { $0.array(recipients) }
    lastRecipients = (recipients, place)
    return place
  }
}
