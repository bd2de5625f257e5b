//  The records of triggers.

extension Program.Trigger: RulebookRecord {
  package init(from reader: inout RulebookReader) throws(RulebookFileError) {
    self.init(
      happening: try Happening(from: &reader), by: try reader.optional(Author.self),
      via: try reader.optional(ChannelTag.self)?.name)
  }

  package func write(to writer: inout RulebookWriter) {
    happening.write(to: &writer)
    writer.optional(by)
    writer.optional(via.map(ChannelTag.init(name:)))
  }
}

extension ChannelTag: RulebookRecord {
  /// The word that events use.
  package var name: String {
    switch self {
    case .email: "email"
    case .chat: "chat"
    case .form: "form"
    case .phone: "phone"
    case .api: "api"
    }
  }

  init(name: String) {
    guard let tag = Self.allCases.first(where: { $0.name == name }) else {
      preconditionFailure("a trigger's `via` is one of five words, not \(name)")
    }
    self = tag
  }

  package init(from reader: inout RulebookReader) throws(RulebookFileError) { self = try reader.tag(ChannelTag.self) }

  package func write(to writer: inout RulebookWriter) { writer.tag(self) }
}

extension Program.Trigger.Author: RulebookRecord {
  package init(from reader: inout RulebookReader) throws(RulebookFileError) {
    switch try reader.tag(AuthorTag.self) {
    case .contact: self = .contact
    case .agent: self = .agent
    case .automation: self = .automation
    case .integration: self = .integration
    case .list: self = .list(try reader.index())
    }
  }

  package func write(to writer: inout RulebookWriter) {
    switch self {
    case .contact: writer.tag(AuthorTag.contact)
    case .agent: writer.tag(AuthorTag.agent)
    case .automation: writer.tag(AuthorTag.automation)
    case .integration: writer.tag(AuthorTag.integration)
    case .list(let index):
      writer.tag(AuthorTag.list)
      writer.index(index)
    }
  }
}

extension Program.Trigger.Happening: RulebookRecord {
  package init(from reader: inout RulebookReader) throws(RulebookFileError) {
    switch try reader.tag(HappeningTag.self) {
    case .newConversation: self = .newConversation(inbox: try reader.optional(Int.self))
    case .ticketCreated: self = .ticketCreated
    case .entered: self = .entered(try reader.array(of: Int.self))
    case .left: self = .left(try reader.array(of: Int.self))
    case .stageChanged:
      let from = try reader.optional(Int.self)
      self = .stageChanged(from: from, to: try reader.optional(Int.self))
    case .closed: self = .closed
    case .reopened: self = .reopened
    case .assigned: self = .assigned
    case .unassigned: self = .unassigned
    case .activity: self = .activity
    case .emailSent: self = .emailSent(try reader.plain(Program.Trigger.Origin.self, "origin"))
    case .reply:
      let fromAnyone = try reader.flag()
      self = .reply(fromAnyone: fromAnyone, includingAutomatic: try reader.flag())
    case .messageInAnotherThread: self = .messageInAnotherThread(includingAutomatic: try reader.flag())
    case .noteAdded: self = .noteAdded
    case .deliveryFailed: self = .deliveryFailed
    case .changed:
      let slot = try FieldSlot(from: &reader)
      let from = try reader.optional(Value.self)
      self = .changed(slot, from: from, to: try reader.optional(Value.self))
    case .becomes:
      let slot = try FieldSlot(from: &reader)
      self = .becomes(slot, try Value(from: &reader))
    case .gained:
      let slot = try FieldSlot(from: &reader)
      self = .gained(slot, try Int32(from: &reader))
    case .lost:
      let slot = try FieldSlot(from: &reader)
      self = .lost(slot, try Int32(from: &reader))
    }
  }

  package func write(to writer: inout RulebookWriter) {
    switch self {
    case .newConversation(let inbox):
      writer.tag(HappeningTag.newConversation)
      writer.optional(inbox)
    case .ticketCreated: writer.tag(HappeningTag.ticketCreated)
    case .entered(let stages):
      writer.tag(HappeningTag.entered)
      writer.array(stages)
    case .left(let stages):
      writer.tag(HappeningTag.left)
      writer.array(stages)
    case .stageChanged(let from, let to):
      writer.tag(HappeningTag.stageChanged)
      writer.optional(from)
      writer.optional(to)
    case .closed: writer.tag(HappeningTag.closed)
    case .reopened: writer.tag(HappeningTag.reopened)
    case .assigned: writer.tag(HappeningTag.assigned)
    case .unassigned: writer.tag(HappeningTag.unassigned)
    case .activity: writer.tag(HappeningTag.activity)
    case .emailSent(let origin):
      writer.tag(HappeningTag.emailSent)
      writer.byte(origin.rawValue)
    case .reply(let fromAnyone, let includingAutomatic):
      writer.tag(HappeningTag.reply)
      writer.flag(fromAnyone)
      writer.flag(includingAutomatic)
    case .messageInAnotherThread(let includingAutomatic):
      writer.tag(HappeningTag.messageInAnotherThread)
      writer.flag(includingAutomatic)
    case .noteAdded: writer.tag(HappeningTag.noteAdded)
    case .deliveryFailed: writer.tag(HappeningTag.deliveryFailed)
    case .changed(let slot, let from, let to):
      writer.tag(HappeningTag.changed)
      slot.write(to: &writer)
      writer.optional(from)
      writer.optional(to)
    case .becomes(let slot, let value):
      writer.tag(HappeningTag.becomes)
      slot.write(to: &writer)
      value.write(to: &writer)
    case .gained(let slot, let option):
      writer.tag(HappeningTag.gained)
      slot.write(to: &writer)
      option.write(to: &writer)
    case .lost(let slot, let option):
      writer.tag(HappeningTag.lost)
      slot.write(to: &writer)
      option.write(to: &writer)
    }
  }
}
