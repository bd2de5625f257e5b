//  The records of what actions are given.

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
