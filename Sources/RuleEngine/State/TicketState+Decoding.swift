/// Why bytes are no ticket state.
public enum TicketStateError: Error, Sendable, Hashable, CustomStringConvertible {
  /// The bytes are not what `TicketState.encoded(by:)` writes.
  case damaged(String)
  /// A newer engine wrote them.
  case newerVersion(Int)

  /// One sentence.
  public var description: String {
    switch self {
    case .damaged(let what): "this is no ticket state: \(what)"
    case .newerVersion(let version):
      "this ticket state has format version \(version), which is newer than \(TicketState.formatVersion), so update the engine"
    }
  }
}

extension TicketState {
  /// The state in `bytes`, laid out for `rulebook`: what it does not declare any more is left out.
  ///
  /// - Throws: `TicketStateError`.
  /// - Complexity: O(*n*) in the bytes.
  public init(encoded bytes: [UInt8], for rulebook: Rulebook) throws(TicketStateError) {
    self.init()
    let document: JSONDocument
    do {
      document = try JSONDocument(scanning: bytes)
    } catch {
      throw .damaged("\(error)")
    }
    let reader = try StateReader(document, object: 0)
    let version = reader.texts("v").first.flatMap { Int($0) } ?? 0
    guard version > 0 else { throw .damaged("it has no version") }
    guard version <= Self.formatVersion else { throw .newerVersion(version) }
    let names = FieldNames(program: rulebook.core.program)
    let slots = names.slots()
    layout = rulebook.layout
    name = reader.texts("name").first
    newest = reader.instants("newest").first
    thread = reader.texts("thread").first
    family = reader.texts("family").first
    madeTicket = reader.has("made_ticket")
    if let ticket = try reader.object("ticket") { snapshot = try ticket.snapshot(names, slots) }
    let changes = reader.texts("changed")
    for index in stride(from: 0, to: changes.count - 1, by: 2) {
      guard let slot = slots[changes[index]], let at = Instant(iso8601: Array(changes[index + 1].utf8)) else {
        continue
      }
      noteChange(of: slot, at: at)
    }
    if let anchors = try reader.object("anchors") { self.anchors = anchors.anchors(names, slots) }
    for row in reader.rows("seen", of: 2) {
      if let at = row.instant(1) { remember(row.texts[0], at: at) }
    }
    usedUp = reader.texts("once")
    visitUses = reader.rows("visits", of: 2).map { VisitUse(rule: $0.texts[0], visit: $0.texts[1]) }
    firings = reader.rows("firings", of: 1).map { row in
      RuleFirings(rule: row.texts[0], at: row.texts.indices.dropFirst().compactMap(row.instant))
    }
    answers = reader.instants("answers")
    pendingRotations = reader.rows("rotations", of: 1).map {
      PendingRotation(key: $0.texts[0], ledBy: Array($0.texts.dropFirst()))
    }
    timers.told = reader.rows("timers", of: 5).compactMap { row in
      row.instant(4).map {
        TimerMemory.Told(
          key: row.texts[0], rule: row.texts[1], identity: row.texts[2], anchor: row.texts[3], due: $0)
      }
    }
    timers.uses = reader.rows("uses", of: 3).compactMap { row in
      row.instant(2).map { TimerMemory.Use(rule: row.texts[0], anchor: row.texts[1], at: $0) }
    }
    timers.rulebook = reader.texts("rulebook").first.flatMap { UInt64($0, radix: 16) }
  }
}
