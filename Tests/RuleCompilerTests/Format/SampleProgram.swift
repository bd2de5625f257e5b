import RuleEngine

/// A program that has at least one of everything the format knows.
enum SampleProgram {
  static let program: Program = {
    var program = Program()
    program.zone = ZoneTable(
      name: "Europe/Berlin", firstOffset: 3208,
      transitions: [.init(at: -2_422_054_408, offset: 3600), .init(at: 1_774_746_000, offset: 7200)])
    program.pipelines = [
      .init(name: "Support Pipeline", id: "0", isDefault: true, hasCloseDate: true, stages: 0..<3),
      .init(name: "Büro", id: "b", isDefault: false, hasCloseDate: false, stages: 3..<4),
    ]
    program.stages = [
      .init(name: "New", id: "1", isClosed: false, pipeline: 0),
      .init(name: "Waiting on us", id: "3", isClosed: false, pipeline: 0),
      .init(name: "Closed", id: "4", isClosed: true, pipeline: 0),
      .init(name: "New", id: "n", isClosed: false, pipeline: 1),
    ]
    program.properties = properties
    program.teams = ["Tier 2", "DACH"]
    program.inboxes = [
      .init(name: "Support inbox", email: "help@acme.example", isLocked: false),
      .init(name: "Sales inbox", email: "sales@acme.example", isLocked: true),
    ]
    program.templates = ["Reminder"]
    program.lists = [["*@mail.example", "*@free.example"], []]
    program.calendars = calendars
    program.actions = declaredActions
    program.answerLimit = .init(count: 3, hours: 48)
    program.texts = [
      .init(parts: [.literal("urgent: "), .placeholder(subject)], asWritten: "urgent: {subject}"),
      .init(parts: [], asWritten: ""),
    ]
    program.tests = tests
    program.rules = rules(&program.branches)
    return program
  }()

  static let priority = FieldSlot.property(0)
  static let labels = FieldSlot.property(1)
  static let amount = FieldSlot.property(2)
  static let subject = FieldSlot.property(3)
  static let due = FieldSlot.property(4)
  static let since = FieldSlot.property(5)
  static let vip = FieldSlot.property(6)
  static let backup = FieldSlot.property(7)
  static let language = FieldSlot.property(8)
  static let tier = FieldSlot.property(9)

  private static var calendars: [BusinessCalendar] {
    let morning = BusinessCalendar.Interval(start: 540, end: 720)
    let afternoon = BusinessCalendar.Interval(start: 780, end: 1020)
    return [
      BusinessCalendar(
        name: "Office", zone: ZoneTable(name: "Etc/GMT-1", firstOffset: 3600, transitions: []), isDefault: true,
        week: [[morning, afternoon], [morning, afternoon], [morning], [morning, afternoon], [morning], [], []],
        exceptions: [Day(number: 20_812), Day(number: 20_819)]),
      BusinessCalendar(
        name: "Night", zone: .utc, isDefault: false,
        week: [[], [], [], [], [], [], [.init(start: 0, end: 1), .init(start: 1, end: 1440)]], exceptions: []),
    ]
  }

  private static var declaredActions: [Program.DeclaredAction] {
    let severities = ["low", "high"].map { Program.Property.Option(name: $0, id: $0 == "low" ? "1" : $0) }
    return [
      .init(
        name: "page on-call",
        parameters: [
          .init(name: "service", kind: .text, options: []),
          .init(name: "severity", kind: .orderedOneOf, options: severities),
          .init(name: "areas", kind: .setOf, options: severities), .init(name: "times", kind: .number, options: []),
          .init(name: "day", kind: .date, options: []), .init(name: "at", kind: .time, options: []),
          .init(name: "loud", kind: .flag, options: []), .init(name: "who", kind: .person, options: []),
        ]),
      .init(name: "ping", parameters: []),
    ]
  }

  private static var properties: [Program.Property] {
    func property(_ name: String, _ kind: Program.Property.Kind, _ options: [String] = []) -> Program.Property {
      .init(
        entity: name == "language" ? .contact : name == "tier" ? .company : .ticket, name: name, id: "id_\(name)",
        kind: kind,
        options: options.map { .init(name: $0, id: $0 == "area/network" ? "net" : $0) })
    }
    return [
      property("priority", .orderedOneOf, ["Low", "High"]),
      property("labels", .setOf, ["stale", "area/network", "area/policy"]),
      property("amount", .number), property("subject", .text), property("due date", .date),
      property("since", .time), property("vip", .flag), property("backup", .person),
      property("language", .oneOf, ["en", "de"]), property("tier", .oneOf, ["gold", "silver"]),
    ]
  }

  private static var tests: [Program.Test] {
    let span = Span(amount: 3, unit: .days)
    return [
      .isOneOf(priority, [.option(0), .option(1)]), .isOneOf(.channel, [.text("email")]), .isOneOf(.stage, []),
      .compares(priority, .atLeast, .option(1)), .compares(amount, .below, .number(-0.5)),
      .compares(amount, .atMost, .number(1)), .compares(amount, .above, .number(1)),
      .containsAny(subject, ["outage", "Störung"]), .startsWith(.messageSubject, "[test]"), .endsWith(.owner, "@x"),
      .matchesAny(.contactEmail, ["*@x"]), .hasAny(labels, [0, 2]), .hasAll(labels, [0, 1]), .hasNone(labels, []),
      .gained(labels, 1), .lost(labels, 2), .was(.stage, .option(2)), .was(vip, .flag(true)),
      .was(labels, .options([0, 2])), .was(due, .day(Day(number: 20_000))),
      .changed(.stage, from: .option(0), to: nil), .changed(.pipeline, from: nil, to: .option(1)), .isKnown(.owner),
      .isSet(vip), .isBefore(due, .day(Day(number: -1))), .isAfter(.created, .today), .isDay(due, .valueOf(.closed)),
      .isInNext(due, span), .isInLast(since, Span(amount: 90, unit: .minutes)),
      .isMoreThanAgo(.closed, Span(amount: 2, unit: .weeks)), .isLessThanAgo(.created, Span(amount: 1, unit: .hours)),
      .messageIsAutomatic, .actorIs(.integration), .actorIsOwner, .actorIsContact, .ticketIsClosed,
      .hasAny(.ownerTeams, [0, 1]), .endsWith(.ownerEmail, "@x"), .isOneOf(tier, [.option(0)]), .isDuring(1),
      .isMoreThanAgo(.created, Span(amount: 3, unit: .days, calendar: 1)), .equalsField(subject, .messageSubject),
      .equalsField(priority, tier), .comparesField(amount, .below, amount),
    ]
  }

  private static func rules(_ branches: inout [Program.Branch]) -> [Program.Rule] {
    func trigger(
      _ happening: Program.Trigger.Happening, by: Program.Trigger.Author? = nil, via: String? = nil
    ) -> Program.Trigger {
      .init(happening: happening, by: by, via: via)
    }
    // (a and not b) or c
    branches = [
      .init(test: 3, ifTrue: .branch(1), ifFalse: .branch(2), text: "priority is at least High"),
      .init(test: 23, ifTrue: .branch(2), ifFalse: .accept, text: "vip"),
      .init(test: 7, ifTrue: .accept, ifFalse: .reject, text: "subject contains any of \"outage\", \"Störung\""),
      .init(test: 35, ifTrue: .reject, ifFalse: .accept, text: "ticket is closed"),
      // No formula: both ways out of the first lead to where it holds.
      .init(test: 22, ifTrue: .accept, ifFalse: .branch(5), text: "owner is known"),
      .init(test: 31, ifTrue: .accept, ifFalse: .accept, text: "message is automatic"),
      .init(test: 36, ifTrue: .branch(7), ifFalse: .reject, text: "owner.teams has any of \"Tier 2\", DACH"),
      .init(test: 38, ifTrue: .accept, ifFalse: .reject, text: "company.tier is gold"),
      .init(test: 39, ifTrue: .accept, ifFalse: .reject, text: "during business hours of Night"),
      .init(test: 3, ifTrue: .accept, ifFalse: .reject, text: "priority is at least High"),
      .init(test: 23, ifTrue: .reject, ifFalse: .accept, text: "vip"),
    ]
    let conversations = Program.Rule(
      identity: "on new conversation do create ticket in stage New", pipeline: 0, overrides: [],
      triggers: [
        trigger(.newConversation(inbox: 0), via: "email"), trigger(.newConversation(inbox: nil), via: "chat"),
      ],
      timer: nil, limits: [], guardCondition: nil,
      arms: [
        .init(
          condition: nil,
          actions: [.createTicket(stage: 0, with: [.init(slot: priority, value: .literal(.option(0)))])])
      ])
    let everything = Program.Rule(
      identity: "Everything", pipeline: 0, overrides: [2, 3],
      triggers: [
        trigger(.ticketCreated, by: .contact, via: "form"), trigger(.entered([0, 1]), by: .agent, via: "phone"),
        trigger(.left([2]), by: .automation, via: "api"), trigger(.stageChanged(from: 0, to: 1), by: .integration),
        trigger(.stageChanged(from: nil, to: nil), by: .list(1)), trigger(.closed), trigger(.reopened),
        trigger(.assigned), trigger(.unassigned), trigger(.activity), trigger(.emailSent(.ticket)),
        trigger(.emailSent(.contactRecord)), trigger(.emailSent(.anywhere)),
        trigger(.reply(fromAnyone: false, includingAutomatic: true)),
        trigger(.messageInAnotherThread(includingAutomatic: false)), trigger(.noteAdded), trigger(.deliveryFailed),
        trigger(.changed(due, from: .instant(Instant(microseconds: -1)), to: .day(Day(number: 1)))),
        trigger(.becomes(.team, .text("DACH"))), trigger(.gained(labels, 0)), trigger(.lost(labels, 1)),
      ],
      timer: nil,
      limits: [.oncePerTicket, .oncePerStageVisit, .atMost(3, per: Span(amount: 24, unit: .hours))],
      guardCondition: .init(branches: 0..<3),
      arms: [
        .init(condition: .init(branches: 3..<4), actions: actions),
        .init(condition: .init(branches: 4..<6), actions: [.move(to: 3)]),
        .init(condition: nil, actions: [.addNote(text: 1)]),
      ])
    func plain(_ identity: String, _ overrides: [Int]) -> Program.Rule {
      .init(
        identity: identity, pipeline: 0, overrides: overrides, triggers: [trigger(.closed)], timer: nil,
        limits: [], guardCondition: nil, arms: [.init(condition: nil, actions: [.clear(vip)])])
    }
    return [conversations, everything, plain("caf\u{E9}", [3]), plain("cafe\u{301}", [])] + timed
  }

  private static var timed: [Program.Rule] {
    let days = Span(amount: 2, unit: .days)
    let hours = Span(amount: 4, unit: .hours, calendar: 0)
    func rule(_ identity: String, _ kind: Program.Timer.Kind, postponedTo calendar: Int? = nil) -> Program.Rule {
      .init(
        identity: identity, pipeline: 1, overrides: [], triggers: [],
        timer: .init(kind: kind, postponedTo: calendar), limits: [], guardCondition: nil,
        arms: [.init(condition: nil, actions: [.addNote(text: 1)])])
    }
    var whileTrue = rule("while", .whileTrue(.init(branches: 6..<8), days), postponedTo: 1)
    whileTrue.guardCondition = .init(branches: 8..<9)
    var table = rule("table", .inStage([3], nil))
    table.arms = [
      .init(condition: .init(branches: 9..<10), actions: [.clear(vip)], row: 1, delay: hours),
      .init(condition: nil, actions: [], row: 3, delay: days),
    ]
    var dates = rule("dates", .after(due, nil))
    dates.arms[0].row = 1
    dates.arms[0].delay = Span(amount: 1, unit: .weeks)
    return [
      rule("stage", .inStage([3], days)), rule("reply", .withoutReply(days)),
      rule("answer", .withoutAnswer(hours)), rule("activity", .withoutActivity(days)), whileTrue, table,
      rule("again", .everyWhile(.init(branches: 10..<11), Span(amount: 7, unit: .days))),
      rule("before", .before(due, Span(amount: 2, unit: .days, calendar: 1))),
      rule("after", .after(.created, Span(amount: 90, unit: .minutes))), dates, rule("reached", .reached(since)),
      rule("week", .everyDays(0b100_0001, minute: 547), postponedTo: 0),
    ]
  }

  private static var actions: [Program.Action] {
    [
      .set(due, .today), .set(since, .now), .set(due, .fromNow(Span(amount: 2, unit: .weeks))),
      .set(backup, .valueOf(.owner)), .set(vip, .literal(.flag(false))), .set(labels, .literal(.options([0]))),
      .set(labels, .literal(.unknown)), .clear(.owner), .raise(priority, .option(1)), .add(1, to: labels),
      .remove(2, from: labels), .removeAll([0, 1], from: labels), .removeAll([], from: labels),
      .increase(amount, by: 2.5), .assign(.person("jo")), .assign(.team(1)), .assign(.actor), .assign(.creator),
      .assign(.nobody), .assign(.personIn(backup)), .rotate(team: 0), .sendNotification(template: nil),
      .sendNotification(template: 0), .sendEmail(template: 0, to: [.contact, .owner]),
      .sendMessage(text: 0, to: [.creator, .cc, .followers]), .notify(text: 0, to: [.team(0), .itsTeam]),
      .createTask(text: 1, for: [], dueIn: nil),
      .createTask(text: 0, for: [.personIn(backup), .address("a@b.example")], dueIn: Span(amount: 2, unit: .hours)),
      .createTicket(stage: 3, with: []), .call(1, with: []),
      .call(
        0,
        with: [
          .init(parameter: 0, value: .text(0)), .init(parameter: 1, value: .value(.literal(.option(1)))),
          .init(parameter: 2, value: .value(.literal(.options([0, 1])))),
          .init(parameter: 3, value: .value(.literal(.number(2.5)))),
          .init(parameter: 4, value: .value(.literal(.day(Day(number: 0))))),
          .init(parameter: 5, value: .value(.fromNow(Span(amount: 2, unit: .hours, calendar: 1)))),
          .init(parameter: 6, value: .value(.literal(.flag(true)))),
          .init(parameter: 7, value: .value(.literal(.text("jo")))),
        ]),
      .call(
        0,
        with: [
          .init(parameter: 3, value: .value(.valueOf(amount))), .init(parameter: 4, value: .value(.today)),
          .init(parameter: 5, value: .value(.now)), .init(parameter: 7, value: .value(.valueOf(.owner))),
        ]),
    ]
  }
}
