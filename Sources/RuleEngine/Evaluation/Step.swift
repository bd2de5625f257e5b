/// The answer to one line.
public struct Step: Sendable {
  /// What was done with the line.
  public enum Outcome: Sendable, Hashable {
    /// It was evaluated.
    case evaluated
    /// It is older than the ticket's newest line and was evaluated on the newest state.
    case late
    /// It reports one of the engine's own actions back.
    case echo
    /// Its id was seen within the last seven days: nothing comes out.
    case repeated
    /// It names a timer that is not armed: what it says of the ticket was evaluated, no rule was due.
    case staleTimer
    /// It is more than seven days older than the ticket's newest line: nothing comes out.
    case tooOld
  }

  /// A ticket that rules created in this step.
  public struct CreatedTicket: Sendable {
    /// The key of its create action, until the host reports the real id.
    public let provisionalID: String
    /// To be kept like any ticket's state.
    public var state: TicketState { box.state }
    let box: TicketStateBox

    init(provisionalID: String, _ box: consuming TicketStateBox) {
      self.provisionalID = provisionalID
      self.box = box
    }
  }

  /// What was done with the line.
  public let outcome: Outcome
  /// The new state of the line's ticket or conversation.
  public var state: TicketState { box.state }
  var box: TicketStateBox
  /// The states of tickets that rules created.
  public let created: [CreatedTicket]
  /// What the host must carry out, in order.
  public let actions: [Action]
  /// Why and why not; empty unless asked for.
  public let trace: [TraceEntry]

  init(
    outcome: Outcome, _ box: consuming TicketStateBox, created: [CreatedTicket], actions: [Action], trace: [TraceEntry]
  ) {
    self.outcome = outcome
    self.box = box
    self.created = created
    self.actions = actions
    self.trace = trace
  }
}

/// One reason: why a rule fired or did not, why something did not come out.
public struct TraceEntry: Sendable, Hashable {
  /// The ticket or conversation looked at.
  public let ticket: String
  /// The round, counted from 1.
  public let round: Int
  /// The rule's identity.
  public let rule: String
  /// What happened.
  public let verdict: Verdict

  /// What happened to a rule, or to something it did.
  public enum Verdict: Sendable, Hashable {
    /// The rule belongs to another pipeline than the ticket's.
    case otherPipeline
    /// No trigger matched.
    case notTriggered
    /// A condition was false: its deciding part as written, whether that part held (under a `not`), and the value it met.
    case conditionFalse(part: String, holds: Bool, value: String)
    /// A trigger would have matched, were the message not automatic.
    case automaticMessage
    /// It fired; the row of its table, counted from 1.
    case firedRow(Int)
    /// A limit was used up.
    case limited
    /// A rule that overrides it held.
    case overridden(by: String)
    /// The change is the rule's own consequence.
    case heldBack
    /// It fired; the arm taken, counted from 1.
    case fired(arm: Int)
    /// It wrote a value the field had already.
    case wroteNothingNew(field: String)
    /// A message went nowhere.
    case skipped(action: String, reason: String)
    /// A move was dropped, since the save that sent the message chose its stage.
    case moveDropped
    /// Another rule of the round wrote the field differently, and the later one wins.
    case lostConflict(field: String, to: String)
    /// As many messages as the limit of answers allows have answered the contact already.
    case answersLimited(action: String, recipient: String)
    /// The message that started the chain wants no automatic answer.
    case withheld(action: String, recipient: String)
  }
}
