/// What the engine must remember of one ticket, or of one conversation, between two steps. The host keeps it.
///
/// Empty state means: first seen.
public struct TicketState: Sendable, Hashable {
  /// A rotation whose owner the host has not reported yet.
  struct PendingRotation: Sendable, Hashable {
    /// The rotate action's key: the `cause` of the line to come.
    var key: String
    /// Rules that led to it, by `Program.Rule.stateName`.
    var ledBy: [String]
  }

  /// When a rule fired.
  struct RuleFirings: Sendable, Hashable {
    var rule: String
    /// Ascending.
    var at: [Instant]
  }

  /// The visit in which a rule last fired.
  struct VisitUse: Sendable, Hashable {
    var rule: String
    /// The visit's anchor.
    var visit: String
  }

  /// The layout that `snapshot` and `changedAt` are in. Under a rulebook with another vocabulary both are forgotten;
  /// everything else is kept.
  var layout: UInt64 = 0
  var newest: Instant?
  var snapshot: TicketSnapshot?
  /// When somebody last changed a field, by slot.
  var changedAt: [Instant?] = []
  /// The instants of the lines seen, by id. Some are too old to count: `hasSeen` tells.
  private var seen: [String: Instant] = [:]
  /// The lines seen that count, by instant, then by id bytewise.
  var seenLines: [(id: String, at: Instant)] {
    guard let newest else { return [] }
    return seen.filter { !Self.isForgotten($0.value, newest: newest) }.map { (id: $0.key, at: $0.value) }.sorted {
      left, right in
      left.at == right.at ? left.id.utf8.lexicographicallyPrecedes(right.id.utf8) : left.at < right.at
    }
  }

  /// Takes over a line seen from kept state.
  mutating func remember(_ id: String, at instant: Instant) { seen[id] = instant }

  /// How many ids `seen` may hold before those that are too old are looked for again.
  private var seenLimit = 16
  /// Rules with a limit that used it up, by `Program.Rule.stateName`, ascending.
  var usedUp: [String] = []
  var thread: String?
  var family: String?
  var pendingRotations: [PendingRotation] = []
  /// The id the ticket was first known by: part of its timers' keys.
  var name: String?
  var anchors = Anchors()
  var timers = TimerMemory()
  /// Firings of rules `at most N times per D`.
  var firings: [RuleFirings] = []
  /// Rules `once per stage visit`, with the visit in which each last fired.
  var visitUses: [VisitUse] = []
  /// When messages came out that answer the contact.
  var answers: [Instant] = []
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

  /// Whether the line came before, and is not forgotten yet.
  func hasSeen(_ id: String) -> Bool {
    guard let at = seen[id], let newest else { return false }
    return !Self.isForgotten(at, newest: newest)
  }

  /// Remembers the line. Ids that are too old to come back are removed each time their number has doubled, so that a ticket
  /// with very many lines stays linear.
  mutating func noteSeen(_ id: String, at instant: Instant) {
    let newest = max(self.newest ?? instant, instant)
    self.newest = newest
    seen[id] = instant
    guard seen.count > seenLimit else { return }
    seen = seen.filter { !Self.isForgotten($0.value, newest: newest) }
    seenLimit = max(16, 2 * seen.count)
  }

  private static func isForgotten(_ instant: Instant, newest: Instant) -> Bool {
    newest.microseconds.subtractingClamping(instant.microseconds) > memory
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
