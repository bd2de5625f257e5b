extension EventReader {
  /// The line's message, if it has one.
  func message(
    in object: borrowing EventObject, of document: JSONDocument, isOfConversation: Bool, actor: Event.Actor?
  ) throws(EventProblem) -> Event.Message? {
    guard let node = object[.message] else { return nil }
    let message = try EventObject(
      node, of: document, path: "message", keys: .message, table: keys)
    let kind = try message.text(.kind, in: document) ?? "email"
    let from = try addresses(.from, of: message, in: document)?.first
    var mail = MailClassification(kind: kind, from: from)
    if let headers = message[.headers] { try read(headers, in: document, into: &mail) }
    let isAutomatic = try message.flag(.automatic, in: document) ?? mail.isAutomatic
    let wantsNoAnswer = try message.flag(.noAnswer, in: document) ?? mail.wantsNoAnswer
    return Event.Message(
      id: try message.text(.id, in: document), kind: kind,
      direction: try direction(of: message, in: document, kind: kind, isOfConversation: isOfConversation),
      origin: try origin(of: message, in: document, actor: actor), thread: try message.text(.thread, in: document),
      from: from,
      to: try addresses(.to, of: message, in: document), cc: try addresses(.cc, of: message, in: document) ?? [],
      subject: try message.text(.subject, in: document), text: try message.text(.text, in: document),
      isAutomatic: isAutomatic,
      wantsNoAnswer: wantsNoAnswer || isAutomatic, isDeliveryFailure: mail.isDeliveryFailure)
  }

  /// A list of addresses without names: a list, or one text, perhaps with commas; `nil` where nothing is said.
  func addresses(
    _ key: EventKey, of object: borrowing EventObject, in document: JSONDocument
  ) throws(EventProblem) -> [String]? {
    guard let node = object[key] else { return nil }
    var addresses: [String] = []
    if document.kind(of: node) == .array {
      for child in document.children(of: node) {
        addresses += try self.addresses(child, in: document, path: object.path(key))
      }
    } else {
      addresses = try self.addresses(node, in: document, path: object.path(key))
    }
    return addresses
  }

  private func addresses(
    _ node: Int, in document: JSONDocument, path: FieldPath
  ) throws(EventProblem) -> [String] {
    switch document.kind(of: node) {
    case .null: return []
    case .string: return EmailAddress.list(in: document.text(of: node))
    case .object:
      let person = try EventObject(node, of: document, path: path.text(in: document), keys: .email, table: keys)
      return try person.text(.email, in: document).map { [EmailAddress.extracted(from: $0)] } ?? []
    case .yes, .no, .number, .array:
      throw .wrongType(path.text(in: document), found: document.description(of: node), expected: "an e-mail address")
    }
  }

  private func direction(
    of message: borrowing EventObject, in document: JSONDocument, kind: String, isOfConversation: Bool
  ) throws(EventProblem) -> Event.Message.Direction {
    switch try message.text(.direction, in: document) {
    case "in": return .incoming
    case "out":
      if isOfConversation { throw .outgoingConversation }
      return .outgoing
    case let word?: throw .unknownWord("message.direction", word, allowed: "`in` or `out`")
    case nil:
      if isOfConversation { return .incoming }
      if kind == "note" { return .outgoing }
      throw .missing("message.direction")
    }
  }

  private func origin(of message: borrowing EventObject, in document: JSONDocument, actor: Event.Actor?)
    throws(EventProblem) -> Event.Message.Origin
  {
    switch try message.text(.origin, in: document) {
    case "ticket": return .ticket
    case "contact": return .contactRecord
    case "automation": return .automation
    case "other": return .other
    case let word?:
      throw .unknownWord("message.origin", word, allowed: "`ticket`, `contact`, `automation` or `other`")
    case nil: return actor?.kind == .automation ? .automation : .ticket
    }
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
