/// Reads the lines of one stream, in memory that is used again for each: `Rulebook.event(from:)`, only faster.
///
/// One decoder for each thread; lines may be of any tickets and in any order.
public struct EventDecoder {
  private let reader: EventReader
  private var memory = EventMemory()

  /// A decoder of lines for one rulebook.
  public init(_ rulebook: Rulebook) { reader = rulebook.core.reader }

  /// The event that a line of JSON describes.
  ///
  /// - Throws: `EventProblem`, which says what is wrong with the line.
  /// - Complexity: O(*n*) in the bytes of the line.
  public mutating func event(from line: [UInt8]) throws(EventProblem) -> Event {
    try reader.event(from: line, using: &memory)
  }
}

/// What reading a line leaves for the next one.
struct EventMemory {
  /// Room for a document's nodes.
  var nodes: [JSONDocument.Node] = []
  /// The fields of the line before. Where its event is gone, they are nobody else's.
  var fields: [Value] = []
  /// The rest of the ticket of the line before: none or one.
  var facts: [TicketSnapshot.Facts] = []

  /// Fields of which nothing is known, in the memory of those of the line before.
  mutating func takeFields(count: Int) -> [Value] {
    var fields: [Value] = []
    swap(&fields, &self.fields)
    if fields.count != count { return Array(repeating: .unknown, count: count) }
    var values = fields.mutableSpan
    for index in values.indices { values[index] = .unknown }
    return fields
  }
}
