//  Where the rules of a bucket need texts in a field, each another one, they are not asked one by one: the texts that are in
//  the field say which rules are left.

extension RuleCode {
  /// Adds groups for those of the rules that need a text in a field, where there are enough of them; which ones.
  mutating func addTextGroups(_ rules: [Int32], _ key: Key) -> Set<Int32> {
    var asking = 0
    for rule in rules where asksForText(Int(rule)) { asking += 1 }
    if asking < RuleTextSet.fewest { return [] }
    var needing: [(test: Int32, rule: Int32)] = []
    for rule in rules {
      if let test = neededText(of: Int(rule), key) { needing.append((test, rule)) }
    }
    if needing.count < RuleTextSet.fewest { return [] }
    needing.sort { ($0.test, $0.rule) < ($1.test, $1.rule) }
    var found: Set<Int32> = []
    for slot in Set(needing.map { textTests[Int($0.test)].slot }).sorted() {
      let ofSlot = needing.filter { textTests[Int($0.test)].slot == slot }
      guard Set(ofSlot.map(\.test)).count >= RuleTextSet.fewest else { continue }
      addTextGroup(slot, ofSlot, key)
      found.formUnion(ofSlot.map(\.rule))
    }
    return found
  }

  /// Adds a group of rules by the text each needs, in the order of their tests.
  private mutating func addTextGroup(_ slot: Int32, _ needing: [(test: Int32, rule: Int32)], _ key: Key) {
    let firstList = textLists.count
    var first = 0
    while first < needing.count {
      var end = first + 1
      while end < needing.count, needing[end].test == needing[first].test { end += 1 }
      let firstBlock = Int32(blocks.count)
      addBlocks(needing[first..<end].map(\.rule), key)
      textLists.append(
        TextList(test: needing[first].test, firstBlock: firstBlock, endBlock: Int32(blocks.count)))
      first = end
    }
    groups.append(
      Group(
        slot: slot, textSet: Int32(textSet(of: slot)), optionCount: Int32(textLists.count - firstList),
        firstOffset: Int32(firstList)))
  }

  /// Whether a rule looks for a text anywhere in some field: most do not, which is found out without making their code.
  private func asksForText(_ rule: Int) -> Bool {
    let plan = core.plan
    func asks(_ branches: Range<Int>) -> Bool {
      branches.contains { plan.tests[Int(plan.branches[$0].test)].kind == .contains }
    }
    let planned = plan.rules[rule]
    if planned.guardEntry >= 0, asks(Int(planned.guardEntry)..<Int(planned.guardEnd)) { return true }
    return (Int(planned.firstArm)..<Int(planned.endArm)).contains { number in
      let arm = plan.arms[number]
      return arm.entry >= 0 && asks(Int(arm.entry)..<Int(arm.end))
    }
  }

  /// A text that a rule cannot do without, and that is found together with others.
  private mutating func neededText(of rule: Int, _ key: Key) -> Int32? {
    let instructionCount = instructions.count
    defer { instructions.removeLast(instructions.count - instructionCount) }
    var place = add(rule, key)
    while place >= 0 {
      let instruction = instructions[Int(place)]
      if instruction.ifFalse == RuleInstruction.reject {
        if instruction.kind == .text, canBeInSet(instruction.operand) { return instruction.operand }
        place = instruction.ifTrue
      } else if instruction.ifTrue == RuleInstruction.reject {
        place = instruction.ifFalse
      } else {
        return nil
      }
    }
    return nil
  }

  // MARK: Search

  /// The lists of a group whose rules are found by texts.
  func textLists(of group: Group) -> Range<Int> {
    Int(group.firstOffset)..<Int(group.firstOffset + group.optionCount)
  }

  /// A list of rules that need a text.
  mutating func textList(_ number: Int) -> TextList { textLists[number] }

  /// The blocks of the rules of a group that need a text.
  mutating func blocks(needing test: Int32, _ group: Group) -> Range<Int32> {
    var (low, high) = (Int(group.firstOffset), Int(group.firstOffset + group.optionCount))
    while low < high {
      let middle = (low &+ high) >> 1
      if textLists[middle].test < test { low = middle &+ 1 } else { high = middle }
    }
    guard low < Int(group.firstOffset + group.optionCount), textLists[low].test == test else { return 0..<0 }
    return textLists[low].range
  }
}
