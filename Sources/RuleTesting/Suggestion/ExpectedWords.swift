import RuleEngine
import RuleSchema

/// Actions that came out, as tests expect them: quotes escaped, properties by their names.
enum ExpectedWords {
  static func text(of kind: Action.Kind, schema: Schema) -> String {
    switch kind {
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
