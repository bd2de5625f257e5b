extension RuleParts {
  /// A trigger that one number says, as most do.
  package enum PlainTrigger {
    case ticketCreated
    case entered(Int)
    case changed(FieldSlot)
    /// By the contact, and not automatic.
    case replied
    case sentFromTicket

    /// A trigger, or `nil` where it asks for more.
    static func of(_ trigger: Program.Trigger) -> PlainTrigger? {
      guard trigger.by == nil, trigger.via == nil else { return nil }
      switch trigger.happening {
      case .ticketCreated: return .ticketCreated
      case .entered(let stages) where stages.count == 1: return .entered(stages[0])
      case .changed(let slot, nil, nil) where slot != .pipeline: return .changed(slot)
      case .reply(fromAnyone: false, includingAutomatic: false): return .replied
      case .emailSent(.ticket): return .sentFromTicket
      case .newConversation, .entered, .left, .stageChanged, .closed, .reopened, .assigned, .unassigned, .activity,
        .emailSent, .reply, .messageInAnotherThread, .noteAdded, .deliveryFailed, .changed, .becomes, .gained, .lost:
        return nil
      }
    }
  }
}
