/// What the rules of a program cannot do without, as far as the index asks: options of fields.
struct RuleNeeds: ~Copyable {
  /// A rule fires only if the field has one of the options, which are some of `options`.
  struct Need: BitwiseCopyable {
    let slot: Int32
    let firstOption: Int32
    var endOption: Int32

    var optionCount: Int32 { endOption - firstOption }
    var range: Range<Int> { Int(firstOption)..<Int(endOption) }

    /// Fewer options, or as many of a field that comes before.
    func precedes(_ other: Need) -> Bool {
      optionCount == other.optionCount ? slot < other.slot : optionCount < other.optionCount
    }
  }

  /// Of all rules, without those of the stage.
  private(set) var list = PlainList<Need>()
  private(set) var options = PlainList<Int32>()
  /// By test: a test is asked by many rules, and its options are listed once. Negative slots for those without a need.
  private var needOfTest = PlainList<Need>()

  /// No needs yet; rules of `program` are added.
  init(_ program: Program) { add(program.tests, program) }

  /// Forgets all of them, and gives their memory back.
  mutating func removeAll() {
    list = PlainList()
    options = PlainList()
    needOfTest = PlainList()
  }

  /// Adds what a rule with this guard and these arms needs, and gives the range of `options` that has the stages it
  /// needs; `nil` if it needs none.
  mutating func add(
    _ guardRange: RuleParts.BranchRange, _ arms: Swift.Span<RuleParts.Arm>, _ program: Program
  ) -> Range<Int>? {
    let first = list.count
    if guardRange.entry >= 0 { addNeeds(of: guardRange, program, from: first) }
    addNeeds(of: arms, program, from: first)
    return takeStages(from: first)
  }

  /// Puts the needs from `first` on in order: those with the fewest options first, then by field.
  mutating func order(from first: Int) {
    for index in first..<list.count {
      let need = list[known: index]
      var place = index
      while place > first, need.precedes(list[known: place &- 1]) {
        list[known: place] = list[known: place &- 1]
        place &-= 1
      }
      list[known: place] = need
    }
  }

  /// Takes the need of the stage out of those from `first` on: which of `options` it has, if there is one.
  private mutating func takeStages(from first: Int) -> Range<Int>? {
    guard let found = (first..<list.count).first(where: { list[$0].slot == Int32(FieldSlot.stage.index) }) else {
      return nil
    }
    let stages = list[found].range
    for index in (found + 1)..<list.count { list[index - 1] = list[index] }
    list.removeLast(1)
    return stages
  }

  /// Adds to the needs from `first` on what every arm needs.
  private mutating func addNeeds(of arms: Swift.Span<RuleParts.Arm>, _ program: Program, from first: Int) {
    for arm in arms.indices where arms[arm].condition.entry < 0 { return }
    // Needs of one arm are needs of the rule. Of several, they stand behind those of the rule until they are compared.
    var starts: [Int] = []
    for arm in arms.indices {
      if arms.count == 1 { return addNeeds(of: arms[arm].condition, program, from: first) }
      starts.append(list.count)
      addNeeds(of: arms[arm].condition, program, from: list.count)
    }
    guard let end = starts.first else { return }
    starts.append(list.count)
    var shared: [Need] = []
    for need in end..<starts[1] {
      let start = options.count
      append(list[need].range)
      let isShared = starts.indices.dropFirst().dropLast().allSatisfy { arm in
        guard let other = (starts[arm]..<starts[arm + 1]).first(where: { list[$0].slot == list[need].slot }) else {
          return false
        }
        for option in list[other].range
        where !(start..<options.count).contains(where: { options[$0] == options[option] }) {
          options.append(options[option])
        }
        return true
      }
      if isShared {
        shared.append(Need(slot: list[need].slot, firstOption: Int32(start), endOption: Int32(options.count)))
      }
    }
    list.removeLast(list.count - end)
    for need in shared { add(need, from: first) }
  }

  /// Adds the tests at the beginning of a condition that reject it where they fail to the needs from `first` on.
  private mutating func addNeeds(of condition: RuleParts.BranchRange, _ program: Program, from first: Int) {
    let branches = program.branches.span
    var next = Int(condition.entry)
    while branches.indices.contains(next), branches[next].test >= 0, branches[next].test < needOfTest.count {
      guard case .reject = branches[next].ifFalse else { return }
      let need = needOfTest[branches[next].test]
      if need.slot >= 0 { add(need, from: first) }
      guard case .branch(let following) = branches[next].ifTrue, following > next else { return }
      next = following
    }
  }

  /// Adds a need to those from `first` on: of a field that is among them, only the options in both stay.
  private mutating func add(_ need: Need, from first: Int) {
    for known in first..<list.count where list[known].slot == need.slot {
      var end = Int(list[known].firstOption)
      for option in list[known].range where need.range.contains(where: { options[$0] == options[option] }) {
        options[end] = options[option]
        end += 1
      }
      list[known].endOption = Int32(end)
      return
    }
    let start = options.count
    append(need.range)
    list.append(Need(slot: need.slot, firstOption: Int32(start), endOption: Int32(options.count)))
  }

  /// Adds some of the options once more.
  private mutating func append(_ range: Range<Int>) {
    for option in range { options.append(options[option]) }
  }

  private mutating func add(_ tests: [Program.Test], _ program: Program) {
    let tests = tests.span
    for index in tests.indices {
      let start = options.count
      let slot = addOptions(of: tests[index], program)
      if slot == nil { options.removeLast(options.count - start) }
      needOfTest.append(
        Need(slot: Int32(slot?.index ?? -1), firstOption: Int32(start), endOption: Int32(options.count)))
    }
  }

  /// Adds the options that make the test true, if it is about options of a field that has one at a time: that one.
  private mutating func addOptions(of test: Program.Test, _ program: Program) -> FieldSlot? {
    guard case .isOneOf(let slot, let values) = test else { return nil }
    var count = program.stages.count
    if slot != .stage {
      guard let property = slot.propertyIndex, program.properties.indices.contains(property) else { return nil }
      switch program.properties[property].kind {
      case .oneOf, .orderedOneOf: break
      case .setOf, .number, .text, .date, .time, .flag, .person: return nil
      }
      count = program.properties[property].options.count
    }
    let start = options.count
    for value in values {
      guard case .option(let option) = value, option >= 0, option < count else { return nil }
      if !(start..<options.count).contains(where: { options[$0] == option }) { options.append(option) }
    }
    return slot
  }
}
