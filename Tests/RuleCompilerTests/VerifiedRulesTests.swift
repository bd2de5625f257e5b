import RuleCompiler
import RuleEngine
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
    + timed

  static let timed: [String] =
    [
      "after 3 days in stage New, Closed", "after 90 minutes in stage New postponed to business hours of Night",
      "after 14 days without reply from contact", "after 4 business hours without answer to contact",
      "after 2 business days without activity postponed to business hours",
      "after 1 week while labels has stale or not (vip and amount is above 2)", "after 1 day while vip",
      "on 2 days before \"due date\"", "on 2 business days before \"due date\"", "on 1 week after \"due date\"",
      "on 90 minutes before since", "on 2 business days before since", "on 2 business hours before since",
      "on 2 business hours after since",
      "on 1 hour after created", "on 3 days after closed", "on since reached", "on \"due date\" reached",
      "every 7 days while owner is unknown", "every 2 business hours while priority is High",
      "every Monday, Sunday at 23:59", "every day at 00:00 postponed to business hours",
    ].map { "\($0) when during business hours do add note \"x\"" }
    + [
      "once per ticket", "once per stage visit", "at most 3 times per 24 hours at most 1000 times per week",
      "once per ticket once per stage visit at most 1 times per 10000 days",
    ].map { "rule \"limited\" on closed \($0) do add note \"x\"" }
    + [
      "owner.teams has \"Tier 2\"", "owner.teams has any matching \"T*\"", "owner.teams is unknown",
      "owner.email is \"jo@acme.example\"", "company.tier is one of gold, silver",
      "company.renewal is in the next 9 days",
      "subject is value of message.subject", "priority is value of level", "amount is above value of amount",
      "outside business hours of Night", "created is more than 2 business days ago",
      "\"due date\" is in the next 2 business days", "since is before value of company.renewal",
    ].map { "on reply from contact when \($0) do add note \"{owner.email} {owner.teams} {company.tier}\"" }
    + [
      "ping", "\"page on-call\" with service \"{subject}\", severity high",
      "\"page on-call\" with who \"jo\", service \"x\", times -0.5, day 2026-03-01, loud true, areas stale",
    ].map { "on closed do call \($0)" }
    + [
      "on closed do set since to 2 business hours from now then set \"due date\" to 2 business days from now",
      "on closed do set \"due date\" to value of company.renewal then create task \"x\" due in 2 business days",
      """
      rule "ladder" at most 2 times per day only if labels has stale table
        | ____ in stage New | priority is  | notify owner ____ | move to |
        | 4 business hours  | High, Medium | "soon"            | -       |
        | 2 days            | Low          | -                 | -       |
        | 3 days            | any          | "late"            | Closed  |
      """,
      """
      rule "dates" table
        | ____ after "due date" | labels has | add ____ to labels |
        | 2 business days       | stale      | "lang/de"          |
        | 1 week                | any        | stale              |
      """,
      """
      rule "route" on new conversation table
        | message.subject contains | create ticket in stage ____ |
        | "spam"                   | -                           |
        | any                      | New                         |
      """,
    ]

  @Test("What the checker lets through, the verifier lets through", arguments: lines)
  func verified(_ line: String) throws {
    let more =
      "\nproperty since: time\nproperty level: one of Low, Medium, High\nproperty contact.name: text\n"
        + """
        property company.tier: one of gold, silver
        property company.renewal: date
        calendar Office in "Europe/Berlin" default Monday to Friday 09:00 to 12:00, 13:00 to 17:00 except 2026-12-25
        calendar Night in "Asia/Kathmandu" Sunday 00:00 to 24:00
        action ping
        action "page on-call" with service: text with severity: one of low, high default low with who: person optional
          with times: number optional with day: date optional with loud: flag optional with areas: set of stale, new optional

        """
    let compiled = Toolchain.compile(ToolchainTests.files([ToolchainTests.vocabulary + more, line]))
    let output = try #require(compiled.output)
    #expect(try ProgramFile(decoding: output.bytes).program == output.program)
  }
}
