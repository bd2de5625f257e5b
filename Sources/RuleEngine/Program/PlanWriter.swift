/// Lays the rules of a program out in the tables of a compiled rulebook.
struct PlanWriter {
  /// The records, and the strings that they and the tables name.
  private(set) var records = RecordWriter()
  private var rules: [UInt32] = []
  private var triggers: [UInt32] = []
  private var arms: [UInt32] = []
  private var actions: [UInt32] = []
  private var branches: [UInt32] = []
  private var tests: [UInt32] = []
  private var options: [UInt32] = []
  private var needles: [UInt32] = []
  private var needleBytes: [UInt8] = []
  private var texts: [UInt32] = []
  private var parts: [UInt32] = []
  /// How many verdicts a round may remember.
  private(set) var memoCount = 0
  private var ruleNames: [UInt32] = []

  init(_ program: Program) {
    rules.reserveCapacity(program.rules.count * MatchPlan.Rule.cellCount)
    arms.reserveCapacity(program.rules.count * MatchPlan.Arm.cellCount)
    branches.reserveCapacity(program.branches.count * MatchPlan.Branch.cellCount)
    // By index: taking an element out counts every reference in it.
    for text in program.texts.indices { add(program.texts[text]) }
    for test in program.tests.indices { add(program.tests[test]) }
    for branch in program.branches.indices { add(program.branches[branch]) }
    for rule in program.rules.indices { add(program.rules[rule]) }
    ruleNames = Self.orderOfNames(program.rules)
  }

  /// Writes the tables.
  func write(to writer: inout RulebookWriter) {
    writer.section(.records, records.bytes)
    writer.table(.texts, texts)
    writer.table(.parts, parts)
    writer.table(.tests, tests)
    writer.table(.options, options)
    writer.table(.needles, needles)
    writer.section(.foldedNeedles, needleBytes)
    writer.table(.branches, branches)
    writer.table(.ruleActions, actions)
    writer.table(.arms, arms)
    writer.table(.triggers, triggers)
    writer.table(.rules, rules)
    writer.table(.ruleNames, ruleNames)
  }

  private static func cell(_ number: Int) -> UInt32 { UInt32(truncatingIfNeeded: number) }

  private mutating func add(_ text: Program.TextTemplate) {
    let first = parts.count / TextPart.cellCount
    for part in text.parts {
      switch part {
      case .literal(let literal):
        parts.append(TextPart.literal)
        parts.append(records.writer.number(of: literal))
      case .placeholder(let slot):
        parts.append(Self.cell(slot.index))
        parts.append(0)
      }
    }
    texts.append(records.writer.number(of: text.asWritten))
    texts.append(Self.cell(first))
    texts.append(Self.cell(parts.count / TextPart.cellCount))
  }

  // MARK: Rules

  private mutating func add(_ rule: Program.Rule) {
    let firstTrigger = triggers.count / MatchPlan.Trigger.cellCount
    for trigger in rule.triggers { add(trigger) }
    let firstArm = arms.count / MatchPlan.Arm.cellCount
    let firstAction = actions.count / ActionRow.cellCount
    for arm in rule.arms { add(arm, firstActionOfRule: firstAction) }
    var extras = UInt32.max
    if rule.timer != nil || !rule.limits.isEmpty || !rule.overrides.isEmpty {
      extras = records.place { RuleExtras(rule).write(to: &$0) }
    }
    rules.append(records.writer.number(of: rule.identity))
    rules.append(Self.cell(rule.pipeline))
    rules.append(Self.cell(firstTrigger))
    rules.append(Self.cell(triggers.count / MatchPlan.Trigger.cellCount))
    rules.append(Self.cell(rule.guardCondition?.branches.lowerBound ?? -1))
    rules.append(Self.cell(rule.guardCondition?.branches.upperBound ?? -1))
    rules.append(Self.cell(firstArm))
    rules.append(Self.cell(arms.count / MatchPlan.Arm.cellCount))
    rules.append(extras)
    rules.append(MatchPlan.Rule.flags(of: rule))
  }

  private mutating func add(_ arm: Program.Arm, firstActionOfRule: Int) {
    let firstAction = actions.count / ActionRow.cellCount
    for action in arm.actions { ActionRow.append(action, to: &actions, &records) }
    arms.append(Self.cell(arm.condition?.branches.lowerBound ?? -1))
    arms.append(Self.cell(arm.condition?.branches.upperBound ?? -1))
    arms.append(Self.cell(firstAction))
    arms.append(Self.cell(actions.count / ActionRow.cellCount))
    arms.append(Self.cell(firstAction - firstActionOfRule))
    arms.append(Self.cell(arm.row ?? -1))
    arms.append(arm.delay.map { delay in records.place { delay.write(to: &$0) } } ?? UInt32.max)
    arms.append(arm.actions.allSatisfy(\.isOnlyEffect) ? 1 : 0)
  }

  private mutating func add(_ trigger: Program.Trigger) {
    func add(_ kind: MatchPlan.Trigger.Kind, _ operand: UInt32 = 0) {
      triggers.append(UInt32(kind.rawValue) | (trigger.happening.isOfMessage ? 256 : 0))
      triggers.append(operand)
    }
    if trigger.by == nil, trigger.via == nil {
      switch trigger.happening {
      case .ticketCreated: return add(.ticketCreated)
      case .entered(let stages) where stages.count == 1: return add(.entered, Self.cell(stages[0]))
      case .changed(let slot, nil, nil) where slot != .pipeline: return add(.changed, Self.cell(slot.index))
      case .reply(fromAnyone: false, includingAutomatic: false): return add(.replied)
      case .emailSent(.ticket): return add(.sentFromTicket)
      case .newConversation, .entered, .left, .stageChanged, .closed, .reopened, .assigned, .unassigned, .activity,
        .emailSent, .reply, .messageInAnotherThread, .noteAdded, .deliveryFailed, .changed, .becomes, .gained, .lost:
        break
      }
    }
    add(.other, records.place { trigger.write(to: &$0) })
  }

  /// The rules by pipeline and name: so a reader sees that no name stands twice.
  private static func orderOfNames(_ rules: [Program.Rule]) -> [UInt32] {
    struct Name: BitwiseCopyable {
      let pipeline: Int
      /// The first sixteen bytes: few rules are named alike for longer.
      let start: UInt64
      let next: UInt64
      let rule: Int
    }
    var names: [Name] = []
    names.reserveCapacity(rules.count)
    for index in rules.indices {
      let identity = rules[index].identity
      let bytes = identity.utf8.span
      names.append(
        Name(
          pipeline: rules[index].pipeline, start: start(of: bytes, at: 0), next: start(of: bytes, at: 8), rule: index))
    }
    let sorted = names.sorted { left, right in
      if left.pipeline != right.pipeline { return left.pipeline < right.pipeline }
      if left.start != right.start { return left.start < right.start }
      if left.next != right.next { return left.next < right.next }
      return rules[left.rule].identity.utf8.lexicographicallyPrecedes(rules[right.rule].identity.utf8)
    }
    return sorted.map { cell($0.rule) }
  }

  /// The eight bytes at `offset`, the first one highest, zeros where there are fewer.
  private static func start(of bytes: borrowing ByteSpan, at offset: Int) -> UInt64 {
    if offset + 8 <= bytes.count { return bytes.word(at: offset).byteSwapped }
    var start: UInt64 = 0
    for index in offset..<(offset + 8) { start = start << 8 | (index < bytes.count ? UInt64(bytes[index]) : 0) }
    return start
  }

  // MARK: Conditions

  private mutating func add(_ branch: Program.Branch) {
    branches.append(Self.cell(branch.test))
    branches.append(Self.target(branch.ifTrue))
    branches.append(Self.target(branch.ifFalse))
    branches.append(records.writer.number(of: branch.text))
  }

  private static func target(_ target: Program.Branch.Target) -> UInt32 {
    switch target {
    case .accept: UInt32(bitPattern: MatchPlan.Branch.accept)
    case .reject: UInt32(bitPattern: MatchPlan.Branch.reject)
    case .branch(let index): cell(index)
    }
  }

  private mutating func add(_ test: Program.Test) {
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
    tests += [UInt32(kind.rawValue), Self.cell(slot.index), Self.cell(first), Self.cell(count)]
    tests += [Self.cell(Int(number.bitPattern & 0xFFFF_FFFF)), Self.cell(Int(number.bitPattern >> 32))]
    tests += [Self.cell(isRemembered ? memoCount : -1), 0]
    if isRemembered { memoCount += 1 }
  }

  private mutating func addTexts(_ kind: MatchPlan.Test.Kind, _ slot: FieldSlot, _ texts: [String]) {
    let first = needles.count / MatchPlan.NeedleRow.cellCount
    add(kind, slot, first: first, count: texts.count, isRemembered: true)
    for text in texts {
      let start = needleBytes.count
      needleBytes += FoldedText(text).bytes
      needles += [records.writer.number(of: text), Self.cell(start), Self.cell(needleBytes.count)]
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

extension Program.Action {
  /// Leaves the engine and touches nothing.
  var isOnlyEffect: Bool {
    switch self {
    case .sendNotification, .sendEmail, .sendMessage, .notify, .createTask, .addNote, .call: true
    case .createTicket, .move, .set, .clear, .raise, .add, .remove, .removeAll, .increase, .assign, .rotate: false
    }
  }
}
