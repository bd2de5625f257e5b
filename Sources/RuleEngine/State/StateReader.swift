/// Reads the objects of kept ticket state. Whatever has another shape than expected counts as not there.
struct StateReader {
  /// A list of texts.
  struct Row {
    let texts: [String]

    /// The text at `index` as an instant.
    func instant(_ index: Int) -> Instant? {
      index < texts.count ? Instant(iso8601: Array(texts[index].utf8)) : nil
    }
  }

  private let document: JSONDocument
  private var nodes: [String: Int] = [:]

  /// Finds the fields of the object at `node`.
  init(_ document: JSONDocument, object node: Int) throws(TicketStateError) {
    self.document = document
    guard document.kind(of: node) == .object else { throw .damaged("it is no JSON object") }
    var children = document.children(of: node)
    while let name = children.next(), let value = children.next() { nodes[document.text(of: name)] = value }
  }

  /// Whether the field is there.
  func has(_ name: String) -> Bool { nodes[name] != nil }

  /// The object in a field.
  func object(_ name: String) throws(TicketStateError) -> StateReader? {
    guard let node = nodes[name] else { return nil }
    return try StateReader(document, object: node)
  }

  /// The text or number in a field, or all texts of its list, lists inside it included.
  func texts(_ name: String) -> [String] {
    guard let node = nodes[name] else { return [] }
    return texts(at: node)
  }

  /// The instants in a field.
  func instants(_ name: String) -> [Instant] { texts(name).compactMap { Instant(iso8601: Array($0.utf8)) } }

  /// The lists in a field that have at least `count` texts.
  func rows(_ name: String, of count: Int) -> [Row] {
    guard let node = nodes[name], document.kind(of: node) == .array else { return [] }
    return document.children(of: node).map { Row(texts: texts(at: $0)) }.filter { $0.texts.count >= count }
  }

  private func texts(at node: Int) -> [String] {
    switch document.kind(of: node) {
    case .string, .number: [document.text(of: node)]
    case .array: document.children(of: node).flatMap { texts(at: $0) }
    case .null, .yes, .no, .object: []
    }
  }
}

extension StateReader {
  /// A ticket's fields.
  func snapshot(_ names: FieldNames, _ slots: [String: FieldSlot]) throws(TicketStateError) -> TicketSnapshot {
    var fields = [Value](repeating: .unknown, count: names.program.slotCount)
    if let reader = try object("fields") {
      for (name, slot) in slots { fields[slot.index] = reader.value(name, of: slot, names) }
    }
    var snapshot = TicketSnapshot(id: texts("id").first ?? "", fields: fields)
    snapshot.foreignPipeline = texts("foreign").first
    snapshot.thread = texts("thread").first
    snapshot.family = texts("family").first
    snapshot.creator = texts("creator").first
    snapshot.cc = texts("cc")
    snapshot.followers = texts("followers")
    if let contact = try object("contact") {
      snapshot.contact = Event.Contact(id: contact.texts("id").first, email: contact.texts("email").first)
    }
    return snapshot
  }

  /// Where time is counted from.
  func anchors(_ names: FieldNames, _ slots: [String: FieldSlot]) -> Anchors {
    var anchors = Anchors()
    let visit = texts("visit")
    if visit.count >= 2, let at = Instant(iso8601: Array(visit[visit.count - 1].utf8)) {
      let stage = names.value(of: .stage, ids: Array(visit.dropLast(2)))
      anchors.visit = Anchors.Visit(stage: stage, anchor: Anchors.Anchor(name: visit[visit.count - 2], at: at))
    }
    anchors.sent = anchor("sent")
    anchors.unanswered = anchor("unanswered")
    anchors.activity = anchor("activity")
    anchors.seen = anchor("seen")
    anchors.replied = instants("replied").first
    anchors.sinceTrue = rows("since", of: 3).compactMap { row in
      row.instant(2).map {
        Anchors.SinceTrue(rule: row.texts[0], anchor: Anchors.Anchor(name: row.texts[1], at: $0))
      }
    }
    anchors.dates = rows("dates", of: 3).compactMap { row in
      guard let slot = slots[row.texts[0]], let value = names.date(of: slot, row.texts[1]) else { return nil }
      return Anchors.DateValue(slot: slot, value: value, name: row.texts[2])
    }
    return anchors
  }

  private func anchor(_ name: String) -> Anchors.Anchor? {
    let texts = texts(name)
    guard texts.count == 2, let at = Instant(iso8601: Array(texts[1].utf8)) else { return nil }
    return Anchors.Anchor(name: texts[0], at: at)
  }

  private func value(_ name: String, of slot: FieldSlot, _ names: FieldNames) -> Value {
    guard let node = nodes[name] else { return .unknown }
    switch document.kind(of: node) {
    case .null, .object: return .unknown
    case .yes, .no: return names.holdsFlag(slot) ? .flag(document.kind(of: node) == .yes) : .unknown
    case .number:
      guard names.holdsNumber(slot), let number = Double(document.text(of: node)) else { return .unknown }
      return .number(number)
    case .array: return names.value(of: slot, ids: texts(at: node))
    case .string:
      if names.holdsText(slot) { return Value(text: document.eventText(of: node)) }
      return names.date(of: slot, document.text(of: node)) ?? .unknown
    }
  }
}

extension FieldNames {
  private func kind(of slot: FieldSlot) -> Program.Property.Kind? {
    slot.propertyIndex.map { program.properties[$0].kind }
  }

  /// Whether values of the field are flags.
  func holdsFlag(_ slot: FieldSlot) -> Bool { kind(of: slot) == .flag }

  /// Whether values of the field are numbers.
  func holdsNumber(_ slot: FieldSlot) -> Bool { kind(of: slot) == .number }

  /// Whether values of the field are texts or persons.
  func holdsText(_ slot: FieldSlot) -> Bool {
    switch slot {
    case .owner, .team, .inbox, .channel, .contactEmail, .ownerEmail, .messageSubject, .messageFrom, .messageText: true
    default: kind(of: slot) == .text || kind(of: slot) == .person
    }
  }

  /// A day or an instant of a date field.
  func date(of slot: FieldSlot, _ text: String) -> Value? {
    if kind(of: slot) == .date { return Day(iso8601: Array(text.utf8)).map { .day($0) } }
    guard slot == .created || slot == .closed || kind(of: slot) == .time else { return nil }
    return Instant(iso8601: Array(text.utf8)).map { .instant($0) }
  }
}
