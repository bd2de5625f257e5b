internal import RuleEngine

/// An event to be written as a line.
struct EventDraft {
  struct Actor {
    var kind: Event.Actor.Kind
    var id: String
    var email: String?
  }

  struct Message {
    var kind = "email"
    var isIncoming = true
    var origin = Event.Message.Origin.ticket
    var isAutomatic = false
    var isDeliveryFailure = false
    var thread: String?
    var from: String?
    var to: String?
    var subject: String?
    var text: String?
  }

  var at: Instant
  var happening = Fact.Happening.change
  var actor: Actor?
  var stage: Int?
  /// The stage the ticket was in, where it changed: `nil` inside is one that the rulebook does not know.
  var stageBefore: Int??
  var values: [FieldSlot: Value] = [:]
  /// The fields that changed, with the values before.
  var before: [FieldSlot: Value] = [:]
  var contactID = "C-1"
  var contactEmail: String? = "ann@customer.example"
  var thread = "TH-1"
  var creator: String?
  var message: Message?

  /// The line, without a line end.
  func line(of program: Program) -> [UInt8] {
    var json = JSONWriter()
    json.object { json in
      json.field("id", "e-1")
      json.field("at", at.iso8601)
      if let actor {
        json.name("actor")
        json.object { json in
          json.field("kind", "\(actor.kind)")
          json.field("id", actor.id)
          json.field("email", actor.email)
        }
      }
      if happening == .conversation { writeConversation(to: &json, program) } else { writeTicket(to: &json, program) }
      if happening == .creation {
        json.name("created")
        json.flag(true)
      }
      if !before.isEmpty || stageBefore != nil { writeBefore(to: &json, program) }
      if let message { write(message, to: &json) }
    }
    return json.bytes
  }

  private func writeConversation(to json: inout JSONWriter, _ program: Program) {
    json.name("conversation")
    json.object { json in
      json.field("id", "CV-1")
      for (name, slot) in [("inbox", FieldSlot.inbox), ("channel", .channel)] {
        guard case .text(let text)? = values[slot] else { continue }
        json.name(text: name)
        json.string(text.string)
      }
    }
    writeContact(to: &json, program)
  }

  private func writeContact(to json: inout JSONWriter, _ program: Program) {
    json.name("contact")
    json.object { json in
      json.field("id", contactID)
      json.field("email", contactEmail)
      write(.contact, to: &json, program)
    }
  }

  private func writeTicket(to json: inout JSONWriter, _ program: Program) {
    json.name("ticket")
    json.object { json in
      json.field("id", "T-1")
      if let stage {
        let pipeline = program.pipelines[program.stages[stage].pipeline]
        if !pipeline.isDefault { json.field("pipeline", pipeline.id) }
        json.field("stage", program.stages[stage].name)
      }
      if message != nil { json.field("thread", thread) }
      json.field("creator", creator)
      for (name, slot) in [
        ("team", FieldSlot.team), ("inbox", .inbox), ("channel", .channel), ("created", .created), ("closed", .closed),
      ] {
        guard let value = values[slot], value.isKnown else { continue }
        json.name(text: name)
        json.write(value, of: slot, in: program)
      }
      writeOwner(to: &json, program)
      writeProperties(to: &json, program)
    }
  }

  private func writeOwner(to json: inout JSONWriter, _ program: Program) {
    let tellsMore = values[.ownerEmail]?.isKnown == true || values[.ownerTeams]?.isKnown == true
    var owner: String? = tellsMore ? "jo" : nil
    if case .text(let text)? = values[.owner] { owner = text.string }
    guard tellsMore else { return json.field("owner", owner) }
    json.name("owner")
    json.object { json in
      json.field("id", owner)
      if case .text(let email)? = values[.ownerEmail] { json.field("email", email.string) }
      if case .options(let teams)? = values[.ownerTeams] {
        json.name("teams")
        json.strings(teams.map { program.teams[Int($0)] })
      }
    }
  }

  private func writeProperties(to json: inout JSONWriter, _ program: Program) {
    writeContact(to: &json, program)
    if !given(.company, program).isEmpty {
      json.name("company")
      json.object { json in write(.company, to: &json, program) }
    }
    if !given(.ticket, program).isEmpty {
      json.name("properties")
      json.object { json in write(.ticket, to: &json, program) }
    }
  }

  private func given(_ entity: Program.Property.Entity, _ program: Program) -> [(
    property: Program.Property, slot: FieldSlot, value: Value
  )] {
    program.properties.indices.compactMap { index in
      let slot = FieldSlot.property(index)
      guard program.properties[index].entity == entity, let value = values[slot], value.isKnown else { return nil }
      return (program.properties[index], slot, value)
    }
  }

  private func write(_ entity: Program.Property.Entity, to json: inout JSONWriter, _ program: Program) {
    for (property, slot, value) in given(entity, program) {
      json.name(text: property.id)
      json.write(value, of: slot, in: program)
    }
  }

  private func writeBefore(to json: inout JSONWriter, _ program: Program) {
    json.name("before")
    json.object { json in
      if let stageBefore {
        if let before = stageBefore {
          if program.stages[before].pipeline != stage.map({ program.stages[$0].pipeline }) {
            json.field("pipeline", program.pipelines[program.stages[before].pipeline].id)
          }
          json.field("stage", program.stages[before].name)
        } else {
          json.field("pipeline", "another pipeline")
        }
      }
      for slot in before.keys.sorted(by: { $0.index < $1.index }) {
        guard let value = before[slot], let name = Self.name(of: slot, program) else { continue }
        json.name(text: name)
        json.write(value, of: slot, in: program)
      }
    }
  }

  private static func name(of slot: FieldSlot, _ program: Program) -> String? {
    switch slot {
    case .owner: return "owner"
    case .team: return "team"
    case .inbox: return "inbox"
    case .channel: return "channel"
    case .created: return "created"
    case .closed: return "closed"
    case .contactEmail: return "contact.email"
    default: break
    }
    guard let index = slot.propertyIndex else { return nil }
    let property = program.properties[index]
    return switch property.entity {
    case .ticket: property.id
    case .contact: "contact." + property.id
    case .company: "company." + property.id
    }
  }

  private func write(_ message: Message, to json: inout JSONWriter) {
    json.name("message")
    json.object { json in
      json.field("kind", message.kind)
      json.field("direction", message.isIncoming ? "in" : "out")
      if !message.isIncoming {
        switch message.origin {
        case .ticket: json.field("origin", "ticket")
        case .contactRecord: json.field("origin", "contact")
        case .automation: json.field("origin", "automation")
        case .other: json.field("origin", "other")
        }
      }
      json.field("thread", message.thread)
      json.field("from", message.from)
      json.field("to", message.to)
      json.field("subject", message.subject)
      json.field("text", message.text)
      if message.isDeliveryFailure, message.kind != "bounce" {
        json.name("headers")
        json.object { json in json.field("x-failed-recipients", contactEmail ?? "nobody@customer.example") }
      }
      if message.isAutomatic || message.isDeliveryFailure || message.kind == "bounce" {
        json.name("automatic")
        json.flag(message.isAutomatic)
      }
    }
  }
}

extension JSONWriter {
  /// A value of a field, as event lines have it: options by id.
  fileprivate mutating func write(_ value: Value, of slot: FieldSlot, in program: Program) {
    let options = slot.propertyIndex.map { program.properties[$0].options } ?? []
    switch value {
    case .unknown: null()
    case .option(let option): string(options[Int(option)].id)
    case .options(let list): strings(list.map { options[Int($0)].id })
    case .number(let double): number(double)
    case .text(let text): string(text.string)
    case .day(let day): string(day.iso8601)
    case .instant(let instant): string(instant.iso8601)
    case .flag(let isSet): flag(isSet)
    }
  }
}
