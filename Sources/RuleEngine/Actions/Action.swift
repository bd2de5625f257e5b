/// One thing the host must carry out.
public struct Action: Sendable, Hashable {
  /// Stable name of the action: a redelivered event gives the same key, equal keys are one action, and the line that
  /// reports the action back carries it as `cause`.
  public var key: String { name.text }
  /// `key`, perhaps not written out yet.
  let name: ActionKey
  /// The id of the event that led to it.
  public let event: String
  /// The ticket it is about; a created ticket's provisional id is its create action's key.
  public let ticket: String
  /// The instant of the event it was evaluated at.
  public let at: Instant
  /// The rule's title, the canonical text of a nameless rule, or `close date`.
  public let rule: String
  /// Counted from 1.
  public let round: Int
  /// What to do.
  public let kind: Kind

  package init(key: String, event: String, ticket: String, at: Instant, rule: String, round: Int, kind: Kind) {
    self.init(ActionKey(key), event: event, ticket: ticket, at: at, rule: rule, round: round, kind: kind)
  }

  init(_ name: ActionKey, event: String, ticket: String, at: Instant, rule: String, round: Int, kind: consuming Kind) {
    self.name = name
    self.event = event
    self.ticket = ticket
    self.at = at
    self.rule = rule
    self.round = round
    self.kind = kind
  }

  /// What to do.
  public enum Kind: Sendable, Hashable {
    /// Create a ticket with these contents. They are large and rare: in their own memory, the other kinds take a fifth of
    /// the room.
    indirect case createTicket(NewTicket)
    /// Move to a stage; both ids as events use them.
    case move(pipeline: String, stage: String)
    /// Write a property, named by its id.
    case set(property: String, value: FieldValue)
    /// Remove a property's value.
    case clear(property: String)
    /// Give the ticket to a person; `nil`: to nobody.
    case assign(owner: String?)
    /// Give the ticket to a team.
    case assignTeam(String)
    /// Let the host choose an owner among a team.
    case rotate(team: String)
    /// The transactional e-mail to the contact.
    case sendNotification(template: String?, to: Recipient)
    /// An e-mail from a template.
    case sendEmail(template: String, to: Recipient)
    /// A message with this text.
    case sendMessage(text: String, to: Recipient)
    /// An internal notification.
    case notify(text: String, to: Recipient)
    /// A task, perhaps for somebody, perhaps with a deadline.
    case createTask(text: String, for: [Recipient], due: Instant?)
    /// An internal comment.
    case addNote(text: String)
    /// An action that the rulebook declares and the host carries out.
    case call(action: String, arguments: [Argument])
    /// Come back with a line whose `timer` is this action's key once the instant is reached. A key that is armed already gets
    /// the new instant.
    case armTimer(due: Instant)
    /// The timer armed with this key is not wanted any more.
    case cancelTimer
  }

  /// A parameter of a declared action with its value.
  public struct Argument: Sendable, Hashable {
    /// The parameter's name.
    public let name: String
    /// Its value.
    public let value: FieldValue

    package init(name: String, value: FieldValue) {
      self.name = name
      self.value = value
    }
  }

  /// Who gets a message or a task.
  public enum Recipient: Sendable, Hashable {
    /// The ticket's contact.
    case contact(id: String?, email: String?)
    /// The ticket's owner; the e-mail where the line gave it.
    case owner(id: String, email: String?)
    /// Who created the ticket.
    case creator(id: String)
    /// A person found in a property.
    case person(property: String, id: String)
    /// A team.
    case team(String)
    /// The addresses in copy.
    case cc([String])
    /// The ticket's followers.
    case followers([String])
    /// A fixed address.
    case address(String)
  }

  /// A property's value as it leaves the engine: options by id, days and instants as text.
  public enum FieldValue: Sendable, Hashable {
    /// An option's id, a text, a person, a day or an instant.
    case text(String)
    /// A number.
    case number(Double)
    /// A flag.
    case flag(Bool)
    /// The ids of a set's options in declared order.
    case list([String])
  }

  /// What a created ticket starts with.
  public struct NewTicket: Sendable, Hashable {
    /// The pipeline's id.
    public let pipeline: String
    /// The stage's id.
    public let stage: String
    /// The conversation it was made from, if any.
    public let conversation: String?
    /// The ticket whose rule created it, if any.
    public let origin: String?
    /// The family of its chain.
    public let family: String
    /// The contact's id and e-mail.
    public let contactID: String?
    /// The contact's e-mail.
    public let contactEmail: String?
    /// The channel, the inbox, the thread, owner and team, where known.
    public let channel: String?
    /// The inbox, where known.
    public let inbox: String?
    /// The thread whose replies belong to the ticket, where known.
    public let thread: String?
    /// The owner, where a rule chose one.
    public let owner: String?
    /// The team, where a rule chose one.
    public let team: String?
    /// Properties in declared order.
    public let properties: [Property]

    /// A property and its value.
    public struct Property: Sendable, Hashable {
      /// The property's id.
      public let id: String
      /// Its value.
      public let value: FieldValue

      package init(id: String, value: FieldValue) {
        self.id = id
        self.value = value
      }
    }

    package init(
      pipeline: String, stage: String, conversation: String?, origin: String?, family: String, contactID: String?,
      contactEmail: String?, channel: String?, inbox: String?, thread: String?, owner: String?, team: String?,
      properties: [Property]
    ) {
      self.pipeline = pipeline
      self.stage = stage
      self.conversation = conversation
      self.origin = origin
      self.family = family
      self.contactID = contactID
      self.contactEmail = contactEmail
      self.channel = channel
      self.inbox = inbox
      self.thread = thread
      self.owner = owner
      self.team = team
      self.properties = properties
    }
  }
}
