import RuleChecker
import RuleEngine
import RuleSchema

/// One save of a test's step, as it becomes an event line.
struct TestSave {
  private(set) var ticket: TestTicket
  /// What keeps it from happening, in words.
  private(set) var problem: String?
  private var before: [JSON.Member] = []
  private var message: [JSON.Member]?
  private var actor = (kind: "agent", id: "test-agent", email: String?.none)
  private var isCreation = false
  private var inbox: String?
  private var isConversation = false

  /// The save that `triggers` describe, on `ticket`, with facts of its message.
  init(_ triggers: [CheckedTrigger], facts: [(field: Field, text: String)], on ticket: TestTicket) {
    self.ticket = ticket
    for trigger in triggers {
      happen(trigger.happening)
      if let channel = trigger.via { self.ticket.channel = channel.rawValue }
    }
    // Who is on a list may be an agent all the same: what they are first, then who.
    let authors = triggers.compactMap(\.by)
    for author in authors where !author.isOnList { write(by: author) }
    for author in authors where author.isOnList { write(by: author) }
    for (field, text) in facts { state(field, text) }
  }

  /// The event line, for a ticket or a new conversation.
  func line(id: String, at instant: Instant) -> JSON {
    var members = [
      JSON.Member("id", .text(id)), JSON.Member("at", .text(instant.iso8601)), JSON.Member("actor", actorJSON),
    ]
    if isConversation {
      var conversation = [JSON.Member("id", .text("test-conversation"))]
      if let inbox { conversation.append(JSON.Member("inbox", .text(inbox))) }
      conversation.append(JSON.Member("channel", .text(ticket.channel ?? "email")))
      members.append(JSON.Member("conversation", .object(conversation)))
      if ticket.contact != nil { members.append(JSON.Member("contact", ticket.contactJSON)) }
    } else {
      members.append(JSON.Member("ticket", ticket.json))
      if isCreation { members.append(JSON.Member("created", .flag(true))) }
      if !before.isEmpty { members.append(JSON.Member("before", .object(before))) }
    }
    if let message { members.append(JSON.Member("message", .object(message))) }
    return .object(members)
  }

  private var actorJSON: JSON {
    var members = [JSON.Member("kind", .text(actor.kind)), JSON.Member("id", .text(actor.id))]
    if let email = actor.email { members.append(JSON.Member("email", .text(email))) }
    return .object(members)
  }

  // ---- what happens ----

  private mutating func happen(_ happening: CheckedTrigger.Happening) {
    switch happening {
    case .newConversation(let index):
      isConversation = true
      inbox = (index?.value ?? ticket.schema.inboxes.indices.first).map { ticket.schema.inboxes[$0].name }
      write(direction: "in", thread: ticket.thread)
      byContact()
    case .ticketCreated: isCreation = true
    case .entered(let stages):
      if let stage = stages.first { move(to: stage) }
    case .stageChanged(_, let stage):
      if let stage { move(to: stage) }
    case .closed: moveToFirst { $0.isClosed }
    case .reopened: moveToFirst { !$0.isClosed }
    case .assigned: change(.owner, to: .text("test-owner"))
    case .unassigned: change(.owner, to: .null)
    case .emailSent(let origin):
      let name =
        switch origin {
        case .ticket, .anywhere: "ticket"
        case .contactRecord: "contact"
        }
      write(direction: "out", thread: ticket.thread)
      message?.append(JSON.Member("origin", .text(name)))
    case .reply(let fromAnyone, let automatic):
      write(direction: "in", thread: ticket.thread)
      byContact()
      if fromAnyone { from("someone@test.example") }
      if automatic { message?.append(JSON.Member("automatic", .flag(true))) }
      if ticket.thread == nil { problem = "the ticket has no thread to reply on" }
    case .messageInAnotherThread(let automatic):
      write(direction: "in", thread: "another-test-thread")
      byContact()
      if automatic { message?.append(JSON.Member("automatic", .flag(true))) }
    case .noteAdded: message = [JSON.Member("kind", .text("note"))]
    case .deliveryFailed:
      message = [JSON.Member("kind", .text("bounce")), JSON.Member("direction", .text("in"))]
    case .changed(let field, _, let value):
      // A test says what the value becomes, or that it becomes unknown.
      change(field, to: value.map { ticket.json($0, for: field) } ?? .null)
    case .becomes(let field, let value): change(field, to: ticket.json(value, for: field))
    case .gained(let field, let value): change(field, value, isThere: true)
    case .lost(let field, let value): change(field, value, isThere: false)
    case .left, .activity: problem = "it does not say exactly what happens"
    }
  }

  private mutating func byContact() {
    actor = ("contact", TestTicket.contactID, nil)
    if let contact = ticket.contact { from(contact) }
  }

  private mutating func write(direction: String, thread: String?) {
    message = [
      JSON.Member("id", .text("test-message")), JSON.Member("kind", .text("email")),
      JSON.Member("direction", .text(direction)),
    ]
    if let thread { message?.append(JSON.Member("thread", .text(thread))) }
  }

  private mutating func from(_ address: String) {
    message?.removeAll { $0.name == "from" }
    message?.append(JSON.Member("from", .text(address)))
  }

  private mutating func write(by author: CheckedTrigger.Author) {
    switch author {
    case .contact: actor = ("contact", TestTicket.contactID, nil)
    case .agent: actor = ("agent", "test-agent", nil)
    case .automation: actor = ("automation", "test-automation", nil)
    case .integration: actor = ("integration", "test-integration", nil)
    case .list(let index):
      let glob = ticket.schema.lists[index.value].globs.first ?? ""
      let address = glob.replacing("*", with: "someone").replacing("?", with: "x")
      actor = (actor.kind, address, address)
      if message != nil, actor.kind == "contact" { from(address) }
    }
  }

  private mutating func state(_ field: Field, _ text: String) {
    guard message != nil else {
      problem = "there is no message in this step"
      return
    }
    switch field {
    case .messageSubject: message?.append(JSON.Member("subject", .text(text)))
    case .messageText: message?.append(JSON.Member("text", .text(text)))
    case .messageFrom: from(text)
    default: break
    }
  }

  // ---- what changes ----

  private mutating func move(to stage: StageIndex) {
    guard !isCreation else {
      ticket.stage = stage
      return
    }
    guard stage != ticket.stage else {
      problem = "the ticket is in stage `\(ticket.schema.stages[stage.value].name)` already"
      return
    }
    remember("stage", .text(ticket.schema.stages[ticket.stage.value].id))
    if ticket.schema.stages[stage.value].pipeline != ticket.pipeline {
      remember("pipeline", .text(ticket.schema.pipelines[ticket.pipeline.value].id))
    }
    ticket.stage = stage
    ticket.since = nil
  }

  private mutating func moveToFirst(where fits: (Stage) -> Bool) {
    let stages = ticket.schema.pipelines[ticket.pipeline.value].stages
    if fits(ticket.schema.stages[ticket.stage.value]) {
      let word = ticket.schema.stages[ticket.stage.value].isClosed ? "closed" : "open"
      problem = "the ticket is \(word) already"
    } else if let index = stages.first(where: { fits(ticket.schema.stages[$0]) }) {
      move(to: StageIndex(index))
    } else {
      problem = "the pipeline has no such stage"
    }
  }

  private mutating func change(_ field: Field, to value: JSON) {
    let old = ticket.value(of: field)
    guard old != value else {
      problem = "the value is the one the ticket has already"
      return
    }
    if !isCreation { remember(name(of: field), old) }
    if field == .owner { ticket.assign(to: nil) }
    ticket.set(field, to: value)
  }

  private mutating func change(_ field: Field, _ value: Literal, isThere: Bool) {
    guard case .option(let option) = value else { return }
    let old = ticket.value(of: field)
    ticket.change(field, option: option, isThere: isThere)
    guard ticket.value(of: field) != old else {
      problem = isThere ? "the set has the option already" : "the set does not have the option"
      return
    }
    if !isCreation { remember(name(of: field), old) }
  }

  private mutating func remember(_ name: String, _ value: JSON) {
    guard !before.contains(where: { $0.name == name }) else { return }
    before.append(JSON.Member(name, value))
  }

  private func name(of field: Field) -> String {
    switch field {
    case .owner: return "owner"
    case .team: return "team"
    case .inbox: return "inbox"
    case .channel: return "channel"
    case .property(let index):
      let property = ticket.schema.properties[index.value]
      switch property.entity {
      case .ticket: return property.id
      case .contact: return "contact." + property.id
      case .company: return "company." + property.id
      }
    default: return ""
    }
  }
}

extension CheckedTrigger.Author {
  fileprivate var isOnList: Bool { if case .list = self { true } else { false } }
}
