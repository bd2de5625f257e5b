import RuleCompiler
import RuleEngine
import RuleSource
import Testing

@Suite("Rules of every kind, through the file")
struct VerifiedRulesTests {
  static let lines: [String] =
    [
      "set labels to stale", "set vip to true", "set \"due date\" to today",
      "set \"due date\" to 2026-03-01", "set since to now", "set since to 3 days from now",
      "set since to value of created", "set subject to \"x\"",
      "set backup to \"jo\"", "set backup to value of owner", "set subject to value of backup",
      "set subject to value of message.subject", "set level to value of priority", "set priority to value of level",

      "set amount to -0.5", "clear labels", "clear owner", "raise priority to High",
      "raise amount to 3", "increase amount by 2", "add stale to labels", "remove stale from labels",
      "remove all matching \"nothing*\" from labels", "assign to nobody", "assign to its backup", "assign to actor",
      "assign to creator", "rotate among team \"Tier 2\"", "move to Open in pipeline Billing",
      "create ticket in pipeline Billing with labels stale",
      "send email Reminder to its backup and its team",
      "notify owner \"{stage} {owner} {contact.name} {created} {labels} {message.text}\"",
      "create task \"x\" for team \"Tier 2\" due in 2 hours",
    ].map { "on reply from contact do " + $0 }
    + [
      "labels has none of stale", "labels was stale",
      "labels lost stale", "labels is unknown", "stage was New", "stage changed from New",
      "pipeline is Billing", "pipeline was Billing", "team is \"Tier 2\"", "inbox is \"Support inbox\"",
      "channel is email", "owner is \"jo\"", "backup is \"jo\"", "owner changed",
      "vip was true", "vip changed to true", "amount is 0", "amount is between 1 and 2", "amount was 3",
      "amount changed from 1 to 2", "subject is \"x\"", "subject was \"x\"",
      "subject matches any of list \"Free mail\"",
      "contact.email matches \"*@x\"", "message.text contains any of \"a\", \"b\"", "message is automatic",
      "\"due date\" is today", "\"due date\" is 2026-03-01", "\"due date\" was 2026-03-01",
      "\"due date\" is before value of created", "since is today",
      "since is after 2026-03-01", "created is less than 9 minutes ago", "closed is before today",
      "contact.language is one of en, de", "actor is the owner",
      "actor is automation", "actor is the contact", "ticket is open", "priority is above Low",
      "priority changed from Low to High",
    ].map { "on reply from contact when \($0) do add note \"x\"" }
    + [
      "labels gained stale or labels lost stale", "priority becomes High", "owner changed", "team changed",
      "pipeline changed", "team becomes \"Tier 2\"", "pipeline becomes Billing", "owner changed to \"jo\"",
      "labels changed", "vip becomes true", "amount becomes 3", "subject becomes \"x\"",
      "\"due date\" becomes 2026-03-01", "stage changed from New to Closed", "stage becomes Closed",
      "stage New, Closed", "leaving stage New, Closed by list \"Free mail\"",
      "new conversation", "ticket created by a contact via chat", "channel becomes email",
    ].map { "on \($0) do create ticket in stage New" }

  /// Time, limits, calls, related data and tables.
  static let completeLines: [String] =
    [
      "after 3 days in stage New, \"Waiting on us\"", "after 90 minutes without reply from contact",
      "after 4 business hours without answer to contact", "after 2 weeks without activity postponed to business hours",
      "after 14 days while labels has stale and owner.email is known",
      "every 2 business days while priority is at least Medium",
      "every Monday, Friday at 09:00 postponed to business hours of Night", "every day at 23:59",
      "on 2 days before \"due date\"", "on 2 business days before \"due date\"", "on 90 minutes before since",
      "on 4 business hours after since", "on 1 week after closed", "on \"due date\" reached", "on since reached",
    ].map { $0 + " do add note \"x\"" }
    + ["once per stage visit", "at most 3 times per day once per ticket", "at most 1 times per 90 minutes"].map {
      "rule \"L\" on activity \($0) do add note \"x\""
    }
    + [
      "during business hours", "outside business hours of Night", "company.size is above 3", "company.tier is gold",
      "owner.email ends with \"@acme.example\"", "owner.teams has \"Tier 2\"", "conversation.channel is email",
      "conversation.inbox is \"Support inbox\"", "contact.since is before value of company.since",
      "\"due date\" is more than 3 business days ago",
    ].map { "on reply from contact when \($0) do add note \"x\"" }
    + [
      "call ring", "call page with service \"core {subject}\"",
      "call page with service \"core\", severity high, count 3, day 2026-03-01, urgent yes, who \"jo\", tags b",
      "set \"due date\" to 2 business days from now", "create task \"x\" due in 3 business hours",
    ].map { "on reply from contact do " + $0 }
    + [
      """
      rule "T" on ticket created table
        | priority is  | labels has          | set amount to ____ | assign to team ____ | notify team ____ "new {subject}" |
        | High, Medium | stale, "lang/de"    | 3                  | "Tier 2"            | -                                |
        | any          | any                 | -                  | -                   | "Tier 2"                         |
      """,
      """
      rule "T" once per stage visit only if not vip table
        | ____ in stage New | priority is | send email ____ to contact |
        | 2 business hours  | High        | Reminder                   |
        | 3 days            | any         | -                          |
      """,
      """
      rule "T" table
        | ____ after "due date" postponed to business hours | raise priority to |
        | 1 business day                                    | High              |
      """,
      "limit answers at most 3 times per day\non closed do add note \"x\"",
      "for pipelines \"Support Pipeline\", Billing rule \"S\" on closed do add note \"x\"",
    ]

  private static let more = """

    property since: time
    property level: one of Low, Medium, High
    property contact.name: text
    property contact.since: date
    property company.size: number
    property company.since: date
    property company.tier: one of gold, silver
    calendar Office in "Europe/Berlin" default Monday to Friday 09:00 to 12:00, 13:00 to 17:00 except 2026-12-25
    calendar Night in "America/New_York" Saturday to Sunday 00:00 to 06:00, 22:00 to 24:00
    action ring
    action page with service: text with severity: ordered one of low, high default low with count: number default 1
      with day: date optional with urgent: flag optional with who: person optional with tags: set of a, b optional

    """

  @Test("What the checker lets through, the verifier lets through", arguments: lines + completeLines)
  func verified(_ line: String) throws {
    let compiled = Toolchain.compile(ToolchainTests.files([ToolchainTests.vocabulary + Self.more, line]))
    let output = try #require(compiled.output, "\(compiled.diagnostics.map(\.message))")
    let file = try ProgramFile(decoding: output.bytes)
    #expect(file.program == output.program)
    #expect(!Inspection.text(of: file, size: output.bytes.count).isEmpty)
  }
}
