//  Which rules fire for a line whose ticket was never seen before: sections 3, 4.2 and 7 of grammar/meaning.md, as `Chain`
//  does it in its first round, in memory that is used again.

/// Finds the arms that are taken.
struct LineMatcher: ~Copyable {
  private let core: RulebookCore
  private var code: RuleCode
  /// By stage: the bits of what happened that some rule asks for there.
  private let wanted: PlainList<UInt32>
  private var memo: TestMemo
  /// What tests and triggers see that are looked up in the program; made when the first of a line asks.
  private var view: RoundView?
  /// Whether the line is a reply from the contact, or an e-mail sent from the ticket, once a trigger asked.
  private var isReply: Bool?
  private var isSent: Bool?
  /// Arms taken for the line, in canonical order of rules.
  private(set) var taken = PlainList<Int32>()

  init(_ core: RulebookCore) {
    self.core = core
    code = RuleCode(core)
    memo = TestMemo(count: core.plan.memoCount)
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
  @inline(__always)
  func movesCloseDate(_ content: Event.Content, _ interest: UInt32) -> Bool {
    if interest & (Happenings.createdHere | Happenings.moved) == 0 { return false }
    return interest & Happenings.createdHere != 0 || movesBetweenOpenAndClosed(content)
  }

  private func movesBetweenOpenAndClosed(_ content: Event.Content) -> Bool {
    let before = content.changes.first { $0.slot == .stage }?.before ?? .unknown
    return core.program.isClosed(stage: before) != core.program.stages[Int(content.happenings.stage)].isClosed
  }

  /// Finds the arms that the line takes.
  mutating func match(_ event: Event, _ interest: UInt32) {
    taken.removeAll()
    memo.forget()
    if view != nil { view = nil }
    (isReply, isSent) = (nil, nil)
    var listCount = 0
    var bits = interest & (1 << UInt32(RuleIndex.Facet.allCases.count) - 1)
    while bits != 0 {
      addArms(ofFacet: bits.trailingZeroBitCount, event, &listCount)
      bits &= bits - 1
    }
    if interest & Happenings.fieldChanged != 0 {
      for change in event.content.changes where change.slot != .stage {
        if let facet = core.index.facet(ofChangesOf: change.slot) { addArms(ofFacet: facet, event, &listCount) }
      }
    }
    if listCount > 1, taken.count > 1 { sortTaken() }
  }

  private mutating func addArms(ofFacet facet: Int, _ event: Event, _ listCount: inout Int) {
    let values = event.content.snapshot.fields
    let fields = values.span
    for number in code.groups(facet, stage: Int(event.happenings.stage)) {
      let group = code.groups[number]
      var offset = Int(group.firstOffset)
      if group.slot >= 0 {
        let option = fields[Int(group.slot)].optionNumber
        guard option >= 0, option < group.optionCount else { continue }
        offset += Int(option)
      }
      let end = Int(code.offsets[offset + 1])
      var place = Int(code.offsets[offset])
      if place < end { listCount += 1 }
      while place < end {
        let start = code.starts[place]
        let arm = RuleInstruction.arm(at: start < 0 ? start : self.end(from: Int(start), fields, event))
        if arm >= 0 { taken.append(arm) }
        place += 1
      }
    }
  }

  /// Few arms from a few lists, each in order; a rule may stand in several.
  private mutating func sortTaken() {
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

  /// The end that is reached from an instruction.
  private mutating func end(from start: Int, _ fields: Swift.Span<Value>, _ event: Event) -> Int32 {
    var place = start
    while true {
      let instruction = code.instructions[place]
      let holds: Bool
      switch instruction.kind {
      case .isOption: holds = fields[Int(instruction.slot)].has(instruction.first)
      case .isAtLeast: holds = fields[Int(instruction.slot)].asNumber >= instruction.number
      case .isAtMost: holds = fields[Int(instruction.slot)].asNumber <= instruction.number
      case .isAbove: holds = fields[Int(instruction.slot)].asNumber > instruction.number
      case .isBelow: holds = fields[Int(instruction.slot)].asNumber < instruction.number
      case .isSet: holds = fields[Int(instruction.slot)].isFlagSet
      case .contains, .startsWith, .endsWith: holds = textHolds(instruction, fields)
      case .isOneOfOptions: holds = hasAny(instruction, fields)
      case .isReplied: holds = isReply ?? findReply(event)
      case .isSentFromTicket: holds = isSent ?? findSent(event)
      case .isCreated, .isEntered, .isChanged: holds = matches(instruction, event)
      case .other, .otherTrigger: holds = otherHolds(instruction, event)
      }
      let next = holds ? instruction.ifTrue : instruction.ifFalse
      if next < 0 { return next }
      place = Int(next)
    }
  }

  private mutating func textHolds(_ instruction: RuleInstruction, _ fields: Swift.Span<Value>) -> Bool {
    if let known = memo.verdict(Int(instruction.memo)) { return known }
    let place: FoldedSearch.Place =
      instruction.kind == .contains ? .anywhere : instruction.kind == .startsWith ? .beginning : .end
    var verdict = false
    if case .text(let text) = fields[Int(instruction.slot)] {
      let numbers = Int(instruction.first)..<Int(instruction.first + instruction.count)
      verdict = code.needles.withSpan(numbers) { needles in
        code.needleBytes.withSpan(0..<code.needleBytes.count) { FoldedSearch.hasAny(of: needles, $0, place, in: text) }
      }
    }
    memo.remember(Int(instruction.memo), verdict)
    return verdict
  }

  private func hasAny(_ instruction: RuleInstruction, _ fields: Swift.Span<Value>) -> Bool {
    for index in Int(instruction.first)..<Int(instruction.first + instruction.count) {
      if fields[Int(instruction.slot)].has(code.options[index]) { return true }
    }
    return false
  }

  // MARK: Triggers, and what is looked up in the program

  @inline(never)
  private func matches(_ trigger: RuleInstruction, _ event: Event) -> Bool {
    let content = event.content
    switch trigger.kind {
    case .isCreated: return content.isCreation
    case .isEntered:
      return trigger.first == content.happenings.stage
        && content.happenings.bits & (Happenings.createdHere | Happenings.moved) != 0
    case .isChanged: return !content.isCreation && content.changes.contains { $0.slot.index == Int(trigger.slot) }
    default: return false
    }
  }

  @inline(never)
  private mutating func findReply(_ event: Event) -> Bool {
    let content = event.content
    var answer = false
    if let message = content.message, !content.isCreation {
      answer =
        message.isAnswer(includingAutomatic: false) && message.isOnThread(of: content.snapshot)
        && message.isFrom(content.snapshot.contact, by: content.actor)
    }
    isReply = answer
    return answer
  }

  @inline(never)
  private mutating func findSent(_ event: Event) -> Bool {
    let content = event.content
    var answer = false
    if let message = content.message, !content.isCreation {
      answer = message.isEmailSent(from: .ticket, to: content.snapshot.contact)
    }
    isSent = answer
    return answer
  }

  @inline(never)
  private mutating func otherHolds(_ instruction: RuleInstruction, _ event: Event) -> Bool {
    if instruction.kind == .otherTrigger {
      return view(of: event).matches(
        core.program.rules[Int(instruction.first)].triggers[Int(instruction.slot)])
    }
    if let known = memo.verdict(Int(instruction.memo)) { return known }
    let verdict = view(of: event).holds(core.program.tests[Int(instruction.first)])
    memo.remember(Int(instruction.memo), verdict)
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
  fileprivate var optionNumber: Int32 { if case .option(let option) = self { option } else { -1 } }

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
