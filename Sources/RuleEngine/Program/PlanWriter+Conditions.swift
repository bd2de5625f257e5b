//  Branches and tests.

extension PlanWriter {
  mutating func add(_ branches: [Program.Branch], _ wordNumbers: [Int32]) {
    // By number of words: the number of the string plus one, once it has one.
    var strings = PlainList<UInt32>(repeating: 0, count: Int(wordNumbers.max() ?? -1) + 1)
    let branches = branches.span
    for index in branches.indices {
      let number = Int(wordNumbers[index])
      var string = number < 0 ? 0 : strings[number]
      if string == 0 {
        string = records.writer.number(of: branches[index].text) + 1
        if number >= 0 { strings[number] = string }
      }
      self.branches.append(row: [
        Self.cell(branches[index].test), Self.target(branches[index].ifTrue), Self.target(branches[index].ifFalse),
        string - 1,
      ])
    }
  }

  private static func target(_ target: Program.Branch.Target) -> UInt32 {
    switch target {
    case .accept: UInt32(bitPattern: MatchPlan.Branch.accept)
    case .reject: UInt32(bitPattern: MatchPlan.Branch.reject)
    case .branch(let index): cell(index)
    }
  }

  mutating func add(_ test: Program.Test) {
    switch test {
    case .isOneOf(let slot, let values) where slot.isStored && slot != .owner:
      let options = values.compactMap { value -> Int32? in
        if case .option(let option) = value { option } else { nil }
      }
      guard options.count == values.count, let first = options.first else { return addOther(test) }
      if options.count == 1 { return add(.isOption, slot, first: Int(first)) }
      add(.isOneOfOptions, slot, first: self.options.count, count: options.count)
      for option in options { self.options.append(UInt32(bitPattern: option)) }
    case .compares(let slot, let comparison, .number(let number)) where slot.isStored:
      add(MatchPlan.Test.Kind(comparison), slot, number: number)
    case .isSet(let slot) where slot.isStored: add(.isSet, slot)
    case .containsAny(let slot, let texts) where slot.isStored: addTexts(.contains, slot, texts)
    case .startsWith(let slot, let text) where slot.isStored: addTexts(.startsWith, slot, [text])
    case .endsWith(let slot, let text) where slot.isStored: addTexts(.endsWith, slot, [text])
    case .isOneOf, .compares, .equalsField, .comparesField, .containsAny, .startsWith, .endsWith, .matchesAny, .hasAny,
      .hasAll, .hasNone, .gained, .lost, .was, .changed, .isKnown, .isSet, .isBefore, .isAfter, .isDay, .isInNext,
      .isInLast, .isMoreThanAgo, .isLessThanAgo, .messageIsAutomatic, .actorIs, .actorIsOwner, .actorIsContact,
      .ticketIsClosed, .isDuring:
      addOther(test)
    }
  }

  private mutating func addOther(_ test: Program.Test) {
    let place = records.place { test.write(to: &$0) }
    add(.other, FieldSlot(index: 0), first: Int(place), isRemembered: true)
  }

  private mutating func add(
    _ kind: MatchPlan.Test.Kind, _ slot: FieldSlot, first: Int = 0, count: Int = 0, number: Double = 0,
    isRemembered: Bool = false
  ) {
    tests.append(row: [
      UInt32(kind.rawValue), Self.cell(slot.index), Self.cell(first), Self.cell(count),
      UInt32(truncatingIfNeeded: number.bitPattern), UInt32(truncatingIfNeeded: number.bitPattern >> 32),
      Self.cell(isRemembered ? memoCount : -1), 0,
    ])
    if isRemembered { memoCount += 1 }
  }

  private mutating func addTexts(_ kind: MatchPlan.Test.Kind, _ slot: FieldSlot, _ texts: [String]) {
    let first = needles.count / MatchPlan.NeedleRow.cellCount
    add(kind, slot, first: first, count: texts.count, isRemembered: true)
    for text in texts {
      let start = needleBytes.count
      needleBytes.append(contentsOf: FoldedText(text).bytes.span)
      needles.append(row: [records.writer.number(of: text), Self.cell(start), Self.cell(needleBytes.count)])
    }
  }
}

extension MatchPlan.Test.Kind {
  fileprivate init(_ comparison: Program.Test.Comparison) {
    switch comparison {
    case .atLeast: self = .isAtLeast
    case .atMost: self = .isAtMost
    case .above: self = .isAbove
    case .below: self = .isBelow
    }
  }

  /// The comparison of numbers that it is, if it is one.
  var comparison: Program.Test.Comparison? {
    switch self {
    case .isAtLeast: .atLeast
    case .isAtMost: .atMost
    case .isAbove: .above
    case .isBelow: .below
    case .isOption, .isOneOfOptions, .isSet, .contains, .startsWith, .endsWith, .other: nil
    }
  }
}

extension FieldSlot {
  /// Its value is found in the snapshot's fields: it neither follows from the stage nor belongs to a message or contact.
  var isStored: Bool {
    switch self {
    case .pipeline, .contactEmail, .messageSubject, .messageFrom, .messageText: false
    default: true
    }
  }
}
