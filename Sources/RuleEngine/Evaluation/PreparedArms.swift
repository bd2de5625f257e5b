//  What arms put out, as far as it is the same for every event: made when an arm is taken for the first time.

/// The effects of arms that do nothing but put out the same words to the same teams, whoever the ticket is about.
struct PreparedArms: ~Copyable {
  /// One action to be, but for the event and the ticket.
  struct Effect: BitwiseCopyable {
    /// A message's key is made of event, ticket, recipient and text; any other of event, rule, action and ticket.
    var isMessage: Bool
    /// Equal for effects that get equal keys.
    var identity: Int32
    /// Into `bytes`, one after the other: what is hashed for the key besides event and ticket; the line up to the key's
    /// digits, and from the rule to the end.
    var hashed: Int32
    var beginning: Int32
    var rest: Int32
    var end: Int32
  }

  /// One of the effects of an arm, by their numbers.
  struct Source: BitwiseCopyable {
    let arm: Int32
    let effect: Int32
  }

  struct Arm: BitwiseCopyable {
    /// Into `effects`.
    var first: Int32
    var end: Int32

    static let unknown = Arm(first: -1, end: -1)
    /// It writes, has limits or overrides, or who gets it depends on the ticket.
    static let long = Arm(first: -2, end: -2)
  }

  private let core: RulebookCore
  private var arms: PlainList<Arm>
  private var effects = PlainList<Effect>()
  /// By effect: where it comes from. What it says is asked of the arm again: kept, it took 2 MiB of 10,000 rules.
  private var sources = PlainList<Source>()
  private var bytes = PlainList<UInt8>()
  /// By a hash of kind and `hashed`. Should two share one by chance, the long way is taken for nothing.
  private var identities: [Int: Int32] = [:]
  /// By identity: the event it came out of last.
  private var lastEvent = PlainList<UInt32>()
  private var currentEvent: UInt32 = 0
  /// What the lines of all actions of an event have in common, and all its lines.
  private var facts = JSONWriter()
  private var lines = PlainList<UInt8>(capacity: 1024)

  init(_ core: RulebookCore) {
    self.core = core
    arms = PlainList(repeating: .unknown, count: core.plan.arms.count)
  }

  /// Begins the next event.
  mutating func begin() {
    currentEvent &+= 1
    if currentEvent == 0 {
      for index in 0..<lastEvent.count { lastEvent[index] = 0 }
      currentEvent = 1
    }
  }

  /// Adds what an arm puts out; `false` if that is not the same for every event, or is a repeat.
  @inline(__always)
  mutating func putOut(_ number: Int32, into output: inout PlainList<Int32>) -> Bool {
    var arm = arms[known: Int(number)]
    if arm.first < 0 {
      if arm.first == Arm.unknown.first { arm = prepare(number) }
      if arm.first < 0 { return false }
    }
    var effect = arm.first
    while effect < arm.end {
      let identity = Int(effects[known: Int(effect)].identity)
      // Of equal keys one comes out: which rule it names is decided on the long way.
      if lastEvent[known: identity] == currentEvent { return false }
      lastEvent[known: identity] = currentEvent
      output.append(effect)
      effect += 1
    }
    return true
  }
}

extension PreparedArms {
  @inline(never)
  private mutating func prepare(_ number: Int32) -> Arm {
    let arm = prepared(number) ?? .long
    arms[Int(number)] = arm
    return arm
  }

  private mutating func prepared(_ number: Int32) -> Arm? {
    let planned = core.plan.rules[core.plan.rule(ofArm: Int(number))]
    // Whatever fires on the short way alone is not kept twice.
    guard !planned.hasLimits, !planned.hasOverrides, let known = core.knownArms.passing(Int(number)) else { return nil }
    let first = Int32(effects.count)
    for effect in known.effects.indices {
      add(known.effects[effect], known.rule)
      sources.append(Source(arm: number, effect: Int32(effect)))
    }
    return Arm(first: first, end: Int32(effects.count))
  }

  private mutating func add(_ known: KnownArm.Effect, _ rule: String) {
    var hasher = Hasher()
    hasher.combine(known.kind.word)
    hasher.combine(known.hashed)
    let hash = hasher.finalize()
    let identity = identities[hash] ?? Int32(identities.count)
    identities[hash] = identity
    if Int(identity) == lastEvent.count { lastEvent.append(0) }
    var json = JSONWriter()
    json.object { Action.writeWhatAndWhy(rule, 1, known.kind, into: &$0) }
    effects.append(
      Effect(
        isMessage: known.isMessage, identity: identity, hashed: append(known.hashed),
        beginning: append(Array("{\"key\":\"\(known.kind.word)-".utf8)),
        rest: append([UInt8(ascii: ",")] + json.bytes.dropFirst() + [UInt8(ascii: "\n")]), end: Int32(bytes.count)))
  }

  private mutating func append(_ piece: [UInt8]) -> Int32 {
    let start = bytes.count
    bytes.append(contentsOf: piece.span)
    return Int32(start)
  }

  // MARK: What comes out

  /// The hashes that keys about one event begin with.
  struct KeyBeginning: BitwiseCopyable {
    /// After the event, and after event and ticket.
    let event: ActionKey.Hash
    let eventAndTicket: ActionKey.Hash
  }

  func beginningOfKey(of event: Event) -> KeyBeginning {
    var hash = ActionKey.Hash()
    hash.add(event.content.id)
    let afterEvent = hash
    hash.add(event.content.snapshot.facts.id)
    return KeyBeginning(event: afterEvent, eventAndTicket: hash)
  }

  private func key(of effect: Effect, _ event: Event, _ beginning: KeyBeginning) -> ActionKey.Hash {
    var hash = effect.isMessage ? beginning.eventAndTicket : beginning.event
    bytes.withSpan(Int(effect.hashed)..<Int(effect.beginning)) { hash.add(written: $0) }
    if !effect.isMessage { hash.add(event.content.snapshot.facts.id) }
    return hash
  }

  /// The action that an effect is for an event.
  func action(_ number: Int, of event: Event, _ beginning: KeyBeginning) -> Action {
    let source = sources[number]
    guard let known = core.knownArms[Int(source.arm)] else {
      preconditionFailure("the effect was prepared of an arm that is the same for all")
    }
    let kind = known.effects[Int(source.effect)].kind
    return Action(
      ActionKey(kind.name, key(of: effects[number], event, beginning)), event: event.id,
      ticket: event.content.snapshot.id, at: event.at, rule: known.rule, round: 1, kind: kind)
  }

  /// The lines of the actions that effects are for an event.
  mutating func write(
    _ numbers: borrowing PlainList<Int32>, of event: Event, into output: inout [UInt8]
  ) {
    let beginning = beginningOfKey(of: event)
    facts.removeAll()
    facts.field("event", event.content.id)
    facts.field("ticket", event.content.snapshot.facts.id)
    facts.name("at")
    facts.instant(event.at)
    lines.removeAll()
    for index in 0..<numbers.count {
      let effect = effects[Int(numbers[index])]
      lines.append(Int(effect.beginning)..<Int(effect.rest), of: bytes)
      lines.append(row: key(of: effect, event, beginning).digits)
      lines.append("\",")
      facts.append(to: &lines)
      lines.append(Int(effect.rest)..<Int(effect.end), of: bytes)
    }
    output.append(contentsOf: lines)
  }
}
