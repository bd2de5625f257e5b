import RuleSchema

extension EventFacts {
  /// Of the instant at which a timer is due: nothing else happens then, in that round.
  static let ofTimer: EventFacts = {
    var event = EventFacts()
    event.narrow(.timer, to: [1])
    event.narrow(.conversation, to: [0])
    event.narrow(.created, to: [0])
    event.narrow(.stageSet, to: [0])
    return event
  }()

  /// Of an event that at least one of `triggers` matches.
  init(ofAnyOf triggers: [CheckedTrigger]) {
    self.init()
    let triggers = triggers.span
    for index in triggers.indices {
      let own = EventFacts(of: triggers[index].happening, by: triggers[index].by)
      if index == 0 { self = own } else { join(own) }
    }
  }

  /// Of an event that is `happening`, by `author`.
  init(of happening: CheckedTrigger.Happening, by author: CheckedTrigger.Author?) {
    self.init()
    narrow(.timer, to: [0])
    narrow(to: happening)
    switch author {
    case .contact: narrow(.actor, to: [FactReader.number(of: .contact)])
    case .agent: narrow(.actor, to: [FactReader.number(of: .agent)])
    case .automation: narrow(.actor, to: [FactReader.number(of: .automation)])
    case .integration: narrow(.actor, to: [FactReader.number(of: .integration)])
    case .list, nil: break
    }
  }

  private mutating func narrow(_ key: FactKey, to numbers: NumberSet) { narrow(at: key.order, to: .only(numbers)) }

  private mutating func narrow(to happening: CheckedTrigger.Happening) {
    if case .newConversation = happening { return narrow(.conversation, to: [1]) }
    narrow(.conversation, to: [0])
    switch happening {
    case .newConversation, .entered, .closed, .becomes, .gained: break
    case .ticketCreated: narrow(.created, to: [1])
    case .left, .stageChanged, .reopened, .assigned, .unassigned, .activity, .changed, .lost:
      narrow(.created, to: [0])
    // An event has one message at most, so kinds of messages exclude each other.
    case .emailSent(.ticket): narrow(toMessage: [0])
    case .emailSent(.contactRecord): narrow(toMessage: [1])
    case .emailSent(.anywhere): narrow(toMessage: [0, 1, 2])
    case .reply(fromAnyone: true, includingAutomatic: true): narrow(toMessage: [3, 4, 7])
    case .reply(fromAnyone: true, includingAutomatic: false): narrow(toMessage: [3, 4])
    case .reply: narrow(toMessage: [3])
    case .messageInAnotherThread: narrow(toMessage: [5])
    case .noteAdded: narrow(toMessage: [6])
    case .deliveryFailed: narrow(toMessage: [7])
    }
  }

  private mutating func narrow(toMessage kinds: NumberSet) {
    narrow(.created, to: [0])
    narrow(.message, to: kinds)
  }
}
