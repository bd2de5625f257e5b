/// What the engine must remember of one ticket, or of one conversation, between two steps. The host keeps it.
///
/// Empty state means: first seen.
public struct TicketState: Sendable, Hashable {
  /// An event id and its instant.
  struct SeenEvent: Sendable, Hashable {
    var id: String
    var at: Instant
  }

  /// A rotation whose owner the host has not reported yet.
  struct PendingRotation: Sendable, Hashable {
    /// The rotate action's key: the `cause` of the line to come.
    var key: String
    /// Rules that led to it, by `Program.Rule.stateName`.
    var ledBy: [String]
  }

  /// The layout that `snapshot` and `changedAt` are in. Under a rulebook with another vocabulary both are forgotten;
  /// everything else is kept.
  var layout: UInt64 = 0
  var newest: Instant?
  var snapshot: TicketSnapshot?
  /// When somebody last changed a field, by slot.
  var changedAt: [Instant?] = []
  var seen: [SeenEvent] = []
  /// Rules with a limit that used it up, by `Program.Rule.stateName`, ascending.
  var usedUp: [String] = []
  var thread: String?
  var family: String?
  var pendingRotations: [PendingRotation] = []
  /// A conversation: its ticket was made.
  var madeTicket = false

  /// Nothing known.
  public init() {}

  /// Seven days: how late a line may be, and how long ids are remembered.
  static let memory: Int64 = 7 * 24 * 3_600_000_000

  /// Notes that `field` was changed at `instant`, unless a later change is known.
  mutating func noteChange(of slot: FieldSlot, at instant: Instant) {
    guard slot.index < changedAt.count else { return }
    if let known = changedAt[slot.index], known >= instant { return }
    changedAt[slot.index] = instant
  }

  /// Whether somebody changed the field later than `instant`.
  func wasChanged(_ slot: FieldSlot, after instant: Instant) -> Bool {
    guard slot.index < changedAt.count, let known = changedAt[slot.index] else { return false }
    return known > instant
  }

  /// Remembers the line and forgets ids that are too old to come back.
  mutating func noteSeen(_ id: String, at instant: Instant) {
    let newest = max(self.newest ?? instant, instant)
    self.newest = newest
    seen.append(SeenEvent(id: id, at: instant))
    seen.removeAll { newest.microseconds.subtractingClamping($0.at.microseconds) > Self.memory }
  }

  /// Remembers that a limit is used up.
  mutating func noteUsedUp(_ rule: String) {
    guard !usedUp.contains(rule) else { return }
    usedUp.append(rule)
    usedUp.sort { $0.utf8.lexicographicallyPrecedes($1.utf8) }
  }

  /// Takes over what a ticket's provisional state knows, where this state does not.
  mutating func adopt(_ provisional: TicketState) {
    thread = thread ?? provisional.thread
    family = family ?? provisional.family
    for rule in provisional.usedUp { noteUsedUp(rule) }
    for rotation in provisional.pendingRotations where !pendingRotations.contains(rotation) {
      pendingRotations.append(rotation)
    }
  }
}

extension Int64 {
  /// The difference, or the nearest bound.
  func subtractingClamping(_ other: Int64) -> Int64 {
    let (difference, overflow) = subtractingReportingOverflow(other)
    guard overflow else { return difference }
    return self < other ? .min : .max
  }
}
