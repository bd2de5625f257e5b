import RuleEngine

/// Changes of events in words: which values would do.
struct ChangeWords {
  let program: Program
  let view: EventView
  let event: Event
  private var words: ProgramWords { ProgramWords(program: program) }

  init(program: Program, view: EventView, event: Event) {
    self.program = program
    self.view = view
    self.event = event
  }

  /// What `knob` would have to be: `able` were tried, `literals` is what they have in common.
  func change(of knob: EventKnob, to able: [EventChange], _ literals: [WantedTest]) -> WhyReport.Change {
    switch knob {
    case .field(let slot): return field(slot, able, literals)
    case .automatic:
      let wanted = able.contains(.automatic(true)) ? "automatic" : "not automatic"
      return WhyReport.Change(
        subject: "message", present: wanted == "automatic" ? "not automatic" : "automatic", wanted: wanted,
        examples: [wanted], phrase: "a message that is \(wanted)")
    case .actor:
      let actors = able.map { change -> String in
        guard case .actor(let actor) = change else { return "" }
        return self.actor(actor)
      }
      let wanted = ProgramWords.either(distinct(actors))
      return WhyReport.Change(
        subject: "actor", present: actor(event.actor), wanted: wanted, examples: distinct(actors),
        phrase: "\(wanted) as the actor")
    case .clock:
      var instants: [String] = []
      for case .clock(let instant) in able { instants.append(instant.iso8601) }
      var wanted: [String] = []
      for literal in literals {
        guard case .isDuring(let calendar) = program.tests[literal.test] else { continue }
        let name = ActionWords.quoted(program.calendars[calendar].name)
        wanted.append((literal.holds ? "in the hours of " : "outside the hours of ") + name)
      }
      let phrase = distinct(wanted).joined(separator: " and ")
      return WhyReport.Change(
        subject: "time", present: event.at.iso8601, wanted: phrase, examples: instants, phrase: "a time \(phrase)")
    }
  }

  private func actor(_ actor: Event.Actor?) -> String {
    guard let actor else { return "nobody" }
    let kind = actor.kind == .contact ? "the contact" : actor.kind == .automation ? "automation" : "an \(actor.kind)"
    return (actor.id ?? actor.email).map { "\(kind) `\($0)`" } ?? kind
  }

  private func field(_ slot: FieldSlot, _ able: [EventChange], _ literals: [WantedTest]) -> WhyReport.Change {
    var plain: [Value] = []
    var changed: [(before: Value, after: Value)] = []
    for case .field(_, let value, let before) in able {
      if let before { changed.append((before, value)) } else { plain.append(value) }
    }
    let name = program.name(of: slot)
    let present = view.value(of: slot)
    let wanted: String
    var examples = distinct(plain.map { words.value($0, of: slot) })
    if plain.isEmpty {
      let steps = changed.prefix(3).map {
        "changed from \(words.value($0.before, of: slot)) to \(words.value($0.after, of: slot))"
      }
      wanted = ProgramWords.either(distinct(Array(steps)))
      examples = distinct(Array(steps))
    } else {
      wanted = values(slot, plain, present, literals)
    }
    return WhyReport.Change(
      subject: name, present: present.isKnown ? words.value(present, of: slot) : "unknown", wanted: wanted,
      examples: examples, phrase: "\(name) \(wanted)")
  }

  private func values(_ slot: FieldSlot, _ able: [Value], _ present: Value, _ literals: [WantedTest]) -> String {
    switch able.first(where: \.isKnown) {
    case nil: return "unknown"
    case .option?, .flag?: return ProgramWords.either(distinct(able.map { words.value($0, of: slot) }))
    case .options?:
      let steps = able.prefix(4).map { difference(from: present, to: $0, slot) }
      return ProgramWords.either(distinct(Array(steps)))
    case .number?, .text?, .day?, .instant?, .unknown?:
      let parts = distinct(literals.map { bound($0, slot) })
      // Two bounds on one field, and what it may not be.
      return parts.isEmpty
        ? ProgramWords.either(distinct(able.map { words.value($0, of: slot) }))
        : parts.joined(separator: " and ")
    }
  }

  private func difference(from old: Value, to new: Value, _ slot: FieldSlot) -> String {
    func members(_ value: Value) -> [Int32] { if case .options(let options) = value { options } else { [] } }
    let added = members(new).filter { !members(old).contains($0) }.map { words.option($0, of: slot) }
    let removed = members(old).filter { !members(new).contains($0) }.map { words.option($0, of: slot) }
    let parts = [
      added.isEmpty ? nil : "including \(ProgramWords.joined(added, "and"))",
      removed.isEmpty ? nil : "without \(ProgramWords.joined(removed, "and"))",
    ]
    return parts.compactMap(\.self).joined(separator: " and ")
  }

  private func distinct(_ texts: [String]) -> [String] {
    var seen: Set<String> = []
    return texts.filter { seen.insert($0).inserted }
  }
}

//  What a test wants of a field.

extension ChangeWords {
  private func bound(_ literal: WantedTest, _ slot: FieldSlot) -> String {
    let test = program.tests[literal.test]
    let text = self.text(of: test, slot)
    if literal.holds { return text }
    // An unknown value would do as well.
    return "not \(text)"
  }

  private func text(of test: Program.Test, _ slot: FieldSlot) -> String {
    func list(_ texts: [String]) -> String { ProgramWords.either(texts.map { "\"\($0)\"" }) }
    switch test {
    case .isOneOf(_, let values): return ProgramWords.either(values.map { words.value($0, of: slot) })
    case .compares(_, let comparison, let bound):
      return "\(self.comparison(comparison)) \(words.value(bound, of: slot))"
    case .equalsField(let own, let other): return "the same as \(program.name(of: own == slot ? other : own))"
    case .comparesField(let own, let comparison, let other):
      return own == slot
        ? "\(self.comparison(comparison)) \(program.name(of: other))"
        : "such that \(program.name(of: own)) is \(self.comparison(comparison)) it"
    case .containsAny(_, let needles): return "containing \(list(needles))"
    case .startsWith(_, let start): return "starting with \"\(start)\""
    case .endsWith(_, let end): return "ending with \"\(end)\""
    case .matchesAny(_, let globs): return "matching \(list(globs))"
    case .hasAny(_, let options): return "including \(ProgramWords.either(options.map { words.option($0, of: slot) }))"
    case .hasAll(_, let options):
      return "including \(ProgramWords.joined(options.map { words.option($0, of: slot) }, "and"))"
    case .hasNone(_, let options): return "without \(ProgramWords.either(options.map { words.option($0, of: slot) }))"
    case .gained(_, let option): return "having gained \(words.option(option, of: slot))"
    case .lost(_, let option): return "having lost \(words.option(option, of: slot))"
    case .was(_, let old): return "that was \(words.value(old, of: slot))"
    case .changed(_, let from, let to):
      return "changed" + (from.map { " from \(words.value($0, of: slot))" } ?? "")
        + (to.map { " to \(words.value($0, of: slot))" } ?? "")
    case .isKnown: return "known"
    case .isSet: return "yes"
    case .isBefore(_, let moment): return "before \(self.moment(moment))"
    case .isAfter(_, let moment): return "after \(self.moment(moment))"
    case .isDay(_, let moment): return "on \(self.moment(moment))"
    case .isInNext(_, let span): return "in the next \(words.span(span))"
    case .isInLast(_, let span): return "in the last \(words.span(span))"
    case .isMoreThanAgo(_, let span): return "more than \(words.span(span)) ago"
    case .isLessThanAgo(_, let span): return "less than \(words.span(span)) ago"
    case .actorIsOwner: return "the actor"
    case .ticketIsClosed: return "a closed one"
    case .messageIsAutomatic, .actorIs, .actorIsContact, .isDuring: return ""
    }
  }

  private func comparison(_ comparison: Program.Test.Comparison) -> String {
    switch comparison {
    case .atLeast: "at least"
    case .atMost: "at most"
    case .above: "above"
    case .below: "below"
    }
  }

  private func moment(_ moment: Program.Moment) -> String {
    switch moment {
    case .day(let day): day.iso8601
    case .today: "today"
    case .valueOf(let slot): program.name(of: slot)
    }
  }
}
