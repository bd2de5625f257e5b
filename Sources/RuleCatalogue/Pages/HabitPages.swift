/// What people write who come from another help desk or another language: E0600 to E0612.
extension Catalogue {
  static let habitPages: [Page] = [
    Page(
      "E0600", "at-sign-mention",
      meaning:
        "A person or a team is written with `@`, as in a chat. Here a person stands in quotes and a team behind `team`.",
      reason:
        "A mention says nothing of whether a person or a team is meant, and the ticket has to land with one of them.",
      failing: .rules("on ticket created do assign to @jo"),
      mended: .rules("on ticket created do assign to \"jo\"")),
    Page(
      "E0601", "dotted-event",
      meaning: "What happened to a ticket is written with a dot, as in a program. Here it is written in words.",
      reason: "A dot stands between a record and its property here, so readers would look for a property of that name.",
      failing: .rules("on ticket.created do assign to team Finance"),
      mended: .rules("on ticket created do assign to team Finance")),
    Page(
      "E0602", "foreign-event",
      meaning: "What the rule waits for is called by the name it has in another product. Each event has one name here.",
      reason: "With two names for one event, a search for the rules that run on it would find half of them.",
      failing: .rules("on new ticket do assign to team Finance"),
      mended: .rules("on ticket created do assign to team Finance")),
    Page(
      "E0603", "colon-after-word",
      meaning:
        "A colon stands behind a word such as `on`, `when` or `do`, which is followed by its part without any sign.",
      reason:
        "Colons stand in declarations only; colleagues would take the line for one and look for it in the wrong place.",
      failing: .rules("on ticket created when: priority is High do assign to team Finance"),
      mended: .rules("on ticket created when priority is High do assign to team Finance")),
    Page(
      "E0604", "foreign-part",
      meaning: """
        A part of a rule has the heading it has elsewhere, such as `trigger:` or `each`. Here the parts begin with `on`, \
        `every`, `when` and `do`.
        """,
      reason:
        "Headings of other tools promise their behaviour as well, and a rule that seems familiar is read wrongly.",
      failing: .rules("each day at 09:00 do notify team Finance \"open tickets\""),
      mended: .rules("every day at 09:00 do notify team Finance \"open tickets\"")),
    Page(
      "E0605", "foreign-comparison",
      meaning: """
        A comparison has the name it has in another product, such as `IS_ANY_OF` or `HAS_PROPERTY`. Here comparisons are \
        words: `is one of`, `is known`, `contains`.
        """,
      reason:
        "Names such as `in` mean a list in one product and a text in another; a wrong guess routes tickets wrongly.",
      failing: .rules("on ticket created when priority IS_ANY_OF High, Urgent do assign to team Finance"),
      mended: .rules("on ticket created when priority is one of High, Urgent do assign to team Finance")),
    Page(
      "E0606", "foreign-action",
      meaning: "An action is called by a word of another product, or is none a rule can do. The message offers ours.",
      reason: "What `close` or `reply` do in detail differs from desk to desk; the words here say it exactly.",
      failing: .rules("on priority becomes Urgent do tell owner \"urgent: {subject}\""),
      mended: .rules("on priority becomes Urgent do notify owner \"urgent: {subject}\"")),
    Page(
      "E0607", "status-for-stage",
      meaning:
        "Where a ticket stands in its pipeline is its stage. It is called status in other products, but not here.",
      reason:
        "Many desks have a property named status besides, and a rule that mixes them up runs on the wrong change.",
      failing: .rules("for pipeline \"Support Pipeline\"\non status New do assign to team Finance"),
      mended: .rules("for pipeline \"Support Pipeline\"\non stage New do assign to team Finance")),
    Page(
      "E0608", "sign-for-set",
      meaning:
        "A property is changed with a sign such as `=`. Here an action says `set`, the property, `to` and its value.",
      reason: "The same sign is a question elsewhere in the rule, and nobody should mistake a change for a question.",
      failing: .rules("on ticket created do priority = High"),
      mended: .rules("on ticket created do set priority to High")),
    Page(
      "E0609", "unnamed-change",
      meaning: "The rule waits for any update of a ticket. Here it says which property or what else has to change.",
      reason: "Every sync and every opened mail updates a ticket: such a rule would run hundreds of times a day.",
      failing: .rules("on ticket updated do assign to team Finance"),
      mended: .rules("on priority changed do assign to team Finance")),
    Page(
      "E0610", "unknown-time-unit",
      meaning:
        "A time span has a unit that is none here. There are minutes, hours, days and weeks, and business hours and days.",
      reason: "A month has 28 to 31 days; a promise to a contact has to say exactly how long it lasts.",
      failing: .rules("for pipeline \"Support Pipeline\"\nafter 1 month in stage New do assign to team Finance"),
      mended: .rules("for pipeline \"Support Pipeline\"\nafter 30 days in stage New do assign to team Finance")),
    Page(
      "E0611", "when-for-on",
      meaning:
        "What a rule waits for is written behind `when`. Here it is written behind `on`; `when` begins a condition.",
      reason:
        "A condition is asked at one moment, an event happens at one; a rule needs to know which of them starts it.",
      failing: .rules("when ticket created do assign to team Finance"),
      mended: .rules("on ticket created do assign to team Finance")),
    Page(
      "E0612", "dash-before-line",
      meaning:
        "A line begins with the dash of a list. Here actions are joined with `then`, and nothing stands before a line.",
      reason: "Items of a list look independent, but the actions of a rule are done in order, one after the other.",
      failing: .rules("on ticket created do\n  - set priority to High"),
      mended: .rules("on ticket created do\n  set priority to High")),
  ]
}
