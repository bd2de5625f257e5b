package import RuleEngine
import RuleSchema

/// Two versions of a rulebook over one recorded log, line by line.
///
/// What the host did stays as the log has it: an action that only one version asks for changes no later line. Beside
/// the states of the tickets, only what is shown is kept.
package struct Replay {
  private var old: ReplaySide
  private var new: ReplaySide
  private var outcome: ReplayOutcome
  /// Only this ticket, and every event of it.
  private let ticket: String?
  /// How many tickets are kept.
  private let shown: Int
  /// How many differences of a ticket are kept.
  private static let differencesOfTicket = 3
  private var effectIndex: [String: Int] = [:]
  private var differing: Set<String> = []
  private var renamings: [ReplayOutcome.Renaming: Int] = [:]

  /// Whether the reasons of what differs are kept.
  private let keepsReasons: Bool

  /// A replay that keeps the first `shown` tickets, or all events of `ticket` alone.
  package init(old: Rulebook, new: Rulebook, ticket: String? = nil, shown: Int, keepsReasons: Bool = true) {
    self.keepsReasons = keepsReasons
    self.old = ReplaySide(old)
    self.new = ReplaySide(new)
    self.ticket = ticket
    self.shown = shown
    outcome = ReplayOutcome(old: old.program, new: new.program)
  }

  /// Both versions answer a line of the log; what is wrong with it where it cannot be read.
  package mutating func answer(_ line: [UInt8], number: Int) -> ReplayOutcome.Refusal? {
    let events = (read(line, by: old), read(line, by: new))
    switch events {
    case (.success(let before), .success(let after)):
      outcome.events += 1
      isTracing = keepsReasons && (ticket.map { before.subjectKey == "ticket:" + $0 } ?? (outcome.first == nil))
      old.answer(before)
      new.answer(after)
      compare(at: ReplayOutcome.Place(line: number, event: before.id))
      return nil
    case (.failure(let problem), .failure):
      outcome.damagedLines += 1
      return ReplayOutcome.Refusal(line: number, side: .both, reason: "\(problem)")
    case (.failure(let problem), .success):
      outcome.oneSidedLines += 1
      return ReplayOutcome.Refusal(line: number, side: .old, reason: "\(problem)")
    case (.success, .failure(let problem)):
      outcome.oneSidedLines += 1
      return ReplayOutcome.Refusal(line: number, side: .new, reason: "\(problem)")
    }
  }

  /// The line was too long to be read at all.
  package mutating func skipLine() { outcome.damagedLines += 1 }

  /// The timers due after the last line and up to `end`, those of so many instants at most, then the result.
  package mutating func finish(until end: Instant?, instants: Int = .max) -> ReplayOutcome {
    if let end {
      var delivered = 0
      while delivered < instants {
        delivered += 1
        // Instant by instant, so that no more is held than one instant's actions.
        let next = [old.nextTimer(until: end), new.nextTimer(until: end)].compactMap(\.self).min()
        guard let next else { break }
        isTracing = keepsReasons && (ticket != nil || outcome.first == nil)
        old.deliverTimers(until: min(next, end))
        new.deliverTimers(until: min(next, end))
        compare(at: ReplayOutcome.Place(line: nil, event: nil))
      }
    }
    let always = Instant.printable.upperBound
    outcome.hasTimersLeft = old.nextTimer(until: always) != nil || new.nextTimer(until: always) != nil
    outcome.differingTickets = differing.count
    outcome.renamings = renamings.map { ($0.key, count: $0.value) }.sorted { left, right in
      (left.0.old, left.0.new) < (right.0.old, right.0.new)
    }
    outcome.effects.sort { $0.many < $1.many }
    return outcome
  }

  private var isTracing: Bool {
    get { old.isTracing }
    set {
      old.isTracing = newValue
      new.isTracing = newValue
    }
  }

  private func read(_ line: [UInt8], by side: ReplaySide) -> Result<Event, EventProblem> {
    do { return .success(try side.event(from: line)) } catch { return .failure(error) }
  }

  // MARK: Comparing

  private mutating func compare(at place: ReplayOutcome.Place) {
    guard !old.deeds.isEmpty || !new.deeds.isEmpty || ticket != nil && isTracing else { return }
    // Deeds are few: those of one line.
    var rest = new.deeds
    var deeds: [(side: ReplayOutcome.Side, deed: ReplayDeed)] = []
    var missing: [ReplayDeed] = []
    for deed in old.deeds where isAskedFor(deed) {
      let same = rest.firstIndex { $0.essence == deed.essence && $0.rule == deed.rule }
      guard let index = same ?? rest.firstIndex(where: { $0.essence == deed.essence }) else {
        missing.append(deed)
        continue
      }
      let twin = rest.remove(at: index)
      outcome.commonDeeds += 1
      if twin.rule != deed.rule {
        renamings[ReplayOutcome.Renaming(old: deed.rule, new: twin.rule), default: 0] += 1
      }
      deeds.append((.both, twin))
    }
    deeds += missing.map { (.old, $0) } + rest.filter(isAskedFor).map { (.new, $0) }
    for (side, deed) in deeds where side != .both { note(deed, of: side) }
    // Ticket by ticket, in the order they are first named.
    var left = deeds[...]
    var named: Set<String> = []
    while let id = left.first(where: { !named.contains($0.deed.ticket) })?.deed.ticket {
      named.insert(id)
      let own = deeds.filter { $0.deed.ticket == id }
      keep(ReplayOutcome.Difference(place: place, ticket: id, deeds: own))
      left = left.drop { named.contains($0.deed.ticket) }
    }
    if deeds.isEmpty, let ticket, isTracing, place.line != nil {
      keep(ReplayOutcome.Difference(place: place, ticket: ticket, deeds: []))
    }
  }

  private func isAskedFor(_ deed: ReplayDeed) -> Bool { ticket.map { $0 == deed.ticket } ?? true }

  private mutating func note(_ deed: ReplayDeed, of side: ReplayOutcome.Side) {
    let names = EffectWords.names(of: deed.kind, schema: outcome.schema)
    let index = effectIndex[names.many] ?? outcome.effects.count
    if index == outcome.effects.count {
      effectIndex[names.many] = index
      outcome.effects.append(ReplayOutcome.Effect(one: names.one, many: names.many))
    }
    if side == .old { outcome.effects[index].old += 1 } else { outcome.effects[index].new += 1 }
  }

  private mutating func keep(_ found: ReplayOutcome.Difference) {
    guard found.isDifferent || ticket != nil else { return }
    var difference = found
    if found.isDifferent, outcome.first == nil || ticket != nil {
      difference.reasons = (reasons(of: old, beside: new), reasons(of: new, beside: old))
    }
    if found.isDifferent, outcome.first == nil { outcome.first = difference }
    if found.isDifferent { differing.insert(found.ticket) }
    if let index = outcome.tickets.firstIndex(where: { $0.id == found.ticket }) {
      add(difference, to: index)
    } else if outcome.tickets.count < shown || ticket != nil {
      outcome.tickets.append(ReplayOutcome.Ticket(id: found.ticket, first: found.place))
      add(difference, to: outcome.tickets.count - 1)
    }
  }

  private mutating func add(_ difference: ReplayOutcome.Difference, to index: Int) {
    if difference.isDifferent { outcome.tickets[index].count += 1 }
    guard ticket != nil || outcome.tickets[index].differences.count < Self.differencesOfTicket else { return }
    outcome.tickets[index].differences.append(difference)
  }

  /// The reasons that tell something: of rules that neither version had a reason to look at there are many.
  private func reasons(of side: ReplaySide, beside other: ReplaySide) -> [ReplayReason] {
    let looked = Set((side.reasons + other.reasons).filter { !$0.isNoReason }.map(\.entry.rule))
    let told = Set(side.reasons.filter { !$0.isNoReason }.map(\.entry.rule))
    var named: Set<String> = []
    return side.reasons.filter { reason in
      let rule = reason.entry.rule
      guard looked.contains(rule) else { return false }
      // That a rule waited for something else is worth a word once, where there is nothing else to say of it.
      return reason.isNoReason ? !told.contains(rule) && named.insert(rule).inserted : true
    }
  }
}

extension ReplayReason {
  /// The rule belongs elsewhere, or nothing happened that it waits for.
  fileprivate var isNoReason: Bool {
    switch entry.verdict {
    case .otherPipeline, .notTriggered: true
    default: false
    }
  }
}
