/// What the engine must remember of one ticket, or of one conversation, between two steps. The host keeps it.
///
/// Empty state means: first seen.
public struct TicketState: Sendable, Hashable {
  /// A rotation whose owner the host has not reported yet.
  struct PendingRotation: Sendable, Hashable {
    /// The rotate action's key: the `cause` of the line to come.
    var key: String
    /// Rules that led to it, by `RulebookCore.stateName`.
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
  /// When somebody last changed a field, by slot; ends with the last slot that ever was.
  var changedAt: [Instant?] = []
  private(set) var seen = SeenLines()
  /// The lines seen that count, by instant, then by id bytewise.
  var seenLines: [SeenLines.Line] { newest.map { seen.lines(notForgottenAt: $0) } ?? [] }

  /// Takes over a line seen from kept state.
  mutating func remember(_ id: String, at instant: Instant) { seen.note(id, at: instant) }

  /// Rules with a limit that used it up, by `RulebookCore.stateName`, ascending.
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
    noteFields(upTo: slot.index)
    if let known = changedAt[slot.index], known >= instant { return }
    changedAt[slot.index] = instant
  }

  /// Notes that every field with a value was changed at `instant`.
  mutating func noteCreation(with fields: [Value], at instant: Instant) {
    guard let last = fields.lastIndex(where: \.isKnown) else { return }
    if changedAt.isEmpty {
      changedAt = (0...last).map { fields[$0].isKnown ? instant : nil }
      return
    }
    noteFields(upTo: last)
    for index in 0...last where fields[index].isKnown { noteChange(of: FieldSlot(index: index), at: instant) }
  }

  /// Makes room for the changes of the fields up to one.
  private mutating func noteFields(upTo index: Int) {
    if index < changedAt.count { return }
    changedAt.append(contentsOf: repeatElement(nil, count: index + 1 - changedAt.count))
  }

  /// Whether somebody changed the field later than `instant`.
  func wasChanged(_ slot: FieldSlot, after instant: Instant) -> Bool {
    guard slot.index < changedAt.count, let known = changedAt[slot.index] else { return false }
    return known > instant
  }

  /// Remembers the line.
  mutating func noteSeen(_ id: String, at instant: Instant) {
    let newest = max(self.newest ?? instant, instant)
    self.newest = newest
    seen.note(id, at: instant)
    seen.forget(at: newest)
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
