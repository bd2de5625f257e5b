import RuleCompiler
import RuleEngine
import Testing

@Suite("Timers, tables, calendars and calls, compiled")
struct CompleteRulebookTests {
  static let rules = """
    property "renewal date": date
    property "call at": time
    property company.tier: one of gold, silver
    calendar Office in "Europe/Berlin" default Monday to Friday 09:00 to 12:00, 13:00 to 17:00 except 2026-12-25
    calendar Night in "UTC" Saturday to Sunday 00:00 to 24:00
    action "page on-call" with service: text with severity: one of low, high default low
    limit answers at most 3 times per 2 days

    for pipelines "Support Pipeline", Billing
    rule "Gold" on ticket created when company.tier is gold do add note "{company.tier} {owner.email}"

    for pipeline "Support Pipeline"
    rule "Shared" overrides "Gold" on ticket created when vip do notify owner "vip"
    rule "Escalate"
      on stage New or priority changed
      once per stage visit
      at most 3 times per 24 hours
      only if during business hours of Night or owner.teams has "Tier 2"
      when priority is High do call "page on-call" with service "core {subject}"
      otherwise do call "page on-call" with severity high, service "x"
    after 3 days in stage "Waiting on contact" do send email Reminder to contact
    after 4 business hours without answer to contact postponed to business hours of Night do notify owner "risk"
    after 14 days while labels has stale and not vip when outside business hours do move to Closed
    on 2 business days before "due date" do notify owner "due soon"
    every 7 days while owner is unknown do rotate among team "Tier 2"
    every Monday, Friday at 09:05 when "due date" is before value of "renewal date" do notify owner "hello"
    rule "Ladder"
      only if not vip
      table
        | ____ in stage "Waiting on us" | priority is  | notify owner ____ | move to |
        | 4 business hours              | High, Medium | "soon"            | -       |
        | 2 days                        | Low          | -                 | -       |
        | 3 days                        | any          | "late"            | Closed  |
    rule "Cells"
      on labels changed or "due date" changed
      table
        | labels has  | priority is not | subject contains | "due date" is before | backup is | add note ____ |
        | stale       | Low             | "a, b", "c"      | 2026-03-01           | "jo"      | "1"           |
        | "lang/de"   | any             | "x"              | today                | any       | "2"           |
        | any         | any             | any              | any                  | unknown   | "3"           |
    """

  @Test("In words, as inspect prints them")
  func golden() throws {
    let bytes = try ToolchainTests.compile([ToolchainTests.vocabulary, Self.rules])
    let file = try ProgramFile(decoding: bytes)
    try Golden.expect(Inspection.text(of: file, size: bytes.count), is: "inspect-complete.txt")
  }
}
