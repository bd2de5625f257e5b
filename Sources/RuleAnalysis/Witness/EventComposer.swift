internal import RuleEngine

/// Makes an event of classes of facts: the plainest value of each.
struct EventComposer {
  let classes: SituationClasses
  let situations: Situations

  private var program: Program { situations.program }

  /// Monday, 5 January 2026, 09:00 UTC.
  private static let monday = Instant(microseconds: 1_767_603_600_000_000)

  /// The event, with values in fields that nobody asks for.
  func draft(filling slots: [FieldSlot]) -> EventDraft {
    var draft = draft()
    for slot in slots where draft.values[slot]?.isKnown != true && !classes.isGiven(.value(slot)) {
      // Each another one: two texts that are copied differ.
      let value = anyValue(of: slot, at: draft.at)
      if case .text = value { draft.values[slot] = .text("person \(slot.index)") } else { draft.values[slot] = value }
    }
    draft.creator = "maria"
    if draft.actor == nil, !classes.isGiven(.actor) { draft.actor = EventDraft.Actor(kind: .agent, id: "A-1") }
    return draft
  }

  func draft() -> EventDraft {
    var draft = EventDraft(at: instant())
    draft.happening = Fact.Happening(rawValue: classes[.happening]) ?? .change
    if case .pipeline(let pipeline) = situations.scope {
      let stages = program.pipelines[pipeline].stages
      let stage = stages.lowerBound + max(0, classes[.value(.stage)] - 1)
      draft.stage = stage
      let before = classes[.before(.stage)] - 1
      if draft.happening == .change, classes.isGiven(.before(.stage)), before != stage {
        draft.stageBefore = .some(before < 0 ? nil : before)
      }
    }
    for slot in situations.needs.slots.slots
    where slot != .stage && slot != .pipeline {
      compose(slot, into: &draft)
    }
    relateFields(of: &draft)
    if case .text(let text)? = draft.values[.contactEmail] { draft.contactEmail = text.string }
    if situations.has(.value(.contactEmail)), draft.values[.contactEmail]?.isKnown != true { draft.contactEmail = nil }
    compose(actorInto: &draft)
    compose(messageInto: &draft)
    return draft
  }

  // MARK: When

  /// An instant at which the calendars are open and closed as they should be.
  private func instant() -> Instant {
    var wanted: [(calendar: Int, isOpen: Bool)] = []
    for case .test(.isDuring(let calendar)) in situations.facts {
      wanted.append((calendar, classes[.test(.isDuring(calendar))] == 1))
    }
    if wanted.isEmpty { return Self.monday }
    // Hours may be short: minute by minute, if nothing rounder does.
    for step: Int64 in [60, 1] {
      for number in 0..<(14 * 1440 / step) {
        let instant = Instant(microseconds: Self.monday.microseconds + number * step * 60_000_000)
        if wanted.allSatisfy({ program.calendars[$0.calendar].isOpen(at: instant) == $0.isOpen }) { return instant }
      }
    }
    return Self.monday
  }

  // MARK: Fields

  private func compose(_ slot: FieldSlot, into draft: inout EventDraft) {
    if case .set(let count) = program.kind(of: slot) { return compose(set: slot, of: count, into: &draft) }
    let value = value(of: slot, classes[.value(slot)], at: draft.at, other: nil)
    draft.values[slot] = value
    guard draft.happening == .change else { return }
    let isNarrow = !situations.has(.changed(slot))
    if isNarrow {
      guard situations.has(.before(slot)), classes[.before(slot)] != classes[.value(slot)] else { return }
      draft.before[slot] = self.value(of: slot, classes[.before(slot)], at: draft.at, other: nil)
    } else if classes[.changed(slot)] == 1 {
      if situations.has(.before(slot)) {
        draft.before[slot] = self.value(of: slot, classes[.before(slot)], at: draft.at, other: value)
      } else {
        draft.before[slot] = value.isKnown ? .unknown : anyValue(of: slot, at: draft.at)
      }
    }
  }

  /// A value of a class; another one than `other` if the class has several.
  private func value(of slot: FieldSlot, _ index: Int, at now: Instant, other: Value?) -> Value {
    guard index > 0 else { return .unknown }
    switch situations.domains[slot] {
    case .options(let options, _): return index <= options.count ? .option(options[index - 1]) : .unknown
    case .flag: return .flag(index == 2)
    case .cuts(let cuts):
      switch program.kind(of: slot) {
      case .number:
        let number = Situations.sample(of: index, in: cuts)
        guard other == .number(number) else { return .number(number) }
        return .number(another(number, index, cuts))
      case .date: return date(slot, index, cuts, now, isOther: other != nil)
      default: return time(slot, index, cuts, now, isOther: other != nil)
      }
    case .texts(let texts):
      if index <= texts.count { return .text(situations.needs.slots[slot]?.spellings[index - 1] ?? "") }
      return .text(text(of: slot, besides: texts, isOther: other != nil))
    case nil: return .unknown
    }
  }

  /// Another number of the same open interval.
  private func another(_ number: Double, _ index: Int, _ cuts: [Double]) -> Double {
    if index == 1 || cuts.isEmpty { return number - 1 }
    if index == 2 * cuts.count + 1 { return number + 1 }
    return (number + cuts[index / 2]) / 2
  }

  private func date(_ slot: FieldSlot, _ index: Int, _ cuts: [Double], _ now: Instant, isOther: Bool) -> Value {
    let today = Double(program.zone.localDay(of: now).number)
    let fact = Fact.distance(slot, .wholeDays)
    if let distances = situations.distances[fact]?.cuts, classes[fact] > 0, !isOther {
      let day = today + Self.whole(classes[fact], distances)
      if cuts.isEmpty || FieldDomain.index(of: day, in: cuts) == index {
        return .day(Day(number: Int32(clamping: Int(day))))
      }
    }
    let bounds = bounds(of: slot, now).map { Value.day(program.zone.localDay(of: $0)) }
    if !isOther, let day = bounds.first(where: { answers(slot, $0, now) }) { return day }
    let day = (cuts.isEmpty ? today : Self.whole(index, cuts)) + (isOther ? 1 : 0)
    return .day(Day(number: Int32(clamping: Int(day))))
  }

  /// A whole number of a class, near zero rather than far away.
  private static func whole(_ index: Int, _ cuts: [Double]) -> Double {
    if index == 1 { return (cuts.first ?? 0) - 1 }
    if index == 2 * cuts.count + 1 { return (cuts.last ?? 0) + 1 }
    return Situations.sample(of: index, in: cuts)
  }

  private func time(_ slot: FieldSlot, _ index: Int, _ cuts: [Double], _ now: Instant, isOther: Bool) -> Value {
    let clock = Fact.distance(slot, .clock)
    let days = Fact.distance(slot, .calendarDays)
    var candidates: [Instant] = []
    if let distances = situations.distances[clock]?.cuts, classes[clock] > 0 {
      candidates.append(
        Instant(microseconds: now.microseconds + Int64(Self.microseconds(classes[clock], distances))))
    }
    if let distances = situations.distances[days]?.cuts, classes[days] > 0 {
      let span = Self.whole(classes[days], distances)
      let whole = Int(abs(span).rounded(.down))
      let near = Span(amount: whole, unit: .days)
      let bound = span < 0 ? program.instant(subtracting: near, from: now) : program.instant(adding: near, to: now)
      if let bound {
        let rest = Int64((abs(span) - Double(whole)) * 86_400_000_000) * (span < 0 ? -1 : 1)
        candidates.append(Instant(microseconds: bound.microseconds + rest))
      }
    }
    candidates += bounds(of: slot, now).filter { self.answers(slot, .instant($0), now) }.prefix(1)
    let shift: Int64 = isOther ? -60_000_000 : 0
    if !candidates.isEmpty {
      let first = candidates.first { fits($0, clock, days, now) } ?? candidates[0]
      return .instant(Instant(microseconds: first.microseconds + shift))
    }
    // Noon of a day of the class; without one, an hour ago.
    let instant =
      cuts.isEmpty
      ? Instant(microseconds: now.microseconds - 3_600_000_000)
      : Instant(microseconds: Int64(Self.whole(index, cuts)) * 86_400_000_000 + 43_200_000_000)
    return .instant(Instant(microseconds: instant.microseconds + shift))
  }

  /// Instants around the bounds of the spans in business time that rules ask of the field.
  private func bounds(of slot: FieldSlot, _ now: Instant) -> [Instant] {
    var instants: [Instant] = []
    for case .test(let test) in situations.facts {
      guard let (own, span) = test.span, own == slot else { continue }
      for bound in [program.instant(subtracting: span, from: now), program.instant(adding: span, to: now)] {
        guard let bound else { continue }
        for minutes: Int64 in [0, -1, 1, -1440, 1440] {
          instants.append(Instant(microseconds: bound.microseconds + minutes * 60_000_000))
        }
      }
    }
    return instants
  }

  /// Whether the value answers every question about spans in business time as it should.
  private func answers(_ slot: FieldSlot, _ value: Value, _ now: Instant) -> Bool {
    for case .test(let test) in situations.facts where classes.isGiven(.test(test)) {
      guard let (own, span) = test.span, own == slot else { continue }
      if test.holds(value, span, at: now, in: program) != (classes[.test(test)] == 1) { return false }
    }
    return true
  }

  /// Whether the instant is as far from now as both units want.
  private func fits(_ instant: Instant, _ clock: Fact, _ days: Fact, _ now: Instant) -> Bool {
    for (fact, length) in [(clock, 1.0), (days, 86_400_000_000.0)] {
      guard let cuts = situations.distances[fact]?.cuts, classes[fact] > 0 else { continue }
      let distance = Double(instant.microseconds - now.microseconds) / length
      if FieldDomain.index(of: distance, in: cuts) != classes[fact] { return false }
    }
    return true
  }

  private static func microseconds(_ index: Int, _ cuts: [Double]) -> Double {
    if index == 1 { return (cuts.first ?? 0) - 3_600_000_000 }
    if index == 2 * cuts.count + 1 { return (cuts.last ?? 0) + 3_600_000_000 }
    return Situations.sample(of: index, in: cuts).rounded()
  }

  private func text(of slot: FieldSlot, besides others: [FoldedText], isOther: Bool) -> String {
    var wanted: [TextPattern] = []
    var unwanted: [TextPattern] = []
    if !isOther {
      for case .fits(slot, let pattern) in situations.facts {
        if classes[.fits(slot, pattern)] == 1 { wanted.append(pattern) } else { unwanted.append(pattern) }
      }
    }
    if slot == .messageFrom || slot == .contactEmail || slot == .ownerEmail {
      if wanted.isEmpty && unwanted.isEmpty && others.isEmpty { return "ann@customer.example" }
      // An address, if the patterns let it be one.
      let address = TextFinder.text(
        fitting: wanted + [TextPattern(.whole, "?*@?*")], butNot: unwanted, besides: others)
      if case .text(let text) = address { return text }
    }
    if case .text(let text) = TextFinder.text(fitting: wanted, butNot: unwanted, besides: others) {
      return isOther ? text + " before" : text
    }
    return "something else"
  }

  /// Gives fields that are compared with each other values that compare so: the second follows the first, unless rules
  /// ask something else of it.
  private func relateFields(of draft: inout EventDraft) {
    for case .test(let test) in situations.facts where classes.isGiven(.test(test)) {
      let holds = classes[.test(test)] == 1
      switch test {
      case .isBefore(let slot, .valueOf(let other)): relate(slot, other, by: holds ? 1 : 0, in: &draft)
      case .isAfter(let slot, .valueOf(let other)): relate(slot, other, by: holds ? -1 : 0, in: &draft)
      case .isDay(let slot, .valueOf(let other)), .equalsField(let slot, let other):
        relate(slot, other, by: holds ? 0 : 1, in: &draft)
      case .comparesField(let slot, let comparison, let other):
        switch comparison {
        case .atLeast: relate(slot, other, by: holds ? 0 : 1, in: &draft)
        case .atMost: relate(slot, other, by: holds ? 0 : -1, in: &draft)
        case .above: relate(slot, other, by: holds ? -1 : 0, in: &draft)
        case .below: relate(slot, other, by: holds ? 1 : 0, in: &draft)
        }
      default: break
      }
    }
  }

  /// Makes the value of `other` that of `slot`, or a step more or less; whichever of the two is free to move.
  private func relate(_ slot: FieldSlot, _ other: FieldSlot, by step: Int, in draft: inout EventDraft) {
    guard let value = draft.values[slot], let present = draft.values[other], value.isKnown, present.isKnown else {
      return
    }
    for (from, slot, step) in [(value, other, step), (present, slot, -step)] {
      guard let moved = moved(from, step, like: draft.values[slot] ?? .unknown) else { continue }
      let domain = situations.domains[slot]
      guard domain == nil || domain?.index(of: moved, zone: program.zone) == classes[.value(slot)] else { continue }
      let isKept = situations.distances.keys.contains { fact in
        if case .distance(slot, _) = fact { true } else { false }
      }
      if isKept { continue }
      draft.values[slot] = moved
      return
    }
  }

  private func moved(_ value: Value, _ step: Int, like other: Value) -> Value? {
    switch (value, other) {
    case (.number(let number), _): return .number(number + Double(step))
    case (.day(let day), .day): return .day(Day(number: day.number + Int32(step)))
    case (.day(let day), .instant):
      return .instant(Instant(microseconds: (Int64(day.number) + Int64(step)) * 86_400_000_000 + 43_200_000_000))
    case (.instant(let instant), .instant):
      return .instant(Instant(microseconds: instant.microseconds + Int64(step) * 86_400_000_000))
    case (.instant(let instant), .day):
      return .day(Day(number: program.zone.localDay(of: instant).number + Int32(step)))
    case (.option(let option), .option): return .option(option + Int32(step))
    case (.text(let text), .text): return .text(step == 0 ? text.string : text.string + "x")
    case (.flag(let flag), .flag): return .flag(step == 0 ? flag : !flag)
    default: return step == 0 ? value : nil
    }
  }

  private func anyValue(of slot: FieldSlot, at now: Instant) -> Value {
    switch program.kind(of: slot) {
    case .number: .number(1)
    case .date: .day(program.zone.localDay(of: now))
    case .time: .instant(now)
    case .flag: .flag(true)
    case .option: .option(0)
    case .stage, .pipeline, .set: .unknown
    case .text: .text("something")
    }
  }

  private func compose(set slot: FieldSlot, of count: Int, into draft: inout EventDraft) {
    var now: [Int32] = []
    var before: [Int32] = []
    var free: Int32?
    for option in (0..<Int32(count)).reversed() {
      guard situations.has(.member(slot, option)) else {
        free = option
        continue
      }
      if classes[.member(slot, option)] == 1 { now.append(option) }
      let had = situations.has(.memberBefore(slot, option)) ? Fact.memberBefore(slot, option) : .member(slot, option)
      if classes[had] == 1 { before.append(option) }
    }
    let hasOthers = classes[.otherMembers(slot)] == 1
    if hasOthers, let free { now.append(free) }
    let isChanged = draft.happening == .change && classes[.changed(slot)] == 1
    if let free, hasOthers != (isChanged && before.sorted() == now.filter { $0 != free }.sorted()) {
      before.append(free)
    }
    // Where every option is named, one whose past nobody asks for made the change.
    if isChanged, before.sorted() == now.sorted(),
      let other = (0..<Int32(count)).first(where: {
        situations.has(.member(slot, $0)) && !situations.has(.memberBefore(slot, $0))
      })
    {
      if let place = before.firstIndex(of: other) { before.remove(at: place) } else { before.append(other) }
    }
    draft.values[slot] = now.isEmpty ? .unknown : .options(now.sorted())
    if isChanged { draft.before[slot] = before.isEmpty ? .unknown : .options(before.sorted()) }
  }

  // MARK: Who

  private func compose(actorInto draft: inout EventDraft) {
    let index = classes[.actor]
    guard index > 0, let kind = Event.Actor.Kind(rawValue: UInt8(index - 1)) else { return }
    var actor = EventDraft.Actor(kind: kind, id: "A-1")
    if kind == .contact {
      // Somebody else, unless it is said to be the ticket's contact.
      actor.id = !situations.has(.actorIsContact) || classes[.actorIsContact] == 1 ? draft.contactID : "C-2"
    }
    if classes[.actorIsOwner] == 1, case .text(let owner)? = draft.values[.owner] {
      if actor.id == draft.contactID { draft.contactID = owner.string }
      actor.id = owner.string
    }
    var wanted: [TextPattern] = []
    var unwanted: [TextPattern] = []
    for case .actorIsOnList(let list) in situations.facts {
      let patterns = program.lists[list].map { TextPattern(.whole, $0) }
      if classes[.actorIsOnList(list)] == 1 { wanted += patterns.prefix(1) } else { unwanted += patterns }
    }
    if !wanted.isEmpty || !unwanted.isEmpty,
      case .text(let text) = TextFinder.text(fitting: wanted, butNot: unwanted, besides: [])
    {
      actor.email = text
    }
    draft.actor = actor
  }

  // MARK: Messages

  private func compose(messageInto draft: inout EventDraft) {
    if draft.happening == .conversation { draft.message = EventDraft.Message() }
    let way = Fact.MessageWay(rawValue: classes[.message]) ?? .none
    if way != .none { draft.message = EventDraft.Message() }
    guard var message = draft.message else { return }
    message.isIncoming = way != .outgoing
    message.isAutomatic = classes[.messageIsAutomatic] == 1
    message.isDeliveryFailure = classes[.messageIsDeliveryFailure] == 1
    message.origin = Event.Message.Origin(rawValue: UInt8(classes[.messageOrigin])) ?? .ticket
    switch Fact.MessageKind(rawValue: classes[.messageKind]) {
    case .note: message.kind = "note"
    case .other: message.kind = message.isDeliveryFailure ? "bounce" : "chat"
    case .email, nil: message.kind = "email"
    }
    message.thread = classes[.messageIsOnThread] == 1 ? draft.thread : draft.happening == .conversation ? nil : "TH-2"
    if case .text(let text)? = draft.values[.messageSubject] { message.subject = text.string }
    if case .text(let text)? = draft.values[.messageText] { message.text = text.string }
    let isFromContact = classes[.messageIsFromContact] == 1
    if case .text(let text)? = draft.values[.messageFrom] {
      message.from = text.string
      if isFromContact, !situations.has(.value(.contactEmail)) { draft.contactEmail = text.string }
    } else if !situations.has(.value(.messageFrom)) {
      message.from = isFromContact ? draft.contactEmail : message.isIncoming ? "somebody@else.example" : nil
    }
    message.to = classes[.messageIsToContact] == 1 || message.isIncoming ? nil : "somebody@else.example"
    draft.message = message
  }
}

extension Program.Test {
  /// The field and the span, of a question about a span from now.
  fileprivate var span: (slot: FieldSlot, span: Span)? {
    switch self {
    case .isInNext(let slot, let span), .isInLast(let slot, let span), .isMoreThanAgo(let slot, let span),
      .isLessThanAgo(let slot, let span):
      (slot, span)
    default: nil
    }
  }

  /// Whether the test would hold of a value, about: it is tried before it is shown.
  fileprivate func holds(_ value: Value, _ span: Span, at now: Instant, in program: Program) -> Bool {
    let today = program.zone.localDay(of: now).number
    let ahead = program.instant(adding: span, to: now)
    let back = program.instant(subtracting: span, from: now)
    switch (value, self) {
    case (.instant(let instant), .isInNext): return ahead.map { now < instant && instant <= $0 } ?? false
    case (.instant(let instant), .isInLast): return back.map { $0 <= instant && instant <= now } ?? false
    case (.instant(let instant), .isMoreThanAgo): return back.map { instant < $0 } ?? false
    case (.instant(let instant), .isLessThanAgo): return back.map { $0 < instant && instant <= now } ?? false
    case (.day(let day), .isInNext):
      return ahead.map { today <= day.number && day <= program.zone.localDay(of: $0) } ?? false
    case (.day(let day), .isInLast):
      return back.map { program.zone.localDay(of: $0) <= day && day.number <= today } ?? false
    case (.day(let day), .isMoreThanAgo): return back.map { day < program.zone.localDay(of: $0) } ?? false
    case (.day(let day), .isLessThanAgo):
      return back.map { program.zone.localDay(of: $0) < day && day.number <= today } ?? false
    default: return false
    }
  }
}
