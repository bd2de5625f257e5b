extension EventReader {
  /// The value of a field, typed as the program declares it; `null` and empty texts are unknown.
  ///
  /// Not for stages and pipelines, which depend on each other.
  func value(
    _ node: Int, of slot: FieldSlot, in document: JSONDocument, path: FieldPath
  ) throws(EventProblem) -> Value {
    if document.kind(of: node) == .null { return .unknown }
    if document.kind(of: node) == .string, document.range(of: node).isEmpty { return .unknown }
    guard let index = slot.propertyIndex else { return try builtInValue(node, of: slot, in: document, path: path) }
    switch kinds[index] {
    case .oneOf, .orderedOneOf: return .option(try option(node, ofProperty: index, in: document, path: path))
    case .setOf: return try options(node, ofProperty: index, in: document, path: path)
    case .number: return .number(try number(node, in: document, path: path))
    case .text: return Value(text: try document.text(of: node, path: path))
    case .date: return .day(try day(node, in: document, path: path))
    case .time: return .instant(try instant(node, in: document, path: path))
    case .flag: return .flag(try flag(node, in: document, path: path))
    case .person: return Value(text: try person(node, in: document, path: path))
    }
  }

  private func builtInValue(
    _ node: Int, of slot: FieldSlot, in document: JSONDocument, path: FieldPath
  ) throws(EventProblem) -> Value {
    switch slot {
    case .owner: Value(text: try person(node, in: document, path: path))
    case .inbox: try document.text(of: node, path: path).map { .text(inbox($0)) } ?? .unknown
    case .created, .closed: .instant(try instant(node, in: document, path: path))
    case .contactEmail:
      try document.text(of: node, path: path).map { .text(EmailAddress.extracted(from: $0)) } ?? .unknown
    default: Value(text: try document.text(of: node, path: path))
    }
  }

  /// The declared name of an inbox given by name or address; any other text stays.
  func inbox(_ text: EventText) -> EventText {
    if inboxNames.value(of: text) != nil { return text }
    let address = FoldedText(EmailAddress.extracted(from: text))
    return inboxAddresses.value(of: address.bytes[...]).map { EventText(program.inboxes[Int($0)].name) } ?? text
  }

  /// A person: a text, or an object with an `id` or at least an `email`.
  func person(_ node: Int, in document: JSONDocument, path: FieldPath) throws(EventProblem) -> EventText? {
    switch document.kind(of: node) {
    case .null: return nil
    case .object:
      let person = try EventObject(node, of: document, path: path.text(in: document), keys: .person, table: keys)
      if let id = try person.text(.id, in: document) { return id }
      return try person.text(.email, in: document)
    case .string, .number: return try document.text(of: node, path: path)
    case .yes, .no, .array:
      throw .wrongType(path.text(in: document), found: document.description(of: node), expected: "a person")
    }
  }

  private func option(
    _ node: Int, ofProperty property: Int, in document: JSONDocument, path: FieldPath
  ) throws(EventProblem) -> Int32 {
    switch document.kind(of: node) {
    case .string, .number: break
    case .null, .yes, .no, .array, .object:
      throw .wrongType(
        path.text(in: document), found: document.description(of: node), expected: "an option's id or label")
    }
    guard let option = document.value(of: node, in: options, property) else {
      throw .unknownOption(
        path.text(in: document), document.text(of: node), property: program.properties[property].name)
    }
    return option
  }

  /// A list of options, or one text with `;` between them.
  private func options(
    _ node: Int, ofProperty property: Int, in document: JSONDocument, path: FieldPath
  ) throws(EventProblem) -> Value {
    var found: [Int32] = []
    switch document.kind(of: node) {
    case .array:
      for child in document.children(of: node) {
        found.append(try option(child, ofProperty: property, in: document, path: path))
      }
    case .string, .number:
      if let option = document.value(of: node, in: options, property) { return .options([option]) }
      for part in document.text(of: node).utf8.split(separator: UInt8(ascii: ";")) {
        let name = part.drop { $0 == 0x20 }
        let trimmed = Array(name.reversed().drop { $0 == 0x20 }.reversed())
        if trimmed.isEmpty { continue }
        guard let option = options.value(of: trimmed[...], in: property) else {
          let text = String(decoding: trimmed, as: UTF8.self)
          throw .unknownOption(path.text(in: document), text, property: program.properties[property].name)
        }
        found.append(option)
      }
    case .null, .yes, .no, .object:
      throw .wrongType(path.text(in: document), found: document.description(of: node), expected: "a list of options")
    }
    if found.isEmpty { return .unknown }
    found.sort()
    var unique: [Int32] = []
    for option in found where unique.last != option { unique.append(option) }
    return .options(unique)
  }

  private func number(
    _ node: Int, in document: JSONDocument, path: FieldPath
  ) throws(EventProblem) -> Double {
    switch document.kind(of: node) {
    case .string, .number: break
    case .null, .yes, .no, .array, .object:
      throw .wrongType(path.text(in: document), found: document.description(of: node), expected: "a number")
    }
    if let whole = document.shortWholeNumber(of: node) { return Double(whole) }
    let text = document.text(of: node)
    // `Double` also reads `inf`, `nan` and hexadecimal digits.
    let isDecimal = text.utf8.allSatisfy { byte in
      switch byte {
      case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "+"), UInt8(ascii: "-"), UInt8(ascii: "."),
        UInt8(ascii: "e"), UInt8(ascii: "E"):
        true
      default: false
      }
    }
    guard isDecimal, let number = Double(text), number.isFinite else {
      throw .unreadable(path.text(in: document), text, expected: "number")
    }
    return number == 0 ? 0 : number
  }

  private func day(
    _ node: Int, in document: JSONDocument, path: FieldPath
  ) throws(EventProblem) -> Day {
    guard document.kind(of: node) == .string else {
      throw .wrongType(path.text(in: document), found: document.description(of: node), expected: "a day")
    }
    if let day = Day(iso8601: document.bytes.span.extracting(document.range(of: node))) { return day }
    if let instant = document.instant(of: node) { return program.zone.localDay(of: instant) }
    throw .unreadable(path.text(in: document), document.text(of: node), expected: "day such as `2026-01-05`")
  }

  /// An RFC 3339 instant, or milliseconds since 1970.
  private func instant(
    _ node: Int, in document: JSONDocument, path: FieldPath
  ) throws(EventProblem) -> Instant {
    switch document.kind(of: node) {
    case .string:
      if let instant = document.instant(of: node) { return instant }
    case .number:
      if let milliseconds = Int64(document.text(of: node)) {
        let instant = Instant(microseconds: milliseconds.multipliedClamping(by: 1000))
        if Instant.printable.contains(instant) { return instant }
      }
    case .null, .yes, .no, .array, .object:
      throw .wrongType(path.text(in: document), found: document.description(of: node), expected: "an instant")
    }
    throw .unreadable(
      path.text(in: document), document.text(of: node), expected: "instant such as `2026-01-05T09:12:00+01:00`")
  }

  private func flag(
    _ node: Int, in document: JSONDocument, path: FieldPath
  ) throws(EventProblem) -> Bool {
    switch document.kind(of: node) {
    case .yes: return true
    case .no: return false
    case .string:
      switch document.text(of: node) {
      case "true": return true
      case "false": return false
      case let text: throw .unreadable(path.text(in: document), text, expected: "flag, which is `true` or `false`")
      }
    case .null, .number, .array, .object:
      throw .wrongType(path.text(in: document), found: document.description(of: node), expected: "`true` or `false`")
    }
  }
}
