/// The names that event lines use in the objects they are made of.
enum EventKey: Int, CaseIterable, Sendable {
  case id, at, actor, ticket, conversation, contact, before, created, message, cause, timer
  case pipeline, stage, thread, owner, team, inbox, channel, closed, family, since, creator, cc, followers, properties
  case kind, email, direction, origin, from, to, subject, text, headers, automatic, noAnswer
  case company, teams

  /// What a line, and the objects in it, are asked for.
  struct Names: Sendable {
    private let bits: UInt64

    init(_ keys: [EventKey]) { bits = keys.reduce(0) { $0 | 1 << UInt64($1.rawValue) } }

    func contains(_ key: Int32) -> Bool { bits >> UInt64(key) & 1 == 1 }

    static let line = Names([
      .id, .at, .actor, .ticket, .conversation, .contact, .before, .created, .message, .cause, .timer,
    ])
    static let actor = Names([.kind, .id, .email])
    static let email = Names([.email])
    static let person = Names([.id, .email])
    static let owner = Names([.email, .teams])
    static let conversation = Names([.id, .inbox, .channel])
    static let ticket = Names([
      .id, .pipeline, .stage, .thread, .contact, .owner, .team, .inbox, .channel, .created, .closed, .family, .since,
      .creator, .cc, .followers, .properties, .company,
    ])
    static let message = Names([
      .id, .kind, .direction, .origin, .thread, .from, .to, .cc, .subject, .text, .headers, .automatic, .noAnswer,
    ])
  }

  /// As written in a line.
  var name: String { Self.names[rawValue] }

  /// In the order of the cases. Asking each case for its name at run time was a tenth of checking a one-rule file.
  private static let names = [
    "id", "at", "actor", "ticket", "conversation", "contact", "before", "created", "message", "cause", "timer",
    "pipeline", "stage", "thread", "owner", "team", "inbox", "channel", "closed", "family", "since", "creator", "cc",
    "followers", "properties",
    "kind", "email", "direction", "origin", "from", "to", "subject", "text", "headers", "automatic", "no_answer",
    "company", "teams",
  ]

  /// From names to raw values.
  static func makeTable() -> NameTable {
    assert(allCases.allSatisfy { $0 == .noAnswer || $0.name == "\($0)" }, "the names are those of the cases")
    var table = NameTable()
    for key in allCases { table.insert(key.name, Int32(key.rawValue)) }
    return table
  }
}

/// An object of an event line, with the values of the names it was asked for. It does not hold on to its document: that
/// would be counted for each object of each line.
struct EventObject: ~Copyable {
  /// Its own path, `ticket`; empty for the line itself.
  private let path: String
  /// By raw value of the key; `isAbsent` where the name is not there, `isNull` where the value is `null`.
  private var nodes = InlineArray<40, Int32>(repeating: EventObject.isAbsent)

  private static let isAbsent: Int32 = -1
  private static let isNull: Int32 = -2

  /// Finds `keys` among the names of the object at `node`.
  ///
  /// Throws: where it is no object, or has one of the keys twice.
  init(
    _ node: Int, of document: JSONDocument, path: String, keys: EventKey.Names, table: NameTable
  ) throws(EventProblem) {
    self.path = path
    guard document.kind(of: node) == .object else {
      throw path.isEmpty
        ? .notAnObject : .wrongType(path, found: document.description(of: node), expected: "an object")
    }
    var members = document.members(of: node)
    while let (name, value) = members.next(in: document) {
      guard let key = document.value(of: name, in: table), keys.contains(key) else { continue }
      if nodes[Int(key)] != Self.isAbsent { throw .duplicate(FieldPath(path, name: name).text(in: document)) }
      nodes[Int(key)] = document.kind(of: value) == .null ? Self.isNull : Int32(truncatingIfNeeded: value)
    }
  }

  /// The value's node; `nil` where the name is not there or the value is `null`.
  subscript(key: EventKey) -> Int? {
    let node = Int(nodes[key.rawValue])
    return node >= 0 ? node : nil
  }

  /// Whether the name is there, with any value.
  func names(_ key: EventKey) -> Bool { nodes[key.rawValue] != Self.isAbsent }

  /// The path of a field for messages.
  func path(_ key: EventKey) -> FieldPath { FieldPath(path, key) }

  private func words(_ key: EventKey, _ document: JSONDocument) -> String { path(key).text(in: document) }

  /// A text or a number's text; empty is none.
  func text(_ key: EventKey, in document: JSONDocument) throws(EventProblem) -> EventText? {
    guard let node = self[key] else { return nil }
    return try document.text(of: node, path: path(key))
  }

  /// An id that must be there.
  func requiredID(_ key: EventKey, in document: JSONDocument) throws(EventProblem) -> EventText {
    guard let node = self[key] else { throw .missing(words(key, document)) }
    guard let id = try document.text(of: node, path: path(key)) else { throw .empty(words(key, document)) }
    return id
  }

  /// `true` or `false`.
  func flag(_ key: EventKey, in document: JSONDocument) throws(EventProblem) -> Bool? {
    guard let node = self[key] else { return nil }
    switch document.kind(of: node) {
    case .yes: return true
    case .no: return false
    case .null, .number, .string, .array, .object:
      throw .wrongType(words(key, document), found: document.description(of: node), expected: "`true` or `false`")
    }
  }

  /// An RFC 3339 instant.
  func instant(_ key: EventKey, in document: JSONDocument) throws(EventProblem) -> Instant? {
    guard let node = self[key] else { return nil }
    guard document.kind(of: node) == .string else {
      throw .wrongType(words(key, document), found: document.description(of: node), expected: "an instant")
    }
    guard let instant = document.instant(of: node) else {
      throw .unreadable(
        words(key, document), document.text(of: node), expected: "instant such as `2026-01-05T09:12:00+01:00`")
    }
    return instant
  }
}

extension JSONDocument {
  /// A string's text, or a number's as written; empty is none.
  func text(of node: Int, path: FieldPath) throws(EventProblem) -> EventText? {
    switch kind(of: node) {
    case .null: return nil
    case .string, .number:
      let text = eventText(of: node)
      return text.isEmpty ? nil : text
    case .yes, .no, .array, .object:
      throw .wrongType(path.text(in: self), found: description(of: node), expected: "a text")
    }
  }

  /// A string that is an RFC 3339 instant.
  func instant(of node: Int) -> Instant? { Instant(iso8601: bytes.span.extracting(range(of: node))) }

  /// What a value is, in words.
  func description(of node: Int) -> String {
    switch kind(of: node) {
    case .null: "`null`"
    case .yes: "`true`"
    case .no: "`false`"
    case .number: "a number"
    case .string: "a text"
    case .array: "a list"
    case .object: "an object"
    }
  }
}
