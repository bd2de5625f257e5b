import RuleEngine

/// The portal of `grammar/events.md`: two pipelines with equally named stages, a property of every type.
enum SampleProgram {
  static let program: Program = {
    var program = Program()
    program.zone = ZoneTable(name: "Test/Plus1", firstOffset: 3600, transitions: [])
    program.pipelines = [
      .init(name: "Support Pipeline", id: "0", isDefault: true, hasCloseDate: true, stages: 0..<4),
      .init(name: "Billing", id: "77", isDefault: false, hasCloseDate: true, stages: 4..<6),
    ]
    let stages = [
      ("New", "1", 0), ("Waiting on contact", "2", 0), ("Waiting on us", "3", 0), ("Closed", "4", 0), ("New", "b1", 1),
      ("Paid", "b2", 1),
    ]
    program.stages = stages.map { .init(name: $0.0, id: $0.1, isClosed: $0.0 == "Closed", pipeline: $0.2) }
    program.properties = [
      property("priority", "hs_ticket_priority", .orderedOneOf, [("Low", "LOW"), ("High", "HIGH"), ("7", "seven")]),
      property("labels", "labels", .setOf, [("stale", "stale"), ("area/network", "net"), ("a;b", "ab")]),
      property("amount", "amount", .number), property("subject", "subject", .text),
      property("due date", "due_date", .date), property("answered", "answered_at", .time),
      property("vip", "vip", .flag), property("backup", "backup", .person),
      property("language", "language", .oneOf, [("de", "de"), ("en", "en")], of: .contact),
      property("name", "name", .text, of: .contact),
      property("tier", "tier", .oneOf, [("gold", "gold"), ("silver", "silver")], of: .company),
      // Its label is another property's id: the id wins.
      property("amount", "amount_2", .number),
    ]
    program.teams = ["Tier 2"]
    program.inboxes = [.init(name: "Support inbox", email: "Help@acme.example", isLocked: false)]
    return program
  }()

  static let reader = EventReader(program: program)

  private static func property(
    _ name: String, _ id: String, _ kind: Program.Property.Kind, _ options: [(String, String)] = [],
    of entity: Program.Property.Entity = .ticket
  ) -> Program.Property {
    .init(
      entity: entity, name: name, id: id, kind: kind, options: options.map { .init(name: $0.0, id: $0.1) })
  }

  /// The reader's verdict on a line: a short text of what it read, or the reason why not.
  static func describe(_ line: String) -> String {
    do {
      return describe(try reader.event(from: Array(line.utf8)))
    } catch {
      return "problem: \(error.reason)"
    }
  }

  static func describe(_ event: Event) -> String {
    var parts: [String] = []
    switch event.subject {
    case .ticket(let ticket): parts = ["ticket \(ticket.id)"] + describe(ticket)
    case .conversation(let ticket): parts = ["conversation \(ticket.id)"] + describe(ticket)
    }
    for change in event.changes { parts.append("before \(name(change.slot))=\(describe(change.before, change.slot))") }
    if event.isCreation { parts.append("created") }
    if let message = event.message {
      var words = ["\(message.kind) \(message.direction) \(message.origin)"]
      if message.isAutomatic { words.append("automatic") }
      if message.wantsNoAnswer { words.append("no answer") }
      if message.isDeliveryFailure { words.append("failure") }
      if let to = message.to { words.append("to \(to.joined(separator: "+"))") }
      if !message.cc.isEmpty { words.append("cc \(message.cc.joined(separator: "+"))") }
      parts.append(words.joined(separator: " "))
    }
    return parts.joined(separator: ", ")
  }

  private static func describe(_ ticket: TicketSnapshot) -> [String] {
    var parts: [String] = []
    for (index, value) in ticket.fields.enumerated() where value.isKnown {
      let slot = FieldSlot(index: index)
      parts.append("\(name(slot))=\(describe(value, slot))")
    }
    if let foreign = ticket.foreignPipeline { parts.append("foreign \(foreign)") }
    if let thread = ticket.thread { parts.append("thread \(thread)") }
    if let contact = ticket.contact {
      if !contact.isUnnamed { parts.append("contact \(contact.id ?? "-") \(contact.email ?? "-")") }
    } else {
      parts.append("no contact")
    }
    if let since = ticket.since { parts.append("since \(since.iso8601)") }
    if let family = ticket.family { parts.append("family \(family)") }
    if let creator = ticket.creator { parts.append("creator \(creator)") }
    if !ticket.cc.isEmpty { parts.append("cc \(ticket.cc.joined(separator: "+"))") }
    if !ticket.followers.isEmpty { parts.append("followers \(ticket.followers.joined(separator: "+"))") }
    return parts
  }

  private static func name(_ slot: FieldSlot) -> String {
    if let index = slot.propertyIndex { return program.properties[index].id }
    let names = [
      "stage", "pipeline", "owner", "team", "inbox", "channel", "created", "closed", "contact.email", "message.subject",
      "message.from", "message.text", "owner.email", "owner.teams",
    ]
    return names[slot.index]
  }

  private static func describe(_ value: Value, _ slot: FieldSlot) -> String {
    let builtIn = slot == .ownerTeams ? program.teams : program.stages.map(\.id)
    let options = slot.propertyIndex.map { program.properties[$0].options.map(\.id) } ?? builtIn
    return switch value {
    case .unknown: "?"
    case .option(let index): "#" + options[Int(index)]
    case .options(let indices): indices.map { "#" + options[Int($0)] }.joined()
    case .number(let number): NumberText.text(of: number)
    case .text(let text): "'\(text)'"
    case .day(let day): day.iso8601
    case .instant(let instant): instant.iso8601
    case .flag(let flag): "\(flag)"
    }
  }
}
