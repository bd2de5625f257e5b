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
  /// Into the plan's needles.
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
  private var textTests = PlainList<RuleTextTest>()

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

  /// Calls `body` with the starts of rules, all instructions, and all text tests.
  // Mutating, for a borrowed one is copied as a whole.
  @inline(__always)
  mutating func withCode(
    ofRules rules: Range<Int>,
    _ body: (
      _ starts: Swift.Span<Int32>, _ instructions: Swift.Span<RuleInstruction>, _ tests: Swift.Span<RuleTextTest>
    ) -> Void
  ) {
    starts.withSpan(rules) { starts in
      instructions.withSpan(0..<instructions.count) { instructions in
        textTests.withSpan(0..<textTests.count) { body(starts, instructions, $0) }
      }
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
          let start = add(Int(rule), stage)
          // A rule that can never hold is left out.
          if start != RuleInstruction.reject { starts.append(start) }
        }
      }
      offsets.append(Int32(starts.count))
    }
    buckets[facet * stageCount + stage] = Bucket(firstGroup: Int32(first), endGroup: Int32(groups.count))
    return first..<groups.count
  }

  //  What stands behind a test must be known when the test is added: code is made from its end to its beginning.

  /// The code of a rule for tickets in a stage; where it starts.
  private mutating func add(_ rule: Int, _ stage: Int) -> Int32 {
    let planned = core.plan.rules[rule]
    var start = RuleInstruction.reject
    for arm in (Int(planned.firstArm)..<Int(planned.endArm)).reversed() {
      let taken = RuleInstruction.take(Int32(arm))
      let entry = core.plan.arms[arm].entry
      start = entry < 0 ? taken : addCondition(at: Int(entry), stage, accept: taken, reject: start)
    }
    if planned.guardEntry >= 0 {
      start = addCondition(at: Int(planned.guardEntry), stage, accept: start, reject: RuleInstruction.reject)
    }
    let triggers = Int(planned.firstTrigger)..<Int(planned.endTrigger)
    // A single trigger of these kinds is what the index found the rule by: nothing is left to ask.
    if triggers.count == 1, core.plan.triggers[triggers.lowerBound].isAnsweredByIndex { return start }
    let whenTriggered = start
    start = RuleInstruction.reject
    for number in triggers.reversed() {
      var instruction = Self.instruction(core.plan.triggers[number], of: rule, number - triggers.lowerBound)
      instruction.ifTrue = whenTriggered
      instruction.ifFalse = start
      start = Int32(instructions.count)
      instructions.append(instruction)
    }
    return start
  }

  /// The tests of a condition; where they start.
  private mutating func addCondition(at entry: Int, _ stage: Int, accept: Int32, reject: Int32) -> Int32 {
    let plan = core.plan
    // Branches only ever go forward, so the last one that is reached is found in one pass.
    var end = entry + 1
    var index = entry
    while index < end {
      end = max(end, Int(plan.branches[index].ifTrue) + 1, Int(plan.branches[index].ifFalse) + 1)
      index += 1
    }
    // By branch: where its test stands; from the last one backwards, since each goes on at later ones.
    var starts = Array(repeating: RuleInstruction.reject, count: end - entry)
    func target(_ target: Int32) -> Int32 {
      switch target {
      case MatchPlan.Branch.accept: accept
      case MatchPlan.Branch.reject: reject
      default: starts[Int(target) - entry]
      }
    }
    for index in (entry..<end).reversed() {
      let branch = plan.branches[index]
      let (ifTrue, ifFalse) = (target(branch.ifTrue), target(branch.ifFalse))
      let test = plan.tests[Int(branch.test)]
      if let isTrue = self.isTrue(test, in: stage) {
        starts[index - entry] = isTrue ? ifTrue : ifFalse
        continue
      }
      var instruction = instruction(test, number: branch.test)
      instruction.ifTrue = ifTrue
      instruction.ifFalse = ifFalse
      starts[index - entry] = Int32(instructions.count)
      instructions.append(instruction)
    }
    return starts[0]
  }

  /// How a test comes out for every ticket in the stage, if it is about nothing else.
  private func isTrue(_ test: MatchPlan.Test, in stage: Int) -> Bool? {
    guard Int(test.slot) == FieldSlot.stage.index else { return nil }
    switch test.kind {
    case .isOption: return Int(test.first) == stage
    case .isOneOfOptions:
      return core.plan.options[Int(test.first)..<Int(test.first + test.count)].contains(Int32(stage))
    case .isAtLeast, .isAtMost, .isAbove, .isBelow, .isSet, .contains, .startsWith, .endsWith, .other: return nil
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
    case .isOneOfOptions: return RuleInstruction(.isOneOfOptions, slot: test.slot, first: test.first, count: test.count)
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
    textTests.append(
      RuleTextTest(first: test.first, end: test.first + test.count, memo: test.memo, place: place))
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
