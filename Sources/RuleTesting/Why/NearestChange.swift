import RuleEngine

/// Looks for the smallest change of an event with which a rule fires. Nothing is found that was not tried.
struct NearestChange {
  let rulebook: Rulebook
  /// Index into `Program.rules`.
  let rule: Int
  /// The event as it is.
  let event: Event
  /// The same event about the ticket as the rule last saw it: in a later round it is not what the line says.
  let seen: Event
  /// The event is older than what is known of its ticket.
  let isLate: Bool
  /// Whether the rule fires for an event.
  let fires: (Event) -> Bool

  private var program: Program { rulebook.program }

  /// At most so many fields are changed at once.
  private static let greatestSize = 3
  /// So many equally small changes are enough.
  private static let suggestionCount = 3

  /// The smallest changes and how many fields they change.
  func suggestions() -> (size: Int, suggestions: [WhyReport.Suggestion]) {
    let view = EventView(rulebook: rulebook, event: seen)
    for size in 0...Self.greatestSize {
      var paths = ConditionPaths(program: program, view: view)
      var found: [WhyReport.Suggestion] = []
      for path in paths.paths(of: program.rules[rule], flips: size).prefix(60) {
        for knobs in paths.turns(path, upTo: size) where knobs.count == size {
          guard let suggestion = suggestion(path, knobs, view) else { continue }
          if !found.contains(where: { $0.changes.map(\.phrase) == suggestion.changes.map(\.phrase) }) {
            found.append(suggestion)
          }
          break
        }
        if found.count == Self.suggestionCount { break }
      }
      // What the engine does by itself may have made a change needless.
      guard let least = found.map(\.changes.count).min() else { continue }
      return (least, found.filter { $0.changes.count == least })
    }
    return (Self.greatestSize + 1, [])
  }

  private func suggestion(_ path: [WantedTest], _ knobs: [EventKnob], _ view: EventView) -> WhyReport.Suggestion? {
    guard knobs.allSatisfy(isSaid) else { return nil }
    if knobs.isEmpty { return fires(event) ? WhyReport.Suggestion(trigger: nil, changes: [], events: [event]) : nil }
    let candidates = ChangeCandidates(
      program: program, view: view, event: seen, pipeline: program.rules[rule].pipeline, isLate: isLate)
    var choices: [[EventChange]] = []
    for knob in knobs {
      let literals = path.filter { EventKnob.knobs(of: program.tests[$0.test]).contains(knob) }
      let alone = literals.filter { literal in
        EventKnob.knobs(of: program.tests[literal.test]).allSatisfy { $0 == knob || !knobs.contains($0) }
      }
      let able = candidates.changes(of: knob, for: literals.map { program.tests[$0.test] }).filter { change in
        guard let changed = change.applied(to: seen) else { return false }
        return hold(alone, in: changed)
      }
      guard !able.isEmpty else { return nil }
      choices.append(able)
    }
    guard var first = firstThatFires(choices, path) else { return nil }
    var knobs = knobs
    var isReduced = false
    for place in first.indices.reversed() where first.count > 1 {
      var rest = choices
      rest.remove(at: place)
      guard let fewer = firstThatFires(rest, nil) else { continue }
      first = fewer
      knobs.remove(at: place)
      choices = rest
      isReduced = true
    }
    // The other values of each knob, the rest as found.
    var changes: [WhyReport.Change] = []
    var events: [Event] = []
    let words = ChangeWords(program: program, view: view, event: seen)
    for (place, knob) in knobs.enumerated() {
      var able: [EventChange] = []
      for change in choices[place].prefix(24) {
        var all = first
        all[place] = change
        guard let changed = applied(all, to: seen), isReduced || hold(path, in: changed),
          let event = applied(all, to: event), fires(event)
        else { continue }
        able.append(change)
        events.append(event)
      }
      let literals = path.filter { EventKnob.knobs(of: program.tests[$0.test]).contains(knob) }
      changes.append(words.change(of: knob, to: able, literals))
    }
    return WhyReport.Suggestion(trigger: nil, changes: changes, events: events)
  }

  /// One setting of each, with which the tests of `path` come out as wanted and the rule fires.
  private func firstThatFires(_ choices: [[EventChange]], _ path: [WantedTest]?) -> [EventChange]? {
    var tries = 48
    func search(_ picked: [EventChange]) -> [EventChange]? {
      guard picked.count < choices.count else {
        guard tries > 0, let changed = applied(picked, to: seen), path.map({ hold($0, in: changed) }) ?? true else {
          return nil
        }
        tries -= 1
        guard let event = applied(picked, to: event), fires(event) else { return nil }
        return picked
      }
      for change in choices[picked.count].prefix(12) {
        if let found = search(picked + [change]) { return found }
      }
      return nil
    }
    return search([])
  }

  private func hold(_ literals: [WantedTest], in event: Event) -> Bool {
    let view = EventView(rulebook: rulebook, event: event)
    return literals.allSatisfy { view.holds(program.tests[$0.test]) == $0.holds }
  }

  private func applied(_ changes: [EventChange], to event: Event) -> Event? {
    var event = event
    for change in changes {
      guard let changed = change.applied(to: event) else { return nil }
      event = changed
      // The subject of a conversation's ticket is that of its message.
      if case .conversation = event.subject, case .field(let slot, let value, _) = change, isSubject(slot) {
        var parts = EventParts(event)
        _ = parts.set(.messageSubject, to: value)
        event = parts.event
      }
    }
    return event
  }

  /// Whether the event's line can say it: of a conversation it says little.
  private func isSaid(_ knob: EventKnob) -> Bool {
    guard case .conversation = event.subject, case .field(let slot) = knob else { return true }
    switch slot {
    case .inbox, .channel, .contactEmail, .messageFrom, .messageText: return true
    default:
      return isSubject(slot) || (slot.propertyIndex.map { program.properties[$0].entity == .contact } ?? false)
    }
  }

  private func isSubject(_ slot: FieldSlot) -> Bool {
    guard let index = slot.propertyIndex else { return false }
    let property = program.properties[index]
    return property.entity == .ticket && property.kind == .text
      && (property.id == "subject" || property.name == "subject")
  }
}
