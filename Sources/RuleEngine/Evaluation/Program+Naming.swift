extension Program {
  /// How many fields a snapshot has.
  package var slotCount: Int { FieldSlot.builtInCount + properties.count }

  /// Tells vocabularies apart: equal if slots, stages and options mean the same.
  var layout: UInt64 {
    // Every list with its length, as every name below: options never read like another property.
    var names = ["\(stages.count)"]
    for stage in stages { names += [pipelines[stage.pipeline].id, stage.id] }
    for property in properties {
      names += ["\(property.entity)", property.id, "\(property.kind.rawValue)", "\(property.options.count)"]
      names += property.options.map(\.id)
    }
    // The options of `owner.teams`.
    names += teams
    // Every name with its length, so that no two lists give the same bytes.
    let bytes = names.flatMap { name in Array("\(name.utf8.count):".utf8) + Array(name.utf8) }
    return RulebookChecksum.of(bytes[...])
  }

  /// The built-in rule that stamps close dates.
  package static let closeDateRule = "close date"

  /// Whether the field holds days, not instants.
  func isDate(_ slot: FieldSlot) -> Bool {
    slot.propertyIndex.map { properties[$0].kind == .date } ?? false
  }

  /// The field's name as rules write it.
  package func name(of slot: FieldSlot) -> String {
    switch slot {
    case .stage: "stage"
    case .pipeline: "pipeline"
    case .owner: "owner"
    case .team: "team"
    case .inbox: "inbox"
    case .channel: "channel"
    case .created: "created"
    case .closed: "closed"
    case .contactEmail: "contact.email"
    case .messageSubject: "message.subject"
    case .messageFrom: "message.from"
    case .messageText: "message.text"
    case .ownerEmail: "owner.email"
    case .ownerTeams: "owner.teams"
    default:
      slot.propertyIndex.map { properties[$0].qualifiedName } ?? "field"
    }
  }
}

extension Program.Property {
  /// The name as rules write it: `priority`, `contact.language`.
  package var qualifiedName: String {
    switch entity {
    case .ticket: name
    case .contact: "contact." + name
    case .company: "company." + name
    }
  }
}
