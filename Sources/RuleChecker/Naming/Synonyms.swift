//  What people and other help desks call a thing that is declared here under another name. Nothing is accepted
//  because of it: a word of the table leads to a suggestion, and only to one that is declared.

/// Words that mean the same.
enum Synonyms {
  /// What tickets, contacts and messages have. A group holds the words of the language, of people, and of the fields
  /// of Zendesk, Jira, HubSpot, Freshdesk and ServiceNow.
  private static let fields: [[String]] = [
    [
      "stage", "status", "state", "phase", "step", "ticket status", "hs_pipeline_stage", "pipeline stage",
      "ticket stage", "status category", "status_id", "custom_status",
    ],
    ["pipeline", "board", "project", "hs_pipeline", "ticket pipeline", "ticket form", "process"],
    [
      "subject", "title", "summary", "headline", "ticket name", "ticket subject", "short description",
      "message.subject",
    ],
    [
      "owner", "assignee", "agent", "responsible", "responder", "assigned to", "assignee_id", "responder_id",
      "hubspot_owner_id", "ticket owner", "handler", "technician",
    ],
    [
      "contact.email", "contact", "requester", "requestor", "customer", "client", "user", "caller", "reporter",
      "submitter", "end user", "requester_id", "contact email", "customer email", "requester email", "email",
    ],
    ["contact.name", "customer name", "requester name", "contact name", "name"],
    ["contact.language", "language", "locale", "lang", "contact language"],
    ["company.name", "company", "organization", "organisation", "account", "organization_id", "company name"],
    ["priority", "urgency", "severity", "importance", "prio", "hs_ticket_priority", "ticket priority", "impact"],
    ["labels", "label", "tags", "tag", "keywords", "components", "current_tags"],
    [
      "category", "type", "kind", "issue type", "request type", "ticket type", "hs_ticket_category",
      "ticket category", "area", "topic",
    ],
    [
      "team", "group", "queue", "department", "assignment group", "group_id", "squad", "support group",
      "hubspot_team_id",
    ],
    ["inbox", "mailbox", "mail box", "recipient", "brand", "email_config_id"],
    ["channel", "source", "via", "origin", "medium", "source type"],
    ["created", "created at", "create date", "createdate", "opened", "creation date", "opened at", "created on"],
    [
      "closed", "closed at", "close date", "closedate", "solved at", "resolved at", "closed date", "resolved",
      "resolution date",
    ],
    ["due date", "due", "due at", "deadline", "due by", "duedate", "due_by"],
    ["amount", "price", "cost", "total", "value", "sum"],
    [
      "message.text", "description", "body", "content", "comment", "comment text", "text", "message",
      "hs_ticket_content",
    ],
    ["message.from", "sender", "from"],
  ]

  /// HubSpot's ids of what every ticket has.
  static let builtInIds = [
    "hs_pipeline_stage": "stage", "hs_pipeline": "pipeline", "hubspot_owner_id": "owner", "hubspot_team_id": "team",
    "createdate": "created", "closed_date": "closed",
  ]

  /// Channels as other products call them.
  private static let channels: [[String]] = [
    ["email", "mail", "e-mail"],
    ["chat", "live chat", "messenger", "messaging", "whatsapp", "web chat"],
    ["form", "web form", "web", "website", "portal", "contact form", "webform"],
    ["phone", "telephone", "call", "voice", "calling"],
    ["api", "integration", "webhook"],
  ]

  /// Options that name the same.
  private static let options: [[String]] = [
    ["bug", "defect", "fault", "incident", "problem"],
    ["question", "inquiry", "enquiry", "how to"],
    ["feature", "feature request", "enhancement", "improvement", "idea"],
    ["invoice", "invoicing", "billing", "payment", "finance"],
    ["en", "english", "eng", "en-us", "en-gb"], ["de", "german", "deutsch", "ger"],
    ["fr", "french", "français", "fre"], ["es", "spanish", "español", "spa"], ["it", "italian", "italiano"],
    ["nl", "dutch", "nederlands"], ["pt", "portuguese", "português"], ["pl", "polish", "polski"],
    ["yes", "true"], ["no", "false"],
  ]

  /// Steps of a scale, the lowest first.
  private static let levels: [[String]] = [
    ["low", "minor", "trivial", "p4", "p5", "lowest", "not urgent", "sev4", "s4"],
    ["medium", "normal", "moderate", "default", "standard", "average", "mid", "p3", "sev3", "s3", "regular"],
    ["high", "major", "important", "p2", "sev2", "s2", "elevated"],
    [
      "urgent", "critical", "blocker", "p1", "p0", "highest", "emergency", "severe", "sev1", "s1", "very high",
      "immediate", "showstopper",
    ],
  ]

  /// Stages of open tickets, then of closed ones.
  private static let openStages: [[String]] = [
    ["new", "open", "opened", "to do", "todo", "backlog", "received", "created", "unassigned", "reopened"],
    [
      "waiting on contact", "pending", "on hold", "hold", "waiting", "waiting on customer", "waiting for customer",
      "awaiting reply", "waiting for reply", "paused", "suspended", "snoozed", "awaiting customer",
      "waiting for contact", "waiting on client",
    ],
    [
      "waiting on us", "in progress", "working", "active", "assigned", "waiting for support", "in work", "doing",
      "waiting on agent", "in review", "processing",
    ],
  ]
  private static let closedStages: [[String]] = [
    [
      "closed", "solved", "resolved", "done", "complete", "completed", "finished", "fixed", "archived", "ended",
      "close",
    ],
    ["cancelled", "canceled", "rejected", "declined", "refused", "won't do", "wont do", "dismissed"],
  ]

  /// The field among `candidates` that goes by `name` elsewhere; candidates are as written, `contact.email`.
  static func field(_ name: String, among candidates: [String]) -> String? {
    fieldWords.match(name, among: candidates)
  }

  /// The channel that goes by `name` elsewhere.
  static func channel(_ name: String) -> String? { channelWords.group(of: name).flatMap { channels[$0].first } }

  /// The option among `candidates` that goes by `name` elsewhere. Of an ordered scale it is the step of that height.
  static func option(_ name: String, among candidates: [String], isOrdered: Bool) -> String? {
    if let found = optionWords.match(name, among: candidates) ?? levelWords.match(name, among: candidates) {
      return found
    }
    guard isOrdered, candidates.count > 1, let height = levelWords.group(of: name),
      candidates.contains(where: { levelWords.group(of: $0) != nil })
    else { return nil }
    // The lowest step is the first option and the highest one the last, however many there are between.
    return candidates[(height * (candidates.count - 1) + 1) / (levels.count - 1)]
  }

  /// The stage among `stages` that goes by `name` elsewhere: one that is called alike, else the first closed one for a
  /// word that closes, or the first open one for a word that opens.
  static func stage(_ name: String, among stages: [(name: String, isClosed: Bool)]) -> String? {
    if let group = openWords.group(of: name) {
      let open = stages.filter { !$0.isClosed }.map(\.name)
      return openWords.match(name, among: open) ?? (group == 0 ? open.first : nil)
    }
    guard closedWords.group(of: name) != nil else { return nil }
    let closed = stages.filter(\.isClosed).map(\.name)
    return closedWords.match(name, among: closed) ?? closed.first
  }

  private static let fieldWords = Groups(fields)
  private static let channelWords = Groups(channels)
  private static let optionWords = Groups(options)
  private static let levelWords = Groups(levels)
  private static let openWords = Groups(openStages)
  private static let closedWords = Groups(closedStages)

  /// Groups of words, looked up without case, blanks, `_` and `-`.
  private struct Groups {
    private let groups: [String: Int]

    init(_ words: [[String]]) {
      var groups: [String: Int] = [:]
      for (index, group) in words.enumerated() {
        for word in group where groups[Groups.key(word)] == nil { groups[Groups.key(word)] = index }
      }
      self.groups = groups
    }

    func group(of name: String) -> Int? { groups[Groups.key(name)] }

    /// The first of `candidates` in the group of `name`.
    func match(_ name: String, among candidates: [String]) -> String? {
      guard let group = group(of: name) else { return nil }
      return candidates.first { self.group(of: $0) == group }
    }

    private static func key(_ name: String) -> String {
      String(String.UnicodeScalarView(name.lowercased().unicodeScalars.filter { $0 != " " && $0 != "_" && $0 != "-" }))
    }
  }
}
