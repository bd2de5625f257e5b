import RuleEngine
import RuleSchema

/// Actions that came out, as tests expect them: quotes escaped, properties by their names.
enum ExpectedWords {
  static func text(of kind: Action.Kind, schema: Schema) -> String {
    switch kind {
    case .createTicket(let ticket):
      let pairs = ticket.properties.compactMap { pair($0.id, $0.value, schema) }
      return ActionWords.text(of: kind, schema: schema)
        + (pairs.isEmpty ? "" : " with " + pairs.joined(separator: ", "))
    case .sendMessage(let text, let recipient):
      return "send message \(RuleText.string(text)) to \(people(recipient, schema))"
    case .notify(let text, let recipient): return "notify \(people(recipient, schema)) \(RuleText.string(text))"
    case .createTask(let text, let recipients, _):
      let people = recipients.map { Self.people($0, schema) }.joined(separator: " and ")
      return "create task \(RuleText.string(text))" + (people.isEmpty ? "" : " for " + people)
    case .addNote(let text): return "add note \(RuleText.string(text))"
    case .sendEmail(let template, let recipient):
      return "send email \(RuleText.name(template)) to \(people(recipient, schema))"
    default: return ActionWords.text(of: kind, schema: schema)
    }
  }

  /// `priority High`; nothing for sets, which no new ticket is written with.
  private static func pair(_ id: String, _ value: Action.FieldValue, _ schema: Schema) -> String? {
    guard let property = schema.properties.first(where: { $0.entity == .ticket && $0.id == id }) else { return nil }
    let name = RuleText.name(property.name) + " "
    switch (property.kind, value) {
    case (.oneOf(let options, _), .text(let option)):
      return options.first { $0.id == option }.map { name + RuleText.name($0.name) }
    case (.date, .text(let day)): return name + day
    case (.text, .text(let text)), (.person, .text(let text)): return name + RuleText.string(text)
    case (_, .number(let number)): return name + JSON.number(number).line
    case (_, .flag(let flag)): return name + (flag ? "true" : "false")
    default: return nil
    }
  }

  private static func people(_ recipient: Action.Recipient, _ schema: Schema) -> String {
    switch recipient {
    case .contact: return "contact"
    case .owner: return "owner"
    case .creator: return "creator"
    case .cc: return "cc"
    case .followers: return "followers"
    case .person(let id, _):
      let property = schema.properties.first { $0.entity == .ticket && $0.id == id }
      return "its " + RuleText.name(property?.name ?? id)
    case .team(let team): return "team " + RuleText.name(team)
    case .address(let address): return RuleText.string(address)
    }
  }
}
