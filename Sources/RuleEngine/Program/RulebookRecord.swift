/// Something with a place in a compiled rulebook. Reading and writing stand side by side: they must agree.
package protocol RulebookRecord {
  /// Reads one record, at least one byte.
  init(from reader: inout RulebookReader) throws(RulebookFileError)
  /// Writes the record.
  func write(to writer: inout RulebookWriter)
}

extension String: RulebookRecord {
  package init(from reader: inout RulebookReader) throws(RulebookFileError) { self = try reader.string() }

  package func write(to writer: inout RulebookWriter) { writer.string(self) }
}

/// An index or a count.
extension Int: RulebookRecord {
  package init(from reader: inout RulebookReader) throws(RulebookFileError) { self = try reader.index() }

  package func write(to writer: inout RulebookWriter) { writer.index(self) }
}

/// The index of an option.
extension Int32: RulebookRecord {
  package init(from reader: inout RulebookReader) throws(RulebookFileError) {
    let number = try reader.integer(UInt32.self)
    guard let option = Int32(exactly: number) else { throw .malformed("there is no option \(number)") }
    self = option
  }

  package func write(to writer: inout RulebookWriter) { writer.integer(UInt32(bitPattern: self)) }
}

extension FieldSlot: RulebookRecord {
  package init(from reader: inout RulebookReader) throws(RulebookFileError) { self.init(index: try reader.index()) }

  package func write(to writer: inout RulebookWriter) { writer.index(index) }
}

extension Day: RulebookRecord {
  package init(from reader: inout RulebookReader) throws(RulebookFileError) {
    self.init(number: Int32(bitPattern: try reader.integer(UInt32.self)))
  }

  package func write(to writer: inout RulebookWriter) { writer.integer(UInt32(bitPattern: number)) }
}

extension Span: RulebookRecord {
  package init(from reader: inout RulebookReader) throws(RulebookFileError) {
    let unit = try reader.plain(Unit.self, "unit")
    let amount = try reader.integer(UInt64.self)
    guard let amount = Int(exactly: amount) else { throw .malformed("a duration is too long") }
    self.init(amount: amount, unit: unit, calendar: try reader.optional(Int.self))
  }

  package func write(to writer: inout RulebookWriter) {
    writer.byte(unit.rawValue)
    writer.integer(UInt64(bitPattern: Int64(amount)))
    writer.optional(calendar)
  }
}

extension Double {
  init(from reader: inout RulebookReader) throws(RulebookFileError) {
    self.init(bitPattern: try reader.integer(UInt64.self))
  }

  func write(to writer: inout RulebookWriter) { writer.integer(bitPattern) }
}

extension Value: RulebookRecord {
  package init(from reader: inout RulebookReader) throws(RulebookFileError) {
    switch try reader.tag(ValueTag.self) {
    case .unknown: self = .unknown
    case .option: self = .option(try Int32(from: &reader))
    case .options: self = .options(try reader.array(of: Int32.self))
    case .number: self = .number(try Double(from: &reader))
    case .text: self = .text(EventText(try reader.string()))
    case .day: self = .day(try Day(from: &reader))
    case .instant:
      self = .instant(Instant(microseconds: Int64(bitPattern: try reader.integer(UInt64.self))))
    case .flag: self = .flag(try reader.flag())
    }
  }

  package func write(to writer: inout RulebookWriter) {
    switch self {
    case .unknown: writer.tag(ValueTag.unknown)
    case .option(let option):
      writer.tag(ValueTag.option)
      option.write(to: &writer)
    case .options(let options):
      writer.tag(ValueTag.options)
      writer.array(options)
    case .number(let number):
      writer.tag(ValueTag.number)
      number.write(to: &writer)
    case .text(let text):
      writer.tag(ValueTag.text)
      writer.string(text.string)
    case .day(let day):
      writer.tag(ValueTag.day)
      day.write(to: &writer)
    case .instant(let instant):
      writer.tag(ValueTag.instant)
      writer.integer(UInt64(bitPattern: instant.microseconds))
    case .flag(let flag):
      writer.tag(ValueTag.flag)
      writer.flag(flag)
    }
  }
}
