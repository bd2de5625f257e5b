//  Actions that do not fit what they write, and what is written in texts.

extension Catalogue {
  static let actionsTypePages: [Page] = [
    Page(
      "E0319", "not-writable",
      meaning: """
        The action writes something that rules do not write, or not in this way. A stage is changed with `move to`, the \
        owner and the team with `assign to`. What belongs to a contact or a company, and when or how a ticket came, \
        stays as it is.
        """,
      reason: """
        The help desk would refuse the change, and the ticket would stay in its old stage while the message says it is \
        done.
        """,
      failing: .rules(
        """
        on reply from contact do set stage to "Waiting on us"
        """),
      mended: .rules(
        """
        on reply from contact do move to "Waiting on us"
        """)),
    Page(
      "E0320", "action-does-not-fit",
      meaning: """
        The action does not fit the type of the property. `add` and `remove` are for sets, `increase` is for numbers, \
        `raise` for numbers and ordered options, and `set` for everything that has one value. Nothing but the type in \
        the declaration counts.
        """,
      reason: "The ticket would stay as it was: the label that starts the escalation would not be there.",
      failing: .rules("on ticket created do add High to priority"),
      mended: .rules("on ticket created do set priority to High")),
    Page(
      "E0321", "now-or-today-misplaced",
      meaning: """
        `now`, `today` or a time `from now` is set where it does not fit. A date takes `today` and days from now, a \
        time takes `now` and any length of time from now, and all other properties take neither. A date has no time of \
        day.
        """,
      reason:
        "The deadline would be stored wrongly or not at all, and the overdue ticket would not show up in any list.",
      failing: .rules(
        """
        on stage "Waiting on us" do set "due date" to now
        """),
      mended: .rules(
        """
        on stage "Waiting on us" do set "due date" to today
        """)),
    Page(
      "E0322", "team-without-word",
      meaning: """
        A team is named where a name in quotes means a person. Write `team` before it: `assign to team "Tier 2"`. \
        Without that word, a name in quotes is a person's id or an e-mail address.
        """,
      reason: "The help desk would look for a person of that name, and the ticket would belong to nobody.",
      failing: .rules(
        """
        on priority becomes Urgent do assign to "Tier 2"
        """),
      mended: .rules(
        """
        on priority becomes Urgent do assign to team "Tier 2"
        """)),
    Page(
      "E0323", "assign-to-own-team",
      meaning: """
        A ticket is assigned to the team that it already has. `its team` is the team in the ticket, so this changes \
        nothing. To give the ticket to one of the team's people, write `rotate among team` with the team's name.
        """,
      reason: "The rule would seem to hand out the work, and the tickets would stay without an owner.",
      failing: .rules("on ticket created do assign to its team"),
      mended: .rules(
        """
        on ticket created do rotate among team "Tier 2"
        """)),
    Page(
      "E0324", "not-an-address",
      meaning: """
        A message goes to something that is no e-mail address. Besides addresses in quotes, a message can go to \
        `contact`, `owner`, `creator`, `cc`, `followers`, `team …`, `its team` or to a person in a property, `its \
        backup`. A single name is nobody's address.
        """,
      reason: "The message could not be delivered, and those who should know would hear nothing.",
      failing: .rules(
        """
        on priority becomes Urgent do notify "jo" "look at once: {subject}"
        """),
      mended: .rules(
        """
        on priority becomes Urgent do notify "jo@acme.example" "look at once: {subject}"
        """)),
    Page(
      "E0325", "brace-never-closed",
      meaning: """
        A brace opens a placeholder, and no brace closes it. What stands between `{` and `}` is filled in from the \
        ticket. A brace that is only a brace is written `\\{`.
        """,
      reason: "The customer would read the rest of the sentence as it stands in the rule, brace and all.",
      failing: .rules(
        """
        on stage Closed do send message "we have closed {subject for you" to contact
        """),
      mended: .rules(
        """
        on stage Closed do send message "we have closed {subject} for you" to contact
        """)),
    Page(
      "E0326", "placeholder-in-stored-text",
      meaning: """
        A text that is stored in the ticket has a placeholder, and there nothing is filled in. `set` writes the text as \
        it is; placeholders work in messages, notes, tasks and calls. To copy another property, write `value of`.
        """,
      reason: """
        The subject of the ticket would really be `{contact.name}`, on every list and in every answer to the customer.
        """,
      failing: .rules(
        """
        on ticket created do set subject to "{contact.name}"
        """),
      mended: .rules("on ticket created do set subject to value of contact.name")),
    Page(
      "E0327", "set-twice",
      meaning: """
        The same property is given two values for one ticket that is being created. Each property after `with` stands \
        once. One of the two is left over from an edit.
        """,
      reason: "Only one of the values can stay, so the ticket might start as a low one although a high one was meant.",
      failing: .rules("on new conversation do create ticket with priority Low, priority High"),
      mended: .rules("on new conversation do create ticket with priority High")),
    Page(
      "E0333", "missing-parameter",
      meaning: """
        A call leaves out a value that the action needs. All parameters of an action are given, apart from those \
        declared with a `default` or as `optional`. The declaration shows which these are.
        """,
      reason: "The host would get half an order, and the page to the people on call would not go out.",
      failing: .rules(
        """
        on priority becomes Urgent
          do call "page on-call" with severity high
        """),
      mended: .rules(
        """
        on priority becomes Urgent
          do call "page on-call" with service "mail", severity high
        """)),
    Page(
      "E0334", "parameter-given-twice",
      meaning: """
        A call gives the same parameter two values. Each parameter stands once. One of the two is a slip, or another \
        parameter was meant.
        """,
      reason: "The host could obey only one of them, and an outage might be reported as a small matter.",
      failing: .rules(
        """
        on priority becomes Urgent
          do call "page on-call" with service "mail", severity low, severity high
        """),
      mended: .rules(
        """
        on priority becomes Urgent
          do call "page on-call" with service "mail", severity high
        """)),
  ]
}
