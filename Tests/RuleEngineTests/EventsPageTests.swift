import Foundation
import RuleEngine
import Testing

@Suite("grammar/events.md")
struct EventsPageTests {
  private let page: String

  init() throws { page = try Page.text("grammar/events.md") }

  @Test("Every event of the page is accepted")
  func events() {
    let blocks = Page.blocks(of: "json", in: page).filter { $0.label == "event" }
    let refused = blocks.map { SampleProgram.describe($0.body) }.filter { $0.hasPrefix("problem") }
    #expect(refused == [])
    #expect(blocks.count >= 10)
  }

  @Test("What the page's events mean")
  func meaning() {
    let read = Page.blocks(of: "json", in: page).filter { $0.label == "event" }.map { SampleProgram.describe($0.body) }
    #expect(
      read == [
        "ticket 8812, stage=#2, owner='jo', contact.email='a@b.example', message.subject='Re: Printer on fire', message.from='a@b.example', hs_ticket_priority=#HIGH, subject='Printer on fire', language=#de, thread T-9, contact 77 a@b.example, before hs_ticket_priority=#LOW, email incoming ticket to help@acme.example",
        "ticket 8813, stage=#1, created", "ticket 8812, stage=#2", "ticket 8812, stage=#3",
        "ticket 8812, stage=#b1, owner='jo', team='Tier 2', inbox='Support inbox', channel='email', created=2026-01-01T00:00:00Z, hs_ticket_priority=#HIGH, labels=#stale#net, amount=12.5, due_date=2026-02-01, answered_at=2026-01-05T08:00:00Z, vip=true, backup='ann', since 2026-01-04T10:00:00Z, family 8811, creator jo, cc ann@b.example+c@d.example, followers jo+ann",
        "ticket 8814, stage=#2, owner='jo', owner.email='jo@acme.example', owner.teams=#Tier 2, tier=#gold, since 2026-01-02T16:30:00Z",
        "ticket 8812, stage=#1, labels=#stale#net, amount=12.5, due_date=2026-02-01, answered_at=2026-01-05T08:00:00Z, vip=false, backup='ann'",
        "ticket 8812, stage=#b1, language=#en, contact 77 -, before stage=#3, before owner='jo', before vip=false, before language=#de",
        "ticket 8812, stage=#2, message.from='a@b.example', thread T-9, email incoming ticket automatic no answer to help@acme.example+c@d.example",
        "ticket 8812, stage=#2, message.text='called back', note outgoing ticket",
        "ticket 8812, stage=#2, email outgoing contactRecord to a@b.example",
        "conversation C-4, inbox='Support inbox', channel='email', contact.email='a@b.example', message.subject='Printer on fire', message.from='a@b.example', message.text='It burns.', subject='Printer on fire', language=#de, thread T-9, contact 77 a@b.example, email incoming ticket",
      ])
  }

  @Test("Every refused line of the page is refused for its reason")
  func refused() {
    let lines = Page.blocks(of: "text", in: page).filter { $0.label == "refused" }
      .flatMap { $0.body.split(separator: "\n").map(String.init) }
    var wrong: [String] = []
    for index in stride(from: 0, to: lines.count - 1, by: 2) {
      let reason = "problem: " + lines[index + 1].trimmingCharacters(in: .whitespaces)
      let described = SampleProgram.describe(lines[index])
      if described != reason { wrong.append(described) }
    }
    #expect(wrong == [])
    #expect(lines.count > 10 && lines.count.isMultiple(of: 2))
  }

  @Test("Every action of the page is what the engine prints")
  func actions() {
    let printed = Self.actions.map(\.json)
    let written = Page.blocks(of: "json", in: page).filter { $0.label == "action" }
      .flatMap { $0.body.split(separator: "\n").map(String.init) }
    #expect(printed == written)
  }

  @Test("Text is escaped where JSON demands it and nowhere else")
  func escapes() {
    let text = "\u{0}\u{1f}\u{7f}\"\\/\u{8}\u{c}\r\n\té\u{2028}🔥"
    let action = Self.action("k", .addNote(text: text), rule: "r")
    #expect(action.json.hasSuffix(#""text":"\u0000\u001f"# + "\u{7f}" + #"\"\\/\b\f\r\n\té"# + "\u{2028}🔥\"}"))
    var bytes = Array("before ".utf8)
    action.write(into: &bytes)
    #expect(String(decoding: bytes, as: UTF8.self) == "before " + action.json)
  }

  private static func action(
    _ key: String, _ kind: Action.Kind, rule: String, event: String = "e-17", ticket: String = "8812", round: Int = 1,
    microseconds: Int64 = 0
  ) -> Action {
    Action(
      key: key, event: event, ticket: ticket,
      at: Instant(microseconds: 1_767_600_720_000_000 + microseconds), rule: rule, round: round, kind: kind)
  }

  private static let actions: [Action] = [
    action(
      "create_ticket-0a",
      .createTicket(
        .init(
          pipeline: "0", stage: "1", conversation: "C-4", origin: nil, family: "C-4", contactID: "77",
          contactEmail: "a@b.example", channel: "email", inbox: "Support inbox", thread: "T-9", owner: "jo",
          team: "Tier 2",
          properties: [
            .init(id: "hs_ticket_priority", value: .text("HIGH")), .init(id: "labels", value: .list(["stale", "net"])),
            .init(id: "amount", value: .number(12.5)), .init(id: "subject", value: .text("\"Printer\" on fire")),
            .init(id: "vip", value: .flag(true)),
          ])), rule: "Mail makes tickets", event: "e-27", ticket: "create_ticket-0a"),
    action(
      "create_ticket-0b",
      .createTicket(
        .init(
          pipeline: "0", stage: "1", conversation: nil, origin: "8812", family: "8812", contactID: nil,
          contactEmail: nil, channel: nil, inbox: nil, thread: nil, owner: nil, team: nil, properties: [])),
      rule: "Late thanks", ticket: "create_ticket-0b", microseconds: 250_000),
    action("move-1", .move(pipeline: "0", stage: "3"), rule: "Reply reopens"),
    action("set-1", .set(property: "closed", value: .text("2026-01-05T08:12:00Z")), rule: "close date"),
    action("set-2", .set(property: "labels", value: .list(["stale", "net"])), rule: "Label", round: 2),
    action("set-3", .set(property: "amount", value: .number(3)), rule: "Count", round: 2),
    action("clear-1", .clear(property: "labels"), rule: "Unlabel", round: 2),
    action("assign-1", .assign(owner: "jo"), rule: "Route"), action("assign-2", .assign(owner: nil), rule: "Route"),
    action("assign_team-1", .assignTeam("Tier 2"), rule: "Route"),
    action("rotate-1", .rotate(team: "Tier 2"), rule: "Route"),
    action(
      "send_notification-1", .sendNotification(template: nil, to: .contact(id: "77", email: "a@b.example")),
      rule: "Welcome"),
    action(
      "send_notification-2", .sendNotification(template: "Hello", to: .contact(id: nil, email: "a@b.example")),
      rule: "Welcome"),
    action(
      "send_email-1", .sendEmail(template: "Reminder", to: .cc(["ann@b.example", "c@d.example"])), rule: "Remind"),
    action(
      "send_message-1", .sendMessage(text: "We are on it.\nYours", to: .address("boss@acme.example")), rule: "Answer"),
    action("send_message-2", .sendMessage(text: "Thanks", to: .contact(id: nil, email: nil)), rule: "Answer"),
    action("notify-1", .notify(text: "urgent: Printer 🔥", to: .team("Tier 2")), rule: "Tell"),
    action("notify-2", .notify(text: "urgent", to: .owner(id: "jo", email: "jo@acme.example")), rule: "Tell"),
    action("notify-3", .notify(text: "urgent", to: .creator(id: "ann")), rule: "Tell"),
    action("notify-4", .notify(text: "urgent", to: .person(property: "backup", id: "ann")), rule: "Tell"),
    action("notify-5", .notify(text: "urgent", to: .followers(["jo", "ann"])), rule: "Tell"),
    action(
      "create_task-1",
      .createTask(
        text: "Call Jo", for: [.owner(id: "jo", email: nil), .team("Tier 2")],
        due: Instant(microseconds: 1_767_607_920_000_000)),
      rule: "Call"),
    action("create_task-2", .createTask(text: "Call Jo", for: [], due: nil), rule: "Call"),
    action("add_note-1", .addNote(text: "tab\there"), rule: "Note"),
    action(
      "call-1",
      .call(
        action: "page on-call",
        arguments: [
          .init(name: "service", value: .text("core")), .init(name: "severity", value: .text("high")),
          .init(name: "attempts", value: .number(2)), .init(name: "loud", value: .flag(true)),
          .init(name: "areas", value: .list(["net"])),
        ]), rule: "Page"),
    action("call-2", .call(action: "ring", arguments: []), rule: "Ring"),
    action("timer-1", .armTimer(due: Instant(microseconds: 1_767_859_920_000_000)), rule: "Remind"),
    action("timer-1", .cancelTimer, rule: "Remind", event: "e-18", microseconds: 2_880_000_000),
  ]
}
