import RuleEngine
import RuleTesting
import Testing

/// What `rulesc why` says of random events is true: nothing it says rests on its own search alone.
@Suite("What is said of an event is true")
struct WhyTests {
  private static let cases = max(40, PropertySettings.cases / 40)

  @Test(
    "What is said to have fired did; what is said to make a rule fire does; what is said to need more cannot do with less"
  )
  func claims() {
    var run = PropertyRun(salt: 9)
    var checked = Checked()
    var problems = 0
    run.forEachCase(Self.cases) { sample, _ in
      var finder = WhyFinder(program: sample.rulebook.engine.program)
      var memory = TicketMemory(rulebook: sample.rulebook.engine)
      for event in sample.events {
        let step = memory.trial(of: event)
        let report = finder.report(on: event, line: 1)
        let problem = checked.problem(in: report, of: step, memory: memory)
        if let problem {
          Issue.record(
            "seed \(sample.seed): \(event.id), \(step.outcome): \(problem)\n\(sample.rulebook.text.printed)\n\(sample.lines.joined(separator: "\n"))"
          )
          // The first few are enough to see what is wrong.
          problems += 1
          return problems < 3
        }
        _ = memory.handle(event)
      }
      return true
    }
    print("properties: why:", checked.printed)
    #expect(checked.proposals > 100)
    #expect(checked.trials > 20)
  }
}

/// The claims that were looked at.
private struct Checked {
  private(set) var firings = 0
  private(set) var silences = 0
  private(set) var proposals = 0
  /// Single changes that were tried where several are said to be needed, or none is known.
  private(set) var trials = 0
  private(set) var several = 0
  private(set) var none = 0

  var printed: String {
    "\(firings) firings, \(silences) silences, \(proposals) proposals; \(several) need several changes, for \(none) none is known, "
      + "and none of \(trials) single changes does"
  }

  /// The first claim of `report` that is not true; `step` is what came of the event.
  mutating func problem(in report: WhyReport, of step: Step, memory: TicketMemory) -> String? {
    let program = memory.rulebook.program
    let names = program.rules.map(\.identity)
    let fired = step.trace.filter(\.isFiring).map { "\($0.rule) in round \($0.round) for \($0.ticket)" }
    let said = report.firings.map { "\(names[$0.rule]) in round \($0.round) for \($0.ticket)" }
    firings += said.count
    guard said.sorted() == fired.sorted() else { return "\(fired) fired, and \(said) is said to have" }
    for silence in report.silences {
      silences += 1
      let name = names[silence.rule]
      // A name that both pipelines use does not tell which of the two fired.
      guard names.count(where: { $0 == name }) == 1 else { continue }
      if step.trace.contains(where: { $0.rule == name && $0.isFiring }) {
        return "\(name) fired, and is said not to have"
      }
      for suggestion in silence.suggestions {
        for changed in suggestion.events {
          proposals += 1
          guard memory.trial(of: changed).fires(name, inRound: nil) else {
            return
              "\(name) does not fire with \(suggestion.changes.map(\.phrase)) after \(suggestion.trigger ?? "the same")"
          }
          guard suggestion.trigger == nil else { continue }
          let count = Difference.count(report.event, changed)
          guard count == suggestion.changes.count else {
            return "\(count) facts were changed for \(name), and \(suggestion.changes.map(\.phrase)) is said"
          }
        }
      }
      if let smaller = smallerChange(than: silence, name, of: report.event, step, memory) {
        return "\(name): \(silence.text); \(silence.suggestions.map { $0.changes.map(\.phrase) }), and \(smaller) does"
      }
    }
    return nil
  }

  /// A single change that does where several are said to be needed, or nothing is said to do.
  private mutating func smallerChange(
    than silence: WhyReport.Silence, _ name: String, of event: Event, _ step: Step, _ memory: TicketMemory
  ) -> String? {
    guard silence.reason == "condition_false", case .ticket(let snapshot) = event.subject,
      silence.suggestions.allSatisfy({ $0.trigger == nil && $0.changes.count > 1 }),
      step.trace.contains(where: { $0.rule == name && $0.round == 1 && $0.isFalseCondition })
    else { return nil }
    if silence.suggestions.isEmpty { none += 1 } else { several += 1 }
    let program = memory.rulebook.program
    let values = ValuePool(program: program, now: event.at)
    /// Whether the rule fires for the event with these things in place of its own.
    func fires(_ snapshot: TicketSnapshot, _ changes: [Event.Change], _ actor: Event.Actor?) -> Bool {
      trials += 1
      let trial = Event(
        id: event.id, at: event.at, actor: actor, subject: .ticket(snapshot), changes: changes,
        isCreation: event.isCreation, message: event.message, cause: event.cause, timer: event.timer)
      return memory.trial(of: trial).fires(name, inRound: 1)
    }
    for kind in [Event.Actor.Kind.agent, .contact, .automation, .integration] {
      if fires(snapshot, event.changes, Event.Actor(kind: kind, id: nil, email: nil)) { return "\(kind) as the actor" }
    }
    for slot in program.slots(ofRule: silence.rule) where snapshot.fields.indices.contains(slot.index) {
      let present = snapshot.fields[slot.index]
      let pool = values.values(of: slot)
      let rest = event.changes.filter { $0.slot != slot }
      for value in pool where value != present {
        var changed = snapshot
        changed.fields[slot.index] = value
        let words = "\(program.name(of: slot)) \(program.words(of: value, for: slot))"
        if fires(changed, event.changes.filter { $0.slot != slot || $0.before != value }, event.actor) { return words }
        guard !event.isCreation else { continue }
        if fires(changed, rest + [Event.Change(slot: slot, before: present)], event.actor) {
          return "\(words), changed from what it is"
        }
        if fires(snapshot, rest + [Event.Change(slot: slot, before: value)], event.actor) {
          return "changed from \(words) to what it is"
        }
      }
    }
    return nil
  }
}

/// How many facts two events differ in.
private enum Difference {
  static func count(_ old: Event, _ new: Event) -> Int {
    var count = (old.at == new.at ? 0 : 1) + (old.actor == new.actor ? 0 : 1)
    let (before, after) = (snapshot(old), snapshot(new))
    var slots: Set<Int> = []
    for slot in before.fields.indices where before.fields[slot] != after.fields[slot] { slots.insert(slot) }
    // What was told of an owner goes with them.
    if slots.contains(FieldSlot.owner.index) {
      for slot in [FieldSlot.ownerEmail.index, FieldSlot.ownerTeams.index] where after.fields[slot] == .unknown {
        slots.remove(slot)
      }
    }
    for change in old.changes
    where !new.changes.contains(where: { $0.slot == change.slot && $0.before == change.before }) {
      slots.insert(change.slot.index)
    }
    for change in new.changes
    where !old.changes.contains(where: { $0.slot == change.slot && $0.before == change.before }) {
      slots.insert(change.slot.index)
    }
    count += slots.count
    count += before.contact?.email == after.contact?.email ? 0 : 1
    count += old.message?.isAutomatic == new.message?.isAutomatic ? 0 : 1
    count += old.message?.from == new.message?.from ? 0 : 1
    count += old.message?.text == new.message?.text ? 0 : 1
    count += old.message?.subject == new.message?.subject || isConversation(old) ? 0 : 1
    return count
  }

  private static func snapshot(_ event: Event) -> TicketSnapshot {
    switch event.subject {
    case .ticket(let snapshot), .conversation(let snapshot): snapshot
    }
  }

  private static func isConversation(_ event: Event) -> Bool {
    if case .conversation = event.subject { true } else { false }
  }
}

/// Values of fields that have nothing to do with how candidates are found: what the vocabulary has and rules name.
private struct ValuePool {
  let program: Program
  let now: Instant

  func values(of slot: FieldSlot) -> [Value] {
    guard let index = slot.propertyIndex else {
      switch slot {
      case .stage: return program.stages.indices.map { .option(Int32($0)) }
      case .owner: return [.unknown] + Vocabulary.people.map { .text($0) }
      case .team: return [.unknown] + Vocabulary.teams.map { .text($0) }
      case .channel: return [.unknown] + Vocabulary.channels.map { .text($0) }
      default: return []
      }
    }
    switch program.properties[index].kind {
    case .flag: return [.unknown, .flag(true), .flag(false)]
    case .oneOf, .orderedOneOf: return [.unknown] + program.properties[index].options.indices.map { .option(Int32($0)) }
    case .setOf:
      let count = program.properties[index].options.count
      return [.unknown]
        + (1..<(1 << min(count, 6))).map { bits in .options((0..<Int32(count)).filter { bits >> $0 & 1 == 1 }) }
    case .number: return [.unknown] + [-1, 0, 1, 2, 5, 10, 50, 99, 100, 101, 1_000].map { .number($0) }
    case .text: return [.unknown] + Vocabulary.words.map { .text($0) }
    case .person: return [.unknown] + Vocabulary.people.map { .text($0) }
    case .date:
      let today = program.zone.localDay(of: now)
      return [.unknown] + (-10...10).map { .day(Day(number: today.number + $0)) }
    case .time:
      return [.unknown]
        + (-20...20).map { .instant(Instant(microseconds: now.microseconds + $0 * 43_200_000_000)) }
    }
  }
}

extension Program {
  /// The fields that the conditions of a rule ask about.
  fileprivate func slots(ofRule index: Int) -> [FieldSlot] {
    var slots: [FieldSlot] = []
    for condition in [rules[index].guardCondition] + rules[index].arms.map(\.condition) {
      for branch in condition?.branches ?? 0..<0 {
        let test = tests[branches[branch].test]
        let slot = test == .ticketIsClosed ? .stage : test.slot
        if let slot, slot != .pipeline, !slots.contains(slot) { slots.append(slot) }
      }
    }
    return slots
  }
}

extension Step {
  fileprivate func fires(_ rule: String, inRound round: Int?) -> Bool {
    trace.contains { $0.rule == rule && $0.isFiring && (round == nil || $0.round == round) }
  }
}

extension TraceEntry {
  fileprivate var isFiring: Bool {
    switch verdict {
    case .fired, .firedRow: true
    default: false
    }
  }

  fileprivate var isFalseCondition: Bool { if case .conditionFalse = verdict { true } else { false } }
}
