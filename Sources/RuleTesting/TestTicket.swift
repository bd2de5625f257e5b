import RuleChecker
import RuleEngine
import RuleSchema

/// The ticket of a test as its host sees it: what is given, then what events and actions made of it.
struct TestTicket {
  static let id = "test-ticket"
  static let contactID = "test-contact"

  let schema: Schema
  /// It exists: a test that begins with a new conversation has none at first.
  var exists = true
  var stage: StageIndex
  var owner: String?
  /// What the owner's own record has, as long as the owner stays.
  var ownerEmail: String?
  var ownerTeams: [String] = []
  var team: String?
  var inbox: String?
  var channel: String?
  var thread: String? = "test-thread"
  /// Its address; `nil`: no contact.
  var contact: String? = "contact@test.example"
  var creator: String?
  /// Addresses in copy.
  var copies: [String] = []
  var followers: [String] = []
  var closed: String?
  var created: String?
  /// When the stage was entered, where a test gives it.
  var since: Instant?
  /// By index of the schema's properties.
  var properties: [Int: JSON] = [:]

  init(schema: Schema, stage: StageIndex) {
    self.schema = schema
    self.stage = stage
  }

  var pipeline: PipelineIndex { schema.stages[stage.value].pipeline }

  /// The ticket as the lines of an event stream have it.
  var json: JSON {
    var members = [
      JSON.Member("id", .text(Self.id)), JSON.Member("pipeline", .text(schema.pipelines[pipeline.value].id)),
      JSON.Member("stage", .text(schema.stages[stage.value].id)),
    ]
    for (name, value) in [
      ("thread", thread), ("team", team), ("inbox", inbox), ("channel", channel), ("created", created),
      ("closed", closed), ("since", since?.iso8601), ("creator", creator),
    ] {
      if let value { members.append(JSON.Member(name, .text(value))) }
    }
    for (name, people) in [("cc", copies), ("followers", followers)] where !people.isEmpty {
      members.append(JSON.Member(name, .list(people.map(JSON.text))))
    }
    if let owner { members.append(JSON.Member("owner", ownerJSON(owner))) }
    members.append(JSON.Member("contact", contactJSON))
    let company = self.members(of: .company)
    if !company.isEmpty { members.append(JSON.Member("company", .object(company))) }
    members.append(JSON.Member("properties", .object(self.members(of: .ticket))))
    return .object(members)
  }

  private func ownerJSON(_ owner: String) -> JSON {
    guard ownerEmail != nil || !ownerTeams.isEmpty else { return .text(owner) }
    var members = [JSON.Member("id", .text(owner))]
    if let ownerEmail { members.append(JSON.Member("email", .text(ownerEmail))) }
    if !ownerTeams.isEmpty { members.append(JSON.Member("teams", .list(ownerTeams.map(JSON.text)))) }
    return .object(members)
  }

  /// Another owner has a record of their own, of which nothing is known.
  mutating func assign(to person: String?) {
    owner = person
    ownerEmail = nil
    ownerTeams = []
  }

  /// The contact as lines have it.
  var contactJSON: JSON {
    guard let contact else { return .null }
    return .object(
      [JSON.Member("id", .text(Self.contactID)), JSON.Member("email", .text(contact))] + members(of: .contact))
  }

  private func members(of entity: Property.Entity) -> [JSON.Member] {
    schema.properties.enumerated().compactMap { index, property in
      guard property.entity == entity, let value = properties[index] else { return nil }
      return JSON.Member(property.id, value)
    }
  }

  /// The value of a field as lines have it.
  func value(of field: Field) -> JSON {
    switch field {
    case .stage: .text(schema.stages[stage.value].id)
    case .pipeline: .text(schema.pipelines[pipeline.value].id)
    case .owner: owner.map(JSON.text) ?? .null
    case .team: team.map(JSON.text) ?? .null
    case .inbox: inbox.map(JSON.text) ?? .null
    case .channel: channel.map(JSON.text) ?? .null
    case .created: created.map(JSON.text) ?? .null
    case .closed: closed.map(JSON.text) ?? .null
    case .contactEmail: contact.map(JSON.text) ?? .null
    case .property(let index): properties[index.value] ?? .null
    case .ownerEmail: ownerEmail.map(JSON.text) ?? .null
    case .ownerTeams: ownerTeams.isEmpty ? .null : .list(ownerTeams.map(JSON.text))
    case .messageSubject, .messageFrom, .messageText: .null
    }
  }

  /// Gives a field a value, as lines have it.
  mutating func set(_ field: Field, to value: JSON) {
    var text: String?
    if case .text(let written) = value { text = written }
    switch field {
    case .owner: owner = text
    case .team: team = text
    case .inbox: inbox = text
    case .channel: channel = text
    case .created: created = text
    case .closed: closed = text
    case .contactEmail: contact = text
    case .property(let index):
      if case .null = value { properties[index.value] = nil } else { properties[index.value] = value }
    case .ownerEmail: ownerEmail = text
    case .ownerTeams:
      if case .null = value { ownerTeams = [] }
    case .stage, .pipeline, .messageSubject, .messageFrom, .messageText: break
    }
  }

  /// A literal as lines have it.
  func json(_ literal: Literal, for field: Field) -> JSON {
    switch literal {
    case .option(let option): .text(optionID(option, of: field))
    case .number(let number): .number(number)
    case .text(let text), .person(let text): .text(text)
    case .day(let year, let month, let day): .text(Self.iso(year, month, day))
    case .flag(let flag): .flag(flag)
    case .stage(let index): .text(schema.stages[index.value].id)
    case .pipeline(let index): .text(schema.pipelines[index.value].id)
    case .team(let index): .text(schema.teams[index.value].name)
    case .inbox(let index): .text(schema.inboxes[index.value].name)
    case .channel(let channel): .text(channel.rawValue)
    }
  }

  /// Adds an option to a set, or takes it away.
  mutating func change(_ field: Field, option: Int, isThere: Bool) {
    if field == .ownerTeams {
      let name = optionID(option, of: field)
      ownerTeams.removeAll { $0 == name }
      if isThere { ownerTeams.append(name) }
    }
    guard case .property(let index) = field else { return }
    let id = JSON.text(optionID(option, of: field))
    var members: [JSON] = []
    if case .list(let present)? = properties[index.value] { members = present }
    members.removeAll { $0 == id }
    if isThere { members.append(id) }
    properties[index.value] = members.isEmpty ? nil : .list(members)
  }

  func isSet(_ field: Field) -> Bool {
    guard case .property(let index) = field else { return field == .ownerTeams }
    if case .setOf = schema.properties[index.value].kind { return true }
    return false
  }

  /// Whether the field is an instant rather than a day.
  func isTime(_ field: Field) -> Bool {
    switch field {
    case .created, .closed: return true
    case .property(let index):
      if case .time = schema.properties[index.value].kind { return true }
      return false
    default: return false
    }
  }

  func optionID(_ option: Int, of field: Field) -> String {
    if field == .ownerTeams { return schema.teams.indices.contains(option) ? schema.teams[option].name : "" }
    guard case .property(let index) = field else { return "" }
    switch schema.properties[index.value].kind {
    case .oneOf(let options, _), .setOf(let options): return options.indices.contains(option) ? options[option].id : ""
    case .number, .text, .date, .time, .flag, .person: return ""
    }
  }

  static func iso(_ year: Int, _ month: Int, _ day: Int) -> String {
    func padded(_ number: Int, _ width: Int) -> String {
      let digits = String(number)
      return String(repeating: "0", count: max(0, width - digits.count)) + digits
    }
    return padded(year, 4) + "-" + padded(month, 2) + "-" + padded(day, 2)
  }
}
