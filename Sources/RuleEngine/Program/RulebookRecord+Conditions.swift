//  The records of conditions: tests and the branches between them.

extension Program.Condition: RulebookRecord {
  package init(from reader: inout RulebookReader) throws(RulebookFileError) {
    let first = try reader.index()
    let count = try reader.index()
    self.init(branches: first..<(first + count))
  }

  package func write(to writer: inout RulebookWriter) {
    writer.index(branches.lowerBound)
    writer.index(branches.count)
  }
}

extension Program.Moment: RulebookRecord {
  package init(from reader: inout RulebookReader) throws(RulebookFileError) {
    switch try reader.tag(MomentTag.self) {
    case .day: self = .day(try Day(from: &reader))
    case .today: self = .today
    case .valueOf: self = .valueOf(try FieldSlot(from: &reader))
    }
  }

  package func write(to writer: inout RulebookWriter) {
    switch self {
    case .day(let day):
      writer.tag(MomentTag.day)
      day.write(to: &writer)
    case .today: writer.tag(MomentTag.today)
    case .valueOf(let slot):
      writer.tag(MomentTag.valueOf)
      slot.write(to: &writer)
    }
  }
}

extension Program.Test: RulebookRecord {
  package init(from reader: inout RulebookReader) throws(RulebookFileError) {
    let tag = try reader.tag(TestTag.self)
    switch tag {
    case .messageIsAutomatic: self = .messageIsAutomatic
    case .actorIs: self = .actorIs(try reader.plain(Event.Actor.Kind.self, "kind of actor"))
    case .actorIsOwner: self = .actorIsOwner
    case .actorIsContact: self = .actorIsContact
    case .ticketIsClosed: self = .ticketIsClosed
    case .isDuring: self = .isDuring(try reader.index())
    case .isOneOf, .compares, .containsAny, .startsWith, .endsWith, .matchesAny, .hasAny, .hasAll, .hasNone, .gained,
      .lost, .was, .changed, .isKnown, .isSet, .isBefore, .isAfter, .isDay, .isInNext, .isInLast, .isMoreThanAgo,
      .isLessThanAgo, .equalsField, .comparesField:
      try self.init(tag, of: try FieldSlot(from: &reader), from: &reader)
    }
  }

  private init(
    _ tag: TestTag, of slot: FieldSlot, from reader: inout RulebookReader
  ) throws(RulebookFileError) {
    switch tag {
    case .isOneOf: self = .isOneOf(slot, try reader.array(of: Value.self))
    case .compares:
      let comparison = try reader.plain(Comparison.self, "comparison")
      self = .compares(slot, comparison, try Value(from: &reader))
    case .equalsField: self = .equalsField(slot, try FieldSlot(from: &reader))
    case .comparesField:
      let comparison = try reader.plain(Comparison.self, "comparison")
      self = .comparesField(slot, comparison, try FieldSlot(from: &reader))
    case .containsAny: self = .containsAny(slot, try reader.array(of: String.self))
    case .startsWith: self = .startsWith(slot, try reader.string())
    case .endsWith: self = .endsWith(slot, try reader.string())
    case .matchesAny: self = .matchesAny(slot, try reader.array(of: String.self))
    case .hasAny: self = .hasAny(slot, try reader.array(of: Int32.self))
    case .hasAll: self = .hasAll(slot, try reader.array(of: Int32.self))
    case .hasNone: self = .hasNone(slot, try reader.array(of: Int32.self))
    case .gained: self = .gained(slot, try Int32(from: &reader))
    case .lost: self = .lost(slot, try Int32(from: &reader))
    case .was: self = .was(slot, try Value(from: &reader))
    case .changed:
      let from = try reader.optional(Value.self)
      self = .changed(slot, from: from, to: try reader.optional(Value.self))
    case .isKnown: self = .isKnown(slot)
    case .isSet: self = .isSet(slot)
    case .isBefore: self = .isBefore(slot, try Program.Moment(from: &reader))
    case .isAfter: self = .isAfter(slot, try Program.Moment(from: &reader))
    case .isDay: self = .isDay(slot, try Program.Moment(from: &reader))
    case .isInNext: self = .isInNext(slot, try Span(from: &reader))
    case .isInLast: self = .isInLast(slot, try Span(from: &reader))
    case .isMoreThanAgo: self = .isMoreThanAgo(slot, try Span(from: &reader))
    case .isLessThanAgo: self = .isLessThanAgo(slot, try Span(from: &reader))
    case .messageIsAutomatic, .actorIs, .actorIsOwner, .actorIsContact, .ticketIsClosed, .isDuring:
      preconditionFailure("these tests are about no slot and are read above")
    }
  }

  package func write(to writer: inout RulebookWriter) {
    switch self {
    case .isOneOf(let slot, let values): writer.test(.isOneOf, slot) { $0.array(values) }
    case .compares(let slot, let comparison, let value):
      writer.test(.compares, slot) {
        $0.byte(comparison.rawValue)
        value.write(to: &$0)
      }
    case .equalsField(let slot, let other): writer.test(.equalsField, slot) { other.write(to: &$0) }
    case .comparesField(let slot, let comparison, let other):
      writer.test(.comparesField, slot) {
        $0.byte(comparison.rawValue)
        other.write(to: &$0)
      }
    case .containsAny(let slot, let needles): writer.test(.containsAny, slot) { $0.array(needles) }
    case .startsWith(let slot, let text): writer.test(.startsWith, slot) { $0.string(text) }
    case .endsWith(let slot, let text): writer.test(.endsWith, slot) { $0.string(text) }
    case .matchesAny(let slot, let globs): writer.test(.matchesAny, slot) { $0.array(globs) }
    case .hasAny(let slot, let options): writer.test(.hasAny, slot) { $0.array(options) }
    case .hasAll(let slot, let options): writer.test(.hasAll, slot) { $0.array(options) }
    case .hasNone(let slot, let options): writer.test(.hasNone, slot) { $0.array(options) }
    case .gained(let slot, let option): writer.test(.gained, slot) { option.write(to: &$0) }
    case .lost(let slot, let option): writer.test(.lost, slot) { option.write(to: &$0) }
    case .was(let slot, let value): writer.test(.was, slot) { value.write(to: &$0) }
    case .changed(let slot, let from, let to):
      writer.test(.changed, slot) {
        $0.optional(from)
        $0.optional(to)
      }
    case .isKnown(let slot): writer.test(.isKnown, slot) { _ in }
    case .isSet(let slot): writer.test(.isSet, slot) { _ in }
    case .isBefore(let slot, let moment): writer.test(.isBefore, slot) { moment.write(to: &$0) }
    case .isAfter(let slot, let moment): writer.test(.isAfter, slot) { moment.write(to: &$0) }
    case .isDay(let slot, let moment): writer.test(.isDay, slot) { moment.write(to: &$0) }
    case .isInNext(let slot, let span): writer.test(.isInNext, slot) { span.write(to: &$0) }
    case .isInLast(let slot, let span): writer.test(.isInLast, slot) { span.write(to: &$0) }
    case .isMoreThanAgo(let slot, let span): writer.test(.isMoreThanAgo, slot) { span.write(to: &$0) }
    case .isLessThanAgo(let slot, let span): writer.test(.isLessThanAgo, slot) { span.write(to: &$0) }
    case .messageIsAutomatic: writer.tag(TestTag.messageIsAutomatic)
    case .actorIs(let kind):
      writer.tag(TestTag.actorIs)
      writer.byte(kind.rawValue)
    case .actorIsOwner: writer.tag(TestTag.actorIsOwner)
    case .actorIsContact: writer.tag(TestTag.actorIsContact)
    case .ticketIsClosed: writer.tag(TestTag.ticketIsClosed)
    case .isDuring(let calendar):
      writer.tag(TestTag.isDuring)
      writer.index(calendar)
    }
  }
}

extension RulebookWriter {
  fileprivate mutating func test(_ tag: TestTag, _ slot: FieldSlot, _ rest: (inout RulebookWriter) -> Void) {
    self.tag(tag)
    slot.write(to: &self)
    rest(&self)
  }
}
