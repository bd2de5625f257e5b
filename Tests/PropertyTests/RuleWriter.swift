import RuleSource

/// Writes one random rule.
struct RuleWriter {
  var random: SplitMix64
  let pipeline: Int
  let needsMemory: Bool
  /// A trigger that most rules of the rulebook share, with operations that agree: many writers of one field.
  var sharedTrigger: String?
  /// Whether conditions and placeholders may read the message.
  private var readsMessage = false
  /// Whether the rule is about a new conversation.
  private var isOfConversation = false

  /// A pipeline whose stages the rule may name; a rule of both names what both have.
  private var home: Int { min(pipeline, 1) }

  init(random: SplitMix64, pipeline: Int, needsMemory: Bool) {
    self.random = random
    self.pipeline = pipeline
    self.needsMemory = needsMemory
  }

  mutating func rule(isNamed: Bool) -> String {
    if isNamed, needsMemory, sharedTrigger == nil, random.chance(6) { return timerTable() }
    let isTimed = needsMemory && sharedTrigger == nil && random.chance(45)
    isOfConversation = !isTimed && pipeline < 2 && sharedTrigger == nil && random.chance(12)
    var text = isTimed ? timer() : "on " + triggers()
    if isNamed, needsMemory, !isOfConversation, random.chance(30) {
      text += "\n  " + limit()
      if random.chance(10) { text += "\n  " + limit() }
    }
    if isNamed, !isOfConversation, random.chance(8) { return text + "\n" + table() }
    if random.chance(65) {
      if random.chance(25) { text += "\n  when " + condition() }
      return text + "\n  do " + actions()
    }
    if random.chance(30) { text += "\n  only if " + condition() }
    text += "\n  when " + condition() + " do " + actions()
    for _ in 0..<random.below(2) { text += "\n  otherwise when " + condition() + " do " + actions() }
    if random.chance(50) { text += "\n  otherwise do " + actions() }
    return text
  }

  private mutating func limit() -> String {
    random.pick([
      "once per ticket", "once per stage visit", "once per stage visit", "at most 1 times per \(duration())",
      "at most 2 times per day", "at most 3 times per week",
    ])
  }

  // MARK: Time

  private mutating func delay() -> String {
    random.pick(
      [
        "30 minutes", "1 hour", "2 hours", "1 day", "3 days", "1 week", "2 business hours", "90 business minutes",
        "1 business day", "3 business days", "10 business hours",
      ])
  }

  private mutating func period() -> String {
    random.pick(["6 hours", "1 day", "3 days", "1 week", "5 business hours", "1 business day", "2 business days"])
  }

  private mutating func timer() -> String {
    let text: String
    switch random.below(11) {
    case 0, 1: text = "after \(delay()) in stage \(stages())"
    case 2: text = "after \(delay()) without reply from contact"
    case 3: text = "after \(delay()) without answer to contact"
    case 4: text = "after \(delay()) without activity"
    case 5, 6: text = "after \(delay()) while \(stateCondition())"
    case 7: text = "every \(period()) while \(stateCondition())"
    case 8:
      let days = random.pick(["1 day", "2 days", "1 week", "1 business day", "3 business days"])
      text = random.pick([
        "on \(days) before due", "on \(days) after due", "on due reached", "on \(days) after start", "on start reached",
      ])
    case 9:
      text = random.pick([
        "on \(delay()) before seen", "on \(delay()) after seen",
        "on seen reached", "on \(delay()) after created",
        "on \(delay()) after closed", "on closed reached",
      ])
    default:
      let days = random.pick(["Monday", "Tuesday, Friday", "day", "Saturday, Sunday"])
      text = "every \(days) at " + random.pick(["09:00", "02:30", "00:00", "00:30", "23:59", "16:30"])
    }
    return text + postponed()
  }

  private mutating func postponed() -> String {
    random.chance(35) ? " postponed to business hours" + random.pick(["", " of Odd", " of Work"]) : ""
  }

  /// What events alone make true or false.
  private mutating func stateCondition() -> String {
    let tests = [
      "urgent", "vip", "kind is \(random.pick(Vocabulary.kinds))", "labels has \(random.pick(Vocabulary.labels))",
      "priority is at least Medium", "owner is unknown", "owner is known", "amount is above 1", "ticket is open",
      "company.plan is gold", "not vip", "stage is \(stage())", "due is before value of start", "team is unknown",
      "owner.teams has \"Tier 1\"", "contact.language is known",
    ]
    if random.chance(70) { return random.pick(tests) }
    return random.pick(tests) + random.pick([" and ", " or "]) + random.pick(tests)
  }

  /// A table whose rows decide when it is due.
  private mutating func timerTable() -> String {
    var text = random.chance(25) ? random.pick(["once per ticket\n  ", "once per stage visit\n  "]) : ""
    if random.chance(30) { text += "only if " + stateCondition() + "\n  " }
    let isDate = random.chance(30)
    let head = isDate ? random.pick(["____ after due", "____ after seen"]) : "____ in stage \(stages())"
    text += "table\n  | priority is | company.plan is | \(head)\(postponed()) | add note ____ | raise amount to |\n"
    for row in 0..<(1 + random.below(4)) {
      let delay = head.contains("due") ? random.pick(["1 day", "2 days", "1 business day"]) : delay()
      let priority = random.pick(["any", "any", "High", "Low, Medium", "known", "unknown"])
      text += "  | \(priority) | \(random.pick(["any", "any", "free", "gold"])) | \(delay) "
      text += "| \(random.pick(["-", "\"row \(row)\""])) | \(random.pick(["-", "1", "7"])) |\n"
    }
    return text
  }

  private mutating func table() -> String {
    var text = "  table\n  | kind is | labels has any of | move to | add note ____ | notify ____ \"row\" |\n"
    for row in 0..<(1 + random.below(4)) {
      text += "  | \(random.pick(["any", "bug", "question, other", "unknown"])) "
      text += "| \(random.pick(["any", "any", "red", "red, green"])) | \(random.pick(["-", "-", stage()])) "
      text += "| \(random.pick(["-", "\"row \(row)\""])) | \(random.pick(["-", "owner", "contact", "its backup"])) |\n"
    }
    return text
  }

  // MARK: Triggers

  private mutating func triggers() -> String {
    if isOfConversation {
      readsMessage = true
      return "new conversation" + (random.chance(30) ? " in inbox " + random.pick(["Main", "Other"]) : "") + via()
    }
    if random.chance(30) {
      readsMessage = true
      return (0..<(1 + random.below(2))).map { _ in messageTrigger() }.joined(separator: " or ")
    }
    return (0..<(random.chance(70) ? 1 : 2)).map { _ in random.chance(15) ? messageTrigger() : trigger() }
      .joined(separator: " or ")
  }

  private mutating func by(_ percent: Int) -> String {
    var text = ""
    if random.chance(percent) {
      text += " by " + random.pick(["a contact", "an agent", "automation", "an integration", "list Free"])
    }
    return text
  }

  private mutating func via() -> String { random.chance(20) ? " via " + random.pick(Vocabulary.channels) : "" }

  private mutating func messageTrigger() -> String {
    let stateless = [
      "email sent to contact", "email sent to contact from contact record", "email sent to contact from anywhere",
      "note added", "delivery failed", "ticket created",
    ]
    let threaded = [
      "reply from contact", "reply from contact", "reply from contact including automatic", "reply from anyone",
      "message from contact in another thread", "message from contact in another thread including automatic",
    ]
    return random.pick(needsMemory ? stateless + threaded : stateless) + by(8)
  }

  mutating func stage() -> String { random.pick(Vocabulary.stages[home]).name }

  private mutating func stages() -> String {
    random.some(Vocabulary.stages[home], atMost: 2).map(\.name).joined(separator: ", ")
  }

  private mutating func trigger() -> String {
    if let sharedTrigger, random.chance(80) { return sharedTrigger }
    if random.chance(45) {
      return random.pick([
        "ticket created", "stage changed", "stage New, Waiting", "stage New, Done", "stage Waiting, Done", "closed",
        "activity", "priority changed", "labels changed", "owner changed", "kind changed", "amount changed",
      ])
    }
    let text: String
    switch random.below(20) {
    case 0, 1: text = "ticket created" + (random.chance(30) ? via() : "")
    case 2, 3, 4: text = "stage " + stages()
    case 5: text = "stage becomes " + stage()
    case 6: text = "leaving stage " + stages()
    case 7:
      text = random.pick([
        "stage changed", "stage changed from \(stage())", "stage changed to \(stage())",
        "stage changed from New to Done",
      ])
    case 8: text = random.pick(["closed", "reopened"])
    case 9: text = random.pick(["assigned", "unassigned"])
    case 10: text = "activity"
    case 11: text = "pipeline " + random.pick(["changed", "becomes \"\(Vocabulary.pipelines[home])\""])
    case 12: text = "owner changed"
    case 13: text = "labels " + random.pick(["gained ", "lost "]) + random.pick(Vocabulary.labels)
    case 14: text = "vip changed"
    case 15: text = random.pick(["amount", "score", "due", "seen", "topic", "backup", "labels", "team"]) + " changed"
    case 16: text = "topic becomes \"outage\""
    case 17:
      text = "priority changed" + random.pick(["", " from Low", " to High", " from Low to Medium"])
    case 18: text = "priority becomes " + random.pick(Vocabulary.priorities)
    default: text = "kind " + random.pick(["changed", "becomes bug", "becomes other"])
    }
    return text + by(5)
  }

  // MARK: Conditions

  mutating func condition() -> String {
    switch random.below(10) {
    case 0, 1: part() + " and " + part()
    case 2, 3: part() + " or " + part()
    case 4: "(" + part() + " or " + part() + ") and " + part()
    default: part()
    }
  }

  private mutating func part() -> String { (random.chance(20) ? "not " : "") + test() }

  private mutating func duration() -> String {
    let amount = 1 + random.below(4)
    let unit = random.pick(["minute", "hour", "hour", "day", "week"])
    return "\(amount) \(unit)\(amount == 1 ? "" : "s")"
  }

  private mutating func days() -> String {
    let amount = 1 + random.below(5)
    return "\(amount) day\(amount == 1 ? "" : "s")"
  }

  private mutating func age(_ duration: String) -> String {
    random.pick([
      "is in the next \(duration)", "is in the last \(duration)", "is more than \(duration) ago",
      "is less than \(duration) ago",
    ])
  }

  private mutating func day() -> String { "2026-01-" + ["05", "06", "07", "08", "12"][random.below(5)] }

  private mutating func test() -> String {
    let word = random.pick(Vocabulary.words)
    if isOfConversation {
      return random.pick([
        "contact.email matches any of list Free", "contact.language is de", "channel is email", "inbox is Main",
        "message.subject contains \"\(word == "" ? "x" : word)\"", "contact.language is known", "message.from is known",
      ])
    }
    if random.chance(18) {
      return random.pick([
        "during business hours", "outside business hours", "during business hours of Odd",
        "outside business hours of Work",
        "company.plan is gold", "company.plan is known", "company.city starts with \"b\"", "owner.email is known",
        "owner.email ends with \"@acme.example\"", "owner.teams has \"Tier 1\"",
        "owner.teams has any of \"Tier 1\", Two",
        "owner.teams is known", "owner is \"JO@acme.example\"", "owner is one of \"Kim@free.example\", \"jo\"",
        "seen is in the next 2 business hours", "topic is value of subject", "owner is value of backup",
        "amount is at least value of score", "kind is not value of kind", "due is value of start",
        "subject is value of company.city",
        "seen is in the last 3 business hours",
        "seen is more than 1 business day ago", "due is in the next 2 business days",
        "due is less than 1 business day ago", "created is less than 90 business minutes ago",
      ])
    }
    switch random.below(readsMessage ? 34 : 31) {
    case 0: return "urgent"
    case 1: return "vip"
    case 2: return "kind is " + (random.chance(30) ? "not " : "") + random.pick(Vocabulary.kinds)
    case 3: return "kind is one of bug, other"
    case 4:
      return "priority is " + random.pick(["at least ", "at most ", "above ", "below "])
        + random.pick(Vocabulary.priorities)
    case 5: return "priority " + random.pick(["was ", "is "]) + random.pick(Vocabulary.priorities)
    case 6: return "priority is between Low and Medium"
    case 7:
      return "amount is " + random.pick(["at least ", "at most ", "above ", "below ", ""])
        + random.pick(["0", "1", "2.5", "-1"])
    case 8: return "labels has " + random.pick(Vocabulary.labels)
    case 9:
      let labels = random.some(Vocabulary.labels, atMost: 3).joined(separator: ", ")
      return "labels has " + random.pick(["any of ", "all of ", "none of "]) + labels
    case 10: return "labels has any matching \"" + random.pick(["area/*", "*e*", "AREA/?", "r*d"]) + "\""
    case 11: return "labels " + random.pick(["gained ", "lost ", "was "]) + random.pick(Vocabulary.labels)
    case 12:
      return "subject " + random.pick(["contains", "starts with", "ends with", "is", "was"])
        + " \"\(word == "" ? "x" : word)\""
    case 13: return "topic " + random.pick(["contains any of", "is one of"]) + " \"OUT\", \"outage\", \"Été\""
    case 14: return "subject matches \"" + random.pick(["*out*", "re:*", "?t?", "*", "*AGE"]) + "\""
    case 15: return "contact.email matches any of list Free"
    case 16: return "due " + age(days())
    case 17: return "due is " + random.pick(["today", "before today", "after today", "before " + day(), day()])
    case 18: return random.pick(["seen", "created", "closed"]) + " " + age(duration())
    case 19:
      return "seen is " + random.pick(["today", "before value of created", "after value of due", "after " + day()])
    case 20: return "due is " + random.pick(["before", "after"]) + " value of start"
    case 21:
      return random.pick(["owner", "team", "backup", "due", "labels", "subject", "closed", "contact.language", "vip"])
        + random.pick([" is known", " is unknown"])
    case 22: return "contact.language is " + random.pick(["de", "en"])
    case 23: return "owner is " + random.pick(["\"jo\"", "one of \"KIM\", \"jo\"", "not \"jo\""])
    case 24: return "team is " + random.pick(["\"Tier 1\"", "Two"])
    case 25: return "channel is " + random.pick(Vocabulary.channels)
    case 26: return "stage is " + random.pick([stage(), "one of \(stages())"])
    case 27: return "ticket is " + random.pick(["open", "closed"])
    case 28: return "actor is " + random.pick(["an agent", "a contact", "automation", "the owner", "the contact"])
    case 29:
      return random.pick(["stage", "priority", "amount", "labels", "owner", "topic", "pipeline"]) + " changed"
    case 30:
      return random.pick([
        "priority changed to High", "priority changed from Low", "stage was \(stage())", "stage changed to \(stage())",
      ])
    case 31: return "message is automatic"
    case 32: return "message.subject contains \"\(word == "" ? "x" : word)\""
    default: return "message.from " + random.pick(["ends with \"@free.example\"", "is known"])
    }
  }

  // MARK: Actions

  mutating func actions() -> String {
    var actions = (0..<(1 + random.below(3))).map { _ in action() }
    if isOfConversation { actions.insert(createTicket(), at: 0) }
    return actions.joined(separator: " then ")
  }

  private mutating func createTicket() -> String {
    let isElsewhere = random.chance(20)
    let target = isElsewhere ? 1 - home : home
    var text = "create ticket"
    if random.chance(80) { text += " in stage " + random.pick(Vocabulary.stages[target]).name }
    if isElsewhere { text += " in pipeline \"\(Vocabulary.pipelines[target])\"" }
    if random.chance(40) {
      text +=
        " with " + random.pick(["priority High", "kind bug", "amount 2", "topic \"new\"", "priority Low, kind other"])
    }
    return text
  }

  private mutating func recipients() -> String {
    let all = [
      "contact", "contact", "owner", "team Two", "its team", "its backup", "creator", "cc", "followers",
      "\"boss@acme.example\"", "\"C1@free.example\"",
    ]
    return random.some(all, atMost: 2).joined(separator: " and ")
  }

  private mutating func text() -> String {
    let placeholder = random.pick(
      [
        "", "", " {subject}", " {priority}", " {labels}", " {amount}", " {due}", " {seen}", " {vip}", " {stage}",
        " {contact.name}", " {owner}", " {closed}", " {pipeline}",
      ] + (readsMessage ? [" {message.subject}"] : []))
    return "\"" + random.pick(["hello", "note"]) + placeholder + "\""
  }

  private mutating func action() -> String {
    let priority = random.pick(Vocabulary.priorities)
    let label = random.pick(Vocabulary.labels)
    if sharedTrigger != nil, random.chance(70) {
      return random.pick([
        "increase amount by 0.1", "increase amount by 0.2", "increase amount by 0.3", "increase amount by 7.7",
        "raise priority to \(priority)", "add \(label) to labels",
      ])
    }
    if random.chance(10) {
      return random.pick([
        "call ping", "call page with service \(text())", "call page with service \"core {stage}\", severity high",
        "call page with service \"{topic}\", day 2026-01-09, marks green, loud yes",
        "call page with service \"x\", who \"jo\", count -2.5", "set due to 2 business days from now",
        "set seen to 3 business hours from now", "set topic to value of owner.email",
        "set topic to value of company.city",
        "create task \"later\" due in 2 business hours", "create task \"later\" for owner due in 1 business day",
        "notify owner \"{owner.email} {owner.teams} {company.plan} {company.city}\"",
      ])
    }
    switch random.below(34) {
    case 0, 1, 2:
      if random.chance(15) {
        let target = random.pick(Vocabulary.stages[1 - home]).name
        return "move to \(target) in pipeline \"\(Vocabulary.pipelines[1 - home])\""
      }
      return "move to " + stage()
    case 3: return "set priority to " + priority
    case 4: return "set kind to " + random.pick(Vocabulary.kinds)
    case 5: return "set amount to " + random.pick(["0", "1", "2.5", "value of score"])
    case 6: return "set score to " + random.pick(["3", "value of amount"])
    case 7: return "set topic to " + random.pick(["\"outage\"", "\"Été\"", "value of subject"])
    case 8:
      return "set due to "
        + random.pick(["today", "2 days from now", "1 week from now", "2026-01-08", "value of start"])
    case 9: return "set seen to " + random.pick(["now", "3 hours from now", "1 day from now"])
    case 10: return "set vip to " + random.pick(["yes", "no"])
    case 11: return "set backup to \"" + random.pick(Vocabulary.people) + "\""
    case 12: return "clear " + random.pick(["priority", "labels", "due", "backup", "amount", "topic", "vip"])
    case 13, 14: return "raise priority to " + priority
    case 15: return "raise amount to " + random.pick(["1", "5"])
    case 16, 17: return "add \(label) to labels"
    case 18: return "remove \(label) from labels"
    case 19: return "remove all matching \"area/*\" from labels"
    case 20, 21: return "increase \(random.pick(["amount", "score"])) by " + random.pick(["1", "0.1", "2.5", "-1"])
    case 22:
      if isOfConversation { return "assign to team Two" }
      return "assign to " + random.pick(["actor", "creator", "nobody", "its backup", "\"jo\"", "\"Kim\""])
    case 23: return "assign to team " + random.pick(["\"Tier 1\"", "Two"])
    case 24:
      return needsMemory ? "rotate among team " + random.pick(["\"Tier 1\"", "Two"]) : "assign to \"jo\""
    case 25: return "send ticket notification" + random.pick(["", " \"Hello\""]) + " to contact"
    case 26: return "send email " + random.pick(["Hello", "Reminder"]) + " to " + recipients()
    case 27: return "send message " + text() + " to " + recipients()
    case 28, 29: return "notify " + recipients() + " " + text()
    case 30:
      return "create task " + text() + (random.chance(50) ? " for " + recipients() : "")
        + (random.chance(50) ? " due in " + duration() : "")
    case 31: return "add note " + text()
    default: return isOfConversation ? "add note " + text() : createTicket()
    }
  }
}
