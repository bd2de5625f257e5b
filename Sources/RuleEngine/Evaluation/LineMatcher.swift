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
  func taken(_ index: Int) -> Int32 { memory.taken[index] }

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
        bits |= facet < RuleIndex.Facet.allCases.count ? 1 << UInt32(facet) : Happenings.fieldChanged
      }
      if program.pipelines[stage.pipeline].hasCloseDate {
        if stage.isClosed { bits |= Happenings.createdHere }
        if hasClosedStages { bits |= Happenings.moved }
      }
      wanted.append(bits)
    }
    return wanted
  }

  /// What happened, as far as rules or the close date ask for it: nothing comes out where there is nothing.
  @inline(__always)
  func interest(in happenings: Happenings) -> UInt32 { wanted[Int(happenings.stage)] & happenings.bits }

  /// Whether the close date may have to be stamped or cleared.
  // Mutating, for a query that only reads is compiled to copy the whole matcher.
  @inline(__always)
  mutating func movesCloseDate(_ event: Event, _ interest: UInt32) -> Bool {
    if interest & (Happenings.createdHere | Happenings.moved) == 0 { return false }
    return interest & Happenings.createdHere != 0 || movesBetweenOpenAndClosed(event)
  }

  private func movesBetweenOpenAndClosed(_ event: Event) -> Bool {
    let before = event.changes.first { $0.slot == .stage }?.before ?? .unknown
    return core.program.isClosed(stage: before) != core.program.stages[Int(event.happenings.stage)].isClosed
  }

  /// Finds the arms that the line takes.
  mutating func match(_ event: Event, _ interest: UInt32) {
    memory.begin()
    let values = event.content.snapshot.fields
    let stage = Int(event.happenings.stage)
    var bits = interest & (1 << UInt32(RuleIndex.Facet.allCases.count) - 1)
    while bits != 0 {
      addArms(ofFacet: bits.trailingZeroBitCount, stage, values, event)
      bits &= bits - 1
    }
    if interest & Happenings.fieldChanged != 0 {
      for change in event.changes where change.slot != .stage {
        if let facet = core.index.facet(ofChangesOf: change.slot) { addArms(ofFacet: facet, stage, values, event) }
      }
    }
    memory.sortTaken()
  }

  private mutating func addArms(ofFacet facet: Int, _ stage: Int, _ values: [Value], _ event: Event) {
    for group in code.groups(facet, stage: stage) {
      let rules = code.rules(ofGroup: group, values.span)
      if !rules.isEmpty { memory.take(rules, of: &code, values, event) }
    }
  }
}

/// What is found out about one line, in memory that is used again.
struct MatchMemory: ~Copyable {
  private let core: RulebookCore
  private var memo: TestMemo
  /// What tests and triggers see that are looked up in the program; made when the first of a line asks.
  private var view: RoundView?
  /// Whether the line is a reply from the contact, or an e-mail sent from the ticket, once a trigger asked.
  private var isReply: Bool?
  private var isSent: Bool?
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
    if view != nil { view = nil }
    (isReply, isSent) = (nil, nil)
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

  /// Runs the code of some rules, and takes the arms that it ends with.
  mutating func take(_ rules: Range<Int>, of code: inout RuleCode, _ values: [Value], _ event: Event) {
    listCount += 1
    code.withCode(ofRules: rules) { starts, instructions, textTests in
      // Captured, a span stops the compiler.
      let fields = values.span
      for index in starts.indices {
        var place = starts[index]
        while place >= 0 {
          let instruction = instructions[Int(place)]
          let holds: Bool
          switch instruction.kind {
          case .isOption: holds = fields[Int(instruction.slot)].has(instruction.operand)
          case .isAtLeast: holds = fields[Int(instruction.slot)].asNumber >= instruction.number
          case .isAtMost: holds = fields[Int(instruction.slot)].asNumber <= instruction.number
          case .isAbove: holds = fields[Int(instruction.slot)].asNumber > instruction.number
          case .isBelow: holds = fields[Int(instruction.slot)].asNumber < instruction.number
          case .isSet: holds = fields[Int(instruction.slot)].isFlagSet
          case .text:
            let test = textTests[Int(instruction.operand)]
            holds = memo.verdict(Int(test.memo)) ?? searches(test, fields[Int(instruction.slot)])
          case .isReplied: holds = isReply ?? findReply(event)
          case .isSentFromTicket: holds = isSent ?? findSent(event)
          case .isOneOfOptions: holds = hasAny(instruction, fields[Int(instruction.slot)])
          case .isCreated, .isEntered, .isChanged: holds = matches(instruction, event)
          case .other, .otherTrigger: holds = otherHolds(instruction, event)
          }
          place = holds ? instruction.ifTrue : instruction.ifFalse
        }
        if place != RuleInstruction.reject { taken.append(RuleInstruction.arm(at: place)) }
      }
    }
  }

  private mutating func searches(_ test: RuleTextTest, _ value: Value) -> Bool {
    var verdict = false
    if case .text(let text) = value {
      let needles = core.plan.needles
      let bytes = core.plan.needleBytes
      verdict = FoldedSearch.hasAny(
        of: needles.span.extracting(Int(test.first)..<Int(test.end)), bytes.span, test.place, in: text)
    }
    memo.remember(Int(test.memo), verdict)
    return verdict
  }

  private func hasAny(_ test: RuleInstruction, _ value: Value) -> Bool {
    core.plan.options[Int(test.operand)..<Int(test.operand + test.count)].contains { value.has($0) }
  }

  // MARK: Triggers, and what is looked up in the program

  @inline(never)
  private func matches(_ trigger: RuleInstruction, _ event: Event) -> Bool {
    switch trigger.kind {
    case .isCreated: event.isCreation
    case .isEntered:
      trigger.operand == event.happenings.stage
        && event.happenings.bits & (Happenings.createdHere | Happenings.moved) != 0
    case .isChanged: !event.isCreation && event.changes.contains { $0.slot.index == Int(trigger.slot) }
    default: false
    }
  }

  @inline(never)
  private mutating func findReply(_ event: Event) -> Bool {
    var answer = false
    if let message = event.message, !event.isCreation, message.isAnswer(includingAutomatic: false) {
      answer =
        message.isOnThread(of: event.content.snapshot)
        && message.isFrom(event.content.snapshot.contact, by: event.actor)
    }
    isReply = answer
    return answer
  }

  @inline(never)
  private mutating func findSent(_ event: Event) -> Bool {
    var answer = false
    if let message = event.message, !event.isCreation {
      answer = message.isEmailSent(from: .ticket, to: event.content.snapshot.contact)
    }
    isSent = answer
    return answer
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
    if let view { return view }
    let made = RoundView(core: core, line: event)
    view = made
    return made
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
    let verdict = verdicts[number]
    return verdict & ~1 == line ? verdict & 1 == 1 : nil
  }

  @inline(__always)
  mutating func remember(_ number: Int, _ verdict: Bool) { verdicts[number] = line | (verdict ? 1 : 0) }
}

extension Value {
  /// The option; negative where there is none or a set.
  @inline(__always)
  var optionNumber: Int32 { if case .option(let option) = self { option } else { -1 } }

  /// Whether this is the option, or a set that has it.
  @inline(__always)
  fileprivate func has(_ option: Int32) -> Bool {
    if case .option(let present) = self { return present == option }
    return hasOption(option)
  }

  /// The number; without one something that no comparison holds for.
  @inline(__always)
  fileprivate var asNumber: Double { if case .number(let number) = self { number } else { .nan } }

  @inline(__always)
  fileprivate var isFlagSet: Bool { if case .flag(let flag) = self { flag } else { false } }
}
