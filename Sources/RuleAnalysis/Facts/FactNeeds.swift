internal import RuleEngine

/// What rules ask of one field.
struct SlotNeeds {
  var value = false
  var before = false
  var changed = false
  var texts: [FoldedText] = []
  /// The texts as first written.
  var spellings: [String] = []
  var cuts: Set<Double> = []
  var patterns: [TextPattern] = []
  var members: Set<Int32> = []
  var membersBefore: Set<Int32> = []
  /// Whether a set has any member matters.
  var otherMembers = false
  var distances: [(unit: Distances.Unit, cuts: Set<Double>)] = []

  mutating func add(_ text: String) {
    let folded = FoldedText(text)
    if texts.contains(folded) { return }
    texts.append(folded)
    spellings.append(text)
  }

  mutating func add(_ pattern: TextPattern) {
    if !patterns.contains(pattern) { patterns.append(pattern) }
  }

  mutating func add(_ numbers: [Double], in unit: Distances.Unit) {
    value = true
    if let index = distances.firstIndex(where: { $0.unit == unit }) {
      distances[index].cuts.formUnion(numbers)
    } else {
      distances.append((unit, Set(numbers).union([0])))
    }
  }
}

/// What the rules of one space of situations ask, each thing once, in the order of asking.
struct FactNeeds {
  private(set) var slots = SlotTable<SlotNeeds>()
  private(set) var tests: [Program.Test] = []
  private(set) var lists: Set<Int> = []
  private(set) var due: [String] = []
  /// One of each of `due`.
  private(set) var timers: [Program.Timer] = []
  private(set) var limited: [String] = []
  var usesMessage = false
  var usesActorIsOwner = false
  var usesActorIsContact = false

  private let program: Program
  /// Where the tests of the rules that are added stand.
  private var source: Program
  /// The field that is the message's subject where a conversation is looked at.
  private let aliases: [FieldSlot: FieldSlot]
  private let names: RuleNames

  init(program: Program, aliases: [FieldSlot: FieldSlot], names: RuleNames) {
    self.program = program
    self.aliases = aliases
    self.names = names
    source = program
  }

  mutating func add(_ rules: [Program.Rule], of source: Program, withWrites: Bool) {
    self.source = source
    for rule in rules {
      add(rule)
      if withWrites { addWrites(of: rule) }
    }
  }

  /// Puts what is asked into an order that does not depend on who asks first.
  mutating func sort() {
    for slot in slots.slots {
      slots[slot]?.patterns.sort { ($0.place.rawValue, $0.text) < ($1.place.rawValue, $1.text) }
    }
    let words = CanonicalWords(program: program)
    let named = tests.map { (test: $0, words: words.test($0)) }
    tests = named.sorted { $0.words.lexicographicallyPrecedes($1.words) }.map(\.test)
    let order = due.indices.sorted { due[$0] < due[$1] }
    timers = order.map { timers[$0] }
    due = order.map { due[$0] }
  }

  /// Whether a write changes anything is asked, too: of values that are the same only if they are of one class.
  private mutating func addWrites(of rule: Program.Rule) {
    for arm in rule.arms {
      for action in arm.actions {
        switch action {
        case .set(let slot, .literal(let value)):
          guard program.hasNarrowClasses(slot) else { break }
          needValue(slot, value)
        case .clear(let slot) where program.hasNarrowClasses(slot): need(slot) { $0.value = true }
        case .raise(let slot, let bound): needValue(slot, bound)
        case .add(let option, let slot), .remove(let option, let slot): need(slot) { $0.members.insert(option) }
        case .removeAll(let options, let slot): need(slot) { $0.members.formUnion(options) }
        case .assign(.personIn(let slot)): need(slot) { $0.value = true }
        default: break
        }
      }
    }
  }

  private mutating func add(_ rule: Program.Rule) {
    for trigger in rule.triggers { add(trigger) }
    if let timer = rule.timer {
      add(timer)
      let name = names.due(rule)
      if !due.contains(name) {
        due.append(name)
        timers.append(timer)
      }
    }
    if !rule.limits.isEmpty {
      let name = names.limited(rule)
      if !limited.contains(name) { limited.append(name) }
    }
    for condition in [rule.guardCondition] + rule.arms.map(\.condition) {
      if let condition { add(condition) }
    }
  }

  private mutating func add(_ condition: Program.Condition) {
    for index in condition.branches { add(source.tests[source.branches[index].test]) }
  }

  private mutating func add(_ timer: Program.Timer) {
    switch timer.kind {
    case .inStage, .withoutReply, .withoutAnswer, .withoutActivity, .everyDays: break
    case .whileTrue(let condition, _), .everyWhile(let condition, _): add(condition)
    case .before(let slot, _), .after(let slot, _), .reached(let slot): need(slot) { $0.value = true }
    }
  }

  private mutating func need(_ slot: FieldSlot, _ change: (inout SlotNeeds) -> Void) {
    let slot = aliases[slot] ?? slot
    change(&slots[slot, default: SlotNeeds()])
    if Program.isOfMessage(slot) { usesMessage = true }
  }

  private mutating func add(_ trigger: Program.Trigger) {
    switch trigger.by {
    case .list(let list): lists.insert(list)
    case .contact, .agent, .automation, .integration, nil: break
    }
    if let channel = trigger.via { needValue(.channel, .text(channel)) }
    switch trigger.happening {
    case .newConversation:
      usesMessage = true
      let inboxes = program.inboxes
      need(.inbox) { needs in
        needs.value = true
        for inbox in inboxes { needs.add(inbox.name) }
      }
    case .ticketCreated, .entered, .left, .stageChanged, .closed, .reopened: break
    case .assigned, .unassigned:
      need(.owner) {
        $0.value = true
        $0.changed = true
      }
    case .activity, .emailSent, .reply, .messageInAnotherThread, .noteAdded, .deliveryFailed: usesMessage = true
    case .changed(let slot, let old, let new): needChange(slot, from: old, to: new)
    case .becomes(let slot, let value):
      if case .set = program.kind(of: slot), case .option(let option) = value {
        needGain(slot, option)
      } else {
        needChange(slot, from: nil, to: value)
      }
    case .gained(let slot, let option), .lost(let slot, let option): needGain(slot, option)
    }
  }

  private mutating func needGain(_ slot: FieldSlot, _ option: Int32) {
    need(slot) {
      $0.members.insert(option)
      $0.membersBefore.insert(option)
      $0.changed = true
    }
  }

  private mutating func needChange(_ slot: FieldSlot, from old: Value?, to new: Value?) {
    need(slot) {
      $0.value = true
      $0.changed = true
    }
    if let old { needBefore(slot, old) }
    if let new { needValue(slot, new) }
  }

  private mutating func needBefore(_ slot: FieldSlot, _ value: Value) {
    needValue(slot, value)
    need(slot) {
      if case .option(let option) = value { $0.membersBefore.insert(option) }
      $0.before = true
      $0.changed = true
    }
  }

  private mutating func needValue(_ slot: FieldSlot, _ value: Value) {
    let kind = program.kind(of: slot)
    need(slot) {
      $0.value = true
      switch (kind, value) {
      case (.set, .option(let option)): $0.members.insert(option)
      case (.text, .text(let text)): $0.add(text.string)
      case (.number, .number(let number)): $0.cuts.insert(number)
      case (.date, .day(let day)), (.time, .day(let day)): $0.cuts.insert(Double(day.number))
      default: break
      }
    }
  }

  private mutating func add(_ test: Program.Test) {
    switch test {
    case .isOneOf(let slot, let values):
      for value in values {
        needValue(slot, value)
        if slot == .owner { needValue(.ownerEmail, value) }
      }
    case .compares(let slot, _, let bound): needValue(slot, bound)
    case .equalsField(let slot, let other), .comparesField(let slot, _, let other):
      need(slot) { $0.value = true }
      need(other) { $0.value = true }
      needTest(test)
    case .containsAny(let slot, let needles): need(slot, fits: needles.map { TextPattern(.anywhere, $0) })
    case .startsWith(let slot, let start): need(slot, fits: [TextPattern(.beginning, start)])
    case .endsWith(let slot, let end): need(slot, fits: [TextPattern(.end, end)])
    case .matchesAny(let slot, let globs): need(slot, fits: globs.map { TextPattern(.whole, $0) })
    case .hasAny(let slot, let options), .hasAll(let slot, let options): need(slot) { $0.members.formUnion(options) }
    case .hasNone(let slot, let options):
      need(slot) {
        $0.members.formUnion(options)
        $0.otherMembers = true
      }
    case .gained(let slot, let option), .lost(let slot, let option): needGain(slot, option)
    case .was(let slot, let value): needBefore(slot, value)
    case .changed(let slot, let old, let new): needChange(slot, from: old, to: new)
    case .isKnown(let slot):
      need(slot) {
        $0.value = true
        $0.otherMembers = true
      }
    case .isSet(let slot): need(slot) { $0.value = true }
    case .isBefore(let slot, let moment), .isAfter(let slot, let moment), .isDay(let slot, let moment):
      need(test, of: slot, moment)
    case .isInNext(let slot, let span): need(test, of: slot, span, isAhead: true)
    case .isInLast(let slot, let span), .isMoreThanAgo(let slot, let span), .isLessThanAgo(let slot, let span):
      need(test, of: slot, span, isAhead: false)
    case .messageIsAutomatic: usesMessage = true
    case .actorIsOwner:
      usesActorIsOwner = true
      need(.owner) { $0.value = true }
    case .actorIsContact: usesActorIsContact = true
    case .actorIs, .ticketIsClosed: break
    case .isDuring: needTest(test)
    }
  }

  private mutating func needTest(_ test: Program.Test) {
    if !tests.contains(test) { tests.append(test) }
  }

  private mutating func need(_ slot: FieldSlot, fits patterns: [TextPattern]) {
    need(slot) { needs in
      needs.value = true
      for pattern in patterns { needs.add(pattern) }
    }
  }

  private mutating func need(_ test: Program.Test, of slot: FieldSlot, _ moment: Program.Moment) {
    need(slot) { $0.value = true }
    switch (moment, program.kind(of: slot)) {
    case (.day(let day), _): needValue(slot, .day(day))
    case (.today, .date): need(slot) { $0.add([0], in: .wholeDays) }
    case (.valueOf(let other), _):
      need(other) { $0.value = true }
      needTest(test)
    case (.today, _): needTest(test)
    }
  }

  private mutating func need(_ test: Program.Test, of slot: FieldSlot, _ span: Span, isAhead: Bool) {
    need(slot) { $0.value = true }
    let sign: Double = isAhead ? 1 : -1
    switch program.kind(of: slot) {
    case .date:
      if let days = span.wholeDays { return need(slot) { $0.add([sign * days], in: .wholeDays) } }
    case .time:
      if let (unit, number) = span.distance { return need(slot) { $0.add([sign * number], in: unit) } }
    default: break
    }
    needTest(test)
  }
}
