//  The records of what a rulebook is about: zone, pipelines, stages, properties, inboxes, lists, texts.

extension ZoneTable: RulebookRecord {
  package init(from reader: inout RulebookReader) throws(RulebookFileError) {
    self.init(
      name: try reader.string(),
      firstOffset: Int32(bitPattern: try reader.integer(UInt32.self)),
      transitions: try reader.array(of: Transition.self))
  }

  package func write(to writer: inout RulebookWriter) {
    writer.string(name)
    writer.integer(UInt32(bitPattern: firstOffset))
    writer.array(transitions)
  }
}

extension ZoneTable.Transition: RulebookRecord {
  package init(from reader: inout RulebookReader) throws(RulebookFileError) {
    self.init(
      at: Int64(bitPattern: try reader.integer(UInt64.self)),
      offset: Int32(bitPattern: try reader.integer(UInt32.self)))
  }

  package func write(to writer: inout RulebookWriter) {
    writer.integer(UInt64(bitPattern: at))
    writer.integer(UInt32(bitPattern: offset))
  }
}

extension Program.Pipeline: RulebookRecord {
  package init(from reader: inout RulebookReader) throws(RulebookFileError) {
    let name = try reader.string()
    let id = try reader.string()
    let isDefault = try reader.flag()
    let hasCloseDate = try reader.flag()
    let first = try reader.index()
    let count = try reader.index()
    self.init(
      name: name, id: id, isDefault: isDefault, hasCloseDate: hasCloseDate, stages: first..<(first + count))
  }

  package func write(to writer: inout RulebookWriter) {
    writer.string(name)
    writer.string(id)
    writer.flag(isDefault)
    writer.flag(hasCloseDate)
    writer.index(stages.lowerBound)
    writer.index(stages.count)
  }
}

extension Program.Stage: RulebookRecord {
  package init(from reader: inout RulebookReader) throws(RulebookFileError) {
    self.init(
      name: try reader.string(), id: try reader.string(), isClosed: try reader.flag(), pipeline: try reader.index())
  }

  package func write(to writer: inout RulebookWriter) {
    writer.string(name)
    writer.string(id)
    writer.flag(isClosed)
    writer.index(pipeline)
  }
}

extension Program.Property: RulebookRecord {
  package init(from reader: inout RulebookReader) throws(RulebookFileError) {
    self.init(
      isOfContact: try reader.flag(), name: try reader.string(), id: try reader.string(),
      kind: try reader.plain(Kind.self, "property kind"), options: try reader.array(of: Option.self))
  }

  package func write(to writer: inout RulebookWriter) {
    writer.flag(isOfContact)
    writer.string(name)
    writer.string(id)
    writer.byte(kind.rawValue)
    writer.array(options)
  }
}

extension Program.Property.Option: RulebookRecord {
  package init(from reader: inout RulebookReader) throws(RulebookFileError) {
    self.init(name: try reader.string(), id: try reader.string())
  }

  package func write(to writer: inout RulebookWriter) {
    writer.string(name)
    writer.string(id)
  }
}

extension Program.Inbox: RulebookRecord {
  package init(from reader: inout RulebookReader) throws(RulebookFileError) {
    self.init(name: try reader.string(), email: try reader.string(), isLocked: try reader.flag())
  }

  package func write(to writer: inout RulebookWriter) {
    writer.string(name)
    writer.string(email)
    writer.flag(isLocked)
  }
}

/// The globs of a list.
extension Array: RulebookRecord where Element == String {
  package init(from reader: inout RulebookReader) throws(RulebookFileError) {
    self = try reader.array(of: String.self)
  }

  package func write(to writer: inout RulebookWriter) { writer.array(self) }
}

extension Program.TextTemplate: RulebookRecord {
  package init(from reader: inout RulebookReader) throws(RulebookFileError) {
    let asWritten = try reader.string()
    self.init(parts: try reader.array(of: Part.self), asWritten: asWritten)
  }

  package func write(to writer: inout RulebookWriter) {
    writer.string(asWritten)
    writer.array(parts)
  }
}

extension Program.TextTemplate.Part: RulebookRecord {
  package init(from reader: inout RulebookReader) throws(RulebookFileError) {
    switch try reader.tag(PartTag.self) {
    case .literal: self = .literal(try reader.string())
    case .placeholder: self = .placeholder(try FieldSlot(from: &reader))
    }
  }

  package func write(to writer: inout RulebookWriter) {
    switch self {
    case .literal(let text):
      writer.tag(PartTag.literal)
      writer.string(text)
    case .placeholder(let slot):
      writer.tag(PartTag.placeholder)
      slot.write(to: &writer)
    }
  }
}
