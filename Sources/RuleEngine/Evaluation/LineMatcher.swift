//  Which rules fire for a line whose ticket was never seen before: sections 3, 4.2 and 7 of grammar/meaning.md, as `Chain`
//  does it in its first round, in memory that is used again.

/// Finds the arms that are taken.
struct LineMatcher: ~Copyable {
  private let core: RulebookCore
  private var code: RuleCode
  /// By stage: the bits of what happened that some rule asks for there.
  private let wanted: PlainList<UInt32>
  private var memory: MatchMemory

  /// Arms taken for the line, in canonical order of rules.
  var takenCount: Int { memory.taken.count }
  @inline(__always)
  func taken(_ index: Int) -> Int32 { memory.taken[known: index] }

  init(_ core: RulebookCore) {
    self.core = core
    code = RuleCode(core)
    memory = MatchMemory(core)
    wanted = Self.wanted(core)
  }

  private static func wanted(_ core: RulebookCore) -> PlainList<UInt32> {
    let program = core.program
    let hasClosedStages = program.stages.contains(where: \.isClosed)
    var wanted = PlainList<UInt32>(capacity: program.stages.count)
    for (number, stage) in program.stages.enumerated() {
      var bits: UInt32 = 0
      for facet in 0..<core.index.facetCount where !core.index.isEmpty(facet, stage: number) {
        bits |=
          facet < RuleIndex.Facet.allCases.count ? 1 << UInt32(facet) : Happenings.fieldChanged
      }
      if bits & Happenings.bit(.received) != 0 { bits |= Happenings.replied }
      if bits & Happenings.bit(.sent) != 0 { bits |= Happenings.sentFromTicket }
      if program.pipelines[stage.pipeline].hasCloseDate {
        if stage.isClosed { bits |= Happenings.createdHere }
        if hasClosedStages { bits |= Happenings.moved }
      }
      wanted.append(bits)
    }
    return wanted
  }

  /// The interest in a line that takes the long way.
  static let longWay = UInt32.max

  /// What happened, as far as rules or the close date ask for it: nothing comes out where there is nothing.
  @inline(__always)
  func interest(in happenings: Happenings) -> UInt32 {
    happenings.stage < 0 ? Self.longWay : wanted[Int(happenings.stage)] & happenings.bits
  }

  /// Whether the close date may have to be stamped or cleared.
  // Mutating, for a query that only reads is compiled to copy the whole matcher.
  mutating func movesCloseDate(_ event: Event, _ interest: UInt32) -> Bool {
    interest & Happenings.createdHere != 0 || movesBetweenOpenAndClosed(event)
  }

  private func movesBetweenOpenAndClosed(_ event: Event) -> Bool {
    let before = event.changes.first { $0.slot == .stage }?.before ?? .unknown
    return core.program.isClosed(stage: before)
      != core.program.stages[Int(event.happenings.stage)].isClosed
  }

  /// What is found out about a line before it is its turn.
  struct Outlook: BitwiseCopyable {
    /// What of it is of interest, as `interest(in:)` says.
    var interest: UInt32
    /// Its number, for those who look at many.
    var line: Int32 = 0
    /// The rules that tables and numbers leave of the block, and where the words go on; no block if there is more to match
    /// than one.
    var block: Int32 = -1
    var place: Int32 = 0
    var rules: UInt64 = 0
  }

  /// Looks at a line ahead of its turn. What several lines say is so asked of memory at once, and not line after line: that
  /// halves the time of matching 5,000 events of 10,000 rules.
  @inline(__always)
  mutating func outlook(on line: LineView, _ interest: UInt32) -> Outlook {
    var outlook = Outlook(interest: interest)
    if interest == Self.longWay { return outlook }
    var key = RuleCode.Key(happened: interest & Happenings.asked, stage: line.stage)
    if interest & Happenings.fieldChanged != 0 {
      // Mostly one field, and nothing else.
      guard interest & Happenings.asked == 0, line.changeCount == 1,
        let facet = core.index.facet(ofChangesOf: line.changedSlot(0))
      else { return outlook }
      key = RuleCode.Key(facet: facet, stage: line.stage)
    }
    outlook.block = code.bucket(key).block
    if outlook.block < 0 { return outlook }
    let (rules, place) = code.probe(Int(outlook.block), line)
    (outlook.rules, outlook.place) = (rules, Int32(truncatingIfNeeded: place))
    // A line of which no rule is left is done, unless its close date may have to follow.
    if rules == 0 { outlook.interest &= Happenings.datesChange }
    return outlook
  }

  /// Finds the arms that the line takes, where something is known of it.
  @inline(__always)
  mutating func match(_ line: LineView, _ outlook: Outlook) {
    if outlook.block < 0 { return match(line, outlook.interest) }
    memory.begin()
    memory.take(outlook.rules, ofBlock: Int(outlook.block), from: Int(outlook.place), of: &code, line)
  }

  /// Finds the arms that the line takes.
  private mutating func match(_ line: LineView, _ interest: UInt32) {
    memory.begin()
    let happened = interest & Happenings.asked
    if happened != 0 { addArms(of: RuleCode.Key(happened: happened, stage: line.stage), line) }
    if interest & Happenings.fieldChanged != 0 { addArmsOfChanges(line) }
    memory.sortTaken()
  }

  @inline(never)
  private mutating func addArmsOfChanges(_ line: LineView) {
    for index in 0..<line.changeCount {
      let slot = line.changedSlot(index)
      if slot == .stage { continue }
      if let facet = core.index.facet(ofChangesOf: slot) {
        addArms(of: RuleCode.Key(facet: facet, stage: line.stage), line)
      }
    }
  }

  @inline(__always)
  private mutating func addArms(of key: RuleCode.Key, _ line: LineView) {
    let bucket = code.bucket(key)
    if bucket.block >= 0 { memory.take(Int(bucket.block), of: &code, line) } else { addArms(of: bucket, line) }
  }

  @inline(never)
  private mutating func addArms(of bucket: RuleCode.Bucket, _ line: LineView) {
    for group in bucket.firstGroup..<bucket.endGroup {
      for block in code.blocks(ofGroup: group, line) { memory.take(Int(code.blocks[Int(block)]), of: &code, line) }
    }
  }
}

/// What is found out about one line, in memory that is used again.
struct MatchMemory: ~Copyable {
  private let core: RulebookCore
  private var memo: TestMemo
  /// What tests and triggers see that are looked up in the program: none, or one made when the first of a line asked. In
  /// an array, for an optional of that size is cleared with forty instructions.
  private var views: [RoundView] = []
  /// From more than one list of rules: they are not in order.
  private var listCount = 0
  private(set) var taken = PlainList<Int32>()

  init(_ core: RulebookCore) {
    self.core = core
    memo = TestMemo(count: core.plan.memoCount)
  }

  /// Begins the next line.
  mutating func begin() {
    taken.removeAll()
    memo.forget()
    listCount = 0
    if !views.isEmpty { views.removeAll(keepingCapacity: true) }
  }

  /// Few arms from a few lists, each in order; a rule may stand in several.
  mutating func sortTaken() {
    if listCount < 2 || taken.count < 2 { return }
    for index in 1..<taken.count {
      let arm = taken[index]
      var place = index
      while place > 0, taken[place - 1] > arm {
        taken[place] = taken[place - 1]
        place -= 1
      }
      taken[place] = arm
    }
    var count = 1
    for index in 1..<taken.count where taken[index] != taken[count - 1] {
      taken[count] = taken[index]
      count += 1
    }
    taken.removeLast(taken.count - count)
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
        if hasText(Int(probe & 0xffff_ffff), &code, line) == (probe >> 32 != 0) { rules &= ~needing }
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

  @inline(never)
  private mutating func hasText(_ number: Int, _ code: inout RuleCode, _ line: LineView) -> Bool {
    let test = code.textTests[known: number]
    if let verdict = memo.verdict(Int(test.memo)) { return verdict }
    let verdict = line.hasText(Int(test.slot)) { text in
      code.needles.withSpan(Int(test.first)..<Int(test.end)) { needles in
        code.needleBytes.withSpan(0..<code.needleBytes.count) {
          FoldedSearch.hasAny(of: needles, $0, test.place, in: text)
        }
      }
    }
    memo.remember(Int(test.memo), verdict)
    return verdict
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

/// The verdicts on tests, of one line after the other: each is marked with the line it belongs to, so none is cleared.
struct TestMemo: ~Copyable {
  private var verdicts: PlainList<UInt32>
  private var line: UInt32 = 0

  init(count: Int) { verdicts = PlainList(repeating: 0, count: count) }

  /// Begins the next line.
  mutating func forget() {
    line &+= 2
    if line == 0 {
      for index in 0..<verdicts.count { verdicts[index] = 0 }
      line = 2
    }
  }

  @inline(__always)
  func verdict(_ number: Int) -> Bool? {
    let verdict = verdicts[known: number]
    return verdict & ~1 == line ? verdict & 1 == 1 : nil
  }

  @inline(__always)
  mutating func remember(_ number: Int, _ verdict: Bool) {
    verdicts[known: number] = line | (verdict ? 1 : 0)
  }
}
