/// What is remembered of a ticket's timers: what the host was told, and what is used up.
struct TimerMemory: Sendable, Hashable {
  /// A timer that the host keeps.
  struct Told: Sendable, Hashable {
    var key: String
    /// By `RulebookCore.stateName`.
    var rule: String
    /// The rule's identity, for the line that cancels it.
    var identity: String
    var anchor: String
    var due: Instant
  }

  /// A rule that used an anchor up, or for `every …` the last delivery.
  struct Use: Sendable, Hashable {
    var rule: String
    var anchor: String
    var at: Instant
  }

  /// In the order told.
  var told: [Told] = []
  var uses: [Use] = []
  /// The rulebook of the ticket's last step; `nil` before the first.
  var rulebook: UInt64?

  /// The timer due first; of several for one instant the one told first, which brings the others.
  var first: Told? { told.min { $0.due < $1.due } }

  /// When the rule last used the anchor.
  func use(of anchor: String, by rule: String) -> Instant? {
    uses.first { $0.rule == rule && $0.anchor == anchor }?.at
  }

  /// Notes that the rule used the anchor; those that nothing counts from any more are forgotten.
  mutating func noteUse(of anchor: String, by rule: String, at instant: Instant, anchors: Anchors) {
    uses.removeAll { ($0.rule == rule && $0.anchor == anchor) || !anchors.isInUse($0.anchor) }
    uses.append(Use(rule: rule, anchor: anchor, at: instant))
  }
}
