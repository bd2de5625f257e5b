internal import RuleEngine

//  What can be at all. A class left in that cannot be makes an answer "unknown" at worst; one left out would make it wrong.

extension Situations {
  func constraints() throws(BudgetExceeded) -> Diagram {
    var parts: [Diagram] = []
    for fact in facts {
      guard let place = places[fact], place.count < 1 << place.bits else { continue }
      parts.append(try diagram(fact, isIn: 0..<place.count))
    }
    parts.append(try happenings())
    parts.append(try messages())
    parts.append(try actors())
    for slot in needs.slots.slots {
      parts.append(try changes(of: slot))
      parts.append(try texts(of: slot))
      parts.append(try dates(of: slot))
    }
    parts.append(try openTests())
    return try store.all(parts.reversed())
  }

  private func happenings() throws(BudgetExceeded) -> Diagram {
    guard case .pipeline = scope else {
      return try diagram(.happening, is: Fact.Happening.conversation.rawValue)
    }
    let isCreation = try isCreation()
    var parts = [
      try store.not(diagram(.happening, is: Fact.Happening.conversation.rawValue)),
      try store.not(diagram(.value(.stage), is: 0)),
    ]
    // Nothing was before, and nothing is due.
    for fact in facts {
      switch fact {
      case .before: parts.append(try store.implies(isCreation, diagram(fact, is: 0)))
      case .changed, .memberBefore, .isDue: parts.append(try store.implies(isCreation, diagram(fact, is: 0)))
      default: break
      }
    }
    return try store.all(parts)
  }

  private func messages() throws(BudgetExceeded) -> Diagram {
    guard has(.message) else { return .always }
    if scope == .conversations { return try isMessage(.incoming) }
    var nothing: [Diagram] = []
    for fact: Fact in [
      .messageKind, .messageOrigin, .messageIsAutomatic, .messageIsDeliveryFailure, .messageIsOnThread,
      .messageIsFromContact, .messageIsToContact, .value(.messageSubject), .value(.messageFrom), .value(.messageText),
    ] where has(fact) {
      nothing.append(try diagram(fact, is: 0))
    }
    return try store.implies(isMessage(.none), store.all(nothing))
  }

  private func actors() throws(BudgetExceeded) -> Diagram {
    let nobody = try diagram(.actor, is: 0)
    var parts: [Diagram] = []
    for list in needs.lists.sorted() { parts.append(try store.implies(holds(.actorIsOnList(list)), store.not(nobody))) }
    if needs.usesActorIsOwner {
      let owner = try store.without(isKnown(.owner), nobody)
      parts.append(try store.implies(holds(.actorIsOwner), owner))
    }
    if needs.usesActorIsContact {
      let contact = try diagram(.actor, is: Int(Event.Actor.Kind.contact.rawValue) + 1)
      parts.append(try store.implies(holds(.actorIsContact), contact))
    }
    if has(.value(.ownerEmail)), has(.value(.owner)) {
      parts.append(try store.implies(isKnown(.ownerEmail), isKnown(.owner)))
    }
    for case .member(.ownerTeams, let team) in facts where has(.value(.owner)) {
      parts.append(try store.implies(holds(.member(.ownerTeams, team)), isKnown(.owner)))
    }
    if has(.otherMembers(.ownerTeams)), has(.value(.owner)) {
      parts.append(try store.implies(holds(.otherMembers(.ownerTeams)), isKnown(.owner)))
    }
    return try store.all(parts)
  }

  /// What a field was, and whether it changed, agree.
  private func changes(of slot: FieldSlot) throws(BudgetExceeded) -> Diagram {
    let changed = Fact.changed(slot)
    guard has(changed) else { return .always }
    let isChanged = try holds(changed)
    let isChange = try isChange()
    if case .set = program.kind(of: slot) {
      var differences: [Diagram] = []
      var hasBoth = true
      for case .member(slot, let option) in facts {
        guard has(.memberBefore(slot, option)) else {
          hasBoth = false
          continue
        }
        differences.append(
          try store.xor(holds(.member(slot, option)), holds(.memberBefore(slot, option))))
      }
      let differs = try store.any(differences)
      let implied = try store.implies(store.and(isChange, differs), isChanged)
      // Where rules name every option, a change is a change of one of them.
      let isWhole = hasBoth && !has(.otherMembers(slot)) && !differences.isEmpty
      return isWhole ? try store.and(implied, store.implies(isChanged, differs)) : implied
    }
    guard has(.before(slot)), let domain = domains[slot] else { return .always }
    let isEqual = try isEqualBefore(slot)
    var narrow: [Diagram] = []
    for index in 0..<domain.count where !domain.isWide(index) && !isDayOfTimes(slot, index) {
      narrow.append(try diagram(.value(slot), is: index))
    }
    let cannotChange = try store.and(isEqual, store.any(narrow))
    let stays = try store.implies(store.without(isChange, isChanged), isEqual)
    return try store.and(stays, store.not(store.and(isChanged, cannotChange)))
  }

  /// A class of many instants: a day of a time.
  private func isDayOfTimes(_ slot: FieldSlot, _ index: Int) -> Bool {
    guard index > 0, case .time = program.kind(of: slot) else { return false }
    return true
  }

  // MARK: Texts

  private func texts(of slot: FieldSlot) throws(BudgetExceeded) -> Diagram {
    guard let needs = needs.slots[slot], !needs.patterns.isEmpty, case .texts(let texts)? = domains[slot] else {
      return .always
    }
    var parts: [Diagram] = []
    let unknown = try diagram(.value(slot), is: 0)
    for pattern in needs.patterns {
      let fits = try holds(.fits(slot, pattern))
      parts.append(try store.not(store.and(unknown, fits)))
      for (index, text) in texts.enumerated() {
        let isText = try diagram(.value(slot), is: index + 1)
        parts.append(
          pattern.matches(text) ? try store.implies(isText, fits) : try store.not(store.and(isText, fits)))
      }
    }
    for (index, left) in needs.patterns.enumerated() {
      for right in needs.patterns.dropFirst(index + 1) {
        if let relation = try relation(of: left, to: right, in: slot) { parts.append(relation) }
      }
    }
    return try store.all(parts.reversed())
  }

  /// What holds of any text, if the patterns are not independent.
  private func relation(
    of left: TextPattern, to right: TextPattern, in slot: FieldSlot
  ) throws(BudgetExceeded) -> Diagram? {
    let (one, two) = (try holds(.fits(slot, left)), try holds(.fits(slot, right)))
    switch TextRelation(of: left, to: right) {
    case .same: return try store.not(store.xor(one, two))
    case .within: return try store.implies(one, two)
    case .around: return try store.implies(two, one)
    case .excludes: return try store.not(store.and(one, two))
    case .independent: return nil
    }
  }

  // MARK: Dates

  private func dates(of slot: FieldSlot) throws(BudgetExceeded) -> Diagram {
    let all = facts.filter { if case .distance(slot, _) = $0 { true } else { false } }
    guard !all.isEmpty else { return .always }
    var parts: [Diagram] = []
    let unknown = try diagram(.value(slot), is: 0)
    for fact in all { parts.append(try store.not(store.xor(unknown, diagram(fact, is: 0)))) }
    // Two units agree about past, now and future.
    for (left, right) in zip(all, all.dropFirst()) {
      for sign: Double in [-1, 0, 1] {
        parts.append(try store.not(store.xor(direction(left, sign), direction(right, sign))))
      }
    }
    // What is before today is past, what is after today is to come.
    if let fact = all.first {
      for (test, sign): (Program.Test, Double) in [(.isBefore(slot, .today), -1), (.isAfter(slot, .today), 1)]
      where has(.test(test)) {
        parts.append(try store.implies(holds(.test(test)), direction(fact, sign)))
      }
    }
    return try store.all(parts)
  }

  private func direction(_ fact: Fact, _ sign: Double) throws(BudgetExceeded) -> Diagram {
    guard let cuts = distances[fact]?.cuts else { return .never }
    return try diagram(
      fact, isIn: (1..<(2 * cuts.count + 2)).filter { Self.sample(of: $0, in: cuts).sign(is: sign) })
  }

  /// Tests that are not looked into need the values of their fields.
  private func openTests() throws(BudgetExceeded) -> Diagram {
    var parts: [Diagram] = []
    for test in needs.tests {
      let holds = try holds(.test(test))
      for slot in test.comparedSlots { parts.append(try store.implies(holds, isKnown(slot))) }
    }
    // Of a time: before today, today, after today.
    for slot in needs.slots.slots {
      let days = [Program.Test.isBefore(slot, .today), .isDay(slot, .today), .isAfter(slot, .today)]
      let known = days.filter { has(.test($0)) }
      for (index, left) in known.enumerated() {
        for right in known.dropFirst(index + 1) {
          parts.append(try store.not(store.and(holds(.test(left)), holds(.test(right)))))
        }
      }
      if known.count == 3 {
        var either: [Diagram] = []
        for test in known { either.append(try holds(.test(test))) }
        parts.append(try store.implies(isKnown(slot), store.any(either)))
      }
    }
    return try store.all(parts)
  }
}

extension Double {
  fileprivate func sign(is sign: Double) -> Bool { sign == 0 ? self == 0 : sign < 0 ? self < 0 : self > 0 }
}
