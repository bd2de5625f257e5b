//  Rules for new conversations, and rules that remember.

extension Catalogue {
  static let conversationsMeaningPages: [Page] = [
    Page(
      "E0402", "no-ticket-yet",
      meaning: """
        A rule for new conversations does something before it creates the ticket. There is no ticket to note, move or \
        assign until `create ticket` has run. Make it the first action; the others then work on the new ticket.
        """,
      reason: """
        The note or the assignment would have nowhere to go, and the first mail of a customer would arrive without \
        either.
        """,
      failing: .rules(
        """
        on new conversation in inbox "Support inbox"
          do assign to team "Tier 2"
          then create ticket
        """),
      mended: .rules(
        """
        on new conversation in inbox "Support inbox"
          do create ticket
          then assign to team "Tier 2"
        """)),
    Page(
      "E0403", "second-ticket",
      meaning: """
        A rule creates two tickets for one conversation. A conversation belongs to exactly one ticket. Further tickets \
        can be made by a rule that starts from `ticket created`.
        """,
      reason:
        "The customer's answers could not be put to one of the two, and two agents would work on the same request.",
      failing: .rules(
        """
        on new conversation in inbox "Support inbox"
          do create ticket
          then create ticket in stage Received in pipeline Billing
        """),
      mended: .rules(
        """
        on new conversation in inbox "Support inbox"
          do create ticket
        """)),
    Page(
      "E0404", "question-before-ticket",
      meaning: """
        A rule for new conversations asks about the ticket, which is not there yet. What is known at that moment is the \
        contact, the channel, the inbox, the message and who sent it. To ask for properties of the ticket, start from \
        `ticket created`.
        """,
      reason:
        "All questions about the ticket would be answered with no, so the rule would let every conversation pass.",
      failing: .rules(
        """
        on new conversation
          when priority is High
          do create ticket
        """),
      mended: .rules(
        """
        on new conversation
          when message.subject contains "urgent"
          do create ticket with priority High
        """)),
    Page(
      "E0405", "inbox-makes-own-tickets",
      meaning: """
        A rule creates tickets for an inbox that is declared `without tickets`. The inbox's own settings in the help \
        desk decide about its tickets, and rules cannot change that. Change the settings first, then remove `without \
        tickets`.
        """,
      reason: "Each mail would become two tickets or none, depending on which of the two is faster.",
      failing: .rules(
        """
        on new conversation in inbox "Sales inbox" do create ticket
        """),
      mended: .rules(
        """
        on new conversation in inbox "Support inbox" do create ticket
        """)),
    Page(
      "E0406", "every-inbox-makes-tickets",
      meaning: """
        A rule waits for new conversations, and every inbox is declared `without tickets`. The settings of the inboxes \
        decide about all conversations, so none is left for the rule. Change the settings of an inbox, or remove the \
        rule.
        """,
      reason: "The rule looks as if it took in customers' mail, and everybody would rely on it, but it never runs.",
      failing: .whole(
        """
        pipeline Support
          stage New
          stage Closed closed
        inbox Sales email "sales@acme.example" without tickets

        on new conversation do create ticket
        """),
      mended: .whole(
        """
        pipeline Support
          stage New
          stage Closed closed
        inbox Sales email "sales@acme.example" without tickets
        inbox Support email "help@acme.example"

        on new conversation do create ticket
        """)),
    Page(
      "E0407", "limit-without-ticket",
      meaning: """
        A rule for new conversations has a limit that is counted by ticket. A conversation is new only once and has no \
        ticket yet, so there is nothing to count. Remove the limit.
        """,
      reason: """
        A reader would believe that a customer who writes ten times is held back, while every new conversation still \
        gets through.
        """,
      failing: .rules(
        """
        rule "Take it in"
          on new conversation
          once per ticket
          do create ticket
        """),
      mended: .rules(
        """
        rule "Take it in"
          on new conversation
          do create ticket
        """)),
    Page(
      "E0408", "limit-without-title",
      meaning: """
        A rule with a limit has no title. What a rule has done for a ticket is remembered under its title. Without one \
        it would forget all of it whenever the rule is edited.
        """,
      reason: "After the next small edit, every customer would get the welcome message a second time.",
      failing: .rules(
        """
        on email sent to contact
          once per ticket
          do send email Reminder to contact
        """),
      mended: .rules(
        """
        rule "Welcome"
          on email sent to contact
          once per ticket
          do send email Reminder to contact
        """)),
  ]
}
