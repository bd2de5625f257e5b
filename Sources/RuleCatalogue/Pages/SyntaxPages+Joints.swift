/// The words between two actions, two conditions, two names.
extension Catalogue {
  static let syntaxPagesJoints: [Page] = [
    Page(
      "E0134", "mixed-and-or",
      meaning: """
        `and` and `or` stand side by side without parentheses. Parentheses say which parts belong together.
        """,
      reason: """
        "VIP and urgent or overdue" is two different rules: in one of them, every overdue ticket is escalated, \
        in the other only those of VIPs.
        """,
      failing: .rules(
        """
        on ticket created when vip and priority is High or amount is above 1000 do assign to team Finance
        """),
      mended: .rules(
        """
        on ticket created when vip and (priority is High or amount is above 1000) do assign to team Finance
        """)),
    Page(
      "E0142", "and-between-actions",
      meaning: """
        Two actions are joined with `and`. Actions are joined with `then`; `and` is for conditions and for \
        recipients.
        """,
      reason: "`notify owner and …` would make the next action look like one more recipient.",
      failing: .rules(
        """
        on stage Closed do clear amount and clear "due date"
        """),
      mended: .rules(
        """
        on stage Closed do clear amount then clear "due date"
        """)),
    Page(
      "E0143", "comma-between-actions",
      meaning: """
        Two actions are joined with a comma. Actions are joined with `then`, because they happen one after the \
        other.
        """,
      reason: "Commas stand between values, so the second action would look like one more value of the first.",
      failing: .rules(
        """
        on stage Closed do clear amount, clear "due date"
        """),
      mended: .rules(
        """
        on stage Closed do clear amount then clear "due date"
        """)),
    Page(
      "E0144", "missing-then",
      meaning: """
        Two actions follow each other without `then` between them. Lines do not count: one rule may be one line \
        or ten.
        """,
      reason: "If a line were enough, a line break lost in an editor would change what the rule does.",
      failing: .rules(
        """
        on stage Closed
          do clear amount
          clear "due date"
        """),
      mended: .rules(
        """
        on stage Closed
          do clear amount
          then clear "due date"
        """)),
    Page(
      "E0145", "repeated-do",
      meaning: """
        `do` stands before another action than the first. It begins the actions, and `then` alone joins the \
        rest.
        """,
      reason: "A second `do` would look like a case of its own, which has its own condition.",
      failing: .rules(
        """
        on stage Closed do clear amount then do clear "due date"
        """),
      mended: .rules(
        """
        on stage Closed do clear amount then clear "due date"
        """)),
    Page(
      "E0148", "or-between-stages",
      meaning: """
        Stages are joined with `or`. One `stage` takes several names, joined with commas; `or` begins the next \
        event and needs `stage` once more.
        """,
      reason: """
        After `or` comes another event: a stage called `closed` would be taken for the closing of the ticket.
        """,
      failing: .rules(
        """
        on stage New or "Waiting on us" do notify owner "your turn"
        """),
      mended: .rules(
        """
        on stage New, "Waiting on us" do notify owner "your turn"
        """)),
    Page(
      "E0149", "comma-between-events",
      meaning: """
        What the rule waits for is joined with a comma. Events are joined with `or`, because one of them is \
        enough.
        """,
      reason: """
        A reader takes the comma for "and", waits for both, and wonders why the rule ran after the first.
        """,
      failing: .rules("on ticket created, priority changed do assign to team Finance"),
      mended: .rules("on ticket created or priority changed do assign to team Finance")),
    Page(
      "E0162", "stray-comma",
      meaning: """
        There is a comma where nothing is listed. Parts of a rule begin with their words and need no comma \
        between them.
        """,
      reason: """
        A comma is often what is left of a value that was deleted, so it is worth a look before it goes.
        """,
      failing: .rules("on ticket created when priority is High, do assign to team Finance"),
      mended: .rules("on ticket created when priority is High do assign to team Finance")),
    Page(
      "E0163", "word-in-list",
      meaning: """
        A list of options or of values has a word between its parts. Its parts are joined with commas, up to the \
        last one.
        """,
      reason: """
        `Medium or High` could be one option of that name, and then no ticket would ever have the priority \
        `High`.
        """,
      failing: .rules(
        """
        on ticket created when priority is High
          do create ticket with priority Low and amount 3
        """),
      mended: .rules(
        """
        on ticket created when priority is High
          do create ticket with priority Low, amount 3
        """)),
    Page(
      "E0164", "comma-between-recipients",
      meaning: """
        Recipients are joined with a comma. They are joined with `and`, because all of them get the message.
        """,
      reason: """
        A comma could begin the next part of the rule, and the second recipient would never hear of the ticket.
        """,
      failing: .rules(
        """
        on stage Closed do notify owner, team Finance "closed: {subject}"
        """),
      mended: .rules(
        """
        on stage Closed do notify owner and team Finance "closed: {subject}"
        """)),
    Page(
      "E0167", "then-for-do",
      meaning: "The first action begins with `then`. It begins with `do`, and `then` joins those that follow.",
      reason: """
        `then` at the beginning says that something came before; a reader would look for the action that was \
        lost.
        """,
      failing: .rules("on ticket created when priority is High then assign to team Finance"),
      mended: .rules("on ticket created when priority is High do assign to team Finance")),
    Page(
      "E0169", "comma-between-conditions",
      meaning: """
        Conditions are joined with a comma. They are joined with `and` where all have to hold, and with `or` \
        where one is enough.
        """,
      reason: """
        A comma could be either, and the difference is whether two tickets a day are escalated or two hundred.
        """,
      failing: .rules("on ticket created when vip, priority is High do assign to team Finance"),
      mended: .rules("on ticket created when vip and priority is High do assign to team Finance")),
  ]
}
