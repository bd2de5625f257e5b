internal import RuleAnalysis
internal import RuleEngine
internal import RuleTesting

/// Situations in an admin's words: `the ticket enters stage New; priority is High`.
struct SituationWords {
  let situations: Situations
  private var program: Program { situations.program }
  private var words: ProgramWords { ProgramWords(program: program) }

  /// A field as rules write it.
  static func field(_ slot: FieldSlot, in program: Program) -> String {
    guard let index = slot.propertyIndex else { return program.name(of: slot) }
    let property = program.properties[index]
    let name = ActionWords.quoted(property.name)
    return switch property.entity {
    case .ticket: name
    case .contact: "contact.\(name)"
    case .company: "company.\(name)"
    }
  }

  /// All facts that are given, what happened first.
  func text(_ part: SituationRegion.Case) -> String {
    var given: [Fact: [Int]] = [:]
    for (fact, classes) in part.facts { given[fact] = classes }
    var parts = [happening(&given), message(&given)].compactMap(\.self)
    if parts.count == 2, parts[0] == "a ticket changes" { parts.removeFirst() }
    for (fact, _) in part.facts {
      guard let classes = given[fact] else { continue }
      // Two timers are seldom due at once.
      if case .isDue = fact, classes == [0], part.facts.count > 1 { continue }
      parts.append(phrase(fact, classes))
    }
    return parts.isEmpty ? "anything" : parts.joined(separator: "; ")
  }

  // MARK: What happened

  private func happening(_ given: inout [Fact: [Int]]) -> String? {
    if situations.scope == .conversations {
      given[.happening] = nil
      return "a new conversation"
    }
    let kinds = given.removeValue(forKey: .happening)
    let isCreation = kinds == [Fact.Happening.creation.rawValue]
    let isChange = kinds == [Fact.Happening.change.rawValue]
    guard case .pipeline(let pipeline) = situations.scope else { return nil }
    let first = program.pipelines[pipeline].stages.lowerBound
    let now = given[.value(.stage)]?.map { first + $0 - 1 }
    let before = given[.before(.stage)]
    if isCreation {
      given[.value(.stage)] = nil
      given[.before(.stage)] = nil
      return "a ticket is created" + (now.map { " in stage \(stages($0))" } ?? "")
    }
    guard let now, let before, Set(before).isDisjoint(with: now.map { $0 + 1 }) else {
      return isChange ? "a ticket changes" : nil
    }
    given[.value(.stage)] = nil
    given[.before(.stage)] = nil
    let others = (0...program.stages.count).filter { !before.contains($0) && !now.contains($0 - 1) }
    var text = "a ticket enters stage \(stages(now))"
    if others.contains(where: { $0 > 0 }) {
      let from = before.filter { $0 > 0 }.map { $0 - 1 }
      if from.isEmpty {
        return isChange
          ? text + " from a stage that the rules do not know" : "a ticket is created in stage \(stages(now))"
      }
      text += " from \(stages(from))"
    }
    return text + (isChange || !before.contains(0) ? "" : ", or is created there")
  }

  // MARK: Messages

  /// `a reply from the contact`, where the facts are those of a trigger.
  private func message(_ given: inout [Fact: [Int]]) -> String? {
    let isFailure = given[.messageIsDeliveryFailure]
    if isFailure == [1] {
      for fact: Fact in [.messageIsDeliveryFailure, .message] { given[fact] = nil }
      return "a report of a failed delivery"
    }
    guard let way = given[.message] else { return nil }
    let automatic = given[.messageIsAutomatic]
    let note = Fact.MessageKind.note.rawValue
    if way == [Fact.MessageWay.incoming.rawValue], isFailure == [0], let kinds = given[.messageKind],
      !kinds.contains(note),
      kinds.count > 1
    {
      let isFromContact = given[.messageIsFromContact] == [1]
      var text: String
      switch given[.messageIsOnThread] {
      case [1]: text = "reply from \(isFromContact ? "the contact" : "anyone")"
      case [0]: text = "message from \(isFromContact ? "the contact" : "anyone") in another thread"
      default: text = "message from \(isFromContact ? "the contact" : "anyone")"
      }
      text = (automatic == [1] ? "an automatic " : "a ") + text + (automatic == nil ? ", automatic or not" : "")
      for fact: Fact in [
        .message, .messageKind, .messageIsDeliveryFailure, .messageIsOnThread, .messageIsAutomatic,
      ] { given[fact] = nil }
      if isFromContact { given[.messageIsFromContact] = nil }
      return text
    }
    if way == [Fact.MessageWay.outgoing.rawValue], given[.messageKind] == [Fact.MessageKind.email.rawValue],
      given[.messageIsToContact] == [1]
    {
      for fact: Fact in [.message, .messageKind, .messageIsToContact] { given[fact] = nil }
      let isOwn = given[.messageOrigin] == [Int(Event.Message.Origin.ticket.rawValue)]
      if isOwn { given[.messageOrigin] = nil }
      return "an e-mail sent to the contact"
    }
    if given[.messageKind] == [note] {
      given[.message] = nil
      given[.messageKind] = nil
      return "a note is added"
    }
    return nil
  }

  private func stages(_ indices: [Int]) -> String { ProgramWords.either(indices.map(stage)) }

  /// A stage of another pipeline may have the same name.
  private func stage(_ index: Int) -> String {
    let pipeline = program.stages[index].pipeline
    let name = words.stage(index)
    return situations.scope == .pipeline(pipeline)
      ? name : "\(name) of \(ActionWords.quoted(program.pipelines[pipeline].name))"
  }

  // MARK: Facts

  private func phrase(_ fact: Fact, _ classes: [Int]) -> String {
    let isTrue = classes == [1]
    func whether(_ subject: String, _ verb: String, _ rest: String) -> String {
      "\(subject) \(verb)\(isTrue ? "" : " not") \(rest)"
    }
    switch fact {
    case .happening: return ""
    case .value(let slot): return values(slot, classes, "is")
    case .before(let slot): return values(slot, classes, "was")
    case .changed(let slot): return "\(field(slot)) \(isTrue ? "changed" : "did not change")"
    case .member(let slot, let option):
      return "\(field(slot)) \(isTrue ? "has" : "has not") \(words.option(option, of: slot))"
    case .memberBefore(let slot, let option):
      return "\(field(slot)) \(isTrue ? "had" : "had not") \(words.option(option, of: slot))"
    case .otherMembers(let slot): return "\(field(slot)) has \(isTrue ? "" : "no ")other options"
    case .fits(let slot, let pattern): return fits(slot, pattern, isTrue)
    case .distance(let slot, let unit): return distance(slot, unit, classes, fact)
    case .test(.isDuring(let calendar)):
      return "\(isTrue ? "during" : "outside") the hours of \(ActionWords.quoted(program.calendars[calendar].name))"
    case .test(let test): return (isTrue ? "" : "not: ") + self.test(test)
    case .actor:
      let names = ["nobody", "an agent", "a contact", "automation", "an integration"]
      return "by \(ProgramWords.either(classes.map { names.indices.contains($0) ? names[$0] : "somebody" }))"
    case .actorIsOwner: return whether("the actor", "is", "the owner")
    case .actorIsContact: return whether("the actor", "is", "the contact")
    case .actorIsOnList(let list):
      return whether("the actor", "is", "on the list \(ProgramWords.either(program.lists[list].map { "`\($0)`" }))")
    case .message:
      return ProgramWords.either(classes.map { ["no message", "an incoming message", "an outgoing message"][$0] })
    case .messageKind:
      return "the message is \(ProgramWords.either(classes.map { ["an e-mail", "a note", "of another kind"][$0] }))"
    case .messageOrigin:
      let names = ["the ticket", "the contact record", "automation", "elsewhere"]
      return
        "the message was sent from \(ProgramWords.either(classes.map { names.indices.contains($0) ? names[$0] : "elsewhere" }))"
    case .messageIsAutomatic: return whether("the message", "is", "automatic")
    case .messageIsDeliveryFailure: return "the message is \(isTrue ? "a" : "no") report of a failed delivery"
    case .messageIsOnThread: return whether("the message", "is", "on the ticket's thread")
    case .messageIsFromContact: return whether("the message", "is", "from the contact")
    case .messageIsToContact: return whether("the message", "is", "to the contact")
    case .isDue(let index): return (isTrue ? "" : "not ") + "after " + words.timer(situations.timer(ofDue: index))
    case .isUsedUp(let index):
      return "the limit of rule \"\(situations.rule(ofLimit: index))\" is \(isTrue ? "" : "not ")used up"
    }
  }

  private func field(_ slot: FieldSlot) -> String { Self.field(slot, in: program) }

  private func values(_ slot: FieldSlot, _ classes: [Int], _ verb: String) -> String {
    if slot == .stage {
      guard verb == "is", case .pipeline(let pipeline) = situations.scope else {
        return "stage \(verb) \(ProgramWords.either(classes.map { $0 == 0 ? "unknown" : stage($0 - 1) }))"
      }
      let first = program.pipelines[pipeline].stages.lowerBound
      return "stage \(verb) \(stages(classes.map { first + $0 - 1 }))"
    }
    let name = "\(field(slot)) \(verb)"
    guard let domain = situations.domains[slot] else { return "\(name) something" }
    if classes == [0] { return "\(name) unknown" }
    if classes == Array(1..<domain.count), domain.count > 2 { return "\(name) known" }
    if case .cuts(let cuts) = domain {
      return "\(name) \(ProgramWords.either(intervals(classes, cuts) { number(slot, $0) }))"
    }
    let names = classes.map { valueName($0, slot, domain) }
    let rest = (0..<domain.count).filter { !classes.contains($0) }
    if classes.count > rest.count, !rest.isEmpty, !rest.contains(where: domain.isWide) {
      return "\(name) not \(ProgramWords.either(rest.map { valueName($0, slot, domain) }))"
    }
    return "\(name) \(ProgramWords.either(names))"
  }

  private func valueName(_ index: Int, _ slot: FieldSlot, _ domain: FieldDomain) -> String {
    if index == 0 { return "unknown" }
    switch domain {
    case .options(let options, _):
      return index <= options.count ? words.option(options[index - 1], of: slot) : "another option"
    case .flag: return index == 2 ? "set" : "not set"
    case .texts(let texts):
      return index <= texts.count ? "\"\(situations.spellings(of: slot)[index - 1])\"" : "another text"
    case .cuts: return ""
    }
  }

  private func number(_ slot: FieldSlot, _ number: Double) -> String {
    let isNumber = slot.propertyIndex.map { program.properties[$0].kind == .number } ?? false
    return isNumber ? NumberText.text(of: number) : Day(number: Int32(clamping: Int(number))).iso8601
  }

  /// Runs of neighbouring classes as intervals.
  private func intervals(_ classes: [Int], _ cuts: [Double], _ name: (Double) -> String) -> [String] {
    var parts: [String] = classes.contains(0) ? ["unknown"] : []
    var rest = classes.filter { $0 > 0 }[...]
    while let first = rest.popFirst() {
      var last = first
      while let next = rest.first, next == last + 1 { last = rest.removeFirst() }
      var bounds: [String] = []
      if first > 1 {
        bounds.append(
          first.isMultiple(of: 2) ? "at least \(name(cuts[first / 2 - 1]))" : "above \(name(cuts[first / 2 - 1]))")
      }
      if last < 2 * cuts.count + 1 {
        bounds.append(last.isMultiple(of: 2) ? "at most \(name(cuts[last / 2 - 1]))" : "below \(name(cuts[last / 2]))")
      }
      if first == last, first.isMultiple(of: 2) { bounds = [name(cuts[first / 2 - 1])] }
      parts.append(bounds.isEmpty ? "known" : bounds.joined(separator: " and "))
    }
    return parts
  }

  private func fits(_ slot: FieldSlot, _ pattern: TextPattern, _ isTrue: Bool) -> String {
    let verb =
      switch pattern.place {
      case .anywhere: isTrue ? "contains" : "does not contain"
      case .beginning: isTrue ? "starts with" : "does not start with"
      case .end: isTrue ? "ends with" : "does not end with"
      case .whole: isTrue ? "matches" : "does not match"
      }
    return "\(field(slot)) \(verb) \"\(pattern.text)\""
  }

  private func distance(_ slot: FieldSlot, _ unit: Distances.Unit, _ classes: [Int], _ fact: Fact) -> String {
    guard let cuts = situations.distances[fact]?.cuts else { return field(slot) }
    let parts = intervals(classes, cuts) { number in
      let isToday = number == 0
      switch unit {
      case .wholeDays:
        return isToday ? "today" : "\(days(abs(number))) \(number < 0 ? "ago" : "ahead")"
      case .calendarDays: return isToday ? "now" : "\(days(abs(number))) \(number < 0 ? "ago" : "ahead")"
      case .clock:
        let minutes = abs(number) / 60_000_000
        let amount =
          minutes == (minutes / 60).rounded() * 60
          ? count(minutes / 60, "hour") : count(minutes, "minute")
        return isToday ? "now" : "\(amount) \(number < 0 ? "ago" : "ahead")"
      }
    }
    // Of dates, below is before.
    let text = ProgramWords.either(parts).replacing("below", with: "before").replacing("above", with: "after")
    return "\(field(slot)) is \(text)"
  }

  private func days(_ number: Double) -> String { count(number, "day") }

  private func count(_ number: Double, _ noun: String) -> String {
    "\(NumberText.text(of: number)) \(noun)\(number == 1 ? "" : "s")"
  }

  private func test(_ test: Program.Test) -> String {
    func moment(_ moment: Program.Moment) -> String {
      switch moment {
      case .day(let day): day.iso8601
      case .today: "today"
      case .valueOf(let slot): "value of \(field(slot))"
      }
    }
    switch test {
    case .equalsField(let slot, let other): return "\(field(slot)) is value of \(field(other))"
    case .comparesField(let slot, let comparison, let other):
      let verb =
        switch comparison {
        case .atLeast: "at least"
        case .atMost: "at most"
        case .above: "above"
        case .below: "below"
        }
      return "\(field(slot)) is \(verb) value of \(field(other))"
    case .isBefore(let slot, let other): return "\(field(slot)) is before \(moment(other))"
    case .isAfter(let slot, let other): return "\(field(slot)) is after \(moment(other))"
    case .isDay(let slot, let other): return "\(field(slot)) is \(moment(other))"
    case .isInNext(let slot, let time): return "\(field(slot)) is in the next \(words.span(time))"
    case .isInLast(let slot, let time): return "\(field(slot)) is in the last \(words.span(time))"
    case .isMoreThanAgo(let slot, let time): return "\(field(slot)) is more than \(words.span(time)) ago"
    case .isLessThanAgo(let slot, let time): return "\(field(slot)) is less than \(words.span(time)) ago"
    default: return "\(test)"
    }
  }
}
