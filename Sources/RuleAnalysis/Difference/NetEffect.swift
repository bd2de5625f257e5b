package import RuleEngine

/// One thing that a round does, whichever rule does it: what is left of the actions of the taken arms once they are merged
/// (sections 4.4 and 4.5 of `grammar/meaning.md`).
///
/// Two rounds that have the same effects do the same, with these exceptions, which are looked at apart or not at all:
/// names of rules in keys and traces, the order in which actions come out, and what is held back (section 4.3), for
/// which see `ChainSensitivity`. In a rulebook without conflicts, as the checker wants it, the order of rules decides
/// nothing else.
package enum NetEffect: Sendable, Hashable {
  /// The field gets the value, and has another one.
  case set(FieldSlot, NewWorth)
  /// The sum of all increases of the round.
  case increase(FieldSlot, by: Double)
  case add(Int32, to: FieldSlot)
  case remove(Int32, from: FieldSlot)
  case rotate(team: Int)
  /// A ticket is created on a ticket; in the thread of the message, or in none.
  case createTicket(stage: Int, with: [NewField], inThread: Bool)
  /// A conversation is made into a ticket. Its fields are `set`.
  case makeTicket(stage: Int)
  case message(Message, to: Program.Recipient)
  case task(Program.TextTemplate, for: [Program.Recipient], dueIn: Span?)
  case note(Program.TextTemplate)
  case call(Int, with: [NewArgument])
  /// A rule with a limit fires, whatever it does then.
  case usesLimit(of: String)

  package enum Message: Sendable, Hashable {
    case notification(template: Int?)
    case email(template: Int)
    case text(Program.TextTemplate)
    /// An internal one.
    case notice(Program.TextTemplate)
  }

  package struct NewField: Sendable, Hashable {
    package var slot: FieldSlot
    package var worth: NewWorth
  }

  package struct NewArgument: Sendable, Hashable {
    package enum Content: Sendable, Hashable {
      case text(Program.TextTemplate)
      case value(Program.NewValue)
    }

    package var parameter: Int
    package var content: Content
  }

  /// Equal ones of a round are one action: their key has no rule in it.
  var isOnce: Bool {
    switch self {
    case .createTicket, .task, .note, .call: false
    case .set, .increase, .add, .remove, .rotate, .makeTicket, .message, .usesLimit: true
    }
  }
}

/// What a field gets, in terms of the snapshot that the round looks at.
package indirect enum NewWorth: Sendable, Hashable {
  case literal(Value)
  case now, today
  case fromNow(Span)
  /// What the field has before the round.
  case field(FieldSlot)
  /// The agent who acts, who created the ticket.
  case actor, creator
  /// The first that is known.
  case either(NewWorth, NewWorth)
  case raised(NewWorth, to: Value)
  case increased(NewWorth, by: Double)
  case edited(NewWorth, adding: [Int32], removing: [Int32])
}
