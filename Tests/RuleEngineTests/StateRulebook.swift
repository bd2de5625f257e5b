import RuleCompiler
import RuleEngine
import RuleSource

/// A rulebook that remembers all that can be remembered, and lines that make it do so.
enum StateRulebook {
  static let vocabulary = """
    portal "Acme" edition professional in "UTC"
    pipeline "Support Pipeline" id "0" default
      stage New id "1"
      stage Waiting id "2"
      stage Closed id "4" closed
    property priority id "prio": ordered one of Low id "LOW", High id "HIGH"
    property labels: set of stale, urgent
    property amount: number
    property subject: text
    property due: date
    property answered: time
    property vip: flag
    property contact.language: one of de, en
    property company.tier: one of gold, silver
    team "Tier 1"
    team "Tier 2"
    template Reminder
    """

  static let rules = """
    rule "Once" on activity once per ticket do add note "once"
    rule "Visit" on activity once per stage visit do add note "visit"
    rule "Often" on activity at most 2 times per hour do add note "often"
    rule "Answer" on reply from contact do send email Reminder to contact
    rule "Spin" on priority becomes High do rotate among team "Tier 2"
    rule "Stage" after 3 days in stage New, Waiting do notify owner "waiting"
    rule "Reply" after 2 days without reply from contact do notify owner "no reply"
    rule "Quiet" after 1 week without activity do notify owner "quiet"
    rule "While" after 1 hour while labels has stale do notify owner "stale"
    rule "Again" every 1 hour while labels has stale do notify owner "still stale"
    rule "Due" on 1 day before due do notify owner "due"
    rule "Answered" on answered reached do notify owner "answered"
    """

  static let rulebook: Rulebook = compiled([vocabulary, rules]) ?? Rulebook(program: Program())

  /// The rulebook of these texts, if they are one.
  static func compiled(_ texts: [String]) -> Rulebook? {
    let files = texts.enumerated().map { SourceFile(path: "\($0.offset).rules", bytes: Array($0.element.utf8)) }
    return Toolchain.compile(files).output.flatMap { try? Rulebook(bytes: $0.bytes) }
  }

  /// All names of the format but those of conversations and of foreign pipelines.
  static let names = [
    "v", "name", "newest", "thread", "family", "ticket", "id", "creator", "contact", "email", "cc", "followers",
    "fields", ".stage", ".owner", ".owner.email", ".owner.teams", "prio", "contact.language", "company.tier", "changed",
    "seen", "once", "visits", "firings", "answers", "rotations", "anchors", "visit", "sent", "unanswered", "activity",
    "replied", "since", "dates", "timers", "uses", "rulebook",
  ]

  private static let ticket = #"""
    "id":"8812","stage":"1","thread":"T-9","creator":"jo","cc":["c@d.example"],"followers":["ann"],\
    "owner":{"id":"jo","email":"jo@acme.example","teams":["Tier 2"]},"company":{"tier":"gold"},\
    "contact":{"id":"77","email":"a@b.example","language":"de"},\
    "properties":{"labels":["stale"],"amount":2.5,"subject":"Printer","due":"2026-02-01",\
    "answered":"2026-01-20T00:00:00Z","vip":true
    """#.replacing("\\\n", with: "")

  /// `KEY` is the key of an armed timer.
  static let lines: [String] = [
    #"{"id":"e-1","at":"2026-01-05T08:00:00Z","actor":{"kind":"agent","id":"jo"},"ticket":{\#(ticket)}},"created":true}"#,
    #"{"id":"e-2","at":"2026-01-05T09:00:00Z","actor":{"kind":"agent","id":"jo"},"ticket":{\#(ticket)}},"message":{"direction":"out","thread":"T-9","to":["a@b.example"]}}"#,
    #"{"id":"e-3","at":"2026-01-05T10:00:00Z","actor":{"kind":"contact","id":"77"},"ticket":{\#(ticket)}},"message":{"direction":"in","thread":"T-9","from":"a@b.example"}}"#,
    #"{"id":"e-4","at":"2026-01-05T11:00:00Z","actor":{"kind":"agent","id":"jo"},"ticket":{\#(ticket),"priority":"High"}},"before":{"priority":"Low"}}"#,
    #"{"id":"e-5","at":"2026-01-09T11:00:00Z","actor":{"kind":"agent","id":"jo"},"ticket":{\#(ticket)}},"timer":"KEY"}"#,
    #"{"id":"e-6","at":"2026-01-09T10:00:00Z","ticket":{\#(ticket.replacing("2.5", with: "3"))}},"before":{"amount":2}}"#,
  ]
}
