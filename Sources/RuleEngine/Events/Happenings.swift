/// What happened in a line, as numbers: enough to see that no rule can fire, which is so for most lines.
struct Happenings: Sendable {
  /// The ticket's stage; negative where the line takes the long way: conversations, echoes, timers, foreign pipelines.
  let stage: Int32
  /// Bits: the facets of the index by their numbers, and those below.
  let bits: UInt32
  /// How many fields the event has: here, since where they stand would be looked up for it alone.
  let fieldCount: Int

  /// Some field other than the stage changed.
  static let fieldChanged: UInt32 = 1 << 8
  /// Created: with a closed stage the ticket gets a close date.
  static let createdHere: UInt32 = 1 << 9
  /// The stage changed: the close date may have to follow.
  static let moved: UInt32 = 1 << 10
  /// A person's reply from the contact on the ticket's thread.
  static let replied: UInt32 = 1 << 11
  /// An e-mail to the contact, written in the ticket.
  static let sentFromTicket: UInt32 = 1 << 12
  /// What may change the close date.
  static let datesChange = createdHere | moved
  /// What rules are found by besides the changes of fields, and what of it triggers ask.
  static let asked: UInt32 = (1 << UInt32(RuleIndex.Facet.allCases.count) - 1) | replied | sentFromTicket

  static let unusual = Happenings(stage: -1, bits: 0, fieldCount: 0)

  private init(stage: Int32, bits: UInt32, fieldCount: Int) {
    self.stage = stage
    self.bits = bits
    self.fieldCount = fieldCount
  }

  // Borrowed: an initializer is given a copy otherwise, which counted nine references up and down for each line.
  init(_ content: borrowing Event.Content) {
    guard !content.isConversation, content.cause == nil, content.timer == nil,
      case .option(let stage) = content.snapshot.fields[FieldSlot.stage.index]
    else {
      self = .unusual
      return
    }
    var bits: UInt32 = 0
    if content.isCreation {
      bits = Self.bit(.created) | Self.bit(.entered) | Self.createdHere
    } else {
      for change in content.changes {
        bits |= change.slot == .stage ? Self.bit(.entered) | Self.bit(.stageChanged) | Self.moved : Self.fieldChanged
      }
      if let kind = content.actor?.kind, kind == .agent || kind == .contact { bits |= Self.bit(.activity) }
      if let message = content.message {
        if message.direction == .outgoing {
          bits |= Self.bit(.sent)
          if message.isEmailSent(from: .ticket, to: content.snapshot.contact) { bits |= Self.sentFromTicket }
        } else {
          bits |= Self.bit(.received)
          if message.isReply(to: content.snapshot, by: content.actor) { bits |= Self.replied }
        }
        if message.isNote { bits |= Self.bit(.note) }
        if message.isDeliveryFailure { bits |= Self.bit(.failed) }
      }
    }
    self.init(stage: stage, bits: bits, fieldCount: content.snapshot.fields.count)
  }

  /// The bit of a facet.
  static func bit(_ facet: RuleIndex.Facet) -> UInt32 { 1 << UInt32(facet.rawValue) }
}
