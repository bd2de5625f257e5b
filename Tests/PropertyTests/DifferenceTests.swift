import RuleAnalysis
import RuleEngine
import RuleSource
import Testing

/// What the comparison of two rulebooks says is what their engines do.
@Suite("The difference of behaviour agrees with the engine")
struct DifferenceTests {
  private static let cases = max(50, PropertySettings.cases / 8)

  @Test("Where no change is reported for an event, both versions do the same")
  func changes() {
    var run = PropertyRun(salt: 31)
    var verdicts: [BehaviourDifference.Verdict: Int] = [:]
    var (untouched, touched, different) = (0, 0, 0)
    var sameFingerprints = 0
    run.forEachCase(Self.cases) { sample, totals in
      guard var edited = sample.rulebook.edited(seed: sample.seed &* 31, &totals) else { return true }
      if sample.seed.isMultiple(of: 2) {
        var random = SplitMix64(seed: sample.seed)
        var text = edited.text
        text.vocabulary = rearranged(text.vocabulary, newOption: true, using: &random)
        guard let rearranged = AcceptedRulebook(text) else {
          fail("the rearranged vocabulary is refused\n\(text.printed)", sample)
          return false
        }
        edited = rearranged
      }
      let (old, new) = (sample.rulebook.engine, edited.engine)
      let difference = BehaviourDifference(old: old.program, new: new.program)
      verdicts[difference.verdict, default: 0] += 1
      let haveSameFingerprint = BehaviourFingerprint.of(old.program) == BehaviourFingerprint.of(new.program)
      if haveSameFingerprint { sameFingerprints += 1 }
      if haveSameFingerprint, difference.verdict == .changed {
        fail("the same fingerprint, but a change\n\(edited.text.printed)", sample)
        return false
      }
      let reader = Rulebook(program: difference.vocabulary)
      var memories = (TicketMemory(rulebook: old), TicketMemory(rulebook: new))
      for line in sample.lines {
        let bytes = Array(line.utf8)
        guard let event = try? old.event(from: bytes), let same = try? new.event(from: bytes),
          let common = try? reader.event(from: bytes)
        else { continue }
        let steps = (
          old.step(event, from: TicketState(), tracing: true), new.step(same, from: TicketState(), tracing: true)
        )
        if difference.verdict == .unchanged {
          var answers = (delivered(before: event, by: &memories.0), delivered(before: same, by: &memories.1))
          answers.0 += deeds(memories.0.handle(event), of: event)
          answers.1 += deeds(memories.1.handle(same), of: same)
          if answers.0 != answers.1 {
            fail("\(event.id): not the same, though proved: \(answers)\n\(edited.text.printed)", sample)
            return false
          }
        }
        // What texts print otherwise is told, but not event by event.
        guard difference.settings.isEmpty else { continue }
        guard let scope = Situations.Scope(of: common, in: reader), isComparable(steps.0), isComparable(steps.1) else {
          continue
        }
        let isTouched = isTouched(common, by: difference, scope, reader)
        let isDifferent = deeds(steps.0, of: event) != deeds(steps.1, of: event)
        if isTouched { touched += 1 } else { untouched += 1 }
        if isTouched, isDifferent { different += 1 }
        if !isTouched, isDifferent {
          fail(
            "\(event.id): a change that is not reported\n\(deeds(steps.0, of: event))\n\(deeds(steps.1, of: event))\n\(edited.text.printed)",
            sample)
          return false
        }
      }
      return true
    }
    report("difference", run)
    print(
      "properties: \(verdicts), \(sameFingerprints) of one fingerprint; events: \(untouched) untouched, \(touched) touched, \(different) of them differ"
    )
    #expect(untouched > Self.cases && different > Self.cases / 10)
  }

  @Test("Renaming and reordering rules and vocabulary is no change")
  func permutations() {
    var run = PropertyRun(salt: 32)
    run.forEachCase(Self.cases) { sample, _ in
      var random = SplitMix64(seed: sample.seed)
      var text = sample.rulebook.text
      text.rules.shuffle(using: &random)
      for index in text.rules.indices {
        text.rules[index].name = text.rules[index].name.map { "new \($0)" }
        text.rules[index].overrides = text.rules[index].overrides.map { "new \($0)" }
      }
      text.vocabulary = rearranged(
        text.vocabulary, newOption: false, movesLabels: !text.printed.contains("{labels}"), using: &random)
      guard let permuted = AcceptedRulebook(text) else { return true }
      let difference = BehaviourDifference(old: sample.rulebook.engine.program, new: permuted.engine.program)
      if difference.verdict != .unchanged {
        fail("\(difference.verdict): \(difference.spaces.map { $0.changes.map(\.key) })\n\(text.printed)", sample)
        return false
      }
      let fingerprints = [sample.rulebook, permuted].map { BehaviourFingerprint.of($0.engine.program) }
      if fingerprints[0] == nil || fingerprints[0] != fingerprints[1] {
        fail("another fingerprint: \(fingerprints)\n\(text.printed)", sample)
        return false
      }
      return true
    }
    report("renaming", run)
  }

  @Test("Conditions that are written differently are no change, and both versions do the same")
  func rewritings() {
    var run = PropertyRun(salt: 33)
    var (rewritten, proved) = (0, 0)
    run.forEachCase(Self.cases) { sample, _ in
      var text = sample.rulebook.text
      for index in text.rules.indices {
        text.rules[index].body = text.rules[index].body.split(separator: "\n", omittingEmptySubsequences: false).map {
          weakened(String($0), &rewritten)
        }.joined(separator: "\n")
      }
      guard let other = AcceptedRulebook(text) else { return true }
      let (old, new) = (sample.rulebook.engine, other.engine)
      let difference = BehaviourDifference(old: old.program, new: new.program)
      if difference.verdict != .unchanged
        || BehaviourFingerprint.of(old.program) != BehaviourFingerprint.of(new.program)
      {
        let changes = difference.spaces.flatMap(\.changes).map { "\($0.isLost) \($0.key.effect)" }
        fail("\(difference.verdict) \(changes) \(difference.spaces.flatMap(\.doubts))\n\(text.printed)", sample)
        return false
      }
      proved += difference.changedRules.new.count
      var memories = (TicketMemory(rulebook: old), TicketMemory(rulebook: new))
      for line in sample.lines {
        let bytes = Array(line.utf8)
        guard let event = try? old.event(from: bytes), let same = try? new.event(from: bytes) else { continue }
        var answers = (delivered(before: event, by: &memories.0), delivered(before: same, by: &memories.1))
        answers.0 += deeds(memories.0.handle(event), of: event)
        answers.1 += deeds(memories.1.handle(same), of: same)
        if answers.0 != answers.1 {
          fail("\(event.id): \(answers)\n\(text.printed)", sample)
          return false
        }
      }
      return true
    }
    report("rewriting", run)
    print("properties: \(rewritten) conditions rewritten, \(proved) rules proved to do the same")
    #expect(proved > Self.cases)
  }

  /// A condition with something that is always true beside it.
  private func weakened(_ line: String, _ count: inout Int) -> String {
    for word in ["when ", "only if ", "while "] {
      guard let start = line.firstRange(of: word), !line.contains("|") else { continue }
      let rest = line[start.upperBound...]
      let end = rest.firstRange(of: " do ")?.lowerBound ?? rest.endIndex
      count += 1
      let always = "(priority is known or not priority is known)"
      return String(line[..<start.upperBound]) + "\(always) and (\(rest[..<end]))" + rest[end...]
    }
    return line
  }

  private func delivered(before event: Event, by memory: inout TicketMemory) -> [String] {
    var found: [String] = []
    while found.count < 1000, let timer = memory.timerDue(before: event) {
      found += deeds(memory.handle(timer), of: timer) + ["delivered"]
    }
    return found
  }

  /// The declarations in another order, with some that no rule names.
  private func rearranged(
    _ vocabulary: String, newOption: Bool, movesLabels: Bool = true, using random: inout SplitMix64
  ) -> String {
    var blocks: [String] = []
    for line in vocabulary.split(separator: "\n") {
      if line.hasPrefix(" "), let last = blocks.popLast() {
        blocks.append(last + "\n" + line)
      } else {
        blocks.append(String(line))
      }
    }
    let fixed = blocks.filter { $0.hasPrefix("portal") || $0.hasPrefix("define") || $0.hasPrefix("limit") }
    var movable =
      blocks.filter { !fixed.contains($0) } + ["property extra: number", "template Spare"]
      + (newOption ? ["team Three"] : [])
    movable.shuffle(using: &random)
    let text = (fixed.prefix(1) + movable + fixed.dropFirst()).joined(separator: "\n") + "\n"
    let rearranged = text.replacing(
      "one of bug, question, other id \"o\"", with: "one of other id \"o\",\(newOption ? " spare," : "") question, bug"
    )
    // Where texts print them, their order is seen.
    guard movesLabels else { return rearranged }
    return rearranged.replacing(
      "labels: set of red, green id \"g\", \"area/x\", \"area/y\"",
      with: "labels: set of \"area/y\", green id \"g\", \"area/x\", red")
  }

  private func isTouched(
    _ event: Event, by difference: BehaviourDifference, _ scope: Situations.Scope, _ reader: Rulebook
  ) -> Bool {
    guard let space = difference.spaces.first(where: { $0.scope == scope }), let situations = space.situations else {
      return false
    }
    let model = EventModel(event, in: situations, rulebook: reader)
    return space.changes.contains { model.satisfies($0.region.diagram, in: situations) }
  }

  /// Nothing fires after the first round, no conflict was settled by order, no answers were too many.
  private func isComparable(_ step: Step) -> Bool {
    step.trace.allSatisfy { entry in
      switch entry.verdict {
      case .fired, .firedRow: entry.round == 1
      case .lostConflict, .answersLimited: false
      default: true
      }
    }
  }

  /// Lists are in declared order.
  private func sorted(_ value: Action.FieldValue) -> String {
    if case .list(let options) = value { "\(options.sorted())" } else { "\(value)" }
  }

  /// What came out, without names of rules; timers are means.
  private func deeds(_ step: Step, of event: Event) -> [String] {
    let subject = event.subjectKey.drop { $0 != ":" }.dropFirst()
    return step.actions.compactMap { action in
      switch action.kind {
      case .armTimer, .cancelTimer: nil
      case .createTicket(let new):
        "create \(new.pipeline) \(new.stage) \(new.thread ?? "") \(new.owner ?? "") \(new.team ?? "") \(new.properties.map { "\($0.id) \(sorted($0.value))" }.sorted())"
      case .set(let property, let value): "\(action.ticket == subject) set \(property) \(sorted(value))"
      default: "\(action.ticket == subject) \(action.kind)"
      }
    }.sorted()
  }
}
