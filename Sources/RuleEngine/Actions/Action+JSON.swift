//  Action lines: one JSON object, no line end, keys in the order of `grammar/events.md`. What is not known is left out,
//  except the owner of an assignment to nobody, which is `null`.

extension Action {
  /// The action as one line of JSON, without a line end.
  public var json: String {
    var bytes: [UInt8] = []
    write(into: &bytes)
    return String(decoding: bytes, as: UTF8.self)
  }

  /// Appends the action as one line of UTF-8 JSON, without a line end.
  public func write(into bytes: inout [UInt8]) {
    [self].writeLines(into: &bytes)
    bytes.removeLast()
  }

  /// The fields that do not depend on the event.
  static func writeWhatAndWhy(_ rule: String, _ round: Int, _ kind: Kind, into json: inout JSONWriter) {
    json.field("rule", rule)
    json.name("round")
    json.number(round)
    kind.write(into: &json)
  }
}

extension [Action] {
  /// Appends each action as a line of UTF-8 JSON, with its line end.
  public func writeLines(into bytes: inout [UInt8]) {
    if isEmpty { return }
    var lines = ActionLines(count: count)
    for index in indices {
      lines.write(span, at: index, repeatsOccasion: index > 0 && hasSameOccasion(index, index - 1))
    }
    lines.append(to: &bytes)
  }

  /// Whether two actions are about one ticket, at one instant, and came of one event.
  private func hasSameOccasion(_ index: Int, _ other: Int) -> Bool {
    self[index].at == self[other].at && self[index].event == self[other].event
      && self[index].ticket == self[other].ticket
  }
}

/// Writes the lines of actions. What an action has in common with the one before is copied from its line.
private struct ActionLines: ~Copyable {
  private var json: JSONWriter
  /// Where the event, the ticket and the instant of the last action stand.
  private var occasion = 0..<0

  /// For so many actions.
  init(count: Int) { json = JSONWriter(capacity: 384 * count) }

  /// Adds the line of one of some actions, which are written in their order. It is read where it stands, field by field:
  /// all of it would be copied.
  mutating func write(_ actions: Swift.Span<Action>, at index: Int, repeatsOccasion: Bool) {
    json.object { json in
      json.name("key")
      actions[index].name.write(into: &json)
      let start = json.end
      if repeatsOccasion {
        json.repeatFields(occasion)
      } else {
        json.field("event", actions[index].event)
        json.field("ticket", actions[index].ticket)
        json.name("at")
        json.instant(actions[index].at)
      }
      occasion = start..<json.end
      Action.writeWhatAndWhy(actions[index].rule, actions[index].round, actions[index].kind, into: &json)
    }
    json.endLine()
  }

  /// Adds the lines.
  func append(to bytes: inout [UInt8]) { json.append(to: &bytes) }
}

extension Action.Kind {
  /// What to do, as lines name it.
  enum Word: String, Sendable {
    case createTicket = "create_ticket"
    case move, set, clear, assign
    case assignTeam = "assign_team"
    case rotate
    case sendNotification = "send_notification"
    case sendEmail = "send_email"
    case sendMessage = "send_message"
    case notify
    case createTask = "create_task"
    case addNote = "add_note"
    case call
    case armTimer = "arm_timer"
    case cancelTimer = "cancel_timer"
  }

  /// The `action` of its line, such as `create_ticket`.
  public var word: String { name.rawValue }

  /// The `action` of its line.
  var name: Word {
    switch self {
    case .createTicket: .createTicket
    case .move: .move
    case .set: .set
    case .clear: .clear
    case .assign: .assign
    case .assignTeam: .assignTeam
    case .rotate: .rotate
    case .sendNotification: .sendNotification
    case .sendEmail: .sendEmail
    case .sendMessage: .sendMessage
    case .notify: .notify
    case .createTask: .createTask
    case .addNote: .addNote
    case .call: .call
    case .armTimer: .armTimer
    case .cancelTimer: .cancelTimer
    }
  }

  /// Its word, and the fields of its own.
  fileprivate func write(into json: inout JSONWriter) {
    json.field("action", word)
    writeFields(into: &json)
  }

  /// The fields of its own.
  private func writeFields(into json: inout JSONWriter) {
    switch self {
    case .createTicket(let ticket): ticket.write(into: &json)
    case .move(let pipeline, let stage): json.stage("to", pipeline: pipeline, stage: stage)
    case .set(let property, let value):
      json.field("property", property)
      json.name("value")
      value.write(into: &json)
    case .clear(let property): json.field("property", property)
    case .assign(let owner):
      json.name("owner")
      if let owner { json.string(owner) } else { json.null() }
    case .assignTeam(let team): json.field("team", team)
    case .rotate(let team): json.field("team", team)
    case .sendNotification(let template, let recipient):
      json.field("template", template)
      json.recipient("to", recipient)
    case .sendEmail(let template, let recipient):
      json.field("template", template)
      json.recipient("to", recipient)
    case .sendMessage(let text, let recipient):
      json.field("text", text)
      json.recipient("to", recipient)
    case .notify(let text, let recipient):
      json.field("text", text)
      json.recipient("to", recipient)
    case .createTask(let text, let recipients, let due):
      json.field("text", text)
      if !recipients.isEmpty {
        json.name("for")
        json.array { json in
          for recipient in recipients { recipient.write(into: &json) }
        }
      }
      if let due {
        json.name("due")
        json.instant(due)
      }
    case .addNote(let text): json.field("text", text)
    case .call(let action, let arguments):
      json.field("call", action)
      json.name("with")
      json.object { json in
        for argument in arguments {
          json.name(text: argument.name)
          argument.value.write(into: &json)
        }
      }
    case .armTimer(let due):
      json.name("due")
      json.instant(due)
    case .cancelTimer: break
    }
  }
}

extension Action.NewTicket {
  fileprivate func write(into json: inout JSONWriter) {
    json.stage("in", pipeline: pipeline, stage: stage)
    if conversation != nil || origin != nil {
      json.name("from")
      json.object { json in
        json.field("conversation", conversation)
        json.field("ticket", origin)
      }
    }
    json.field("family", family)
    if contactID != nil || contactEmail != nil {
      json.name("contact")
      json.object { json in
        json.field("id", contactID)
        json.field("email", contactEmail)
      }
    }
    json.field("channel", channel)
    json.field("inbox", inbox)
    json.field("thread", thread)
    json.field("owner", owner)
    json.field("team", team)
    if properties.isEmpty { return }
    json.name("properties")
    json.object { json in
      for property in properties {
        json.name(text: property.id)
        property.value.write(into: &json)
      }
    }
  }
}

extension Action.FieldValue {
  fileprivate func write(into json: inout JSONWriter) {
    switch self {
    case .text(let text): json.string(text)
    case .number(let number): json.number(number)
    case .flag(let flag): json.flag(flag)
    case .list(let texts): json.strings(texts)
    }
  }
}

extension Action.Recipient {
  fileprivate func write(into json: inout JSONWriter) {
    json.object { json in
      switch self {
      case .contact(let id, let email):
        json.field("kind", word: "contact")
        json.field("id", id)
        json.field("email", email)
      case .owner(let id, let email):
        json.field("kind", word: "owner")
        json.field("id", id)
        json.field("email", email)
      case .creator(let id):
        json.field("kind", word: "creator")
        json.field("id", id)
      case .person(let property, let id):
        json.field("kind", word: "person")
        json.field("property", property)
        json.field("id", id)
      case .team(let name):
        json.field("kind", word: "team")
        json.field("name", name)
      case .cc(let emails):
        json.field("kind", word: "cc")
        json.name("emails")
        json.strings(emails)
      case .followers(let ids):
        json.field("kind", word: "followers")
        json.name("ids")
        json.strings(ids)
      case .address(let email):
        json.field("kind", word: "address")
        json.field("email", email)
      }
    }
  }
}

extension JSONWriter {
  fileprivate mutating func stage(_ name: StaticString, pipeline: String, stage: String) {
    self.name(name)
    object { json in
      json.field("pipeline", pipeline)
      json.field("stage", stage)
    }
  }

  fileprivate mutating func recipient(_ name: StaticString, _ recipient: Action.Recipient) {
    self.name(name)
    recipient.write(into: &self)
  }
}
