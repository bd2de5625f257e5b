//  The rules of a bucket of the index as lists of tests with jumps. They are made when an event asks for the bucket for
//  the first time: most buckets of a large rulebook are never asked for, and loading it should cost nothing for them.

/// One test, and where to go on: at an instruction, or at an end.
struct RuleInstruction: BitwiseCopyable {
  enum Kind: UInt8, BitwiseCopyable {
    case isOption, isOneOfOptions, isAtLeast, isAtMost, isAbove, isBelow, isSet, text
    /// A test looked up in the program.
    case other
    case isCreated, isEntered, isChanged, isReplied, isSentFromTicket
    /// A trigger looked up in the program.
    case otherTrigger
  }

  /// No arm is taken.
  static let reject: Int32 = -1

  /// An arm is taken, by its number among the arms of all rules.
  static func take(_ arm: Int32) -> Int32 { -2 - arm }

  /// The arm taken at an end; negative if none is.
  static func arm(at end: Int32) -> Int32 { -2 - end }

  var kind: Kind
  /// The field; of a trigger its place in the rule.
  var slot: Int32 = 0
  var ifTrue: Int32 = 0
  var ifFalse: Int32 = 0
  /// The option, the stage, the first of the options, the text test, the number of the test in the program, the rule of
  /// the trigger; or the bits of a number.
  private var bits: UInt64 = 0

  init(_ kind: Kind, slot: Int32 = 0, operand: Int32 = 0) {
    self.kind = kind
    self.slot = slot
    bits = UInt64(UInt32(bitPattern: operand))
  }

  init(_ kind: Kind, slot: Int32, number: Double) {
    self.kind = kind
    self.slot = slot
    bits = number.bitPattern
  }

  /// Of a list of options.
  init(_ kind: Kind, slot: Int32, first: Int32, count: Int32) {
    self.init(kind, slot: slot, operand: first)
    bits |= UInt64(UInt32(bitPattern: count)) << 32
  }

  @inline(__always)
  var operand: Int32 { Int32(truncatingIfNeeded: bits) }
  @inline(__always)
  var number: Double { Double(bitPattern: bits) }
  var count: Int32 { Int32(truncatingIfNeeded: bits >> 32) }
}

/// Needles of which one must be in a text.
struct RuleTextTest: BitwiseCopyable {
  /// Into the code's needles.
  var first: Int32
  var end: Int32
  /// Where the verdict is remembered.
  var memo: Int32
  var place: FoldedSearch.Place
}

/// The instructions of the buckets that were asked for.
struct RuleCode: ~Copyable {
  /// Rules that are found by the option of a field, or those that are not.
  struct Group: BitwiseCopyable {
    /// Negative: the only list is the one.
    var slot: Int32
    var optionCount: Int32
    /// Into `offsets`: one more than there are options.
    var firstOffset: Int32
  }

  struct Bucket: BitwiseCopyable {
    var firstGroup: Int32
    var endGroup: Int32
    static let unknown = Bucket(firstGroup: -1, endGroup: -1)
  }

  private let core: RulebookCore
  private let stageCount: Int
  private var buckets: PlainList<Bucket>
  private var groups = PlainList<Group>()
  private var offsets = PlainList<Int32>()
  /// Where rules start: an instruction, or an end.
  private var starts = PlainList<Int32>()
  private var instructions = PlainList<RuleInstruction>()
  private(set) var textTests = PlainList<RuleTextTest>()
  private(set) var needles = PlainList<MatchPlan.Needle>()
  private(set) var needleBytes = PlainList<UInt8>()
  private(set) var options = PlainList<Int32>()

  init(_ core: RulebookCore) {
    self.core = core
    stageCount = core.program.stages.count
    buckets = PlainList(repeating: .unknown, count: core.index.facetCount * stageCount)
  }

  /// The groups of a bucket.
  @inline(__always)
  mutating func groups(_ facet: Int, stage: Int) -> Range<Int> {
    let bucket = buckets[facet &* stageCount &+ stage]
    if bucket.firstGroup < 0 { return addBucket(facet, stage) }
    return Int(bucket.firstGroup)..<Int(bucket.endGroup)
  }

  /// The rules of a group that the fields leave, as a range of `starts`.
  @inline(__always)
  func rules(ofGroup number: Int, _ fields: Swift.Span<Value>) -> Range<Int> {
    let group = groups[number]
    var offset = Int(group.firstOffset)
    if group.slot >= 0 {
      let option = fields[Int(group.slot)].optionNumber
      guard option >= 0, option < group.optionCount else { return 0..<0 }
      offset += Int(option)
    }
    return Int(offsets[offset])..<Int(offsets[offset + 1])
  }

  /// Calls `body` with the starts of rules, and all instructions.
  @inline(__always)
  func withCode(
    ofRules rules: Range<Int>,
    _ body: (_ starts: Swift.Span<Int32>, _ instructions: Swift.Span<RuleInstruction>) -> Void
  ) {
    starts.withSpan(rules) { starts in
      instructions.withSpan(0..<instructions.count) { body(starts, $0) }
    }
  }

  @inline(never)
  private mutating func addBucket(_ facet: Int, _ stage: Int) -> Range<Int> {
    let first = groups.count
    for (slot, lists) in core.index.lists(facet, stage: stage) {
      groups.append(
        Group(
          slot: slot.map { Int32($0.index) } ?? -1, optionCount: Int32(lists.count), firstOffset: Int32(offsets.count)))
      for list in lists {
        offsets.append(Int32(starts.count))
        for rule in list {
          let start = add(Int(rule))
          // A rule that can never hold is left out.
          if start != RuleInstruction.reject { starts.append(start) }
        }
      }
      offsets.append(Int32(starts.count))
    }
    buckets[facet * stageCount + stage] = Bucket(firstGroup: Int32(first), endGroup: Int32(groups.count))
    return first..<groups.count
  }

  /// The code of a rule; where it starts.
  private mutating func add(_ rule: Int) -> Int32 {
    let planned = core.plan.rules[rule]
    let triggers = Int(planned.firstTrigger)..<Int(planned.endTrigger)
    let first = instructions.count
    // A single trigger of these kinds is what the index found the rule by: nothing is left to ask.
    if triggers.count != 1 || !core.plan.triggers[triggers.lowerBound].isAnsweredByIndex {
      let end = first + triggers.count
      for (place, number) in triggers.enumerated() {
        var instruction = Self.instruction(core.plan.triggers[number], of: rule, place)
        instruction.ifTrue = Int32(end)
        instruction.ifFalse = number + 1 < triggers.upperBound ? Int32(instructions.count + 1) : RuleInstruction.reject
        instructions.append(instruction)
      }
    }
    let end = instructions.count
    let conditions = addConditions(of: planned)
    if conditions < 0 {
      for index in first..<end { instructions[index].ifTrue = conditions }
    }
    return end > first ? Int32(first) : conditions
  }

  /// The guard, then arm after arm; where they start.
  private mutating func addConditions(of rule: MatchPlan.Rule) -> Int32 {
    let start = Int32(instructions.count)
    let arms = Int(rule.firstArm)..<Int(rule.endArm)
    if arms.isEmpty { return RuleInstruction.reject }
    if rule.guardEntry < 0, core.plan.arms[arms.lowerBound].entry < 0 { return RuleInstruction.take(rule.firstArm) }
    if rule.guardEntry >= 0 {
      addCondition(at: Int(rule.guardEntry), accept: nil, reject: RuleInstruction.reject, next: arms)
    }
    // What stands after an arm without a condition is never reached.
    for arm in arms {
      let entry = core.plan.arms[arm].entry
      if entry < 0 { break }
      addCondition(
        at: Int(entry), accept: RuleInstruction.take(Int32(arm)), reject: nil, next: (arm + 1)..<arms.upperBound)
    }
    return start
  }

  /// The branches of a condition; where an end is not given, the arms in `next` follow.
  private mutating func addCondition(at entry: Int, accept: Int32?, reject: Int32?, next: Range<Int>) {
    let plan = core.plan
    // Branches only ever go forward, so the last one that is reached is found in one pass.
    var end = entry + 1
    var index = entry
    while index < end {
      end = max(end, Int(plan.branches[index].ifTrue) + 1, Int(plan.branches[index].ifFalse) + 1)
      index += 1
    }
    let first = Int32(instructions.count)
    let following: Int32 =
      next.isEmpty
      ? RuleInstruction.reject
      : plan.arms[next.lowerBound].entry < 0
        ? RuleInstruction.take(Int32(next.lowerBound)) : first + Int32(end - entry)
    func target(_ target: Int32) -> Int32 {
      switch target {
      case MatchPlan.Branch.accept: accept ?? following
      case MatchPlan.Branch.reject: reject ?? following
      default: first + target - Int32(entry)
      }
    }
    for branch in plan.branches[entry..<end] {
      var instruction = instruction(plan.tests[Int(branch.test)], number: branch.test)
      instruction.ifTrue = target(branch.ifTrue)
      instruction.ifFalse = target(branch.ifFalse)
      instructions.append(instruction)
    }
  }

  private static func instruction(_ trigger: MatchPlan.Trigger, of rule: Int, _ place: Int) -> RuleInstruction {
    switch trigger.kind {
    case .ticketCreated: RuleInstruction(.isCreated)
    case .entered: RuleInstruction(.isEntered, operand: trigger.operand)
    case .changed: RuleInstruction(.isChanged, slot: trigger.operand)
    case .replied: RuleInstruction(.isReplied)
    case .sentFromTicket: RuleInstruction(.isSentFromTicket)
    case .other: RuleInstruction(.otherTrigger, slot: Int32(place), operand: Int32(rule))
    }
  }

  private mutating func instruction(_ test: MatchPlan.Test, number: Int32) -> RuleInstruction {
    switch test.kind {
    case .isOption: return RuleInstruction(.isOption, slot: test.slot, operand: test.first)
    case .isOneOfOptions:
      let first = Int32(options.count)
      for option in core.plan.options[Int(test.first)..<Int(test.first + test.count)] { options.append(option) }
      return RuleInstruction(.isOneOfOptions, slot: test.slot, first: first, count: test.count)
    case .isAtLeast: return RuleInstruction(.isAtLeast, slot: test.slot, number: test.number)
    case .isAtMost: return RuleInstruction(.isAtMost, slot: test.slot, number: test.number)
    case .isAbove: return RuleInstruction(.isAbove, slot: test.slot, number: test.number)
    case .isBelow: return RuleInstruction(.isBelow, slot: test.slot, number: test.number)
    case .isSet: return RuleInstruction(.isSet, slot: test.slot)
    case .contains: return RuleInstruction(.text, slot: test.slot, operand: addTextTest(test, .anywhere))
    case .startsWith: return RuleInstruction(.text, slot: test.slot, operand: addTextTest(test, .beginning))
    case .endsWith: return RuleInstruction(.text, slot: test.slot, operand: addTextTest(test, .end))
    // Verdicts on these are remembered by the same number.
    case .other: return RuleInstruction(.other, slot: test.memo, operand: number)
    }
  }

  private mutating func addTextTest(_ test: MatchPlan.Test, _ place: FoldedSearch.Place) -> Int32 {
    let first = Int32(needles.count)
    for needle in core.plan.needles[Int(test.first)..<Int(test.first + test.count)] {
      let start = needleBytes.count
      for byte in core.plan.needleBytes[Int(needle.start)..<Int(needle.end)] { needleBytes.append(byte) }
      needles.append(MatchPlan.Needle(start: Int32(start), end: Int32(needleBytes.count)))
    }
    textTests.append(RuleTextTest(first: first, end: Int32(needles.count), memo: test.memo, place: place))
    return Int32(textTests.count - 1)
  }
}

extension MatchPlan.Trigger {
  /// Whether it matches wherever the index finds its rule.
  fileprivate var isAnsweredByIndex: Bool {
    switch kind {
    case .ticketCreated, .entered, .changed: true
    case .replied, .sentFromTicket, .other: false
    }
  }
}
