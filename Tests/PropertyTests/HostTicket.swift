import RuleEngine

/// A ticket as the host knows it; values are JSON text, `nil` where there is none.
struct HostTicket {
  struct Contact {
    var id: String?
    var email: String?
    var language: String?

    var json: String {
      jsonObject([
        ("id", id.map(jsonText)), ("email", email.map(jsonText)), ("lang", language.map(jsonText)),
        ("name", id.map { jsonText("Name " + $0) }),
      ])
    }
  }

  var id: String
  var pipeline: String
  var stage: String
  var thread: String?
  /// `.some(nil)`: there is none; `nil`: the lines say nothing.
  var contact: Contact??
  var creator: String?
  var family: String?
  var cc: [String] = []
  var followers: [String] = []
  /// Owner, team, channel, inbox, created, closed and properties by id.
  var fields: [String: String] = [:]
  /// Whether its lines tell more of the owner than the id.
  var tellsOwner = false
  /// Plan and city of the contact's company.
  var company: (plan: String?, city: String?)?
  /// When the stage was entered, as JSON.
  var since: String?
  /// When it was changed last.
  var at: Int64

  private static let builtIns = ["owner", "team", "channel", "inbox", "created", "closed"]
  static let properties = [
    "kind", "hs_p", "labels", "amount", "sc", "subject", "topic", "due", "start", "seen", "vip", "backup",
  ]

  var json: String {
    var contactJSON: String?
    if let contact { contactJSON = contact?.json ?? "null" }
    let properties = jsonObject(Self.properties.map { ($0, fields[$0]) } + [("unheard_of", "7")])
    return jsonObject(
      [
        ("id", jsonText(id)), ("pipeline", jsonText(pipeline)), ("stage", jsonText(stage)),
        ("thread", thread.map(jsonText)), ("contact", contactJSON), ("creator", creator.map(jsonText)),
        ("family", family.map(jsonText)), ("cc", cc.isEmpty ? nil : jsonList(cc)),
        ("followers", followers.isEmpty ? nil : jsonList(followers)),
      ] + Self.builtIns.map { ($0, $0 == "owner" ? owner : fields[$0]) } + [("since", since), ("company", companyJSON)]
        + [("properties", properties)])
  }

  /// The owner's id, or all that is known of them.
  private var owner: String? {
    guard tellsOwner, let owner = fields["owner"] else { return fields["owner"] }
    return switch owner {
    case "\"jo\"": "{\"id\":\"jo\",\"email\":\"Jo <jo@acme.example>\",\"teams\":[\"Tier 1\",\"Else\"]}"
    case "\"ann@acme.example\"": "{\"email\":\"ann@acme.example\"}"
    default: "{\"id\":\(owner),\"email\":\"Kim@free.example\",\"teams\":[\"Two\",\"Tier 1\"]}"
    }
  }

  private var companyJSON: String? {
    company.map { jsonObject([("plan", $0.plan.map(jsonText)), ("city", $0.city.map(jsonText))]) }
  }

  /// Carries an action out; returns the field it changed with its value before.
  mutating func carryOut(_ action: Action.Kind, owner: String) -> [(String, String?)] {
    func json(_ value: Action.FieldValue) -> String {
      switch value {
      case .text(let text): jsonText(text)
      case .number(let number): NumberText.text(of: number)
      case .flag(let flag): flag ? "true" : "false"
      case .list(let ids): jsonList(ids)
      }
    }
    switch action {
    case .move(let pipeline, let stage):
      let before = [("pipeline", Optional(jsonText(self.pipeline))), ("stage", Optional(jsonText(self.stage)))]
      (self.pipeline, self.stage) = (pipeline, stage)
      return before
    case .set(let property, let value): return change(property, to: json(value))
    case .clear(let property): return change(property, to: nil)
    case .assign(let person): return change("owner", to: person.map(jsonText))
    case .assignTeam(let team): return change("team", to: jsonText(team))
    case .rotate: return change("owner", to: jsonText(owner))
    case .createTicket, .sendNotification, .sendEmail, .sendMessage, .notify, .createTask, .addNote, .call, .armTimer,
      .cancelTimer:
      return []
    }
  }

  mutating func change(_ field: String, to value: String?) -> [(String, String?)] {
    let before = fields[field]
    fields[field] = value
    return [(field, before)]
  }
}

/// A text as JSON.
func jsonText(_ text: String) -> String {
  var json = "\""
  for scalar in text.unicodeScalars {
    switch scalar {
    case "\"", "\\": json += "\\" + String(scalar)
    case "\n": json += "\\n"
    default: json.unicodeScalars.append(scalar)
    }
  }
  return json + "\""
}

func jsonList(_ texts: [String]) -> String { "[" + texts.map(jsonText).joined(separator: ",") + "]" }

/// An object of the members that have a value.
func jsonObject(_ members: [(String, String?)]) -> String {
  let known = members.compactMap { name, value in value.map { "\(jsonText(name)):\($0)" } }
  return "{" + known.joined(separator: ",") + "}"
}
