import RuleAnalysis
import RuleEngine
import RuleSource
import Testing

/// What is proved of a rulebook never fails, and what is refuted fails as shown.
@Suite("Proofs")
struct ProofTests {
  private static let cases = max(60, PropertySettings.cases / 8)

  @Test("No event exceeds what is proved: rounds, actions, messages, tickets, writers that agree")
  func bounds() {
    var run = PropertyRun(salt: 31)
    var (exact, tight, total) = (0, 0, 0)
    run.forEachCase(Self.cases) { sample, _ in
      let rulebook = sample.rulebook.engine
      guard let prover = try? Prover(rulebook.program, ruleCount: rulebook.program.rules.count),
        let proof = try? prover.proof()
      else {
        fail("nothing was proved", sample)
        return false
      }
      total += 1
      exact += proof.isExact ? 1 : 0
      var memory = TicketMemory(rulebook: rulebook)
      var mostActions = 0
      for event in sample.events {
        let step = memory.handle(event, tracing: true)
        let rounds = Set(step.trace.filter(\.isFiring).map(\.round))
        let actions = step.actions.filter(\.isOfRule)
        let messages = actions.filter(\.isMessage).count
        let created = actions.filter { if case .createTicket = $0.kind { true } else { false } }.count
        mostActions = max(mostActions, actions.count)
        var problem: String?
        if rounds.count > proof.rounds { problem = "\(rounds.count) rounds, \(proof.rounds) proved" }
        if let most = proof.actions?.most, actions.count > most {
          problem = "\(actions.count) actions, \(most) proved"
        }
        if let most = proof.messages?.most, messages > most { problem = "\(messages) messages, \(most) proved" }
        if created > proof.tickets.most { problem = "\(created) tickets, \(proof.tickets.most) proved" }
        let isContested = step.trace.contains {
          if case .lostConflict = $0.verdict { true } else { false }
        }
        if isContested, proof.conflicts.isEmpty { problem = "writers that do not agree" }
        if let problem {
          fail("\(event.id): \(problem)", sample)
          return false
        }
      }
      tight += mostActions == proof.actions?.most ? 1 : 0
      return true
    }
    report("bounds of proofs", run)
    print("properties: \(exact) of \(total) chains exact, \(tight) bounds of actions reached")
  }

  @Test("A promise that is proved is never broken, and one that is refuted is broken by what is shown")
  func promises() {
    var run = PropertyRun(salt: 32)
    var counts: [String: [Int]] = [:]
    run.forEachCase(max(40, PropertySettings.cases / 20)) { sample, _ in
      var random = SplitMix64(seed: sample.seed &* 31)
      let asked = PromisedProgram(sample.rulebook.engine.program, &random)
      guard let prover = try? Prover(asked.program, ruleCount: asked.ruleCount) else { return true }
      let rulebook = asked.rulebook
      var proved: [ProgramPromise] = []
      for promise in asked.promises {
        let kind = asked.kind(of: promise)
        switch prover.verdict(of: promise) {
        case .proved:
          counts[kind, default: [0, 0, 0]][0] += 1
          proved.append(promise)
        case .refuted(let example):
          counts[kind, default: [0, 0, 0]][1] += 1
          var memory = TicketMemory(rulebook: rulebook)
          var steps = example.events.map { ($0, memory.handle($0, tracing: true)) }
          if let until = example.until {
            while steps.count < 12, let event = memory.timerDue(until: until) {
              steps.append((event, memory.handle(event, tracing: true)))
            }
          }
          if !steps.contains(where: { asked.breaks(promise, event: $0.0, $0.1) }) {
            fail("\(promise) is not broken by \(example.lines)", sample)
            return false
          }
        case .unknown: counts[kind, default: [0, 0, 0]][2] += 1
        }
      }
      var memory = TicketMemory(rulebook: rulebook)
      for event in sample.events {
        let step = memory.handle(event, tracing: true)
        for promise in proved where asked.breaks(promise, event: event, step) {
          fail("\(event.id) breaks \(promise)", sample)
          return false
        }
      }
      return true
    }
    report("promises", run)
    for (kind, count) in counts.sorted(by: { $0.key < $1.key }) {
      print("properties: \(kind): \(count[0]) proved, \(count[1]) refuted, \(count[2]) unknown")
    }
  }
}

extension TraceEntry {
  fileprivate var isFiring: Bool {
    switch verdict {
    case .fired, .firedRow: true
    default: false
    }
  }
}

extension Action {
  fileprivate var isOfRule: Bool {
    switch kind {
    case .armTimer, .cancelTimer: false
    default: rule != "close date"
    }
  }

  fileprivate var isMessage: Bool {
    switch kind {
    case .sendNotification, .sendEmail, .sendMessage, .notify: true
    default: false
    }
  }
}

/// A program with random promises, each with its probe; and what breaks them, told from traces alone.
struct PromisedProgram {
  private(set) var program: Program
  let ruleCount: Int
  private(set) var promises: [ProgramPromise] = []
  private(set) var rulebook: Rulebook

  init(_ original: Program, _ random: inout SplitMix64) {
    program = original
    rulebook = Rulebook(program: original)
    ruleCount = original.rules.count
    for index in program.rules.indices { program.rules[index].identity = "#\(index)" }
    let effects: [ProgramPromise.Effect] = [.notification, .email, .message, .task, .note, .ticket]
    for pipeline in original.pipelines.indices {
      let own = original.rules.indices.filter { original.rules[$0].pipeline == pipeline }
      for effect in effects {
        let isSent = effect == .notification || effect == .email || effect == .message
        let recipient: Program.Recipient? = isSent && random.chance(60) ? .contact : nil
        let number = random.below(3)
        promises.append(
          ProgramPromise(
            pipeline: pipeline, kind: .counts(.atMost(number), effect, to: recipient, .event)))
        guard !own.isEmpty else { continue }
        let rule = original.rules[own[random.below(own.count)]]
        guard let trigger = rule.triggers.first else { continue }
        let quantity: ProgramPromise.Quantity =
          random.chance(40) ? .exactly(random.below(2)) : random.chance(50) ? .atMost(number) : .atLeast(1)
        let condition = random.chance(50) ? rule.guardCondition ?? rule.arms.first?.condition : nil
        let probe = append(pipeline, [trigger], condition, [Program.Arm(condition: nil, actions: [])])
        promises.append(
          ProgramPromise(pipeline: pipeline, kind: .counts(quantity, effect, to: recipient, .round(probe: probe))))
      }
      let stages = Array(original.pipelines[pipeline].stages)
      for _ in 0..<3 {
        let (from, to) = (stages[random.below(stages.count)], stages[random.below(stages.count)])
        promises.append(ProgramPromise(pipeline: pipeline, kind: .neverMoves(from: from, to: to)))
      }
      let isKnown = program.condition(.isKnown(.owner), or: .isKnown(.team))
      let created = Program.Trigger(happening: .ticketCreated, by: nil, via: nil)
      let probe = append(
        pipeline, [created], nil,
        [Program.Arm(condition: isKnown, actions: []), Program.Arm(condition: nil, actions: [])])
      promises.append(ProgramPromise(pipeline: pipeline, kind: .created(probe: probe, .isAssigned)))
    }
    rulebook = Rulebook(program: program)
  }

  private mutating func append(
    _ pipeline: Int, _ triggers: [Program.Trigger], _ condition: Program.Condition?, _ arms: [Program.Arm]
  ) -> Int {
    program.rules.append(
      Program.Rule(
        identity: "#\(program.rules.count)", pipeline: pipeline, overrides: [], triggers: triggers, timer: nil,
        limits: [], guardCondition: condition, arms: arms))
    return program.rules.count - 1
  }

  func kind(of promise: ProgramPromise) -> String {
    switch promise.kind {
    case .counts(_, _, _, .event): "per event"
    case .counts(_, _, _, .round), .counts(_, _, _, .anyRound): "per round"
    case .created: "created"
    case .neverMoves: "moves"
    }
  }

  // MARK: What breaks it

  private struct Fired: Hashable {
    var ticket: String
    var round: Int
    var rule: Int
    var arm: Int
  }

  private func fired(in step: Step) -> [Fired] {
    step.trace.compactMap { entry in
      guard let rule = Int(entry.rule.dropFirst()), program.rules.indices.contains(rule) else { return nil }
      switch entry.verdict {
      case .fired(let arm): return Fired(ticket: entry.ticket, round: entry.round, rule: rule, arm: arm - 1)
      case .firedRow(let row):
        guard let arm = program.rules[rule].arms.firstIndex(where: { $0.row == row }) else { return nil }
        return Fired(ticket: entry.ticket, round: entry.round, rule: rule, arm: arm)
      default: return nil
      }
    }
  }

  func breaks(_ promise: ProgramPromise, event: Event, _ step: Step) -> Bool {
    let fired = fired(in: step)
    switch promise.kind {
    case .counts(let quantity, let effect, let recipient, .event):
      var things: Set<String> = []
      for firing in fired where firing.rule < ruleCount && program.rules[firing.rule].pipeline == promise.pipeline {
        for thing in self.things(firing, effect, recipient) { things.insert("\(firing.ticket) \(thing)") }
      }
      return !quantity.allows(things.count)
    case .counts(let quantity, let effect, let recipient, .round(let probe)),
      .counts(let quantity, let effect, let recipient, .anyRound(let probe)):
      for round in fired where round.rule == probe {
        var things: Set<String> = []
        for firing in fired where firing.ticket == round.ticket && firing.round == round.round {
          guard firing.rule < ruleCount, program.rules[firing.rule].pipeline == promise.pipeline else { continue }
          things.formUnion(self.things(firing, effect, recipient))
        }
        if !quantity.allows(things.count) { return true }
      }
      return false
    case .created(let probe, _):
      guard event.isCreation, case .ticket(let snapshot) = event.subject, step.outcome == .evaluated,
        let round = fired.first(where: { $0.rule == probe && $0.round == 1 && $0.ticket == snapshot.id })
      else { return false }
      var (owner, team) = (round.arm == 0, false)
      for action in step.actions where action.ticket == snapshot.id {
        switch action.kind {
        case .assign(let person): owner = person != nil
        case .rotate, .assignTeam: team = true
        default: break
        }
      }
      return !owner && !team
    case .neverMoves(let from, let to):
      guard case .ticket(let snapshot) = event.subject, step.outcome == .evaluated else { return false }
      let isThere =
        EventView(rulebook: rulebook, event: event).value(of: .stage) == .option(Int32(from))
      guard from != to, isThere else { return false }
      let dropped = Set(step.trace.filter { $0.verdict == .moveDropped }.map(\.rule))
      let isMovedAtOnce = fired.contains { firing in
        firing.ticket == snapshot.id && firing.round == 1 && !dropped.contains("#\(firing.rule)")
          && program.rules[firing.rule].arms[firing.arm].actions.last(where: \.isMove) == .move(to: to)
      }
      return isMovedAtOnce
        || step.actions.contains {
          $0.ticket == snapshot.id
            && $0.kind == .move(pipeline: program.pipelines[promise.pipeline].id, stage: program.stages[to].id)
        }
    }
  }

  /// What the taken arm does that counts, by name.
  private func things(
    _ firing: Fired, _ effect: ProgramPromise.Effect, _ wanted: Program.Recipient?
  ) -> [String] {
    let rule = program.rules[firing.rule]
    var things: [String] = []
    for (place, action) in rule.arms[firing.arm].actions.enumerated() {
      func each(_ recipients: [Program.Recipient], _ what: String) {
        for recipient in recipients where wanted == nil || recipient == wanted { things.append("\(what) \(recipient)") }
      }
      let own = "\(firing.rule) \(firing.arm) \(place)"
      switch (action, effect) {
      case (.sendNotification(let template), .notification), (.sendNotification(let template), .email),
        (.sendNotification(let template), .message):
        each([.contact], "notification \(template ?? -1)")
      case (.sendEmail(let template, let recipients), .email), (.sendEmail(let template, let recipients), .message):
        each(recipients, "email \(template)")
      case (.sendMessage(let text, let recipients), .message):
        each(recipients, "message \(program.texts[text].asWritten)")
      case (.notify(let text, let recipients), .message): each(recipients, "notify \(program.texts[text].asWritten)")
      case (.createTask(_, let people, _), .task):
        if wanted.map(people.contains) ?? true { things.append(own) }
      case (.addNote, .note), (.createTicket, .ticket): things.append(own)
      default: break
      }
    }
    return things
  }
}

extension Program.Action {
  fileprivate var isMove: Bool { if case .move = self { true } else { false } }
}

extension Program {
  /// A condition of two tests, one of which must hold.
  fileprivate mutating func condition(_ one: Test, or other: Test) -> Condition {
    let first = branches.count
    tests += [one, other]
    branches += [
      Branch(test: tests.count - 2, ifTrue: .accept, ifFalse: .branch(first + 1), text: ""),
      Branch(test: tests.count - 1, ifTrue: .accept, ifFalse: .reject, text: ""),
    ]
    return Condition(branches: first..<first + 2)
  }
}
