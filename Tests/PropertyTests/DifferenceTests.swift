import RuleAnalysis
import RuleEngine
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
          let answers = (memories.0.handle(event), memories.1.handle(same))
          if deeds(answers.0, of: event) != deeds(answers.1, of: event), event.timer == nil {
            fail("\(event.id): not the same, though proved\n\(edited.text.printed)", sample)
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
