import RuleEngine

/// The settings of a knob that are worth trying for a handful of tests: a value on either side of each of their bounds.
struct ChangeCandidates {
  let program: Program
  let view: EventView
  let event: Event
  /// The pipeline of the rule: a ticket must be in it.
  let pipeline: Int
  /// Of a late line only what it says to have changed is taken. A stage, too, may count only if it was entered.
  let isLate: Bool

  /// Settings of `knob` that some of `tests` may care about, in a fixed order, without repeats.
  func changes(of knob: EventKnob, for tests: [Program.Test]) -> [EventChange] {
    var found: [EventChange] = []
    switch knob {
    case .automatic: found = [.automatic(false), .automatic(true)]
    case .actor: found = actors.map(EventChange.actor)
    case .clock:
      for case .isDuring(let calendar) in tests {
        found += [true, false].compactMap { view.instant(isOpen: $0, in: calendar).map(EventChange.clock) }
      }
    case .field(let slot):
      let values = values(of: slot, for: tests)
      found = values.map { .field(slot, $0, before: nil) }
      if tests.contains(where: \.isOfChange) {
        // The pipeline was another if the stage was one of another.
        let others = tests.contains { $0.slot == .pipeline } ? stagesOfOtherPipelines : []
        for value in values {
          found += (values + others).filter { $0 != value }.map { .field(slot, value, before: $0) }
        }
      } else if isLate || slot == .stage {
        let present = view.value(of: slot)
        found += values.filter { $0 != present }.map { .field(slot, $0, before: present) }
      }
    }
    var seen: Set<EventChange> = []
    return found.filter { seen.insert($0).inserted }
  }

  private var stagesOfOtherPipelines: [Value] {
    program.pipelines.indices.filter { $0 != pipeline }.compactMap { program.pipelines[$0].stages.first }
      .map { .option(Int32($0)) }
  }

  private var actors: [Event.Actor?] {
    var actors: [Event.Actor?] = [.agent, .contact, .automation, .integration].map { kind in
      Event.Actor(kind: kind, id: nil, email: nil)
    }
    if case .text(let owner) = view.value(of: .owner) {
      actors.append(Event.Actor(kind: .agent, id: owner.string, email: nil))
    }
    if let contact = EventParts(event).snapshot.contact {
      actors.append(Event.Actor(kind: .contact, id: contact.id, email: contact.email))
    }
    return actors + [nil]
  }

  /// Values of a field, the present one among them.
  func values(of slot: FieldSlot, for tests: [Program.Test]) -> [Value] {
    let present = view.value(of: slot)
    let kind = slot.propertyIndex.map { program.properties[$0].kind }
    var values: [Value]
    switch (slot, kind) {
    case (.stage, _): values = program.pipelines[pipeline].stages.map { .option(Int32($0)) }
    case (.created, _), (.closed, _), (_, .time): values = instants(for: tests).map(Value.instant)
    case (_, .date): values = days(for: tests).map(Value.day)
    case (.ownerTeams, _), (_, .setOf): values = sets(present, for: tests)
    case (_, .oneOf), (_, .orderedOneOf):
      values = (slot.propertyIndex.map { program.properties[$0].options.indices } ?? 0..<0).map { .option(Int32($0)) }
    case (_, .number): values = numbers(present, for: tests).map(Value.number)
    case (_, .flag): values = [.flag(true), .flag(false)]
    default: values = texts(present, for: tests).map(Value.text)
    }
    for other in tests.flatMap(EventKnob.knobs) {
      if case .field(let field) = other, field != slot { values.append(view.value(of: field)) }
    }
    if slot != .stage { values.append(.unknown) }
    values = values.filter { fits($0, slot, kind) }
    return values.contains(present) ? values : values + [present]
  }

  /// A value of another field may be of another kind.
  private func fits(_ value: Value, _ slot: FieldSlot, _ kind: Program.Property.Kind?) -> Bool {
    switch value {
    case .unknown: true
    case .option: slot == .stage || kind == .oneOf || kind == .orderedOneOf
    case .options: slot == .ownerTeams || kind == .setOf
    case .number: kind == .number
    case .day: kind == .date
    case .instant: slot == .created || slot == .closed || kind == .time
    case .flag: kind == .flag
    case .text: kind == nil || kind == .text || kind == .person
    }
  }

  private func numbers(_ present: Value, for tests: [Program.Test]) -> [Double] {
    var bounds: [Double] = []
    for test in tests {
      switch test {
      case .compares(_, _, .number(let bound)): bounds.append(bound)
      case .isOneOf(_, let values): for case .number(let bound) in values { bounds.append(bound) }
      case .comparesField(let slot, _, let other):
        for case .number(let bound) in [view.value(of: slot), view.value(of: other)] { bounds.append(bound) }
      default: break
      }
    }
    let sorted = bounds.sorted()
    let between = zip(sorted, sorted.dropFirst()).map { ($0 + $1) / 2 }
    return sorted.flatMap { [$0, $0 + 1, $0 - 1] } + between + [1]
  }

  private func texts(_ present: Value, for tests: [Program.Test]) -> [String] {
    var starts = [""]
    var ends = [""]
    var needles: [String] = []
    var whole: [String] = []
    var globs: [String] = []
    for test in tests {
      switch test {
      case .isOneOf(_, let values): for case .text(let text) in values { whole.append(text.string) }
      case .was(_, .text(let text)): whole.append(text.string)
      case .changed(_, let from, let to): for case .text(let text)? in [from, to] { whole.append(text.string) }
      case .startsWith(_, let start): starts.append(start)
      case .endsWith(_, let end): ends.append(end)
      case .containsAny(_, let some): needles += some
      case .matchesAny(_, let some): globs += some
      default: break
      }
    }
    whole += globs.map { String($0.compactMap { $0 == "*" ? nil : $0 == "?" ? "x" : $0 }) }
    whole += globs.map { String($0.map { $0 == "*" || $0 == "?" ? "x" : $0 }) }
    if needles.count > 1 { needles.append(needles.joined(separator: " ")) }
    // A text that a glob matches and that has a needle in it.
    for glob in globs.prefix(20) where glob.contains("*") {
      whole += needles.prefix(20).map { glob.replacing("*", with: $0).replacing("?", with: "x") }
    }
    var middles = needles + ["something else"]
    if case .text(let text) = present { middles = needles.map { text.string + " " + $0 } + [text.string] + middles }
    let composed = starts.reversed().flatMap { start in
      ends.reversed().flatMap { end in middles.map { (start + " " + $0 + " " + end).trimmed } }
    }
    return whole + composed.prefix(200)
  }

  private func sets(_ present: Value, for tests: [Program.Test]) -> [Value] {
    var members: Set<Int32> = []
    if case .options(let options) = present { members = Set(options) }
    var results: [Set<Int32>] = [members]
    func extend(_ change: (Set<Int32>) -> Set<Int32>) { results += results.prefix(64).map(change) }
    for test in tests {
      switch test {
      case .hasAny(_, let options): for option in options { extend { $0.union([option]) } }
      case .hasAll(_, let options): extend { $0.union(options) }
      case .gained(_, let option), .lost(_, let option), .was(_, .option(let option)):
        extend { $0.union([option]) }
        extend { $0.subtracting([option]) }
      case .hasNone(_, let options): extend { $0.subtracting(options) }
      default: break
      }
      if case .hasAny(_, let options) = test { extend { $0.subtracting(options) } }
      if case .hasAll(_, let options) = test { extend { $0.subtracting(options.prefix(1)) } }
      if case .hasNone(_, let options) = test { extend { $0.union(options.prefix(1)) } }
    }
    // Known, though it has none of these.
    extend { $0.isEmpty ? [0] : $0 }
    for option in 0..<Int32(8) { results.append([option]) }
    let count = Int32(clamping: optionCount(of: tests))
    return results.map { set in
      let sorted = set.filter { $0 >= 0 && $0 < count }.sorted()
      return sorted.isEmpty ? .unknown : .options(sorted)
    }
  }

  private func optionCount(of tests: [Program.Test]) -> Int {
    for case .field(let slot) in tests.flatMap(EventKnob.knobs) {
      if slot == .ownerTeams { return program.teams.count }
      if let index = slot.propertyIndex, program.properties[index].kind == .setOf {
        return program.properties[index].options.count
      }
    }
    return 0
  }

  private func instants(for tests: [Program.Test]) -> [Instant] {
    var bounds = [event.at]
    for test in tests {
      switch test {
      case .isInNext(_, let span), .isInLast(_, let span), .isMoreThanAgo(_, let span), .isLessThanAgo(_, let span):
        bounds += view.instants(around: span)
      case .isBefore(_, .day(let day)), .isAfter(_, .day(let day)), .isDay(_, .day(let day)):
        bounds.append(noon(of: day))
      case .isBefore(_, .valueOf), .isAfter(_, .valueOf), .isDay(_, .valueOf):
        for case .field(let slot) in EventKnob.knobs(of: test) {
          switch view.value(of: slot) {
          case .instant(let instant): bounds.append(instant)
          case .day(let day): bounds.append(noon(of: day))
          case .unknown, .option, .options, .number, .text, .flag: break
          }
        }
      default: break
      }
    }
    return bounds.flatMap { bound in
      [0, -60, 60, -86_400, 86_400].map { Instant(microseconds: bound.microseconds &+ $0 * 1_000_000) }
    }
  }

  private func noon(of day: Day) -> Instant { program.zone.instant(of: day, secondsOfDay: 12 * 3600) }

  private func days(for tests: [Program.Test]) -> [Day] {
    instants(for: tests).flatMap { instant in
      [0, -1, 1].map { Day(number: program.zone.localDay(of: instant).number &+ $0) }
    }
  }
}

extension Program.Test {
  /// It asks what a field was, not only what it is.
  var isOfChange: Bool {
    switch self {
    case .gained, .lost, .was, .changed: true
    default: false
    }
  }
}

extension String {
  /// Without blanks at its ends.
  fileprivate var trimmed: String {
    let rest = drop { $0 == " " }
    return String(rest.reversed().drop { $0 == " " }.reversed())
  }
}
