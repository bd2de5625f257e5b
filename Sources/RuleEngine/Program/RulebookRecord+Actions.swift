//  The records of actions and of what they are given.

extension Program.Action: RulebookRecord {
  package init(from reader: inout RulebookReader) throws(RulebookFileError) {
    switch try reader.tag(ActionTag.self) {
    case .createTicket:
      let stage = try reader.index()
      self = .createTicket(stage: stage, with: try reader.array(of: Program.FieldChange.self))
    case .move: self = .move(to: try reader.index())
    case .set:
      let slot = try FieldSlot(from: &reader)
      self = .set(slot, try Program.NewValue(from: &reader))
    case .clear: self = .clear(try FieldSlot(from: &reader))
    case .raise:
      let slot = try FieldSlot(from: &reader)
      self = .raise(slot, try Value(from: &reader))
    case .add:
      let slot = try FieldSlot(from: &reader)
      self = .add(try Int32(from: &reader), to: slot)
    case .remove:
      let slot = try FieldSlot(from: &reader)
      self = .remove(try Int32(from: &reader), from: slot)
    case .removeAll:
      let slot = try FieldSlot(from: &reader)
      self = .removeAll(try reader.array(of: Int32.self), from: slot)
    case .increase:
      let slot = try FieldSlot(from: &reader)
      self = .increase(slot, by: try Double(from: &reader))
    case .assign: self = .assign(try Program.Assignee(from: &reader))
    case .rotate: self = .rotate(team: try reader.index())
    case .sendNotification: self = .sendNotification(template: try reader.optional(Int.self))
    case .sendEmail:
      let template = try reader.index()
      self = .sendEmail(template: template, to: try reader.array(of: Program.Recipient.self))
    case .sendMessage:
      let text = try reader.index()
      self = .sendMessage(text: text, to: try reader.array(of: Program.Recipient.self))
    case .notify:
      let text = try reader.index()
      self = .notify(text: text, to: try reader.array(of: Program.Recipient.self))
    case .createTask:
      let text = try reader.index()
      let recipients = try reader.array(of: Program.Recipient.self)
      self = .createTask(text: text, for: recipients, dueIn: try reader.optional(Span.self))
    case .addNote: self = .addNote(text: try reader.index())
    case .call:
      let action = try reader.index()
      self = .call(action, with: try reader.array(of: Program.Argument.self))
    }
  }

  package func write(to writer: inout RulebookWriter) {
    switch self {
    case .createTicket(let stage, let changes):
      writer.tag(ActionTag.createTicket)
      writer.index(stage)
      writer.array(changes)
    case .move(let stage):
      writer.tag(ActionTag.move)
      writer.index(stage)
    case .set(let slot, let value):
      writer.tag(ActionTag.set)
      slot.write(to: &writer)
      value.write(to: &writer)
    case .clear(let slot):
      writer.tag(ActionTag.clear)
      slot.write(to: &writer)
    case .raise(let slot, let value):
      writer.tag(ActionTag.raise)
      slot.write(to: &writer)
      value.write(to: &writer)
    case .add(let option, let slot):
      writer.tag(ActionTag.add)
      slot.write(to: &writer)
      option.write(to: &writer)
    case .remove(let option, let slot):
      writer.tag(ActionTag.remove)
      slot.write(to: &writer)
      option.write(to: &writer)
    case .removeAll(let options, let slot):
      writer.tag(ActionTag.removeAll)
      slot.write(to: &writer)
      writer.array(options)
    case .increase(let slot, let amount):
      writer.tag(ActionTag.increase)
      slot.write(to: &writer)
      amount.write(to: &writer)
    case .assign(let assignee):
      writer.tag(ActionTag.assign)
      assignee.write(to: &writer)
    case .rotate(let team):
      writer.tag(ActionTag.rotate)
      writer.index(team)
    case .sendNotification(let template):
      writer.tag(ActionTag.sendNotification)
      writer.optional(template)
    case .sendEmail(let template, let recipients):
      writer.tag(ActionTag.sendEmail)
      writer.index(template)
      writer.array(recipients)
    case .sendMessage(let text, let recipients):
      writer.tag(ActionTag.sendMessage)
      writer.index(text)
      writer.array(recipients)
    case .notify(let text, let recipients):
      writer.tag(ActionTag.notify)
      writer.index(text)
      writer.array(recipients)
    case .createTask(let text, let recipients, let due):
      writer.tag(ActionTag.createTask)
      writer.index(text)
      writer.array(recipients)
      writer.optional(due)
    case .addNote(let text):
      writer.tag(ActionTag.addNote)
      writer.index(text)
    case .call(let action, let arguments):
      writer.tag(ActionTag.call)
      writer.index(action)
      writer.array(arguments)
    }
  }
}

extension Program.FieldChange: RulebookRecord {
  package init(from reader: inout RulebookReader) throws(RulebookFileError) {
    self.init(slot: try FieldSlot(from: &reader), value: try Program.NewValue(from: &reader))
  }

  package func write(to writer: inout RulebookWriter) {
    slot.write(to: &writer)
    value.write(to: &writer)
  }
}

extension Program.NewValue: RulebookRecord {
  package init(from reader: inout RulebookReader) throws(RulebookFileError) {
    switch try reader.tag(NewValueTag.self) {
    case .literal: self = .literal(try Value(from: &reader))
    case .now: self = .now
    case .today: self = .today
    case .fromNow: self = .fromNow(try Span(from: &reader))
    case .valueOf: self = .valueOf(try FieldSlot(from: &reader))
    }
  }

  package func write(to writer: inout RulebookWriter) {
    switch self {
    case .literal(let value):
      writer.tag(NewValueTag.literal)
      value.write(to: &writer)
    case .now: writer.tag(NewValueTag.now)
    case .today: writer.tag(NewValueTag.today)
    case .fromNow(let span):
      writer.tag(NewValueTag.fromNow)
      span.write(to: &writer)
    case .valueOf(let slot):
      writer.tag(NewValueTag.valueOf)
      slot.write(to: &writer)
    }
  }
}

extension Program.Assignee: RulebookRecord {
  package init(from reader: inout RulebookReader) throws(RulebookFileError) {
    switch try reader.tag(AssigneeTag.self) {
    case .person: self = .person(try reader.string())
    case .team: self = .team(try reader.index())
    case .actor: self = .actor
    case .creator: self = .creator
    case .nobody: self = .nobody
    case .personIn: self = .personIn(try FieldSlot(from: &reader))
    }
  }

  package func write(to writer: inout RulebookWriter) {
    switch self {
    case .person(let person):
      writer.tag(AssigneeTag.person)
      writer.string(person)
    case .team(let team):
      writer.tag(AssigneeTag.team)
      writer.index(team)
    case .actor: writer.tag(AssigneeTag.actor)
    case .creator: writer.tag(AssigneeTag.creator)
    case .nobody: writer.tag(AssigneeTag.nobody)
    case .personIn(let slot):
      writer.tag(AssigneeTag.personIn)
      slot.write(to: &writer)
    }
  }
}

extension Program.Recipient: RulebookRecord {
  package init(from reader: inout RulebookReader) throws(RulebookFileError) {
    switch try reader.tag(RecipientTag.self) {
    case .contact: self = .contact
    case .owner: self = .owner
    case .creator: self = .creator
    case .cc: self = .cc
    case .followers: self = .followers
    case .team: self = .team(try reader.index())
    case .itsTeam: self = .itsTeam
    case .personIn: self = .personIn(try FieldSlot(from: &reader))
    case .address: self = .address(try reader.string())
    }
  }

  package func write(to writer: inout RulebookWriter) {
    switch self {
    case .contact: writer.tag(RecipientTag.contact)
    case .owner: writer.tag(RecipientTag.owner)
    case .creator: writer.tag(RecipientTag.creator)
    case .cc: writer.tag(RecipientTag.cc)
    case .followers: writer.tag(RecipientTag.followers)
    case .team(let team):
      writer.tag(RecipientTag.team)
      writer.index(team)
    case .itsTeam: writer.tag(RecipientTag.itsTeam)
    case .personIn(let slot):
      writer.tag(RecipientTag.personIn)
      slot.write(to: &writer)
    case .address(let address):
      writer.tag(RecipientTag.address)
      writer.string(address)
    }
  }
}
