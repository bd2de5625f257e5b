/// Fills placeholders from a ticket's final state. Section 6.3 of grammar/meaning.md.
struct TextRendering {
  let core: RulebookCore
  let snapshot: TicketSnapshot
  let message: Event.Message?

  /// The text with every placeholder filled; what is unknown is empty.
  func text(of template: Program.TextTemplate) -> String {
    if let text = template.literal { return text }
    let program = core.program
    return template.parts.map { part in
      switch part {
      case .literal(let text): text
      case .placeholder(let slot): program.label(of: slot, program.value(of: slot, in: snapshot, message: message))
      }
    }.joined()
  }
}

extension Program.TextTemplate {
  /// The text, if it has no placeholder.
  var literal: String? {
    if parts.count == 1, case .literal(let text) = parts[0] { return text }
    var words = ""
    for part in parts {
      guard case .literal(let literal) = part else { return nil }
      words += literal
    }
    return words
  }
}

extension Program {
  /// A value as people read it: labels, not ids.
  func label(of slot: FieldSlot, _ value: Value) -> String {
    switch value {
    case .unknown: ""
    case .option(let option): optionNames(of: slot, [option]).joined()
    case .options(let options): optionNames(of: slot, options).joined(separator: ", ")
    case .number(let number): NumberText.text(of: number)
    case .text(let text): text.string
    case .day(let day): day.iso8601
    case .instant(let instant): instant.iso8601
    case .flag(let flag): flag ? "yes" : "no"
    }
  }

  private func optionNames(of slot: FieldSlot, _ options: [Int32]) -> [String] {
    options.map { option in
      switch slot {
      case .stage: stages[Int(option)].name
      case .pipeline: pipelines[Int(option)].name
      case .ownerTeams: teams[Int(option)]
      default: slot.propertyIndex.map { properties[$0].options[Int(option)].name } ?? ""
      }
    }
  }

  /// A value as it leaves the engine: options by id; `nil` for unknown.
  func fieldValue(of slot: FieldSlot, _ value: Value) -> RuleEngine.Action.FieldValue? {
    switch value {
    case .unknown: return nil
    case .option(let option): return .text(slot.propertyIndex.map { properties[$0].options[Int(option)].id } ?? "")
    case .options(let options):
      return .list(options.map { option in slot.propertyIndex.map { properties[$0].options[Int(option)].id } ?? "" })
    case .number(let number): return .number(number)
    case .text(let text): return .text(text.string)
    case .day(let day): return .text(day.iso8601)
    case .instant(let instant): return .text(instant.iso8601)
    case .flag(let flag): return .flag(flag)
    }
  }

  /// A recipient as rules write it.
  func name(of recipient: Recipient) -> String {
    let words = recipient.words({ teams[$0] }, { name(of: $0) })
    return "\(words.0)" + words.1
  }
}

extension Program.Recipient {
  /// What rules write, in two pieces, which whoever hashes them need not join.
  ///
  /// - Parameters:
  ///   - team: the name of a team.
  ///   - field: the name of a field.
  func words(_ team: (Int) -> String, _ field: (FieldSlot) -> String) -> (StaticString, String) {
    switch self {
    case .contact: ("contact", "")
    case .owner: ("owner", "")
    case .creator: ("creator", "")
    case .cc: ("cc", "")
    case .followers: ("followers", "")
    case .team(let number): ("team ", team(number))
    case .itsTeam: ("its team", "")
    case .personIn(let slot): ("its ", field(slot))
    case .address(let address): ("\"", address + "\"")
    }
  }
}

extension RoundView {
  /// What a test met, for traces: the field and its value.
  func description(of test: Program.Test) -> String {
    guard let slot = test.slot else {
      switch test {
      case .messageIsAutomatic: return "the message is \(changeSet.message?.isAutomatic == true ? "" : "not ")automatic"
      case .isDuring(let calendar):
        return "\(now.iso8601) is \(holds(test) ? "in" : "outside") the hours of \(program.calendars[calendar].name)"
      case .ticketIsClosed: return "the ticket is \(isClosed ? "closed" : "open")"
      default:
        guard let actor = changeSet.actor else { return "no actor is known" }
        return "the actor is \(actor.kind)" + (actor.id.map { " `\($0)`" } ?? "")
      }
    }
    let present = value(of: slot)
    let name = program.name(of: slot)
    return present.isKnown ? "\(name) is \(program.label(of: slot, present))" : "\(name) is unknown"
  }
}

extension Program.Test {
  /// The field the test is about, if it is about one.
  package var slot: FieldSlot? {
    switch self {
    case .isOneOf(let slot, _), .compares(let slot, _, _), .equalsField(let slot, _), .comparesField(let slot, _, _),
      .containsAny(let slot, _), .startsWith(let slot, _),
      .endsWith(let slot, _), .matchesAny(let slot, _), .hasAny(let slot, _), .hasAll(let slot, _),
      .hasNone(let slot, _), .gained(let slot, _), .lost(let slot, _), .was(let slot, _), .changed(let slot, _, _),
      .isKnown(let slot), .isSet(let slot), .isBefore(let slot, _), .isAfter(let slot, _), .isDay(let slot, _),
      .isInNext(let slot, _), .isInLast(let slot, _), .isMoreThanAgo(let slot, _), .isLessThanAgo(let slot, _):
      slot
    case .messageIsAutomatic, .actorIs, .actorIsOwner, .actorIsContact, .ticketIsClosed, .isDuring: nil
    }
  }
}
