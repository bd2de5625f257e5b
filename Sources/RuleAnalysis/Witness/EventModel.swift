package import RuleEngine

/// An event as the facts of a space of situations: the class of each.
package struct EventModel: Sendable {
  private var values: [Bool]

  /// What `event` is in `situations`. No timer is due, and no limit is used up.
  package init(_ event: Event, in situations: Situations, rulebook: Rulebook) {
    values = Array(repeating: false, count: situations.variableCount)
    let reading = EventReading(event: event, view: EventView(rulebook: rulebook, event: event), situations: situations)
    for fact in situations.facts { set(fact, to: reading.index(of: fact), in: situations) }
  }

  /// Gives a fact another class.
  package mutating func set(_ fact: Fact, to index: Int, in situations: Situations) {
    let variables = situations.variables(of: fact)
    for (bit, variable) in variables.reversed().enumerated() { values[variable] = index >> bit & 1 == 1 }
  }

  /// The class that a fact has.
  func index(of fact: Fact, in situations: Situations) -> Int { situations.index(of: fact) { values[$0] } }

  /// Whether the diagram holds.
  package func satisfies(_ diagram: Diagram, in situations: Situations) -> Bool {
    situations.store.holds(diagram) { values[$0] }
  }
}

/// Reads facts off an event.
private struct EventReading {
  let event: Event
  let view: EventView
  let situations: Situations

  private var program: Program { situations.program }

  func index(of fact: Fact) -> Int {
    switch fact {
    case .happening:
      if case .conversation = event.subject { return Fact.Happening.conversation.rawValue }
      return (event.isCreation ? Fact.Happening.creation : .change).rawValue
    case .value(let slot): return index(of: view.value(of: slot), slot)
    case .before(.stage):
      if case .option(let stage) = view.valueBefore(of: .stage) { return Int(stage) + 1 }
      return 0
    case .before(let slot): return index(of: view.valueBefore(of: slot), slot)
    case .changed(let slot): return view.isChanged(slot) ? 1 : 0
    case .member(let slot, let option): return members(view.value(of: slot)).contains(option) ? 1 : 0
    case .memberBefore(let slot, let option): return members(view.valueBefore(of: slot)).contains(option) ? 1 : 0
    case .otherMembers(let slot):
      let others = members(view.value(of: slot)).filter { !situations.has(.member(slot, $0)) }
      return others.isEmpty ? 0 : 1
    case .fits(let slot, let pattern):
      guard case .text(let text) = view.value(of: slot) else { return 0 }
      return pattern.matches(FoldedText(text)) ? 1 : 0
    case .distance(let slot, let unit): return distance(slot, unit, of: fact)
    case .test(let test): return view.holds(test) ? 1 : 0
    case .actor: return event.actor.map { Int($0.kind.rawValue) + 1 } ?? 0
    case .actorIsOwner: return view.holds(.actorIsOwner) ? 1 : 0
    case .actorIsContact: return view.holds(.actorIsContact) ? 1 : 0
    case .actorIsOnList(let list): return view.isActor(onList: list) ? 1 : 0
    case .isDue, .isUsedUp: return 0
    case .message, .messageKind, .messageOrigin, .messageIsAutomatic, .messageIsDeliveryFailure, .messageIsOnThread,
      .messageIsFromContact, .messageIsToContact:
      return event.message.map { index(of: fact, $0) } ?? 0
    }
  }

  private func index(of fact: Fact, _ message: Event.Message) -> Int {
    let facts = view.messageFacts
    switch fact {
    case .message: return (message.direction == .incoming ? Fact.MessageWay.incoming : .outgoing).rawValue
    case .messageKind:
      let kind: Fact.MessageKind = message.kind == "email" ? .email : message.kind == "note" ? .note : .other
      return kind.rawValue
    case .messageOrigin: return Int(message.origin.rawValue)
    case .messageIsAutomatic: return message.isAutomatic ? 1 : 0
    case .messageIsDeliveryFailure: return message.isDeliveryFailure ? 1 : 0
    case .messageIsOnThread: return facts.isOnThread ? 1 : 0
    case .messageIsFromContact: return facts.isFromContact ? 1 : 0
    case .messageIsToContact: return facts.isToContact ? 1 : 0
    default: return 0
    }
  }

  private func index(of value: Value, _ slot: FieldSlot) -> Int {
    guard let domain = situations.domains[slot] else { return 0 }
    return domain.index(of: value, zone: program.zone)
  }

  private func members(_ value: Value) -> [Int32] {
    if case .options(let members) = value { members } else { [] }
  }

  private func distance(_ slot: FieldSlot, _ unit: Distances.Unit, of fact: Fact) -> Int {
    guard let cuts = situations.distances[fact]?.cuts else { return 0 }
    switch view.value(of: slot) {
    case .day(let day): return FieldDomain.index(of: Double(day.number) - Double(view.today.number), in: cuts)
    case .instant(let instant):
      if unit == .clock {
        return FieldDomain.index(
          of: Double(instant.microseconds) - Double(view.now.microseconds), in: cuts)
      }
      return index(of: instant, among: cuts)
    case .unknown, .option, .options, .number, .text, .flag: return 0
    }
  }

  /// Days before or after now keep the wall clock.
  private func index(of instant: Instant, among cuts: [Double]) -> Int {
    for (index, cut) in cuts.enumerated() {
      let span = Span(amount: Int(abs(cut)), unit: .days)
      let bound =
        cut == 0
        ? view.now
        : cut > 0
          ? program.instant(adding: span, to: view.now) : program.instant(subtracting: span, from: view.now)
      guard let bound else { continue }
      if instant == bound { return 2 * index + 2 }
      if instant < bound { return 2 * index + 1 }
    }
    return 2 * cuts.count + 1
  }
}
