internal import RuleEngine

/// Effects that have to be looked at together: one depends on which rules write the same field, write to the same person.
enum EffectGroup: Hashable {
  case field(FieldSlot)
  case messages(Program.Recipient)
  case creation(stage: Int)
  case task(Program.TextTemplate)
  case note(Program.TextTemplate)
  case call(Int)

  /// The groups that a rule has a part in.
  static func all(of rule: Program.Rule, in program: Program) -> Set<EffectGroup> {
    let makesTickets = Situations.Scope(of: rule) == .conversations
    var groups: Set<EffectGroup> = []
    for arm in rule.arms {
      for action in arm.actions {
        switch action {
        case .createTicket(let stage, let fields):
          groups.insert(.creation(stage: stage))
          // In a conversation's rule these are the fields of the one ticket.
          if makesTickets { for field in fields { groups.insert(.field(field.slot)) } }
        case .move: groups.insert(.field(.stage))
        case .set(let slot, _), .clear(let slot), .raise(let slot, _), .add(_, let slot), .remove(_, let slot),
          .removeAll(_, let slot), .increase(let slot, _):
          groups.insert(.field(slot))
        case .assign(.team): groups.insert(.field(.team))
        case .assign, .rotate: groups.insert(.field(.owner))
        case .sendNotification: groups.insert(.messages(.contact))
        case .sendEmail(_, let people), .sendMessage(_, let people), .notify(_, let people):
          for person in people { groups.insert(.messages(person)) }
        case .createTask(let text, _, _): groups.insert(.task(program.texts[text]))
        case .addNote(let text): groups.insert(.note(program.texts[text]))
        case .call(let index, _): groups.insert(.call(index))
        }
      }
    }
    return groups
  }
}
