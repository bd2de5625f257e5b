/// Reads event lines against a program: names become slots and indices here, once.
///
/// `grammar/events.md` says what a line may hold. Ids win over labels everywhere.
package final class EventReader: Sendable {
  let program: Program
  let keys = EventKey.makeTable()
  /// To indices of pipelines.
  let pipelines: NameTable
  /// In the scope of a pipeline, to indices of stages.
  let stages: NameTable
  /// In the scope of a property, to indices of its options.
  let options: NameTable
  /// The same, as far as they are short.
  let shortOptions: ShortNames
  /// Of every property.
  let kinds: [Program.Property.Kind]
  /// Of every field: what it mostly is in a line.
  let slotKinds: [SlotKind]
  /// To `SlotName`s: what may stand in `ticket.properties`, in a contact, and in `before`.
  let propertyNames, contactNames, companyNames, previousNames: NameTable
  /// To indices of inboxes: by name, and by address in folded case.
  let inboxNames, inboxAddresses: NameTable
  /// A property of contacts is called `id` or `email`, as what every contact has.
  let contactHasOddNames: Bool
  /// To indices of teams.
  let teams: NameTable
  let defaultPipeline: Int?
  /// The declared text property that takes a new conversation's subject.
  let subjectSlot: FieldSlot?

  private let readsPlainLines: Bool

  /// A reader of the events of `program`'s portal.
  ///
  /// - Parameter readsPlainLines: whether a line is tried as a plain one before its tree is made; it says the same.
  package init(program: Program, readsPlainLines: Bool = true) {
    self.program = program
    self.readsPlainLines = readsPlainLines
    pipelines = Self.table([program.pipelines.indices], { program.pipelines[$1].id }) { program.pipelines[$1].name }
    stages = Self.table(program.pipelines.map(\.stages), { program.stages[$1].id }) { program.stages[$1].name }
    options = Self.table(
      program.properties.map(\.options.indices), { program.properties[$0].options[$1].id }
    ) { program.properties[$0].options[$1].name }
    var shortOptions = ShortNames()
    for (index, property) in program.properties.enumerated() {
      for option in property.options.indices {
        for name in [program.properties[index].options[option].id, property.options[option].name] {
          if let value = options.value(of: EventText(name), in: index) { shortOptions.insert(name, value, in: index) }
        }
      }
    }
    self.shortOptions = shortOptions
    kinds = program.properties.map(\.kind)
    slotKinds = Array(repeating: .other, count: FieldSlot.builtInCount) + kinds.map(SlotKind.init)
    (propertyNames, contactNames, companyNames, previousNames) = SlotName.tables(of: program)
    contactHasOddNames = contactNames.value(of: "id") != nil || contactNames.value(of: "email") != nil
    var names = NameTable()
    var addresses = NameTable()
    for (index, inbox) in program.inboxes.enumerated() {
      names.insert(inbox.name, Int32(index))
      addresses.insert(String(decoding: FoldedText(inbox.email).bytes, as: UTF8.self), Int32(index))
    }
    (inboxNames, inboxAddresses) = (names, addresses)
    var teams = NameTable()
    for (index, team) in program.teams.enumerated() { teams.insert(team, Int32(index)) }
    self.teams = teams
    defaultPipeline =
      program.pipelines.firstIndex(where: \.isDefault) ?? (program.pipelines.count == 1 ? 0 : nil)
    let ofTicket = program.properties.indices.filter { index in
      program.properties[index].entity == .ticket && program.properties[index].kind == .text
    }
    subjectSlot =
      (ofTicket.first { program.properties[$0].id == "subject" }
      ?? ofTicket.first { program.properties[$0].name == "subject" })
      .map { FieldSlot.property($0) }
  }

  /// The event of one line, without its line end.
  ///
  /// Throws: the first problem of the line; nothing of such a line is used.
  ///
  /// Complexity: O(*n*) in the number of bytes.
  package func event(from line: ArraySlice<UInt8>) throws(EventProblem) -> Event {
    try event(from: Array(line))
  }

  /// The event of one line, without its line end.
  ///
  /// Throws: as `event(from:)` of a slice.
  package func event(from line: [UInt8]) throws(EventProblem) -> Event {
    var memory = EventMemory()
    return try event(from: line.span, using: &memory)
  }

  /// The event of one line, without its line end, read in memory that was used for others.
  ///
  /// Throws: as `event(from:)` of a slice.
  func event(from line: ByteSpan, using memory: inout EventMemory) throws(EventProblem) -> Event {
    memory.start(line, slotCount: program.slotCount)
    if readsPlainLines, let event = memory.plainEvent(self) { return event }
    memory.clear()
    let document = try JSONDocument(scanning: &memory.line, takingRoom: &memory.nodes)
    let object = try EventObject(
      0, of: document, path: "",
      keys: .line,
      table: keys)
    let id = try object.requiredID(.id, in: document)
    guard let at = try object.instant(.at, in: document) else { throw .missing("at") }
    let actor = try actor(in: object, of: document)
    let cause = try object.text(.cause, in: document)
    switch (object[.ticket], object[.conversation]) {
    case (.some, .some): throw .ticketAndConversation
    case (nil, nil): throw .neitherTicketNorConversation
    case (let ticket?, nil):
      let isCreation = try object.flag(.created, in: document) ?? false
      let message = try message(in: object, of: document, isOfConversation: false, actor: actor, using: &memory)
      let snapshot = try snapshot(
        ofTicket: ticket, in: document, message: message, creator: isCreation ? actor?.idText : nil, using: &memory)
      var changes = memory.takeChanges()
      try readChanges(in: object, of: document, to: snapshot, isCreation: isCreation, into: &changes)
      let content = Event.Content(
        id: id, at: at, actor: actor, snapshot: snapshot, isConversation: false, changes: changes,
        isCreation: isCreation, message: message, cause: cause, timer: try object.text(.timer, in: document))
      return Event(content, using: &memory.content)
    case (nil, let conversation?):
      for key in [EventKey.before, .created, .timer] where object[key] != nil { throw .onlyWithTicket(key.name) }
      guard
        let message = try message(in: object, of: document, isOfConversation: true, actor: actor, using: &memory)
      else { throw .missing("message") }
      let snapshot = try snapshot(
        ofConversation: conversation, contact: object[.contact], in: document, message, using: &memory)
      let content = Event.Content(
        id: id, at: at, actor: actor, snapshot: snapshot, isConversation: true, changes: memory.takeChanges(),
        isCreation: false, message: message, cause: cause, timer: nil)
      return Event(content, using: &memory.content)
    }
  }

  private func actor(in object: borrowing EventObject, of document: JSONDocument) throws(EventProblem) -> Event.Actor? {
    guard let node = object[.actor] else { return nil }
    let actor = try EventObject(node, of: document, path: "actor", keys: .actor, table: keys)
    guard let word = try actor.text(.kind, in: document) else { throw .missing("actor.kind") }
    guard let kind = Event.Actor.Kind(word: word) else {
      throw .unknownWord("actor.kind", word.string, allowed: "`contact`, `agent`, `automation` or `integration`")
    }
    return Event.Actor(
      kind: kind, idText: try actor.text(.id, in: document), emailText: try actor.text(.email, in: document))
  }

  /// The ids and labels of what has the indices of each scope.
  private static func table(
    _ scopes: [Range<Int>], _ id: (_ scope: Int, _ index: Int) -> String, _ name: (_ scope: Int, _ index: Int) -> String
  ) -> NameTable {
    var table = NameTable()
    for (scope, indices) in scopes.enumerated() {
      for index in indices { table.insert(id(scope, index), Int32(index), in: scope) }
      for index in indices { table.insert(name(scope, index), Int32(index), in: scope) }
    }
    return table
  }
}

/// What a field mostly is in a line.
enum SlotKind: UInt8, Sendable {
  case text, oneOf, number, flag, other

  init(_ kind: Program.Property.Kind) {
    switch kind {
    case .text: self = .text
    case .oneOf, .orderedOneOf: self = .oneOf
    case .number: self = .number
    case .flag: self = .flag
    case .setOf, .date, .time, .person: self = .other
    }
  }
}

/// What a name in `properties`, a contact or `before` stands for: a slot, and whether the name is only its label.
struct SlotName {
  let slot: FieldSlot
  let isLabel: Bool

  init(slot: FieldSlot, isLabel: Bool) {
    self.slot = slot
    self.isLabel = isLabel
  }

  /// From the number in a table.
  init(_ code: Int32) { self.init(slot: FieldSlot(index: Int(code >> 1)), isLabel: code & 1 == 1) }

  /// The index of the slot that the number in a table stands for.
  @inline(__always)
  static func slot(ofCode code: Int) -> Int { code &>> 1 }

  private var code: Int32 { Int32(slot.index << 1 | (isLabel ? 1 : 0)) }

  /// Built-in fields that a line may give by name; a declared property of the same name hides them inside `properties`.
  static let builtIns: [(key: EventKey, slot: FieldSlot)] = [
    (.owner, .owner), (.team, .team), (.inbox, .inbox), (.channel, .channel), (.created, .created), (.closed, .closed),
  ]

  /// The built-in fields that the top level of a ticket gives, as bits: what it gives wins.
  static func given(by ticket: borrowing EventObject) -> UInt64 {
    var bits: UInt64 = 0
    for (key, slot) in builtIns where ticket.names(key) { bits |= 1 << UInt64(slot.index) }
    return bits
  }

  /// The names in `ticket.properties`, in a contact and in `before`.
  static func tables(of program: Program) -> (
    properties: NameTable, contact: NameTable, company: NameTable, previous: NameTable
  ) {
    var (properties, contact, company, previous) = (NameTable(), NameTable(), NameTable(), NameTable())
    previous.insert("stage", SlotName(slot: .stage, isLabel: false).code)
    previous.insert("pipeline", SlotName(slot: .pipeline, isLabel: false).code)
    for isLabel in [false, true] {
      for (index, property) in program.properties.enumerated() {
        let code = SlotName(slot: .property(index), isLabel: isLabel).code
        let name = isLabel ? property.name : property.id
        switch property.entity {
        case .contact:
          contact.insert(name, code)
          previous.insert("contact." + name, code)
        case .company:
          company.insert(name, code)
          previous.insert("company." + name, code)
        case .ticket:
          properties.insert(name, code)
          previous.insert(name, code)
        }
      }
    }
    for (key, slot) in builtIns {
      let code = SlotName(slot: slot, isLabel: true).code
      properties.insert(key.name, code)
      previous.insert(key.name, code)
    }
    previous.insert("contact.email", SlotName(slot: .contactEmail, isLabel: true).code)
    return (properties, contact, company, previous)
  }
}
