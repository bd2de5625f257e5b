internal import RuleAnalysis
internal import RuleEngine

/// What makes a case, as it is in one event: `priority is High and vip is no`.
struct CaseInWords {
  private let program: Program
  private let rulebook: Rulebook
  private let words: Inspection

  init(_ program: Program) {
    self.program = program
    rulebook = Rulebook(program: program)
    words = Inspection(program: program)
  }

  /// Each thing once, in the order of the facts.
  func text(of facts: [Fact], in event: Event) -> String {
    let view = EventView(rulebook: rulebook, event: event)
    var parts: [String] = []
    for fact in facts {
      for part in phrases(fact, view, event) where !parts.contains(part) { parts.append(part) }
    }
    let last = parts.popLast() ?? "nothing of what they ask is so"
    return parts.isEmpty ? last : parts.joined(separator: ", ") + " and " + last
  }

  private func phrases(_ fact: Fact, _ view: EventView, _ event: Event) -> [String] {
    switch fact {
    case .distance(let slot, _):
      if case .day(let day) = view.value(of: slot) {
        return ["\(name(slot)) is \(distance(of: day, from: view.today))"]
      }
      return [phrase(slot, "is", view.value(of: slot))]
    case .value(let slot), .fits(let slot, _), .otherMembers(let slot):
      return [phrase(slot, "is", view.value(of: slot))]
    case .before(let slot): return [phrase(slot, "was", view.valueBefore(of: slot))]
    case .changed(let slot): return ["\(name(slot)) \(view.isChanged(slot) ? "changed" : "did not change")"]
    case .member(let slot, let option): return [phrase(slot, option, "has", view.value(of: slot))]
    case .memberBefore(let slot, let option): return [phrase(slot, option, "had", view.valueBefore(of: slot))]
    case .test(let test): return phrases(test, view)
    case .actor:
      switch event.actor?.kind {
      case .agent: return ["an agent does it"]
      case .contact: return ["a contact does it"]
      case .automation: return ["automation does it"]
      case .integration: return ["an integration does it"]
      case nil: return ["nobody does it"]
      }
    case .actorIsOwner: return [whether(view.holds(.actorIsOwner), "the actor is", "the owner")]
    case .actorIsContact: return [whether(view.holds(.actorIsContact), "the actor is", "the contact")]
    case .actorIsOnList(let list): return [whether(view.isActor(onList: list), "the actor is", "on the list")]
    case .messageIsAutomatic: return [whether(view.holds(.messageIsAutomatic), "the message is", "automatic")]
    case .happening, .message, .messageKind, .messageOrigin, .messageIsDeliveryFailure, .messageIsOnThread,
      .messageIsFromContact, .messageIsToContact, .isDue, .isUsedUp:
      // What the trigger says.
      return []
    }
  }

  private func phrases(_ test: Program.Test, _ view: EventView) -> [String] {
    switch test {
    case .isDuring(let calendar):
      let name = Inspection.quoted(program.calendars[calendar].name)
      return [view.holds(test) ? "it is during \(name)" : "it is not during \(name)"]
    case .equalsField(let slot, let other), .comparesField(let slot, _, let other),
      .isBefore(let slot, .valueOf(let other)), .isAfter(let slot, .valueOf(let other)),
      .isDay(let slot, .valueOf(let other)):
      return [slot, other].map { phrase($0, "is", view.value(of: $0)) }
    case .isBefore(let slot, _), .isAfter(let slot, _), .isDay(let slot, _), .isInNext(let slot, _),
      .isInLast(let slot, _), .isMoreThanAgo(let slot, _), .isLessThanAgo(let slot, _):
      return [phrase(slot, "is", view.value(of: slot))]
    default: return []
    }
  }

  private func distance(of day: Day, from today: Day) -> String {
    let days = Int(day.number) - Int(today.number)
    if days == 0 { return "today" }
    return "\(abs(days)) day\(abs(days) == 1 ? "" : "s") \(days < 0 ? "ago" : "ahead")"
  }

  private func phrase(_ slot: FieldSlot, _ verb: String, _ value: Value) -> String {
    let text =
      switch value {
      case .flag(let flag): flag ? "yes" : "no"
      case .options(let options) where options.isEmpty: "empty"
      default: RuleInWords.bare(words.value(value, of: slot))
      }
    return "\(name(slot)) \(verb) \(text)"
  }

  private func phrase(_ slot: FieldSlot, _ option: Int32, _ verb: String, _ value: Value) -> String {
    let isMember = if case .options(let members) = value { members.contains(option) } else { false }
    return "\(name(slot)) \(verb)\(isMember ? "" : " not") \(RuleInWords.bare(words.value(.option(option), of: slot)))"
  }

  private func name(_ slot: FieldSlot) -> String { RuleInWords.bare(words.field(slot)) }

  private func whether(_ holds: Bool, _ start: String, _ rest: String) -> String {
    "\(start)\(holds ? "" : " not") \(rest)"
  }
}
