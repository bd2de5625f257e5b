import RuleEngine
import RuleSource

/// Makes random lines about a few tickets, as a host would that carries actions out and tells about it, late, twice or
/// not at all.
struct EventGenerator {
  /// Leaves out what needs memory: repeats, late lines, silent differences, echoes.
  let isOrderly: Bool
  private var random: SplitMix64
  private var tickets: [HostTicket] = []
  /// Older states of tickets, for late lines.
  private var stale: [HostTicket] = []
  /// Actions not yet told about.
  private var pending: [Action] = []
  /// Real ids of created tickets by provisional id.
  private var realIDs: [String: String] = [:]
  private var lines: [String] = []
  private var now: Int64
  /// Keys of timers that were ever armed.
  private var timers: [String] = ["timer-unheard-of"]
  private var count = 0
  private var conversations = 0

  init(seed: UInt64, isOrderly: Bool = false) {
    random = SplitMix64(seed: seed)
    self.isOrderly = isOrderly
    // Some days before the clocks change in Europe and Lebanon, in America, and back.
    let starts: [Int64] = [1_767_604_320, 1_767_604_320, 1_774_602_000, 1_772_870_400, 1_792_749_600, 1_793_440_800]
    now = random.pick(starts) * 1_000_000
  }

  /// Takes what came out for the last line.
  mutating func take(_ actions: [Action]) {
    for action in actions {
      switch action.kind {
      case .armTimer: timers.append(action.key)
      case .cancelTimer: break
      default: if random.chance(85) { pending.append(action) }
      }
    }
  }

  /// The next line.
  mutating func next() -> String {
    let line = makeLine()
    lines.append(line)
    return line
  }

  private mutating func makeLine() -> String {
    if random.chance(85) { now += step() }
    if tickets.isEmpty { return random.chance(30) ? conversation() : creation() }
    if !isOrderly {
      if random.chance(5) { return random.pick(lines) }
      if !pending.isEmpty, random.chance(35), let line = echo() { return line }
      if !stale.isEmpty, random.chance(8) { return late() }
    }
    switch random.below(25) {
    case 22, 23, 24: return talk() ?? message()
    case 20: return midVisit()
    case 21: return timerLine()
    case 0, 1: return conversation()
    case 2, 3: return creation()
    case 4, 5, 6, 7, 8, 9: return change()
    case 10, 11, 12: return message()
    case 13: return foreign()
    default: return random.chance(50) ? move() : change()
    }
  }

  private mutating func step() -> Int64 {
    let second: Int64 = 1_000_000
    return switch random.below(13) {
    case 10: 86_400 * second * Int64(5 + random.below(20))
    case 11: 1_800 * second * Int64(1 + random.below(96))
    case 12: 0
    case 0: 86_400 * second * Int64(1 + random.below(3))
    case 1: 9 * 86_400 * second
    case 2: 1
    case 3, 4: 3_600 * second * Int64(1 + random.below(5))
    default: second * Int64(1 + random.below(300))
    }
  }

  // MARK: Lines

  private mutating func line(
    _ ticket: HostTicket, at: Int64, actor: String?, before: [(String, String?)]? = nil, isCreation: Bool = false,
    message: String? = nil, cause: String? = nil,
    timer: String? = nil
  ) -> String {
    count += 1
    let delivered = timer ?? (!isOrderly && random.chance(4) ? random.pick(timers) : nil)
    let beforeJSON = before.map { jsonObject($0.map { ($0.0, $0.1 ?? "null") }) }
    return jsonObject([
      ("id", jsonText("e\(count)")), ("at", jsonText(Instant(microseconds: at).iso8601)), ("actor", actor),
      ("ticket", ticket.json), ("created", isCreation ? "true" : nil), ("before", isCreation ? nil : beforeJSON),
      ("message", message), ("cause", cause.map(jsonText)), ("timer", delivered.map(jsonText)),
    ])
  }

  private mutating func actor(of ticket: HostTicket?) -> String? {
    let contactID = ticket?.contact??.id ?? "c0"
    return random.pick([
      nil, "{\"kind\":\"agent\",\"id\":\"jo\"}", "{\"kind\":\"agent\",\"id\":\"kim\",\"email\":\"kim@free.example\"}",
      "{\"kind\":\"agent\",\"id\":\"jo\"}", "{\"kind\":\"contact\",\"id\":\"\(contactID)\"}",
      "{\"kind\":\"contact\",\"id\":\"c9\",\"email\":\"C1@free.example\"}", "{\"kind\":\"contact\"}",
      "{\"kind\":\"automation\"}", "{\"kind\":\"integration\",\"id\":\"crm\"}", "{\"kind\":\"agent\"}",
    ])
  }

  private mutating func contact() -> HostTicket.Contact?? {
    switch random.below(10) {
    case 0: .none
    case 1: .some(nil)
    case 2: HostTicket.Contact(id: "c0", email: nil, language: "de")
    case 3: HostTicket.Contact(id: nil, email: "C1@free.example", language: nil)
    default:
      HostTicket.Contact(
        id: random.pick(["c0", "c1"]), email: random.pick(["c0@mail.example", "C1@free.example"]),
        language: random.pick(["en", "de", nil]))
    }
  }

  private mutating func creation() -> String {
    count += 1
    let pipeline = random.chance(80) ? 0 : 1
    var ticket = HostTicket(
      id: "t\(count)", pipeline: Vocabulary.pipelineIDs[pipeline], stage: random.pick(Vocabulary.stages[pipeline]).id,
      contact: contact(), at: now)
    if random.chance(60) { ticket.thread = random.pick(["th1", "th2"]) }
    if random.chance(30) { ticket.creator = random.pick(["jo", "kim"]) }
    if random.chance(20) { ticket.family = "fam" }
    if random.chance(30) { ticket.cc = ["boss@acme.example", "c0@mail.example"] }
    if random.chance(20) { ticket.followers = ["ann"] }
    for field in HostTicket.properties + ["owner", "team", "channel", "created"] where random.chance(30) {
      ticket.fields[field] = value(of: field)
    }
    if random.chance(5) { ticket.fields["closed"] = value(of: "seen") }
    decorate(&ticket)
    tickets.append(ticket)
    let mail = random.chance(30) ? message(for: ticket) : nil
    return line(ticket, at: now, actor: actor(of: ticket), isCreation: true, message: mail)
  }

  private mutating func decorate(_ ticket: inout HostTicket) {
    ticket.tellsOwner = random.chance(60)
    if random.chance(50) { ticket.company = (random.pick(["free", "gold", nil]), random.pick(["Bonn", "Ulm", nil])) }
  }

  /// A ticket that is first seen long after it was created.
  private mutating func midVisit() -> String {
    count += 1
    let pipeline = random.chance(80) ? 0 : 1
    var ticket = HostTicket(
      id: "t\(count)", pipeline: Vocabulary.pipelineIDs[pipeline], stage: random.pick(Vocabulary.stages[pipeline]).id,
      contact: contact(), at: now)
    decorate(&ticket)
    if random.chance(60) { ticket.thread = random.pick(["th1", "th2"]) }
    for field in HostTicket.properties + ["owner", "team", "created"] where random.chance(40) {
      ticket.fields[field] = value(of: field)
    }
    if random.chance(70) {
      let back = Int64(random.pick([-3600, 0, 1, 3600, 90_000, 400_000, 3_000_000]))
      ticket.since = jsonText(Instant(microseconds: now - back * 1_000_000).iso8601)
    }
    tickets.append(ticket)
    return line(ticket, at: now, actor: actor(of: ticket), message: random.chance(40) ? message(for: ticket) : nil)
  }

  /// A line with nothing but a timer: due, long gone, of another ticket, unheard of.
  private mutating func timerLine() -> String {
    let index = random.below(tickets.count)
    tickets[index].at = now
    return line(
      tickets[index], at: now, actor: nil, timer: random.chance(70) ? timers[timers.count - 1] : random.pick(timers))
  }

  private mutating func value(of field: String) -> String {
    let second: Int64 = 1_000_000
    switch field {
    case "kind": return jsonText(random.pick(Vocabulary.kindIDs))
    case "hs_p": return jsonText(random.pick(Vocabulary.priorityIDs))
    case "labels": return jsonList(random.some(Vocabulary.labelIDs, atMost: 3))
    case "amount", "sc": return random.pick(["0", "1", "2.5", "-1", "0.1", "7"])
    case "subject", "topic": return jsonText(random.pick(Vocabulary.words))
    case "due", "start":
      let day = Int64(random.pick([-5, -1, 0, 0, 1, 2, 3, 4, 7, 12]))
      return jsonText(String(Instant(microseconds: now + day * 86_400 * second).iso8601.prefix(10)))
    case "seen", "created", "closed":
      let offset = random.pick([0, 1, -1, 60, -3600, 7200, 86_400, -86_400, 200_000, -700_000])
      return jsonText(Instant(microseconds: now + second * Int64(offset)).iso8601)
    case "vip": return random.pick(["true", "false"])
    case "team": return jsonText(random.pick(Vocabulary.teams))
    case "channel": return jsonText(random.pick(Vocabulary.channels))
    case "inbox": return jsonText(random.pick(["Main", "Other"]))
    default: return jsonText(random.pick(Vocabulary.people))
    }
  }

  /// Changes one to three fields.
  private mutating func change(stages: Bool = false) -> String {
    let index = random.below(tickets.count)
    if random.chance(25) { stale.append(tickets[index]) }
    var before: [(String, String?)] = []
    for field in random.some(HostTicket.properties + ["owner", "team", "hs_p", "labels", "kind"], atMost: 3)
    where before.allSatisfy({ $0.0 != field }) {
      let value = random.chance(15) ? nil : value(of: field)
      let changed = tickets[index].change(field, to: value)
      if isOrderly || random.chance(92) { before += changed }
    }
    if stages || random.chance(20) { before += moveTicket(index) }
    tickets[index].at = now
    let mail = random.chance(15) ? message(for: tickets[index]) : nil
    return line(tickets[index], at: now, actor: actor(of: tickets[index]), before: before, message: mail)
  }

  private mutating func move() -> String {
    if random.chance(25) { return change(stages: true) }
    let index = random.below(tickets.count)
    if random.chance(25) { stale.append(tickets[index]) }
    let before = moveTicket(index)
    tickets[index].at = now
    let mail = random.chance(25) ? message(for: tickets[index]) : nil
    return line(tickets[index], at: now, actor: actor(of: tickets[index]), before: before, message: mail)
  }

  private mutating func moveTicket(_ index: Int) -> [(String, String?)] {
    let old = (tickets[index].pipeline, tickets[index].stage)
    var pipeline = Vocabulary.pipelineIDs.firstIndex(of: old.0) ?? 0
    if random.chance(15) { pipeline = 1 - pipeline }
    tickets[index].pipeline = Vocabulary.pipelineIDs[pipeline]
    tickets[index].stage = random.pick(Vocabulary.stages[pipeline]).id
    var before: [(String, String?)] = [("stage", jsonText(old.1))]
    if old.0 != tickets[index].pipeline { before.append(("pipeline", jsonText(old.0))) }
    if random.chance(10) {
      before += tickets[index].change("closed", to: random.chance(50) ? value(of: "closed") : nil)
    }
    return !isOrderly && random.chance(5) ? [] : before
  }

  private mutating func foreign() -> String {
    if random.chance(50) {
      let index = random.below(tickets.count)
      let old = tickets[index]
      (tickets[index].pipeline, tickets[index].stage) = ("elsewhere", "x")
      tickets[index].at = now
      return line(
        tickets[index], at: now, actor: actor(of: old),
        before: [("stage", jsonText(old.stage)), ("pipeline", jsonText(old.pipeline))])
    }
    count += 1
    let ticket = HostTicket(id: "t\(count)", pipeline: "elsewhere", stage: "x", contact: contact(), at: now)
    tickets.append(ticket)
    return line(ticket, at: now, actor: actor(of: ticket), isCreation: true)
  }

  // MARK: Messages

  /// The contact writes on the ticket's thread, or an agent writes to them: what `without answer` and `without reply`
  /// count from.
  private mutating func talk() -> String? {
    let known = tickets.indices.filter { tickets[$0].thread != nil && tickets[$0].contact??.email != nil }
    guard !known.isEmpty else { return nil }
    let index = random.pick(known)
    tickets[index].at = now
    let isReply = random.chance(60)
    let email = tickets[index].contact??.email ?? ""
    let mail = jsonObject([
      ("kind", jsonText("email")), ("direction", jsonText(isReply ? "in" : "out")),
      ("thread", tickets[index].thread.map(jsonText)), ("from", isReply ? jsonText(email) : nil),
      ("origin", isReply ? nil : jsonText("ticket")), ("subject", jsonText("Re: x")),
    ])
    let actor = isReply ? nil : "{\"kind\":\"agent\",\"id\":\"jo\"}"
    let at = !isOrderly && random.chance(20) ? now - Int64(random.below(3)) * 1_800_000_000 : now
    return line(tickets[index], at: at, actor: actor, message: mail)
  }

  private mutating func message() -> String {
    let index = random.below(tickets.count)
    let before = random.chance(20) ? moveTicket(index) : nil
    tickets[index].at = now
    let mail = message(for: tickets[index])
    return line(tickets[index], at: now, actor: actor(of: tickets[index]), before: before, message: mail)
  }

  private mutating func message(for ticket: HostTicket) -> String {
    let isIncoming = random.chance(55)
    let kind = random.pick(["email", "email", "email", "email", "chat", "note", "bounce"])
    let contactEmail = ticket.contact??.email ?? "c0@mail.example"
    let from = random.pick([nil, contactEmail, contactEmail.uppercased(), "Ann <\(contactEmail)>", "boss@acme.example"])
    let thread = random.pick([ticket.thread, ticket.thread, "th1", "th3", nil])
    var members: [(String, String?)] = [
      ("kind", jsonText(kind)), ("direction", kind == "note" ? nil : jsonText(isIncoming ? "in" : "out")),
      ("thread", thread.map(jsonText)), ("from", isIncoming ? from.map(jsonText) : nil),
      ("subject", jsonText(random.pick(Vocabulary.words))),
    ]
    if !isIncoming {
      members.append(("origin", random.pick(["ticket", "ticket", "contact", "automation", "other"].map(jsonText))))
      members.append(("to", random.pick([nil, jsonList([contactEmail]), jsonList(["boss@acme.example"]), "[]"])))
    }
    if random.chance(12) { members.append(("automatic", "true")) }
    if random.chance(20) { members.append(("no_answer", "true")) }
    return jsonObject(members)
  }

  private mutating func conversation() -> String {
    count += 1
    if conversations == 0 || isOrderly || random.chance(85) { conversations += 1 }
    let contact = contact()
    let mail = jsonObject([
      ("kind", jsonText("email")), ("thread", random.pick([nil, "th\(conversations + 4)"]).map(jsonText)),
      ("from", random.pick([nil, "c0@mail.example", "C1@free.example"]).map(jsonText)),
      ("subject", jsonText(random.pick(Vocabulary.words))),
      ("automatic", random.chance(10) ? "true" : nil), ("no_answer", random.chance(20) ? "true" : nil),
    ])
    let inbox = random.pick(["Main", "Other", "Locked", "help@acme.example", "unheard of"])
    let channel = random.pick([nil] + Vocabulary.channels)
    var contactJSON: String?
    if let contact { contactJSON = contact?.json ?? "null" }
    return jsonObject([
      ("id", jsonText("e\(count)")), ("at", jsonText(Instant(microseconds: now).iso8601)), ("actor", actor(of: nil)),
      (
        "conversation",
        jsonObject([
          ("id", jsonText("conv\(conversations)")), ("inbox", jsonText(inbox)), ("channel", channel.map(jsonText)),
        ])
      ),
      ("contact", contactJSON), ("message", mail),
    ])
  }

  // MARK: What the host tells about actions, and late lines

  private mutating func echo() -> String? {
    let action = pending.remove(at: random.chance(70) ? 0 : random.below(pending.count))
    if case .createTicket(let new) = action.kind { return created(new, action) }
    let id = realIDs[action.ticket] ?? action.ticket
    guard let index = tickets.firstIndex(where: { $0.id == id }) else { return nil }
    let before = tickets[index].carryOut(action.kind, owner: random.pick(Vocabulary.people))
    tickets[index].at = now
    if random.chance(8) { return nil }
    let cause = random.chance(92) ? action.key : nil
    var mail: String?
    if case .sendEmail = action.kind {
      mail = jsonObject([
        ("kind", jsonText("email")), ("direction", jsonText("out")), ("origin", jsonText("automation")),
        ("thread", random.pick([nil, "th9"]).map(jsonText)),
      ])
    }
    let named = random.chance(85) ? before : []
    return line(
      tickets[index], at: random.chance(90) ? now : now - 1, actor: "{\"kind\":\"automation\"}", before: named,
      message: mail,
      cause: cause)
  }

  private mutating func created(_ new: Action.NewTicket, _ action: Action) -> String {
    count += 1
    var ticket = HostTicket(id: "t\(count)", pipeline: new.pipeline, stage: new.stage, at: now)
    ticket.contact = .some(nil)
    if new.contactID != nil || new.contactEmail != nil {
      ticket.contact = HostTicket.Contact(id: new.contactID, email: new.contactEmail, language: nil)
    }
    ticket.thread = new.thread
    if random.chance(50) { ticket.family = new.family }
    for (field, value) in [("owner", new.owner), ("team", new.team), ("channel", new.channel), ("inbox", new.inbox)] {
      ticket.fields[field] = value.map(jsonText)
    }
    for property in new.properties {
      switch property.value {
      case .text(let text): ticket.fields[property.id] = jsonText(text)
      case .number(let number): ticket.fields[property.id] = NumberText.text(of: number)
      case .flag(let flag): ticket.fields[property.id] = flag ? "true" : "false"
      case .list(let ids): ticket.fields[property.id] = jsonList(ids)
      }
    }
    realIDs[action.key] = ticket.id
    tickets.append(ticket)
    return line(ticket, at: now, actor: "{\"kind\":\"automation\"}", isCreation: true, cause: action.key)
  }

  /// A line about an older state of a ticket, arriving now; sometimes more than a week late.
  private mutating func late() -> String {
    var ticket = random.pick(stale)
    let at = random.chance(15) ? ticket.at - 8 * 86_400_000_000 : ticket.at + Int64(random.below(3))
    if random.chance(15) { return line(ticket, at: at, actor: actor(of: ticket), isCreation: true) }
    var before: [(String, String?)] = []
    for field in random.some(HostTicket.properties + ["owner"], atMost: 3) {
      before += ticket.change(field, to: random.chance(15) ? nil : value(of: field))
    }
    if random.chance(30), let pipeline = Vocabulary.pipelineIDs.firstIndex(of: ticket.pipeline) {
      before.append(("stage", jsonText(ticket.stage)))
      ticket.stage = random.pick(Vocabulary.stages[pipeline]).id
    }
    let mail = random.chance(30) ? message(for: ticket) : nil
    return line(ticket, at: at, actor: actor(of: ticket), before: before, message: mail)
  }
}
