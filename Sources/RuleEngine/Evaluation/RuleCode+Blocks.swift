//  Blocks are made of the code of their rules: what a rule asks first, and cannot do without, becomes part of a probe; its
//  code goes on where it asks something else.

/// A test that rules of a block cannot do without.
private struct NeededTest: BitwiseCopyable {
  /// What it becomes part of, in the order in which parts stand in a block.
  enum Part: UInt8, BitwiseCopyable { case table, number, text, other }

  let test: RuleInstruction
  /// The rule's bit, or those of several rules.
  var rules: UInt64
  var part: Part

  var place: (UInt8, Int32) { (part.rawValue, test.slot) }
}

extension RuleCode {
  /// Adds a block of at most 64 rules; where its words start.
  mutating func addBlock(_ rules: ArraySlice<Int32>, _ key: Key) -> Int32 {
    var needed: [NeededTest] = []
    var starts: [Int32] = []
    for rule in rules { addRule(Int(rule), key, &starts, &needed) }
    // What is asked of one field stands together.
    needed.sort { $0.place < $1.place }
    let start = words.count
    words.append(starts.isEmpty ? 0 : .max >> UInt64(64 - starts.count))
    words.append(0)
    var (tables, numbers, texts) = (0, 0, 0)
    var others: [NeededTest] = []
    var first = 0
    while first < needed.count {
      var end = first + 1
      while end < needed.count, needed[end].place == needed[first].place { end += 1 }
      let tests = needed[first..<end]
      switch needed[first].part {
      case .table where isDense(tests):
        addTable(tests)
        tables += 1
      case .number:
        addNumber(tests)
        numbers += 1
      case .text: texts += addTexts(tests)
      case .table, .other: others += tests
      }
      first = end
    }
    let otherCount = others.isEmpty ? 0 : addOthers(others)
    words[start + 1] = RuleBlock.Counts(tables: tables, numbers: numbers, texts: texts, others: otherCount).word
    for index in stride(from: 0, to: starts.count, by: 2) {
      let second = index + 1 < starts.count ? starts[index + 1] : 0
      words.append(UInt64(UInt32(bitPattern: starts[index])) | UInt64(UInt32(bitPattern: second)) << 32)
    }
    return Int32(start)
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
      needed.append(NeededTest(test: instruction, rules: 1 << UInt64(starts.count), part: part(of: instruction)))
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

  private func part(of test: RuleInstruction) -> NeededTest.Part {
    switch test.kind {
    case .isOption, .isOneOfOptions, .isSet:
      guard let property = FieldSlot(index: Int(test.slot)).propertyIndex else { return .other }
      switch core.program.properties[property].kind {
      case .oneOf, .orderedOneOf:
        // In 16 bits.
        return test.kind != .isSet && core.program.properties[property].options.count < 0xffff ? .table : .other
      case .flag: return test.kind == .isSet ? .table : .other
      case .setOf, .number, .text, .date, .time, .person: return .other
      }
    case .isAtLeast, .isAtMost, .isAbove, .isBelow: return test.number.isNaN ? .other : .number
    case .text: return .text
    case .other, .happened, .isChanged, .otherTrigger: return .other
    }
  }

  private func isDense(_ needed: ArraySlice<NeededTest>) -> Bool {
    options(of: needed).count <= max(Self.mostOptions.forAll, Self.mostOptions.forEachTest * needed.count)
  }

  /// From the first to the last option that tests ask for.
  private func options(of needed: ArraySlice<NeededTest>) -> Range<Int32> {
    var first = Int32.max
    var last: Int32 = 0
    for need in needed {
      if need.test.kind == .isOneOfOptions {
        for index in 0..<Int(need.test.count) {
          let option = core.plan.options[Int(need.test.operand) + index]
          (first, last) = (min(first, option), max(last, option))
        }
      } else {
        let option = need.test.kind == .isSet ? 1 : need.test.operand
        (first, last) = (min(first, option), max(last, option))
      }
    }
    return min(first, last)..<(last + 1)
  }

  /// Whether the test holds for an option.
  private func holds(_ test: RuleInstruction, _ option: Int32) -> Bool {
    switch test.kind {
    case .isOption: return test.operand == option
    case .isSet: return option == 1
    case .isOneOfOptions:
      for index in 0..<Int(test.count) where core.plan.options[Int(test.operand) + index] == option { return true }
      return false
    case .isAtLeast, .isAtMost, .isAbove, .isBelow, .text, .other, .happened, .isChanged, .otherTrigger: return false
    }
  }

  private mutating func addTable(_ needed: ArraySlice<NeededTest>) {
    let asked = options(of: needed)
    let slot = needed[needed.startIndex].test.slot
    words.append(UInt64(slot) | UInt64(asked.lowerBound) << 32 | UInt64(asked.count) << 48)
    // The last one is any other option, or none.
    for option in asked.lowerBound...asked.upperBound {
      var left = UInt64.max
      for need in needed {
        let holds = option < asked.upperBound && holds(need.test, option)
        if holds == need.test.rejectsWhatHolds { left &= ~need.rules }
      }
      words.append(left)
    }
  }

  private mutating func addNumber(_ needed: ArraySlice<NeededTest>) {
    var bounds: [Double] = []
    for need in needed where !bounds.contains(need.test.number) { bounds.append(need.test.number) }
    bounds.sort()
    words.append(UInt64(needed[needed.startIndex].test.slot) | UInt64(bounds.count) << 32)
    for bound in bounds { words.append(bound.bitPattern) }
    // Twice the number of bounds below, and one more where the number is a bound; the last one is no number.
    for interval in 0...(2 * bounds.count + 1) {
      var left = UInt64.max
      for need in needed {
        let bound = 2 * (bounds.firstIndex(of: need.test.number) ?? 0) + 1
        let isNumber = interval <= 2 * bounds.count
        let holds = isNumber && need.test.holds(isBelow: interval < bound, isAbove: interval > bound)
        if holds == need.test.rejectsWhatHolds { left &= ~need.rules }
      }
      words.append(left)
    }
  }

  /// The different ones of the tests, each with the rules that need it.
  private static func different(_ needed: ArraySlice<NeededTest>) -> [NeededTest] {
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

  /// Adds a probe for each of the different tests of a field's text; how many there are.
  private mutating func addTexts(_ needed: ArraySlice<NeededTest>) -> Int {
    let different = Self.different(needed)
    var ofSet: [Int32] = []
    for need in different where canBeInSet(need.test.operand) && !ofSet.contains(need.test.operand) {
      ofSet.append(need.test.operand)
    }
    let count = ofSet.reduce(0) { $0 + textTests[Int($1)].end - textTests[Int($1)].first }
    let set = count < RuleTextSet.fewest ? 0 : textSet(of: needed[needed.startIndex].test.slot)
    for need in different {
      addProbe(need, number: need.test.operand, set: ofSet.contains(need.test.operand) ? set : 0)
    }
    return different.count
  }

  /// Adds a probe for each of the different tests that are neither; how many there are.
  private mutating func addOthers(_ needed: [NeededTest]) -> Int {
    let different = Self.different(needed[...])
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
