extension EventReader {
  /// A pipeline as a line names it.
  enum NamedPipeline: Hashable {
    case known(Int)
    /// The rulebook does not know it: a portal has more pipelines than a rulebook.
    case foreign(EventText)
  }

  /// The ticket as the line describes it.
  func snapshot(
    ofTicket node: Int, in document: JSONDocument, message: Event.Message?, creator: EventText?,
    using memory: inout EventMemory
  ) throws(EventProblem) -> TicketSnapshot {
    let ticket = try EventObject(
      node, of: document, path: "ticket",
      keys: .ticket, table: keys)
    let id = try ticket.requiredID(.id, in: document)
    var snapshot = SnapshotDraft(&memory)
    switch try pipeline(of: ticket, in: document) {
    case .foreign(let name): snapshot.facts.foreignPipeline = name
    case .known(let pipeline):
      guard let stage = ticket[.stage] else { throw .missing("ticket.stage") }
      snapshot.fields[FieldSlot.stage.index] =
        try self.stage(stage, ofPipeline: pipeline, in: document, path: "ticket.stage")
    }
    for (key, slot) in SlotName.builtIns {
      guard let node = ticket[key] else { continue }
      snapshot.fields[slot.index] = try value(node, of: slot, in: document, path: ticket.path(key))
    }
    if let properties = ticket[.properties] {
      try readFields(
        properties, in: document, names: propertyNames, path: "ticket.properties", into: &snapshot,
        except: SlotName.given(by: ticket))
    }
    if let contact = ticket[.contact] {
      try readContact(contact, in: document, path: "ticket.contact", into: &snapshot)
    } else if !ticket.names(.contact) {
      snapshot.facts.contact = .unnamed
    }
    if let company = ticket[.company] {
      try readFields(company, in: document, names: companyNames, path: "ticket.company", into: &snapshot)
    }
    if let owner = ticket[.owner], document.kind(of: owner) == .object {
      try readOwner(owner, in: document, into: &snapshot)
    }
    snapshot.facts.thread = try ticket.text(.thread, in: document)
    snapshot.facts.family = try ticket.text(.family, in: document)
    snapshot.facts.creator =
      try ticket[.creator].flatMap { node throws(EventProblem) in
        try person(node, in: document, path: "ticket.creator")
      } ?? creator
    _ = try readAddresses(.cc, of: ticket, in: document, into: &snapshot.facts.cc)
    try readPeople(.followers, of: ticket, in: document, into: &snapshot.facts.followers)
    snapshot.facts.since = try ticket.instant(.since, in: document)
    readMessage(message, into: &snapshot)
    snapshot.facts.id = id
    return snapshot.snapshot(using: &memory)
  }

  /// The conversation as the line describes it, without a stage.
  func snapshot(
    ofConversation node: Int, contact: Int?, in document: JSONDocument, _ message: Event.Message,
    using memory: inout EventMemory
  ) throws(EventProblem) -> TicketSnapshot {
    let conversation = try EventObject(
      node, of: document, path: "conversation", keys: .conversation, table: keys)
    let id = try conversation.requiredID(.id, in: document)
    var snapshot = SnapshotDraft(&memory)
    for (key, slot) in [(EventKey.inbox, FieldSlot.inbox), (.channel, .channel)] {
      guard let node = conversation[key] else { continue }
      snapshot.fields[slot.index] = try value(node, of: slot, in: document, path: conversation.path(key))
    }
    snapshot.facts.thread = message.parts.thread
    readMessage(message, into: &snapshot)
    if let contact {
      try readContact(contact, in: document, path: "contact", into: &snapshot)
    } else {
      // Absent: the sender, whoever that is.
      snapshot.facts.contact = Event.Contact(idText: nil, emailText: message.parts.from)
      snapshot.fields[FieldSlot.contactEmail.index] = Value(text: message.parts.from)
    }
    if let subjectSlot, let subject = message.parts.subject { snapshot.fields[subjectSlot.index] = .text(subject) }
    snapshot.facts.id = id
    return snapshot.snapshot(using: &memory)
  }

  /// The pipeline with a given name.
  func namedPipeline(_ node: Int, in document: JSONDocument, path: FieldPath) throws(EventProblem) -> NamedPipeline? {
    guard let name = try document.text(of: node, path: path) else { return nil }
    return document.value(of: node, in: pipelines).map { .known(Int($0)) } ?? .foreign(name)
  }

  /// A stage of the pipeline; `.unknown` where the value is `null` or empty.
  func stage(
    _ node: Int, ofPipeline pipeline: Int, in document: JSONDocument, path: FieldPath
  ) throws(EventProblem) -> Value {
    guard let name = try document.text(of: node, path: path) else { throw .empty(path.text(in: document)) }
    guard let stage = document.value(of: node, in: stages, pipeline) else {
      throw .unknownStage(path.text(in: document), name.string, pipeline: program.pipelines[pipeline].name)
    }
    return .option(stage)
  }

  private func pipeline(of ticket: borrowing EventObject, in document: JSONDocument) throws(EventProblem)
    -> NamedPipeline
  {
    if let node = ticket[.pipeline],
      let named = try namedPipeline(node, in: document, path: "ticket.pipeline")
    {
      return named
    }
    guard let defaultPipeline else { throw .noDefaultPipeline }
    return .known(defaultPipeline)
  }

  /// Reads the fields of an object by id or label; the id wins where both are there.
  ///
  /// - Parameter given: built-in fields that are not read, by bits.
  private func readFields(
    _ node: Int, in document: JSONDocument, names: NameTable, path: String, into snapshot: inout SnapshotDraft,
    except given: UInt64 = 0
  ) throws(EventProblem) {
    guard document.kind(of: node) == .object else {
      throw .wrongType(path, found: document.description(of: node), expected: "an object")
    }
    var sources = FieldSources(count: snapshot.fields.count)
    var members = document.members(of: node)
    while let (name, node) = members.next(in: document) {
      guard let code = document.value(of: name, in: names) else { continue }
      let known = SlotName(code)
      if given >> UInt64(truncatingIfNeeded: known.slot.index) & 1 == 1 { continue }
      let value = try value(node, of: known.slot, in: document, path: FieldPath(path, name: name))
      switch sources.note(known) {
      case .wins: snapshot.fields[known.slot.index] = consume value
      case .loses: break
      case .repeats: throw .duplicate("\(path).\(document.text(of: name))")
      }
    }
  }

  private func readContact(
    _ node: Int, in document: JSONDocument, path: String, into snapshot: inout SnapshotDraft
  ) throws(EventProblem) {
    let contact = try EventObject(node, of: document, path: path, keys: .person, table: keys)
    let email = try contact.text(.email, in: document).map(EmailAddress.extracted(from:))
    snapshot.facts.contact = Event.Contact(idText: try contact.text(.id, in: document), emailText: email)
    if let email { snapshot.fields[FieldSlot.contactEmail.index] = .text(email) }
    try readFields(node, in: document, names: contactNames, path: path, into: &snapshot)
  }

  /// What an owner written as an object tells besides the id.
  private func readOwner(
    _ node: Int, in document: JSONDocument, into snapshot: inout SnapshotDraft
  ) throws(EventProblem) {
    let owner = try EventObject(node, of: document, path: "ticket.owner", keys: .owner, table: keys)
    snapshot.fields[FieldSlot.ownerEmail.index] = Value(
      text: try owner.text(.email, in: document).map(EmailAddress.extracted(from:)))
    guard let list = owner[.teams] else { return }
    let path = owner.path(.teams)
    guard document.kind(of: list) == .array else {
      throw .wrongType(
        path.text(in: document), found: document.description(of: list), expected: "an array of names of teams")
    }
    var members: Set<Int32> = []
    var names = document.children(of: list)
    while let name = names.next() {
      // A portal has more teams than the rulebook names.
      guard let text = try document.text(of: name, path: path), let index = teams.value(of: text) else { continue }
      members.insert(index)
    }
    snapshot.fields[FieldSlot.ownerTeams.index] = members.isEmpty ? .unknown : .options(members.sorted())
  }

  private func readMessage(_ message: Event.Message?, into snapshot: inout SnapshotDraft) {
    guard let message = message?.parts else { return }
    if let subject = message.subject { snapshot.fields[FieldSlot.messageSubject.index] = .text(subject) }
    if let from = message.from { snapshot.fields[FieldSlot.messageFrom.index] = .text(from) }
    if let text = message.text { snapshot.fields[FieldSlot.messageText.index] = .text(text) }
  }

  /// Appends a list of people, or one.
  private func readPeople(
    _ key: EventKey, of object: borrowing EventObject, in document: JSONDocument, into people: inout [EventText]
  ) throws(EventProblem) {
    guard let node = object[key] else { return }
    guard document.kind(of: node) == .array else {
      if let person = try person(node, in: document, path: object.path(key)) { people.append(person) }
      return
    }
    var children = document.children(of: node)
    while let child = children.next() {
      if let person = try person(child, in: document, path: object.path(key)) { people.append(person) }
    }
  }
}

/// Which kind of name gave a slot its value.
struct FieldSources {
  enum Verdict { case wins, loses, repeats }

  /// Two bits a slot. 0: none, 1: a label, 2: an id.
  private var near = InlineArray<16, UInt64>(repeating: 0)
  /// Those of slots after the 512th.
  private var far: [UInt64]

  init(count: Int) { far = Array(repeating: 0, count: max(0, count / 32 - 15)) }

  @inline(__always)
  mutating func note(_ name: SlotName) -> Verdict {
    let rank: UInt64 = name.isLabel ? 1 : 2
    let (word, shift) = (name.slot.index &>> 5, UInt64(name.slot.index & 31) &* 2)
    let present = (word < 16 ? near[word] : far[word &- 16]) &>> shift & 3
    if rank > present {
      if word < 16 { near[word] |= rank &<< shift } else { far[word &- 16] |= rank &<< shift }
      return .wins
    }
    return rank == present ? .repeats : .loses
  }
}

/// A snapshot while its line is read.
struct SnapshotDraft {
  var fields: [Value]
  var facts: TicketSnapshot.Facts

  init(_ memory: inout EventMemory) {
    fields = memory.takeFields()
    facts = memory.takeFacts()
  }

  consuming func snapshot(using memory: inout EventMemory) -> TicketSnapshot {
    memory.fields = fields
    return TicketSnapshot(fields: fields, facts: facts, using: &memory.facts)
  }
}
