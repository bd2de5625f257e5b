extension EventReader {
  /// The line's message, if it has one.
  func message(
    in object: borrowing EventObject, of document: JSONDocument, isOfConversation: Bool, actor: Event.Actor?,
    using memory: inout EventMemory
  ) throws(EventProblem) -> Event.Message? {
    guard let node = object[.message] else { return nil }
    let message = try EventObject(
      node, of: document, path: "message", keys: .message, table: keys)
    var parts = memory.takeMessage()
    parts.kind = try message.text(.kind, in: document) ?? Self.email
    // Nobody asks for more than the first.
    if try readAddresses(.from, of: message, in: document, into: &parts.to) {
      parts.from = parts.to.first
      parts.to.removeAll(keepingCapacity: true)
    }
    var mail = MailClassification(kind: parts.kind, from: parts.from)
    if let headers = message[.headers] { try read(headers, in: document, into: &mail) }
    parts.isAutomatic = try message.flag(.automatic, in: document) ?? mail.isAutomatic
    let wantsNoAnswer = try message.flag(.noAnswer, in: document) ?? mail.wantsNoAnswer
    parts.wantsNoAnswer = wantsNoAnswer || parts.isAutomatic
    parts.isDeliveryFailure = mail.isDeliveryFailure
    parts.id = try message.text(.id, in: document)
    parts.direction = try direction(
      of: message, in: document, isNote: parts.kind.isWord("note"), isOfConversation: isOfConversation)
    parts.origin = try origin(of: message, in: document, actor: actor)
    parts.thread = try message.text(.thread, in: document)
    parts.namesReceivers = try readAddresses(.to, of: message, in: document, into: &parts.to)
    _ = try readAddresses(.cc, of: message, in: document, into: &parts.cc)
    parts.subject = try message.text(.subject, in: document)
    parts.text = try message.text(.text, in: document)
    return Event.Message(parts, using: &memory.message)
  }

  static let email: EventText = "email"

  /// Appends a list of addresses without names: a list, or one text, perhaps with commas; false where nothing is said.
  func readAddresses(
    _ key: EventKey, of object: borrowing EventObject, in document: JSONDocument, into addresses: inout [EventText]
  ) throws(EventProblem) -> Bool {
    guard let node = object[key] else { return false }
    if document.kind(of: node) == .array {
      var children = document.children(of: node)
      while let child = children.next() {
        try readAddresses(child, in: document, path: object.path(key), into: &addresses)
      }
    } else {
      try readAddresses(node, in: document, path: object.path(key), into: &addresses)
    }
    return true
  }

  private func readAddresses(
    _ node: Int, in document: JSONDocument, path: FieldPath, into addresses: inout [EventText]
  ) throws(EventProblem) {
    switch document.kind(of: node) {
    case .null: break
    case .string: EmailAddress.forEach(in: document.eventText(of: node)) { addresses.append($0) }
    case .object:
      let person = try EventObject(node, of: document, path: path.text(in: document), keys: .email, table: keys)
      if let email = try person.text(.email, in: document) { addresses.append(EmailAddress.extracted(from: email)) }
    case .yes, .no, .number, .array:
      throw .wrongType(path.text(in: document), found: document.description(of: node), expected: "an e-mail address")
    }
  }

  private func direction(
    of message: borrowing EventObject, in document: JSONDocument, isNote: Bool, isOfConversation: Bool
  ) throws(EventProblem) -> Event.Message.Direction {
    guard let word = try message.text(.direction, in: document) else {
      if isOfConversation { return .incoming }
      if isNote { return .outgoing }
      throw .missing("message.direction")
    }
    if word.isWord("in") { return .incoming }
    guard word.isWord("out") else {
      throw .unknownWord("message.direction", word.string, allowed: "`in` or `out`")
    }
    if isOfConversation { throw .outgoingConversation }
    return .outgoing
  }

  private func origin(of message: borrowing EventObject, in document: JSONDocument, actor: Event.Actor?)
    throws(EventProblem) -> Event.Message.Origin
  {
    guard let word = try message.text(.origin, in: document) else {
      return actor?.kind == .automation ? .automation : .ticket
    }
    if let origin = Event.Message.Origin(word: word) { return origin }
    throw .unknownWord("message.origin", word.string, allowed: "`ticket`, `contact`, `automation` or `other`")
  }

  /// Header names in any case, each with a text or a list of texts.
  private func read(
    _ headers: Int, in document: JSONDocument, into mail: inout MailClassification
  ) throws(EventProblem) {
    guard document.kind(of: headers) == .object else {
      throw .wrongType("message.headers", found: document.description(of: headers), expected: "an object")
    }
    var members = document.members(of: headers)
    while let (nameNode, value) = members.next(in: document) {
      let name = document.text(of: nameNode)
      switch document.kind(of: value) {
      case .null: break
      case .string: mail.read(header: name, value: document.text(of: value))
      case .array:
        for child in document.children(of: value) {
          guard document.kind(of: child) == .string else {
            throw .wrongType(
              "message.headers.\(name)", found: document.description(of: child), expected: "a text")
          }
          mail.read(header: name, value: document.text(of: child))
        }
      case .yes, .no, .number, .object:
        throw .wrongType(
          "message.headers.\(name)", found: document.description(of: value), expected: "a text or a list of texts")
      }
    }
  }
}
