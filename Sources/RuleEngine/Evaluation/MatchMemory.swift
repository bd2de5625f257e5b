/// What is found out about one line, in memory that is used again.
struct MatchMemory: ~Copyable {
  private let core: RulebookCore
  private var memo: TestMemo
  private var texts: TextSearch
  /// What tests and triggers see that are looked up in the program: none, or one made when the first of a line asked. In
  /// an array, for an optional of that size is cleared with forty instructions.
  private var views: [RoundView] = []
  /// From more than one list of rules: they are not in order.
  private var listCount = 0
  private(set) var taken = PlainList<Int32>()
  /// Room for sorting.
  private var spare = PlainList<Int32>()

  init(_ core: RulebookCore) {
    self.core = core
    memo = TestMemo(count: core.plan.memoCount)
    texts = TextSearch(memoCount: core.plan.memoCount)
  }

  /// Begins the next line.
  mutating func begin() {
    taken.removeAll()
    memo.forget()
    texts.forget()
    listCount = 0
    if !views.isEmpty { views.removeAll(keepingCapacity: true) }
  }

  /// Arms from several lists, each in order; a rule may stand in several.
  mutating func sortTaken() {
    if listCount < 2 || taken.count < 2 { return }
    spare.removeAll()
    spare.append(repeating: 0, count: taken.count)
    taken.sort(0..<taken.count, &spare) { $0 < $1 }
    var count = 1
    for index in 1..<taken.count where taken[index] != taken[count - 1] {
      taken[count] = taken[index]
      count += 1
    }
    taken.removeLast(taken.count - count)
  }

  /// Takes the arms of the rules of some blocks, whose numbers are in the code's list.
  mutating func take(_ blocks: Range<Int32>, of code: inout RuleCode, _ line: LineView) {
    for block in blocks { take(Int(code.blocks[Int(block)]), of: &code, line) }
  }

  /// Takes the arms of the rules of a block that the probes leave, and that hold.
  mutating func take(_ block: Int, of code: inout RuleCode, _ line: LineView) {
    listCount &+= 1
    let (rules, place) = code.probe(block, line)
    if rules != 0 { take(rules, ofBlock: block, from: place, of: &code, line) }
  }

  /// Takes the arms of those of the rules of a block that its texts and other tests leave: their words start at `place`.
  @inline(__always)
  mutating func take(_ rules: UInt64, ofBlock block: Int, from place: Int, of code: inout RuleCode, _ line: LineView) {
    var (rules, place) = (rules, place)
    let counts = RuleBlock.Counts(word: code.words[known: block &+ 1])
    for _ in 0..<counts.texts {
      let needing = code.words[known: place &+ 1]
      if rules & needing != 0 {
        let probe = code.words[known: place]
        let holds = hasText(Int(probe & 0xffff_ffff), set: Int(probe >> 33), &code, line)
        if holds == (probe >> 32 & 1 != 0) { rules &= ~needing }
      }
      place &+= 2
    }
    for _ in 0..<counts.others {
      let needing = code.words[known: place &+ 1]
      if rules & needing != 0 {
        let probe = code.words[known: place]
        if holds(Int(probe & 0xffff_ffff), &code, line) == (probe >> 32 != 0) { rules &= ~needing }
      }
      place &+= 2
    }
    while rules != 0 {
      let rule = rules.trailingZeroBitCount
      rules &= rules &- 1
      let starts = code.words[known: place &+ rule >> 1]
      let start = Int32(truncatingIfNeeded: starts &>> UInt64(truncatingIfNeeded: 32 &* (rule & 1)))
      let end = start < 0 ? start : run(from: start, &code, line)
      if end != RuleInstruction.reject { taken.append(RuleInstruction.arm(at: end)) }
    }
  }

  /// Runs code to its end.
  @inline(never)
  private mutating func run(from start: Int32, _ code: inout RuleCode, _ line: LineView) -> Int32 {
    var place = start
    while place >= 0 {
      let instruction = code.instructions[known: Int(place)]
      place = holds(Int(place), &code, line) ? instruction.ifTrue : instruction.ifFalse
    }
    return place
  }

  @inline(never)
  private mutating func holds(_ instruction: Int, _ code: inout RuleCode, _ line: LineView) -> Bool {
    let test = code.instructions[known: instruction]
    let slot = Int(test.slot)
    switch test.kind {
    case .isOption: return line.has(test.operand, slot)
    case .isAtLeast: return line.number(slot) >= test.number
    case .isAtMost: return line.number(slot) <= test.number
    case .isAbove: return line.number(slot) > test.number
    case .isBelow: return line.number(slot) < test.number
    case .isSet: return line.isFlagSet(slot)
    case .text: return hasText(Int(test.operand), &code, line)
    case .isOneOfOptions:
      return core.plan.options[Int(test.operand)..<Int(test.operand + test.count)].contains { line.has($0, slot) }
    case .happened: return line.happenings.bits & UInt32(bitPattern: test.operand) != 0
    case .isChanged: return isChanged(slot, line)
    case .other, .otherTrigger: return otherHolds(test, line.event)
    }
  }

  /// Whether a text test holds; together with the others of its set if it has one.
  @inline(never)
  mutating func hasText(_ number: Int, set: Int = 0, _ code: inout RuleCode, _ line: LineView) -> Bool {
    let test = code.textTests[known: number]
    if let verdict = memo.verdict(Int(test.memo)) { return verdict }
    let verdict: Bool
    if set > 0, search(set, &code, line) {
      verdict = texts.has(Int(test.memo))
    } else {
      verdict = line.hasText(Int(test.slot)) { text in
        code.needles.withSpan(Int(test.first)..<Int(test.end)) { needles in
          code.needleBytes.withSpan(0..<code.needleBytes.count) {
            FoldedSearch.hasAny(of: needles, $0, test.place, in: text)
          }
        }
      }
    }
    memo.remember(Int(test.memo), verdict)
    return verdict
  }

  /// Takes the arms of the rules of a group that need a text that is there.
  @inline(never)
  mutating func take(rulesByText group: RuleCode.Group, of code: inout RuleCode, _ line: LineView) {
    if search(Int(group.textSet), &code, line) {
      for index in texts.found(ofSet: Int(group.textSet)) {
        take(code.blocks(needing: texts.test(index), group), of: &code, line)
      }
    } else {
      for number in code.textLists(of: group) {
        let list = code.textList(number)
        if hasText(Int(list.test), &code, line) { take(list.range, of: &code, line) }
      }
    }
  }

  /// Finds the texts of a set, unless that was done for the line; `false` where they must be looked for one by one.
  private mutating func search(_ set: Int, _ code: inout RuleCode, _ line: LineView) -> Bool {
    if let isWhole = texts.isWhole(set) { return isWhole }
    return texts.search(set, &code, line)
  }

  // MARK: Triggers, and what is looked up in the program

  private func isChanged(_ slot: Int, _ line: LineView) -> Bool {
    let event = line.event
    return !event.isCreation && event.changes.contains { $0.slot.index == slot }
  }

  @inline(never)
  private mutating func otherHolds(_ instruction: RuleInstruction, _ event: Event) -> Bool {
    if instruction.kind == .otherTrigger {
      return view(of: event).matches(
        core.rules[Int(instruction.operand)].triggers[Int(instruction.slot)])
    }
    if let known = memo.verdict(Int(instruction.slot)) { return known }
    let verdict = view(of: event).holds(core.tests[Int(instruction.operand)])
    memo.remember(Int(instruction.slot), verdict)
    return verdict
  }

  private mutating func view(of event: Event) -> RoundView {
    if views.isEmpty { views.append(RoundView(core: core, line: event)) }
    return views[0]
  }
}
