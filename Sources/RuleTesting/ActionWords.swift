package import RuleEngine
package import RuleSchema

/// Actions that came out, in the words that rules are written in.
package enum ActionWords {
  /// What an action does: `move to "Waiting on us"`.
  package static func text(of kind: Action.Kind, schema: Schema) -> String {
    switch kind {
    case .createTicket(let ticket): "create ticket in stage \(stage(ticket.pipeline, ticket.stage, schema))"
    case .move(let pipeline, let id): "move to \(stage(pipeline, id, schema))"
    case .set(let property, let value):
      "set \(name(of: property, schema)) to \(self.value(value, of: property, schema))"
    case .clear(let property): "clear \(name(of: property, schema))"
    case .assign(let owner): owner.map { "assign to \"\($0)\"" } ?? "assign to nobody"
    case .assignTeam(let team): "assign to team \(quoted(team))"
    case .rotate(let team): "rotate among team \(quoted(team))"
    case .sendNotification(let template, _):
      "send ticket notification \(template.map { quoted($0) + " " } ?? "")to contact"
    case .sendEmail(let template, let recipient): "send email \(quoted(template)) to \(people(recipient))"
    case .sendMessage(let text, let recipient): "send message \"\(text)\" to \(people(recipient))"
    case .notify(let text, let recipient): "notify \(people(recipient)) \"\(text)\""
    case .createTask(let text, let recipients, let due):
      "create task \"\(text)\""
        + (recipients.isEmpty ? "" : " for " + recipients.map(people).joined(separator: " and "))
        + (due.map { " due \($0.iso8601)" } ?? "")
    case .addNote(let text): "add note \"\(text)\""
    case .call(let action, let arguments):
      "call \(quoted(action))"
        + (arguments.isEmpty
          ? "" : " with " + arguments.map { "\($0.name) \(plain($0.value))" }.joined(separator: ", "))
    case .armTimer(let due): "arm a timer for \(due.iso8601)"
    case .cancelTimer: "cancel a timer"
    }
  }

  static func stage(_ pipeline: String, _ id: String, _ schema: Schema) -> String {
    let found = schema.stages.first { $0.id == id && schema.pipelines[$0.pipeline.value].id == pipeline }
    return quoted(found?.name ?? id)
  }

  static func name(of id: String, _ schema: Schema) -> String {
    schema.properties.first { $0.entity == .ticket && $0.id == id }.map { quoted($0.name) } ?? id
  }

  private static func value(_ value: Action.FieldValue, of id: String, _ schema: Schema) -> String {
    guard let property = schema.properties.first(where: { $0.entity == .ticket && $0.id == id }) else {
      return plain(value)
    }
    switch (property.kind, value) {
    case (.oneOf(let options, _), .text(let option)), (.setOf(let options), .text(let option)):
      return quoted(options.first { $0.id == option }?.name ?? option)
    case (.setOf(let options), .list(let members)):
      return members.map { member in quoted(options.first { $0.id == member }?.name ?? member) }.joined(separator: ", ")
    default: return plain(value)
    }
  }

  private static func plain(_ value: Action.FieldValue) -> String {
    switch value {
    case .text(let text): "\"\(text)\""
    case .number(let number): JSON.number(number).line
    case .flag(let flag): flag ? "true" : "false"
    case .list(let values): values.map { quoted($0) }.joined(separator: ", ")
    }
  }

  private static func people(_ recipient: Action.Recipient) -> String {
    switch recipient {
    case .contact: "contact"
    case .owner: "owner"
    case .creator: "creator"
    case .person(let property, _): "its \(quoted(property))"
    case .team(let team): "team \(quoted(team))"
    case .cc: "cc"
    case .followers: "followers"
    case .address(let address): "\"\(address)\""
    }
  }

  /// A name as rules write it: in quotes unless it is one plain word.
  package static func quoted(_ name: String) -> String {
    let isWord =
      !name.isEmpty
      && name.utf8.allSatisfy { byte in
        (byte | 0x20) &- UInt8(ascii: "a") < 26 || byte &- UInt8(ascii: "0") < 10 || byte == UInt8(ascii: "_")
      }
    guard isWord, let first = name.utf8.first, first &- UInt8(ascii: "0") >= 10 else { return "\"\(name)\"" }
    return name
  }
}
