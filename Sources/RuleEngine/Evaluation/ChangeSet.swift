/// What one round looks at: one ticket after one committed change.
struct ChangeSet {
  /// A changed field, with the rules that led to the change.
  struct Change {
    var slot: FieldSlot
    var before: Value
    var ledBy: RuleSet
  }

  enum Origin {
    /// The line itself.
    case line
    /// Rules of the round before.
    case rules
  }

  /// Index into the chain's tickets.
  var ticket: Int
  var origin: Origin
  var isConversation = false
  /// The line reports an action back: it starts no visit.
  var isEcho = false
  /// The ticket as the change left it.
  var after: TicketSnapshot
  /// In slot order; empty on a creation.
  var changes: [Change] = []
  var isCreation = false
  /// The rules that led to the creation.
  var creationLedBy = RuleSet.empty
  /// On a late creation: fields that somebody changed since, which are no part of it.
  var overtaken: [FieldSlot] = []
  var actor: Event.Actor?
  var message: Event.Message?
  /// The timers of the ticket that are due with the line.
  var dueTimers: [TimerMemory.Told] = []
  /// The line itself says what the close date is.
  var givesCloseDate = false

  /// No rule led to any of it: all lines but those that bring a rotation's owner.
  var hasNoLeaders: Bool {
    creationLedBy.members.isEmpty && changes.allSatisfy { $0.ledBy.members.isEmpty }
  }

  /// Whether this change-set changed a field.
  func changes(_ slot: FieldSlot) -> Bool { changes.contains { $0.slot == slot } }

  /// The change of a field, if this change-set changed it.
  func change(of slot: FieldSlot) -> Change? {
    changes.first { $0.slot == slot }
  }
}
