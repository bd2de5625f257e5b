package import RuleEngine

/// An event that shows that something can happen: tried before it is shown.
package struct Witness: Sendable {
  /// The event as a line of a log, without a line end.
  package let line: String
  package let event: Event
  /// The rules whose timers are due in it, and whose limits are used up before it, by identity.
  package let due: [String]
  package let usedUp: [String]
}

/// What was found out about an example.
package enum WitnessOutcome: Sendable {
  case found(Witness)
  /// No situation is so.
  case impossible
  /// Some situation may be so, but none that was tried is.
  case undecided

  /// The example, if there is one.
  package var witness: Witness? { if case .found(let witness) = self { witness } else { nil } }
}

extension Situations {
  /// An event in which `diagram` holds, as the engine reads it; as little happens in it as leads there.
  ///
  /// Texts that cannot be are ruled out for good, so that later questions are answered more exactly. Where nothing is left
  /// of the diagram after that, it is impossible; what was only tried in vain proves nothing.
  package func witness(
    of diagram: Diagram, rulebook: Rulebook, tries: Int = 24, reading: [FieldSlot] = []
  ) throws(BudgetExceeded)
    -> WitnessOutcome
  {
    var left = try store.and(diagram, possible)
    var isProved = true
    for _ in 0..<tries {
      guard let model = store.model(of: left) else { return isProved ? .impossible : .undecided }
      let classes = SituationClasses(model: model, situations: self)
      let composer = EventComposer(classes: classes, situations: self)
      if !reading.isEmpty {
        let line = composer.draft(filling: reading).line(of: program)
        if let witness = tried(line, classes, left, rulebook) { return .found(witness) }
      }
      let line = composer.draft().line(of: program)
      if let witness = tried(line, classes, left, rulebook) { return .found(witness) }
      if let excluded = try impossibleTexts(of: classes) {
        possible = try store.without(possible, excluded)
        left = try store.without(left, excluded)
        continue
      }
      isProved = false
      var cube = Diagram.always
      for (variable, isTrue) in model.sorted(by: { $0.key > $1.key }) {
        let diagram = try store.variable(variable)
        cube = isTrue ? try store.and(diagram, cube) : try store.without(cube, diagram)
      }
      left = try store.without(left, cube)
    }
    return .undecided
  }

  /// What is asked of a text that no text can be, where the search for one ended without finding any.
  private func impossibleTexts(of classes: SituationClasses) throws(BudgetExceeded) -> Diagram? {
    for slot in needs.slots.slots {
      guard case .texts(let texts)? = domains[slot] else { continue }
      let isOther = classes.isGiven(.value(slot)) && classes[.value(slot)] == texts.count + 1
      var wanted: [TextPattern] = []
      var unwanted: [TextPattern] = []
      var asked = isOther ? try diagram(.value(slot), is: texts.count + 1) : try isKnown(slot)
      for case .fits(slot, let pattern) in facts where classes.isGiven(.fits(slot, pattern)) {
        let fits = try holds(.fits(slot, pattern))
        if classes[.fits(slot, pattern)] == 1 {
          wanted.append(pattern)
          asked = try store.and(asked, fits)
        } else {
          unwanted.append(pattern)
          asked = try store.without(asked, fits)
        }
      }
      guard !wanted.isEmpty else { continue }
      if TextFinder.text(fitting: wanted, butNot: unwanted, besides: isOther ? texts : []) == .none { return asked }
    }
    return nil
  }

  /// The event of a line, if the engine reads it and it is as the diagram wants it.
  private func tried(
    _ line: [UInt8], _ classes: SituationClasses, _ diagram: Diagram, _ rulebook: Rulebook
  ) -> Witness? {
    guard let event = try? rulebook.event(from: line) else { return nil }
    var found = EventModel(event, in: self, rulebook: rulebook)
    let due = facts.filter { if case .isDue = $0 { classes[$0] == 1 } else { false } }
    let used = facts.filter { if case .isUsedUp = $0 { classes[$0] == 1 } else { false } }
    for fact in due + used { found.set(fact, to: 1, in: self) }
    guard found.satisfies(diagram, in: self) else { return nil }
    return Witness(
      line: String(decoding: line, as: UTF8.self), event: event, due: due.compactMap(rule),
      usedUp: used.compactMap(rule))
  }

  /// The rule that a fact about timers or limits is about.
  private func rule(_ fact: Fact) -> String? {
    switch fact {
    case .isDue(let index): needs.due[index]
    case .isUsedUp(let index): needs.limited[index]
    default: nil
    }
  }
}

/// A class for each fact.
struct SituationClasses {
  private let model: [Int: Bool]
  private let situations: Situations

  init(model: [Int: Bool], situations: Situations) {
    self.model = model
    self.situations = situations
  }

  subscript(_ fact: Fact) -> Int { situations.index(of: fact) { model[$0] ?? false } }

  /// Whether it matters: another class would be another situation.
  func isGiven(_ fact: Fact) -> Bool { situations.variables(of: fact).contains { model[$0] != nil } }
}
