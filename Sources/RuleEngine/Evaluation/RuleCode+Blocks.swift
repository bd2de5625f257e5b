//  Blocks are made of the code of their rules: what a rule asks first, and cannot do without, becomes part of a probe; its
//  code goes on where it asks something else.

/// A test that a rule of a block cannot do without.
private struct NeededTest {
  let test: RuleInstruction
  /// The rule's bit, or those of several rules.
  var rules: UInt64
}

extension RuleCode {
  /// Adds a block of at most 64 rules; where its words start.
  mutating func addBlock(_ rules: ArraySlice<Int32>, _ key: Key) -> Int32 {
    let core = core
    var needed: [NeededTest] = []
    var starts: [Int32] = []
    for rule in rules { addRule(Int(rule), key, &starts, &needed) }
    var (tables, others) = Self.divide(needed) { Self.isOfTable($0, core) }
    others += tables.filter { !Self.isDense($0, core) }.flatMap { $0 }
    tables.removeAll { !Self.isDense($0, core) }
    let (numbers, probes) = Self.divide(others, \.isComparison)
    let texts = probes.filter { $0.test.kind == .text }
    let start = words.count
    words.append(starts.isEmpty ? 0 : .max >> UInt64(64 - starts.count))
    words.append(0)
    for table in tables { addTable(table) }
    for number in numbers { addNumber(number) }
    words[start + 1] =
      RuleBlock.Counts(
        tables: tables.count, numbers: numbers.count, texts: addTexts(texts),
        others: addOthers(probes.filter { $0.test.kind != .text })
      ).word
    for index in stride(from: 0, to: starts.count, by: 2) {
      let second = index + 1 < starts.count ? starts[index + 1] : 0
      words.append(UInt64(UInt32(bitPattern: starts[index])) | UInt64(UInt32(bitPattern: second)) << 32)
    }
    return Int32(start)
  }

  /// The tests of one kind by their slots, and all others.
  private static func divide(
    _ needed: [NeededTest], _ isOfKind: (NeededTest) -> Bool
  ) -> (slots: [[NeededTest]], others: [NeededTest]) {
    var slots: [[NeededTest]] = []
    var others: [NeededTest] = []
    for test in needed {
      if !isOfKind(test) {
        others.append(test)
      } else if let index = slots.firstIndex(where: { $0[0].test.slot == test.test.slot }) {
        slots[index].append(test)
      } else {
        slots.append([test])
      }
    }
    return (slots, others)
  }

  /// Adds a rule's code, but for what it cannot do without; a rule that can never hold is left out.
  private mutating func addRule(
    _ rule: Int, _ key: Key, _ starts: inout [Int32], _ needed: inout [NeededTest]
  ) {
    let instructionCount = instructions.count
    let neededCount = needed.count
    var place = add(rule, key)
    while place >= 0, needed.count < RuleBlock.mostParts {
      let instruction = instructions[Int(place)]
      if instruction.ifFalse == RuleInstruction.reject {
        place = instruction.ifTrue
      } else if instruction.ifTrue == RuleInstruction.reject {
        place = instruction.ifFalse
      } else {
        break
      }
      needed.append(NeededTest(test: instruction, rules: 1 << UInt64(starts.count)))
    }
    if place < 0 { instructions.removeLast(instructions.count - instructionCount) }
    if place == RuleInstruction.reject {
      needed.removeLast(needed.count - neededCount)
    } else {
      starts.append(place)
    }
  }

  // MARK: Probes

  /// A table has a place for each option between those that rules ask for: no more than so many, or for each test.
  private static let mostOptions = (forAll: 64, forEachTest: 16)

  /// Whether the test becomes part of a table.
  private static func isOfTable(_ needed: NeededTest, _ core: RulebookCore) -> Bool {
    let test = needed.test
    guard test.kind == .isOption || test.kind == .isOneOfOptions || test.kind == .isSet,
      let property = FieldSlot(index: Int(test.slot)).propertyIndex
    else { return false }
    switch core.program.properties[property].kind {
    case .oneOf, .orderedOneOf:
      // In 16 bits.
      return test.kind != .isSet && core.program.properties[property].options.count < 0xffff
    case .flag: return test.kind == .isSet
    case .setOf, .number, .text, .date, .time, .person: return false
    }
  }

  private static func isDense(_ needed: [NeededTest], _ core: RulebookCore) -> Bool {
    options(of: needed, core).count <= max(mostOptions.forAll, mostOptions.forEachTest * needed.count)
  }

  /// From the first to the last option that tests ask for.
  private static func options(of needed: [NeededTest], _ core: RulebookCore) -> Range<Int32> {
    let asked = needed.flatMap { options(of: $0.test, core) }
    let first = asked.min() ?? 0
    return first..<(asked.max() ?? first) + 1
  }

  private mutating func addTable(_ needed: [NeededTest]) {
    let core = core
    let asked = Self.options(of: needed, core)
    words.append(UInt64(needed[0].test.slot) | UInt64(asked.lowerBound) << 32 | UInt64(asked.count) << 48)
    for option in asked {
      words.append(Self.rules(leftBy: needed) { Self.options(of: $0, core).contains(option) })
    }
    words.append(Self.rules(leftBy: needed) { _ in false })
  }

  /// The rules that a value leaves for which `holds` says how tests come out.
  private static func rules(leftBy needed: [NeededTest], _ holds: (RuleInstruction) -> Bool) -> UInt64 {
    var rules = UInt64.max
    for need in needed where holds(need.test) == need.test.rejectsWhatHolds { rules &= ~need.rules }
    return rules
  }

  /// The options for which a test holds.
  private static func options(of test: RuleInstruction, _ core: RulebookCore) -> [Int32] {
    switch test.kind {
    case .isOption: [test.operand]
    case .isOneOfOptions: core.plan.options[Int(test.operand)..<Int(test.operand + test.count)].map { $0 }
    case .isSet: [1]
    case .isAtLeast, .isAtMost, .isAbove, .isBelow, .text, .other, .happened, .isChanged, .otherTrigger: []
    }
  }

  private mutating func addNumber(_ needed: [NeededTest]) {
    let bounds = Set(needed.map(\.test.number)).sorted()
    words.append(UInt64(needed[0].test.slot) | UInt64(bounds.count) << 32)
    for bound in bounds { words.append(bound.bitPattern) }
    // Twice the number of bounds below, and one more where the number is a bound; the last one is no number.
    for interval in 0...(2 * bounds.count + 1) {
      words.append(
        Self.rules(leftBy: needed) { test in
          let bound = 2 * (bounds.firstIndex(of: test.number) ?? 0) + 1
          return interval <= 2 * bounds.count && test.holds(isBelow: interval < bound, isAbove: interval > bound)
        })
    }
  }

  /// The different ones of the tests, each with the rules that need it.
  private static func different(_ needed: [NeededTest]) -> [NeededTest] {
    var different: [NeededTest] = []
    for need in needed {
      if let index = different.firstIndex(where: { $0.test.asksTheSame(as: need.test) }) {
        different[index].rules |= need.rules
      } else {
        different.append(need)
      }
    }
    return different
  }

  /// Adds a probe for each of the different tests of texts; how many there are.
  private mutating func addTexts(_ needed: [NeededTest]) -> Int {
    let slots = Self.divide(Self.different(needed)) { _ in true }.slots
    var count = 0
    for needed in slots {
      var ofSet: [Int32] = []
      for need in needed where canBeInSet(need.test.operand) && !ofSet.contains(need.test.operand) {
        ofSet.append(need.test.operand)
      }
      let set = addTextSet(ofSet)
      for need in needed {
        addProbe(need, number: need.test.operand, set: ofSet.contains(need.test.operand) ? set : 0)
      }
      count += needed.count
    }
    return count
  }

  /// Adds a probe for each of the different tests that are neither; how many there are.
  private mutating func addOthers(_ needed: [NeededTest]) -> Int {
    let different = Self.different(needed)
    for need in different {
      addProbe(need, number: Int32(instructions.count), set: 0)
      instructions.append(need.test)
    }
    return different.count
  }

  private mutating func addProbe(_ needed: NeededTest, number: Int32, set: Int) {
    words.append(UInt64(number) | (needed.test.rejectsWhatHolds ? 1 << 32 : 0) | UInt64(set) << 33)
    words.append(needed.rules)
  }
}

extension NeededTest {
  /// A comparison with a number.
  fileprivate var isComparison: Bool {
    switch test.kind {
    case .isAtLeast, .isAtMost, .isAbove, .isBelow: !test.number.isNaN
    case .isOption, .isOneOfOptions, .isSet, .text, .other, .happened, .isChanged, .otherTrigger: false
    }
  }
}

extension RuleInstruction {
  /// Whether a comparison holds for a number that is below the bound, above it or equal to it.
  fileprivate func holds(isBelow: Bool, isAbove: Bool) -> Bool {
    switch kind {
    case .isAtLeast: !isBelow
    case .isAtMost: !isAbove
    case .isAbove: isAbove
    case .isBelow: isBelow
    case .isOption, .isOneOfOptions, .isSet, .text, .other, .happened, .isChanged, .otherTrigger: false
    }
  }
}
