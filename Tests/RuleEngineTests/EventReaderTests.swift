import RuleEngine
import Testing

@Suite("Event lines")
struct EventReaderTests {
  /// A line about a ticket in stage New with these fields, and more on the line itself.
  private static func ticket(_ fields: String = "", line: String = "") -> String {
    let fields = fields.isEmpty ? "" : "," + fields
    let line = line.isEmpty ? "" : "," + line
    return #"{"id":"e","at":"2026-01-05T08:12:00Z","ticket":{"id":"t","stage":"1"\#(fields)}\#(line)}"#
  }

  @Test(
    "Fields of a ticket",
    arguments: [
      ("", "stage=#1"),
      (
        #""pipeline":"Billing","stage_":1"#,
        "problem: `ticket.stage` names `1`, which is no stage of pipeline `Billing`"
      ),
      (#""pipeline":null"#, "stage=#1"), (#""pipeline":"9""#, "foreign 9"), (#""pipeline":0"#, "stage=#1"),
      (#""owner":"jo""#, "stage=#1, owner='jo'"), (#""owner":{"id":7}"#, "stage=#1, owner='7'"),
      (#""owner":{"email":"a@b"}"#, "stage=#1, owner='a@b', owner.email='a@b'"), (#""owner":"""#, "stage=#1"),
      (#""owner":[1]"#, "problem: `ticket.owner` is a list, expected a person"),
      (#""team":"Tier 2","channel":"email""#, "stage=#1, team='Tier 2', channel='email'"),
      (#""inbox":"<HELP@acme.example>""#, "stage=#1, inbox='Support inbox'"), (#""inbox":"x""#, "stage=#1, inbox='x'"),
      (
        #""created":"2026-01-05T00:00:00+01:00","closed":0"#,
        "stage=#1, created=2026-01-04T23:00:00Z, closed=1970-01-01T00:00:00Z"
      ),
      (
        #""created":"today""#,
        "problem: `ticket.created` is `today`, which is no instant such as `2026-01-05T09:12:00+01:00`"
      ),
      (#""thread":"T","family":"F","creator":{"id":"c"}"#, "stage=#1, thread T, family F, creator c"),
      (#""cc":["X <a@b>","c@d"],"followers":["1",2,{"id":"3"}]"#, "stage=#1, cc a@b+c@d, followers 1+2+3"),
      (#""cc":"a@b, c@d""#, "stage=#1, cc a@b+c@d"),
      (#""since":"2026-01-05T00:00:00Z""#, "stage=#1, since 2026-01-05T00:00:00Z"),
      (#""since":"x""#, "problem: `ticket.since` is `x`, which is no instant such as `2026-01-05T09:12:00+01:00`"),
      (
        #""contact":{"id":77,"email":"Jo <a@b>","language":"de","name":"Jo"}"#,
        "stage=#1, contact.email='a@b', language=#de, name='Jo', contact 77 a@b"
      ),
      (#""contact":null"#, "stage=#1, no contact"), (#""contact":{}"#, "stage=#1"),
      (#""contact":7"#, "problem: `ticket.contact` is a number, expected an object"),
      (
        #""contact":{"language":"xx"}"#,
        "problem: `ticket.contact.language` names `xx`, which is no option of `language`"
      ),
      (#""owner":"a","owner":"b""#, "problem: `ticket.owner` is there twice"), (#""x":1,"x":2"#, "stage=#1"),
    ])
  func fields(fields: String, read: String) {
    #expect(read == SampleProgram.describe(Self.ticket(fields)).withoutSubject)
  }

  @Test(
    "Values of properties",
    arguments: [
      (#""hs_ticket_priority":"HIGH""#, "hs_ticket_priority=#HIGH"),
      (#""priority":"High""#, "hs_ticket_priority=#HIGH"),
      (#""priority":7"#, "hs_ticket_priority=#seven"), (#""priority":"""#, ""), (#""priority":null"#, ""),
      (#""priority":"L\u004fW""#, "hs_ticket_priority=#LOW"), (#""pri\u006frity":"LOW""#, "hs_ticket_priority=#LOW"),
      (#""priority":"Low","hs_ticket_priority":"HIGH""#, "hs_ticket_priority=#HIGH"),
      (#""hs_ticket_priority":"HIGH","priority":"Low""#, "hs_ticket_priority=#HIGH"),
      (#""hs_ticket_priority":null,"priority":"Low""#, ""),
      (#""priority":"Low","priority":"High""#, "problem: `ticket.properties.priority` is there twice"),
      (#""priority":"Urgnt""#, "problem: `ticket.properties.priority` names `Urgnt`, which is no option of `priority`"),
      (#""priority":["LOW"]"#, "problem: `ticket.properties.priority` is a list, expected an option's id or label"),
      (#""labels":["net","stale","stale"]"#, "labels=#stale#net"),
      (#""labels":"area/network; stale;""#, "labels=#stale#net"),
      (#""labels":"a;b""#, "labels=#ab"), (#""labels":[]"#, ""), (#""labels":";""#, ""),
      (#""labels":["x"]"#, "problem: `ticket.properties.labels` names `x`, which is no option of `labels`"),
      (#""labels":true"#, "problem: `ticket.properties.labels` is `true`, expected a list of options"),
      (#""amount":1.50"#, "amount=1.5"), (#""amount":"-3e2""#, "amount=-300"), (#""amount":-0.0"#, "amount=0"),
      (#""amount":"0x10""#, "problem: `ticket.properties.amount` is `0x10`, which is no number"),
      (#""amount":1e999"#, "problem: `ticket.properties.amount` is `1e999`, which is no number"),
      (#""amount":{}"#, "problem: `ticket.properties.amount` is an object, expected a number"),
      (#""amount_2":1,"amount":2"#, "amount=2, amount_2=1"),
      (#""subject":"Printer \ud83d\udd25 \"on\" fire""#, #"subject='Printer 🔥 "on" fire'"#),
      (#""subject":12.0"#, "subject='12.0'"),
      (#""subject":false"#, "problem: `ticket.properties.subject` is `false`, expected a text"),
      (#""due date":"2026-02-28""#, "due_date=2026-02-28"),
      (#""due_date":"2026-02-28T23:30:00Z""#, "due_date=2026-03-01"),
      (
        #""due_date":"2026-02-29""#,
        "problem: `ticket.properties.due_date` is `2026-02-29`, which is no day such as `2026-01-05`"
      ),
      (#""answered":1767600000123"#, "answered_at=2026-01-05T08:00:00.123Z"),
      (
        #""answered":9223372036854775807"#,
        "problem: `ticket.properties.answered` is `9223372036854775807`, which is no instant such as `2026-01-05T09:12:00+01:00`"
      ),
      (#""vip":true"#, "vip=true"), (#""vip":"false""#, "vip=false"),
      (#""vip":1"#, "problem: `ticket.properties.vip` is a number, expected `true` or `false`"),
      (#""vip":"yes""#, "problem: `ticket.properties.vip` is `yes`, which is no flag, which is `true` or `false`"),
      (#""backup":{"id":"u1"}"#, "backup='u1'"), (#""foreign":{"deep":[1,2,{}]}"#, ""), (#""language":"xx""#, ""),
      (#""owner":"jo","created":"2026-01-05T00:00:00Z""#, "owner='jo', created=2026-01-05T00:00:00Z"),
    ])
  func properties(properties: String, read: String) {
    let described = SampleProgram.describe(Self.ticket(#""properties":{\#(properties)}"#)).withoutSubject
    #expect(
      (read.hasPrefix("problem") ? read : (read.isEmpty ? "stage=#1" : "stage=#1, " + read)) == described)
  }

  @Test("What the top level of a ticket gives wins over `properties`")
  func topLevelWins() {
    let line = Self.ticket(#""owner":"a","properties":{"owner":"b","team":"T"}"#)
    #expect(SampleProgram.describe(line).withoutSubject == "stage=#1, owner='a', team='T'")
  }

  @Test(
    "What changed",
    arguments: [
      (#"{}"#, ""), (#"{"stage":"2"}"#, "before stage=#2"), (#"{"stage":"1"}"#, ""), (#"{"stage":"New"}"#, ""),
      (#"{"stage":null}"#, "before stage=?"),
      (#"{"stage":"x"}"#, "problem: `before.stage` names `x`, which is no stage of pipeline `Support Pipeline`"),
      (#"{"pipeline":"77","stage":"New"}"#, "before stage=#b1"), (#"{"pipeline":"77"}"#, "before stage=?"),
      (#"{"pipeline":"0"}"#, ""), (#"{"pipeline":"9","stage":"anything"}"#, "before stage=?"),
      (#"{"pipeline":"77","stage":"1"}"#, "problem: `before.stage` names `1`, which is no stage of pipeline `Billing`"),
      (#"{"priority":"LOW","owner":null,"vip":"true","unheard":1}"#, "before hs_ticket_priority=#LOW, before vip=true"),
      (#"{"subject":"x","owner":"jo","stage":"4"}"#, "before stage=#4, before owner='jo', before subject='x'"),
      (#"{"properties":{"priority":"LOW"}}"#, "before hs_ticket_priority=#LOW"),
      (#"{"priority":"LOW","hs_ticket_priority":"HIGH"}"#, "before hs_ticket_priority=#HIGH"),
      (#"{"owner":"a","owner":"b"}"#, "problem: `before.owner` is there twice"),
      (#"{"contact.language":"en","contact.email":"a@b"}"#, "before contact.email='a@b', before language=#en"),
      (#"{"amount":"x"}"#, "problem: `before.amount` is `x`, which is no number"),
      (#"[]"#, "problem: `before` is a list, expected an object"),
    ])
  func changes(before: String, changed: String) {
    let described = SampleProgram.describe(Self.ticket(line: #""before":\#(before)"#)).withoutSubject
    #expect(
      described == (changed.hasPrefix("problem") ? changed : (changed.isEmpty ? "stage=#1" : "stage=#1, " + changed)))
  }

  @Test("A ticket of a pipeline that the rulebook does not know: its stage was, and is not any more")
  func intoForeignPipeline() {
    let line =
      #"{"id":1,"at":"2026-01-05T08:12:00Z","ticket":{"id":2,"pipeline":"9","stage":"x"},"before":{"pipeline":"0","stage":"2"}}"#
    #expect(SampleProgram.describe(line) == "ticket 2, foreign 9, before stage=#2")
  }

  @Test(
    "Messages",
    arguments: [
      (#"{"direction":"in"}"#, "email incoming ticket"), (#"{"kind":"note"}"#, "note outgoing ticket"),
      (#"{}"#, "problem: `message.direction` is missing"),
      (#"{"direction":"up"}"#, "problem: `message.direction` is `up`, expected `in` or `out`"),
      (#"{"direction":"out","origin":"contact","to":"a@b"}"#, "email outgoing contactRecord to a@b"),
      (
        #"{"direction":"out","origin":"x"}"#,
        "problem: `message.origin` is `x`, expected `ticket`, `contact`, `automation` or `other`"
      ),
      (#"{"direction":"out","to":["J <a@b>",{"email":"c@d"}],"cc":[]}"#, "email outgoing ticket to a@b+c@d"),
      (#"{"direction":"out","to":[]}"#, "email outgoing ticket to "),
      (#"{"direction":"in","kind":"bounce"}"#, "bounce incoming ticket automatic no answer failure"),
      (#"{"direction":"in","headers":{"Auto-Submitted":"auto-replied"}}"#, "email incoming ticket automatic no answer"),
      (#"{"direction":"in","headers":{"auto-submitted":["no"]}}"#, "email incoming ticket"),
      (#"{"direction":"in","headers":{"precedence":["bulk"]}}"#, "email incoming ticket no answer"),
      (#"{"direction":"in","headers":{"PRECEDENCE":" auto_reply"}}"#, "email incoming ticket automatic no answer"),
      (#"{"direction":"in","headers":{"List-Id":"<x>"}}"#, "email incoming ticket no answer"),
      (#"{"direction":"in","headers":{"x-auto-response-suppress":"OOF, DR"}}"#, "email incoming ticket no answer"),
      (#"{"direction":"in","headers":{"x-auto-response-suppress":"None"}}"#, "email incoming ticket"),
      (#"{"direction":"in","headers":{"return-path":"<>"}}"#, "email incoming ticket automatic no answer"),
      (
        #"{"direction":"in","headers":{"content-type":"multipart/report;\r\n report-type=\"delivery-status\""}}"#,
        "email incoming ticket automatic no answer failure"
      ),
      (#"{"direction":"in","automatic":false,"headers":{"return-path":"<>"}}"#, "email incoming ticket no answer"),
      (
        #"{"direction":"in","automatic":false,"no_answer":false,"headers":{"return-path":"<>"}}"#,
        "email incoming ticket"
      ),
      (#"{"direction":"in","automatic":true}"#, "email incoming ticket automatic no answer"),
      (#"{"direction":"in","automatic":1}"#, "problem: `message.automatic` is a number, expected `true` or `false`"),
      (
        #"{"direction":"in","headers":{"x":1}}"#,
        "problem: `message.headers.x` is a number, expected a text or a list of texts"
      ),
    ])
  func messages(message: String, read: String) {
    let described = SampleProgram.describe(Self.ticket(line: #""message":\#(message)"#)).withoutSubject
    #expect(described == (read.hasPrefix("problem") ? read : "stage=#1, " + read))
  }

  @Test(
    "New conversations",
    arguments: [
      (
        #""message":{"from":"Jo <a@b>","subject":"Hi","text":"t","thread":"T"}"#,
        "contact.email='a@b', message.subject='Hi', message.from='a@b', message.text='t', subject='Hi', thread T, contact - a@b, email incoming ticket"
      ),
      (
        #""contact":{"id":"7","language":"de"},"message":{"from":"a@b"}"#,
        "message.from='a@b', language=#de, contact 7 -, email incoming ticket"
      ),
      (#""x":1"#, "problem: `message` is missing"),
      (
        #""message":{"direction":"out"}"#,
        "problem: `message.direction` is `out`, and a new conversation begins with a message that comes in"
      ),
      (#""message":{},"created":true"#, "problem: `created` needs a `ticket`, and this line is about a conversation"),
      (#""message":{},"ticket":{}"#, "problem: a line is about a `ticket` or a `conversation`, this one has both"),
    ])
  func conversations(rest: String, read: String) {
    let line =
      #"{"id":"e","at":"2026-01-05T08:12:00Z","conversation":{"id":"C","inbox":"help@acme.example","channel":"email"},\#(rest)}"#
    #expect(
      SampleProgram.describe(line).withoutSubject
        == (read.hasPrefix("problem") ? read : "inbox='Support inbox', channel='email', " + read))
  }

  @Test(
    "Lines that cannot be used",
    arguments: [
      ("", "bad JSON at byte 1: the line ends where a value is expected"), ("[]", "the line is no JSON object"),
      ("{}", "`id` is missing"),
      (#"{"id":"","at":1}"#, "`id` is empty"), (#"{"id":"a","id":"b"}"#, "`id` is there twice"),
      (#"{"id":true}"#, "`id` is `true`, expected a text"),
      (#"{"id":1}"#, "`at` is missing"), (#"{"id":1,"at":1}"#, "`at` is a number, expected an instant"),
      (
        #"{"id":1,"at":"2026-01-05T08:12:00Z"}"#, "a line is about a `ticket` or a `conversation`, this one has neither"
      ),
      (#"{"id":1,"at":"2026-01-05T08:12:00Z","ticket":{}}"#, "`ticket.id` is missing"),
      (#"{"id":1,"at":"2026-01-05T08:12:00Z","ticket":{"id":"t"}}"#, "`ticket.stage` is missing"),
      (
        #"{"id":1,"at":"2026-01-05T08:12:00Z","ticket":{"id":"t","stage":"9"}}"#,
        "`ticket.stage` names `9`, which is no stage of pipeline `Support Pipeline`"
      ),
      (
        #"{"id":1,"at":"2026-01-05T08:12:00Z","ticket":{"id":"t","stage":"1"},"created":true,"before":{}}"#,
        "`before` is there together with `created`, and a new ticket has nothing before"
      ),
      (
        #"{"id":1,"at":"2026-01-05T08:12:00Z","actor":{"kind":"robot"},"ticket":{}}"#,
        "`actor.kind` is `robot`, expected `contact`, `agent`, `automation` or `integration`"
      ),
      (#"{"id":1,"at":"2026-01-05T08:12:00Z","actor":{"id":"x"},"ticket":{}}"#, "`actor.kind` is missing"),
      (#"{"id":1,}"#, "bad JSON at byte 9: a name in quotes is expected"),
      (#"{"id":1} x"#, "bad JSON at byte 10: the line goes on after its value"),
      (#"{"id":"\ud800"}"#, "bad JSON at byte 8: half of a surrogate pair"),
      (#"{"a":[1,2"#, "bad JSON at byte 10: the line ends inside an array"),
      ("{\"a\":\"\u{1}\"}", "bad JSON at byte 7: a control character stands inside a string"),
    ])
  func problems(line: String, reason: String) {
    #expect(SampleProgram.describe(line) == "problem: " + reason)
  }

  @Test("Optional things of a line are kept")
  func kept() throws {
    let event = try SampleProgram.reader.event(
      from: Array(
        Self.ticket(
          line: #""cause":"move-1","timer":"k","actor":{"kind":"automation","id":5},"message":{"direction":"out"}"#
        ).utf8))
    #expect(event.cause == "move-1" && event.timer == "k" && event.id == "e")
    #expect(event.actor == Event.Actor(kind: .automation, id: "5", email: nil) && event.message?.origin == .automation)
  }

  @Test("Without a default pipeline a ticket must name its own")
  func noDefault() {
    var program = SampleProgram.program
    program.pipelines[0].isDefault = false
    let reader = EventReader(program: program)
    #expect(throws: EventProblem.self) { try reader.event(from: Array(Self.ticket().utf8)) }
    #expect((try? reader.event(from: Array(Self.ticket(#""pipeline":"Support Pipeline""#).utf8))) != nil)
  }

  @Test("Depth is limited, length is not")
  func depth() {
    func line(_ depth: Int) -> String {
      Self.ticket(#""x":"# + String(repeating: "[", count: depth) + String(repeating: "]", count: depth))
    }
    #expect(SampleProgram.describe(line(510)) == "ticket t, stage=#1")
    #expect(SampleProgram.describe(line(511)).contains("more than 512 arrays and objects inside each other"))
    #expect(SampleProgram.describe(line(100_000)).contains("more than 512"))
    let long = String(repeating: "é", count: 1_000_000)
    #expect(SampleProgram.describe(Self.ticket(#""thread":"\#(long)""#)).utf8.count > 2_000_000)
  }

  @Test("No cut and no damaged line traps")
  func damaged() {
    let line = Array(
      Self.ticket(
        #""properties":{"priority":"LOW","labels":["net"],"amount":1.5e3,"due_date":"2026-01-05","subject":"é\ud83d\udd25"}"#,
        line:
          #""before":{"stage":"2"},"message":{"direction":"in","headers":{"list-id":["x"]},"to":"a@b, \"c\" <d@e>"}"#
      ).utf8)
    var accepted = 0
    for count in 0..<line.count where (try? SampleProgram.reader.event(from: line.prefix(count))) != nil {
      accepted += 1
    }
    #expect(accepted == 0)
    var seed: UInt64 = 7
    for _ in 0..<5_000 {
      var damaged = line
      for _ in 0..<2 {
        seed = seed &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
        damaged[Int(seed >> 33) % line.count] = UInt8(truncatingIfNeeded: seed >> 20)
      }
      _ = try? SampleProgram.reader.event(from: damaged)
    }
  }
}

extension String {
  /// Without the leading `ticket t`.
  fileprivate var withoutSubject: String {
    for subject in ["ticket t, ", "conversation C, "] where hasPrefix(subject) {
      return String(dropFirst(subject.count))
    }
    return self
  }
}
