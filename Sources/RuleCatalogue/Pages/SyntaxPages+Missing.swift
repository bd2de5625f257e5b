/// What a rule lacks: words, names, values, whole parts.
extension Catalogue {
  static let syntaxPagesMissing: [Page] = [
    Page(
      "E0120", "missing-word",
      meaning: """
        A word that has to stand here is missing. The message names the word and what was found in its place.
        """,
      reason: "Guessing it would make a rule that reads like one thing and does another.",
      failing: .rules("on stage New when priority is High do set priority Urgent"),
      mended: .rules("on stage New when priority is High do set priority to Urgent")),
    Page(
      "E0121", "missing-name",
      meaning: """
        A name has to stand here: of a stage, a team, an inbox, a template. One word stands alone, several words \
        stand in quotes.
        """,
      reason: "The ticket would be moved or assigned, and nobody could say where to.",
      failing: .rules("on stage New when priority is High do move to"),
      mended: .rules(
        """
        on stage New when priority is High do move to "Waiting on us"
        """)),
    Page(
      "E0122", "missing-value",
      meaning: """
        A value has to stand here, to compare with or to write. It is a word, a text in quotes, a number or a \
        date.
        """,
      reason: "A half-written comparison would be true of every ticket or of none.",
      failing: .rules("on ticket created when priority is do assign to team Finance"),
      mended: .rules("on ticket created when priority is High do assign to team Finance")),
    Page(
      "E0123", "missing-condition",
      meaning: """
        After `when`, `and`, `or`, `not` or `as` a condition has to follow. A condition is something like \
        `priority is High` or `not vip`.
        """,
      reason: "If the missing part counted as true, a rule for a few tickets would run for all of them.",
      failing: .rules("on ticket created when vip and do assign to team Finance"),
      mended: .rules("on ticket created when vip and priority is High do assign to team Finance")),
    Page(
      "E0124", "missing-action",
      meaning: """
        After `do` or `then` an action has to follow. Actions begin with a verb such as `assign`, `move`, \
        `notify`, `send` or `set`.
        """,
      reason: "The rule would start and do nothing, while everybody trusts that the contact was told.",
      failing: .rules("on ticket created do assign to team Finance then"),
      mended: .rules(
        """
        on ticket created do assign to team Finance then notify owner "new ticket"
        """)),
    Page(
      "E0125", "missing-trigger",
      meaning: """
        What the rule waits for is missing after `on` or `or`. It is something that happens, such as `ticket \
        created` or `stage Closed`.
        """,
      reason: "A rule that waits for nothing in particular would never run, or run at every change.",
      failing: .rules("on ticket created or do assign to team Finance"),
      mended: .rules("on ticket created or stage New do assign to team Finance")),
    Page(
      "E0136", "rule-without-trigger",
      meaning: """
        The rule does not say when it runs. Before `when` and `do` it needs `on` and an event, `after` and a \
        time span, or `every` and a time.
        """,
      reason: """
        A condition can stay true for weeks; without a beginning nobody knows how often the contact would get \
        the message.
        """,
      failing: .rules(
        """
        rule "Urgent to Finance"
          when priority is Urgent
          do assign to team Finance
        """),
      mended: .rules(
        """
        rule "Urgent to Finance"
          on ticket created
          when priority is Urgent
          do assign to team Finance
        """)),
    Page(
      "E0137", "rule-without-action",
      meaning: """
        The rule says when it runs and not what it does. It needs `do` and an action, with or without a \
        condition before it.
        """,
      reason: """
        Such a rule is usually half of one that was cut: the other half no longer happens, and nothing says so.
        """,
      failing: .rules(
        """
        rule "Urgent to Finance"
          on ticket created
        """),
      mended: .rules(
        """
        rule "Urgent to Finance"
          on ticket created
          do assign to team Finance
        """)),
    Page(
      "E0139", "missing-text",
      meaning: """
        A text in quotes has to stand here, such as a message, a note or the name of a rule. Texts stand in \
        quotes even where they are one word.
        """,
      reason: "The owner would get an empty message and not know what to do.",
      failing: .rules("on ticket created do notify owner then assign to team Finance"),
      mended: .rules(
        """
        on ticket created do notify owner "new ticket" then assign to team Finance
        """)),
    Page(
      "E0147", "missing-do",
      meaning: """
        An action follows the event or the condition at once. The word `do` stands before the first action.
        """,
      reason: """
        Without it, it cannot be seen where the condition ends, and a word of the action could become part of \
        the condition.
        """,
      failing: .rules("on stage New when priority is High assign to team Finance"),
      mended: .rules("on stage New when priority is High do assign to team Finance")),
    Page(
      "E0156", "missing-is",
      meaning: """
        A property and a value stand side by side without `is`. A comparison says how the two are compared.
        """,
      reason: """
        `amount 3` could be exactly three, at least three or at most three, and the tickets would be chosen by a \
        guess.
        """,
      failing: .rules("on ticket created when priority High do assign to team Finance"),
      mended: .rules("on ticket created when priority is High do assign to team Finance")),
    Page(
      "E0159", "missing-otherwise",
      meaning: """
        A second `when` follows an action without `otherwise` before it. The cases of a rule are tried one after \
        the other, and `otherwise when` begins the next.
        """,
      reason: """
        Two cases that both fit would assign the ticket twice, and the second team would take it from the first.
        """,
      failing: .rules(
        """
        on ticket created
          when priority is High do assign to team "Tier 2"
          when amount is above 1000 do assign to team Finance
        """),
      mended: .rules(
        """
        on ticket created
          when priority is High do assign to team "Tier 2"
          otherwise when amount is above 1000 do assign to team Finance
        """)),
    Page(
      "E0165", "missing-recipient",
      meaning: """
        The action does not say who gets the message. A recipient is `contact`, `owner`, `creator`, `cc`, \
        `followers`, a team, a property with `its` before it, or an address in quotes.
        """,
      reason: "A message to nobody is never missed until a contact complains.",
      failing: .rules(
        """
        on stage Closed do notify "closed: {subject}"
        """),
      mended: .rules(
        """
        on stage Closed do notify owner "closed: {subject}"
        """)),
    Page(
      "E0171", "missing-on",
      meaning: """
        What the rule waits for stands without `on` before it. An event begins with `on`, a wait with `after`, a \
        time of the week with `every`.
        """,
      reason: """
        Then the line could as well be a description for people, and a rule that was meant to run would not.
        """,
      failing: .rules("ticket created do assign to team Finance"),
      mended: .rules("on ticket created do assign to team Finance")),
    Page(
      "E0175", "pipeline-without-stage",
      meaning: """
        A pipeline is declared and none of its stages. Its stages stand below it; rules for a pipeline that is \
        declared elsewhere begin with `for pipeline`.
        """,
      reason: "Tickets move between stages: in a pipeline without one, no rule could ever start.",
      failing: .whole(
        """
        portal "Acme" edition professional in "Europe/Berlin"
        pipeline Support default
        """),
      mended: .whole(
        """
        portal "Acme" edition professional in "Europe/Berlin"
        pipeline Support default stage New stage Closed closed
        """)),
    Page(
      "E0176", "missing-date",
      meaning: """
        A date has to stand after `before` or `after`. It is written like `2026-01-05`, or it is `today`, or \
        `value of` and a property that holds a date.
        """,
      reason: "Tickets that are overdue would be compared with a word, and no ticket is later than a word.",
      failing: .rules(
        """
        on ticket created when "due date" is before do set priority to High
        """),
      mended: .rules(
        """
        on ticket created when "due date" is before today do set priority to High
        """)),
    Page(
      "E0177", "missing-number",
      meaning: "A number has to stand here. It is written in digits, like `1` or `2.5`.",
      reason: """
        A counter of reminders that grows by a word does not grow, so the limit on reminders would never be \
        reached.
        """,
      failing: .rules("on reply from contact do increase amount by one"),
      mended: .rules("on reply from contact do increase amount by 1")),
    Page(
      "E0178", "missing-assignee",
      meaning: """
        The action does not say who gets the ticket. That is a team, `actor`, `creator`, `nobody`, a property \
        with `its` before it, or a person in quotes.
        """,
      reason: "The ticket would stay where it is and wait for a colleague who does not know of it.",
      failing: .rules("on ticket created when priority is High do assign to"),
      mended: .rules(
        """
        on ticket created when priority is High do assign to team "Tier 2"
        """)),
  ]
}
