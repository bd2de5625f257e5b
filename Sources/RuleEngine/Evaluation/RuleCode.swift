//  The rules of a bucket of the index as lists of tests with jumps. They are made when an event asks for the bucket for
//  the first time: most buckets of a large rulebook are never asked for, and loading it should cost nothing for them.

/// One test, and where to go on: at an instruction, or at an end.
struct RuleInstruction: BitwiseCopyable {
  enum Kind: UInt8, BitwiseCopyable {
    case isOption, isOneOfOptions, isAtLeast, isAtMost, isAbove, isBelow, isSet, contains, startsWith, endsWith
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
  /// The option, the first of the options or needles, the number of the test in the program, the rule of the trigger.
  var first: Int32 = 0
  var count: Int32 = 0
  /// Where the verdict is remembered; negative for what is as cheap as remembering.
  var memo: Int32 = -1
  var ifTrue: Int32 = 0
  var ifFalse: Int32 = 0
  var number: Double = 0
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
  private(set) var groups = PlainList<Group>()
  private(set) var offsets = PlainList<Int32>()
  /// Where rules start: an instruction, or an end.
  private(set) var starts = PlainList<Int32>()
  private(set) var instructions = PlainList<RuleInstruction>()
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
    case .ticketCreated: RuleInstruction(kind: .isCreated)
    case .entered: RuleInstruction(kind: .isEntered, first: trigger.operand)
    case .changed: RuleInstruction(kind: .isChanged, slot: trigger.operand)
    case .replied: RuleInstruction(kind: .isReplied)
    case .sentFromTicket: RuleInstruction(kind: .isSentFromTicket)
    case .other: RuleInstruction(kind: .otherTrigger, slot: Int32(place), first: Int32(rule))
    }
  }

  private mutating func instruction(_ test: MatchPlan.Test, number: Int32) -> RuleInstruction {
    var instruction = RuleInstruction(
      kind: .other, slot: test.slot, first: test.first, count: test.count, memo: test.memo, number: test.number)
    switch test.kind {
    case .isOption: instruction.kind = .isOption
    case .isOneOfOptions:
      instruction.kind = .isOneOfOptions
      instruction.first = Int32(options.count)
      for option in core.plan.options[Int(test.first)..<Int(test.first + test.count)] { options.append(option) }
    case .isAtLeast: instruction.kind = .isAtLeast
    case .isAtMost: instruction.kind = .isAtMost
    case .isAbove: instruction.kind = .isAbove
    case .isBelow: instruction.kind = .isBelow
    case .isSet: instruction.kind = .isSet
    case .contains: instruction.kind = .contains
    case .startsWith: instruction.kind = .startsWith
    case .endsWith: instruction.kind = .endsWith
    case .other: instruction.first = number
    }
    switch test.kind {
    case .contains, .startsWith, .endsWith: instruction.first = addNeedles(of: test)
    case .isOption, .isOneOfOptions, .isAtLeast, .isAtMost, .isAbove, .isBelow, .isSet, .other: break
    }
    return instruction
  }

  private mutating func addNeedles(of test: MatchPlan.Test) -> Int32 {
    let first = needles.count
    for needle in core.plan.needles[Int(test.first)..<Int(test.first + test.count)] {
      let start = needleBytes.count
      for byte in core.plan.needleBytes[Int(needle.start)..<Int(needle.end)] { needleBytes.append(byte) }
      needles.append(MatchPlan.Needle(start: Int32(start), end: Int32(needleBytes.count)))
    }
    return Int32(first)
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
