/// Lays the rules of a program out in the tables of a compiled rulebook.
struct PlanWriter: ~Copyable {
  /// The records, and the strings that they and the tables name.
  private var records = RecordWriter()
  private var rules: PlainList<UInt32>
  private var triggers: PlainList<UInt32>
  private var arms: PlainList<UInt32>
  private var actions: PlainList<UInt32>
  private var branches: PlainList<UInt32>
  private var tests: PlainList<UInt32>
  private var options = PlainList<UInt32>()
  private var needles = PlainList<UInt32>()
  private var needleBytes = PlainList<UInt8>()
  private var texts: PlainList<UInt32>
  private var textParts: PlainList<UInt32>
  /// How many verdicts a round may remember.
  private(set) var memoCount = 0
  private var ruleNames: PlainList<UInt32>

  init(_ program: ProgramParts) {
    let (parts, texts, branches) = (program.rules, program.texts, program.frame.branches)
    rules = PlainList(capacity: parts.rules.count * MatchPlan.Rule.cellCount)
    triggers = PlainList(capacity: parts.triggers.count * MatchPlan.Trigger.cellCount)
    arms = PlainList(capacity: parts.arms.count * MatchPlan.Arm.cellCount)
    actions = PlainList(capacity: parts.actions.count * ActionRow.cellCount)
    self.branches = PlainList(capacity: branches.count * MatchPlan.Branch.cellCount)
    tests = PlainList(capacity: program.frame.tests.count * MatchPlan.Test.cellCount)
    self.texts = PlainList(capacity: texts.count * TextRow.cellCount)
    textParts = PlainList(capacity: texts.parts.count * TextPart.cellCount)
    ruleNames = PlainList(capacity: parts.rules.count)
    // Names and texts of about two dozen bytes, and nearly as many parts of texts.
    let stringCount = parts.rules.count + 2 * texts.count
    records.writer.reserveStrings(stringCount, bytes: 24 * stringCount)
    add(texts)
    add(program.frame.tests)
    add(branches, program.wordNumbers)
    add(parts)
    addNames(of: parts.rules)
  }

  /// Writes the tables.
  func write(to writer: inout RulebookSections) {
    records.write(to: &writer)
    writer.table(.texts, texts)
    writer.table(.parts, textParts)
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

  /// How many bytes the tables take, and at most their heads.
  var size: Int {
    let cells =
      rules.count + triggers.count + arms.count + actions.count + branches.count + tests.count + options.count
      + needles.count + texts.count + textParts.count + ruleNames.count
    return 4 * cells + records.size + needleBytes.count + 13 * 16
  }

  /// The writer that has the strings which the tables name; nothing is added to them afterwards.
  mutating func takeWriter() -> RulebookWriter { records.takeWriter() }

  // By spans: taking an element out of an array counts every reference in it.

  private mutating func add(_ tests: [Program.Test]) {
    let tests = tests.span
    for index in tests.indices { add(tests[index]) }
  }

  private static func cell(_ number: Int) -> UInt32 { UInt32(truncatingIfNeeded: number) }

  private static func cell(_ number: Int32) -> UInt32 { UInt32(bitPattern: number) }

  private mutating func add(_ texts: TextParts) {
    let parts = texts.parts.span
    var first = 0
    for index in texts.ends.indices {
      let end = Int(texts.ends[index])
      for part in first..<end { add(parts, at: part) }
      self.texts.append(row: [records.writer.number(of: texts.asWritten[index]), Self.cell(first), Self.cell(end)])
      first = end
    }
  }

  private mutating func add(_ parts: Swift.Span<Program.TextTemplate.Part>, at index: Int) {
    switch parts[index] {
    case .literal(let literal): textParts.append(row: [TextPart.literal, records.writer.number(of: literal)])
    case .placeholder(let slot): textParts.append(row: [Self.cell(slot.index), 0])
    }
  }

  // MARK: Rules

  private mutating func add(_ parts: RuleParts) {
    let rules = parts.rules.span
    let triggers = parts.triggers.span
    let others = parts.otherTriggers.span
    let arms = parts.arms.span
    let actions = parts.actions.span
    var (firstTrigger, firstArm, firstAction) = (0, 0, 0)
    for index in rules.indices {
      let (endTrigger, endArm) = (Int(rules[index].endTrigger), Int(rules[index].endArm))
      for trigger in firstTrigger..<endTrigger { add(triggers[trigger], others) }
      let firstOfRule = firstAction
      for arm in firstArm..<endArm {
        let endAction = Int(arms[arm].endAction)
        let isOnlyEffects = add(actions, firstAction..<endAction)
        let delay = arms[arm].delay < 0 ? nil : parts.delays[Int(arms[arm].delay)]
        self.arms.append(row: [
          Self.cell(arms[arm].condition.entry), Self.cell(arms[arm].condition.end), Self.cell(firstAction),
          Self.cell(endAction), Self.cell(firstAction - firstOfRule), Self.cell(arms[arm].row),
          delay.map { delay in records.place { delay.write(to: &$0) } } ?? UInt32.max, isOnlyEffects ? 1 : 0,
        ])
        firstAction = endAction
      }
      let isOfConversations = parts.isOfConversations(firstTrigger..<endTrigger)
      let (flags, extras) = extras(Int(rules[index].extras), isOfConversations: isOfConversations, parts)
      self.rules.append(row: [
        records.writer.number(of: rules[index].identity), Self.cell(rules[index].pipeline), Self.cell(firstTrigger),
        Self.cell(endTrigger), Self.cell(rules[index].guardRange.entry), Self.cell(rules[index].guardRange.end),
        Self.cell(firstArm), Self.cell(endArm), extras, flags,
      ])
      (firstTrigger, firstArm) = (endTrigger, endArm)
    }
  }

  /// The flags of a rule with these extras, and where they stand.
  private mutating func extras(
    _ extras: Int, isOfConversations: Bool, _ parts: RuleParts
  ) -> (flags: UInt32, place: UInt32) {
    guard extras >= 0 else {
      let flags = MatchPlan.Rule.flags(
        hasLimits: false, hasOverrides: false, isTimed: false, isOfConversations: isOfConversations)
      return (flags, UInt32.max)
    }
    let span = parts.extras.span
    // Without a comparison, which copies the timer.
    let isTimed = if case .some = span[extras].timer { true } else { false }
    let flags = MatchPlan.Rule.flags(
      hasLimits: !span[extras].limits.isEmpty, hasOverrides: !span[extras].overrides.isEmpty, isTimed: isTimed,
      isOfConversations: isOfConversations)
    RuleExtras.write(span[extras].timer, span[extras].limits, span[extras].overrides, to: &records.writer)
    return (flags, records.takePlace())
  }

  /// Adds the actions of an arm, and says whether they are nothing but effects.
  private mutating func add(_ actions: Swift.Span<Program.Action>, _ range: Range<Int>) -> Bool {
    var isOnlyEffects = true
    for index in range {
      ActionRow.append(actions, at: index, to: &self.actions, &records)
      // Without `&&`, whose right side captures the span: over that the compiler of Swift 6.3 breaks off.
      if !actions[index].isOnlyEffect { isOnlyEffects = false }
    }
    return isOnlyEffects
  }

  private mutating func add(_ trigger: RuleParts.Trigger, _ others: Swift.Span<Program.Trigger>) {
    var operand = UInt32(bitPattern: trigger.operand)
    let isOfMessage: Bool
    switch trigger.kind {
    case .ticketCreated, .entered, .changed: isOfMessage = false
    case .replied, .sentFromTicket: isOfMessage = true
    case .other:
      let other = others[Int(trigger.operand)]
      operand = records.place { other.write(to: &$0) }
      isOfMessage = other.happening.isOfMessage
    }
    triggers.append(row: [UInt32(trigger.kind.rawValue) | (isOfMessage ? 256 : 0), operand])
  }

  /// The beginning of a rule's name.
  private struct Name: BitwiseCopyable {
    let pipeline: Int
    /// The first sixteen bytes: few rules are named alike for longer.
    let start: UInt64
    let next: UInt64
    let rule: Int
  }

  /// Adds the rules by pipeline and name: so a reader sees that no name stands twice.
  private mutating func addNames(of rules: [RuleParts.Rule]) {
    var names: [Name] = []
    names.reserveCapacity(rules.count)
    var isInOrder = true
    for index in rules.indices {
      let identity = rules[index].identity
      let bytes = identity.utf8.span
      let pipeline = Int(rules[index].pipeline)
      if let last = names.last, last.pipeline > pipeline { isInOrder = false }
      names.append(
        Name(pipeline: pipeline, start: Self.start(of: bytes, at: 0), next: Self.start(of: bytes, at: 8), rule: index))
    }
    // Each pipeline by itself: all at once took half as many comparisons again.
    if !isInOrder { names.sort { $0.pipeline < $1.pipeline } }
    var first = 0
    while first < names.count {
      var end = first + 1
      while end < names.count, names[end].pipeline == names[first].pipeline { end += 1 }
      addNames(Array(names[first..<end]), of: rules)
      first = end
    }
  }

  /// Adds the rules of a pipeline by name.
  private mutating func addNames(_ names: [Name], of rules: [RuleParts.Rule]) {
    let sorted = names.sorted { left, right in
      if left.start != right.start { return left.start < right.start }
      if left.next != right.next { return left.next < right.next }
      return rules[left.rule].identity.utf8.lexicographicallyPrecedes(rules[right.rule].identity.utf8)
    }
    for name in sorted { ruleNames.append(Self.cell(name.rule)) }
  }

  /// The eight bytes at `offset`, the first one highest, zeros where there are fewer.
  private static func start(of bytes: borrowing ByteSpan, at offset: Int) -> UInt64 {
    if offset + 8 <= bytes.count { return bytes.word(at: offset).byteSwapped }
    var start: UInt64 = 0
    for index in offset..<(offset + 8) { start = start << 8 | (index < bytes.count ? UInt64(bytes[index]) : 0) }
    return start
  }

  // MARK: Conditions

  private mutating func add(_ branches: [Program.Branch], _ wordNumbers: [Int32]) {
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

extension Program.Action {
  /// Leaves the engine and touches nothing.
  var isOnlyEffect: Bool {
    switch self {
    case .sendNotification, .sendEmail, .sendMessage, .notify, .createTask, .addNote, .call: true
    case .createTicket, .move, .set, .clear, .raise, .add, .remove, .removeAll, .increase, .assign, .rotate: false
    }
  }
}
