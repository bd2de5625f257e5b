/// What matching reads of a program, in flat arrays of plain numbers: reading them copies nothing and counts no
/// references. Made once, when a rulebook is loaded.
struct MatchPlan: Sendable {
  struct Rule: Sendable {
    /// Into `triggers`.
    var firstTrigger: Int32
    var endTrigger: Int32
    /// Into `branches`, or negative where there is no guard.
    var guardEntry: Int32
    /// Into `arms`.
    var firstArm: Int32
    var endArm: Int32
    var hasLimits: Bool
    var hasOverrides: Bool
    var isTimed: Bool
  }

  struct Trigger: Sendable {
    enum Kind: UInt8, Sendable {
      case ticketCreated, entered, changed, replied, sentFromTicket
      /// Looked up in the program.
      case other
    }

    var kind: Kind
    var isOfMessage: Bool
    /// The stage entered, or the slot changed.
    var operand: Int32
  }

  struct Arm: Sendable {
    /// Into `branches`, or negative where the arm has no condition.
    var entry: Int32
    var firstOrdinal: Int32
    /// Nothing but messages, tasks, notes and calls: no write, no creation, nothing that could be skipped.
    var isOnlyEffects: Bool
  }

  struct Branch: Sendable {
    static let accept: Int32 = -1
    static let reject: Int32 = -2

    var test: Int32
    var ifTrue: Int32
    var ifFalse: Int32
  }

  struct Test: Sendable {
    enum Kind: UInt8, Sendable {
      case isOption, isOneOfOptions, isAtLeast, isAtMost, isAbove, isBelow, isSet, contains, startsWith, endsWith
      /// Evaluated from the program.
      case other
    }

    var kind: Kind
    var slot: Int32
    /// The option; or the first of the options, or of the needles.
    var first: Int32 = 0
    var count: Int32 = 0
    var number: Double = 0
    /// Where the round remembers the verdict; negative for what is as cheap as remembering.
    var memo: Int32 = -1
  }

  struct Needle: Sendable, BitwiseCopyable {
    var start: Int32
    var end: Int32
  }

  private(set) var rules: [Rule] = []
  private(set) var triggers: [Trigger] = []
  private(set) var arms: [Arm] = []
  private(set) var branches: [Branch] = []
  private(set) var tests: [Test] = []
  private(set) var options: [Int32] = []
  private(set) var needles: [Needle] = []
  /// The folded needles, one after the other.
  private(set) var needleBytes: [UInt8] = []
  /// How many verdicts a round may remember.
  private(set) var memoCount = 0

  init(_ program: Program) {
    tests.reserveCapacity(program.tests.count)
    for test in program.tests { add(test) }
    branches = program.branches.map { branch in
      Branch(
        test: Int32(branch.test), ifTrue: Self.target(branch.ifTrue), ifFalse: Self.target(branch.ifFalse))
    }
    rules.reserveCapacity(program.rules.count)
    for rule in program.rules { add(rule) }
  }

  private static func target(_ target: Program.Branch.Target) -> Int32 {
    switch target {
    case .accept: Branch.accept
    case .reject: Branch.reject
    case .branch(let index): Int32(index)
    }
  }

  private mutating func add(_ rule: Program.Rule) {
    let firstTrigger = triggers.count
    for trigger in rule.triggers { triggers.append(Self.planned(trigger)) }
    let firstArm = arms.count
    var ordinal = 0
    for arm in rule.arms {
      arms.append(
        Arm(
          entry: arm.condition.map { Int32($0.branches.lowerBound) } ?? -1, firstOrdinal: Int32(ordinal),
          isOnlyEffects: arm.actions.allSatisfy(\.isOnlyEffect)))
      ordinal += arm.actions.count
    }
    rules.append(
      Rule(
        firstTrigger: Int32(firstTrigger), endTrigger: Int32(triggers.count),
        guardEntry: rule.guardCondition.map { Int32($0.branches.lowerBound) } ?? -1, firstArm: Int32(firstArm),
        endArm: Int32(arms.count), hasLimits: !rule.limits.isEmpty, hasOverrides: !rule.overrides.isEmpty,
        isTimed: rule.timer != nil))
  }

  private static func planned(_ trigger: Program.Trigger) -> Trigger {
    let isOfMessage = trigger.happening.isOfMessage
    func planned(_ kind: Trigger.Kind, _ operand: Int = 0) -> Trigger {
      Trigger(kind: kind, isOfMessage: isOfMessage, operand: Int32(operand))
    }
    guard trigger.by == nil, trigger.via == nil else { return planned(.other) }
    switch trigger.happening {
    case .ticketCreated: return planned(.ticketCreated)
    case .entered(let stages): return stages.count == 1 ? planned(.entered, stages[0]) : planned(.other)
    case .changed(let slot, nil, nil): return slot == .pipeline ? planned(.other) : planned(.changed, slot.index)
    case .reply(fromAnyone: false, includingAutomatic: false): return planned(.replied)
    case .emailSent(.ticket): return planned(.sentFromTicket)
    case .newConversation, .left, .stageChanged, .closed, .reopened, .assigned, .unassigned, .activity, .emailSent,
      .reply, .messageInAnotherThread, .noteAdded, .deliveryFailed, .changed, .becomes, .gained, .lost:
      return planned(.other)
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
      self.options += options
    case .compares(let slot, let comparison, .number(let number)) where slot.isStored:
      let kind: Test.Kind =
        switch comparison {
        case .atLeast: .isAtLeast
        case .atMost: .isAtMost
        case .above: .isAbove
        case .below: .isBelow
        }
      add(kind, slot, number: number)
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
    tests.append(Test(kind: .other, slot: -1, memo: Int32(memoCount)))
    memoCount += 1
  }

  private mutating func add(
    _ kind: Test.Kind, _ slot: FieldSlot, first: Int = 0, count: Int = 0, number: Double = 0
  ) {
    tests.append(Test(kind: kind, slot: Int32(slot.index), first: Int32(first), count: Int32(count), number: number))
  }

  private mutating func addTexts(_ kind: Test.Kind, _ slot: FieldSlot, _ texts: [String]) {
    tests.append(
      Test(
        kind: kind, slot: Int32(slot.index), first: Int32(needles.count), count: Int32(texts.count),
        memo: Int32(memoCount)))
    memoCount += 1
    for text in texts {
      let start = needleBytes.count
      needleBytes += FoldedText(text).bytes
      needles.append(Needle(start: Int32(start), end: Int32(needleBytes.count)))
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
  fileprivate var isOnlyEffect: Bool {
    switch self {
    case .sendNotification, .sendEmail, .sendMessage, .notify, .createTask, .addNote, .call: true
    case .createTicket, .move, .set, .clear, .raise, .add, .remove, .removeAll, .increase, .assign, .rotate: false
    }
  }
}
