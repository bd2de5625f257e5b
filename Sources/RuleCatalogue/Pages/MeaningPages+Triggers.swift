//  What starts a rule.

extension Catalogue {
  static let triggersMeaningPages: [Page] = [
    Page(
      "E0401", "mixed-triggers",
      meaning: """
        A rule starts both from a new conversation and from something that happens to a ticket. With a new conversation \
        there is no ticket yet, and the rule may make one; with all other triggers the ticket is there. Make two rules \
        of it.
        """,
      reason: """
        The same actions would make a ticket in one case and change one in the other, so customers would end up with \
        tickets nobody asked for.
        """,
      failing: .rules(
        """
        rule "Take it in"
          on new conversation or reply from contact
          do create ticket
        """),
      mended: .rules(
        """
        rule "Take it in"
          on new conversation
          do create ticket
        """)),
    Page(
      "E0409", "no-message-there",
      meaning: """
        The rule asks for the message, and not everything that starts it brings one. Replies, sent e-mails, notes, new \
        conversations and new tickets carry a message; a change of stage or a date does not. All triggers of the rule \
        must bring it.
        """,
      reason: """
        Where there is no message the question is answered with no, and a text would go out with a hole in place of the \
        customer's words.
        """,
      failing: .rules(
        """
        on stage "Waiting on us" or reply from contact
          when message.subject contains "contract"
          do notify team Finance "look: {subject}"
        """),
      mended: .rules(
        """
        on reply from contact
          when message.subject contains "contract"
          do notify team Finance "look: {subject}"
        """)),
    Page(
      "E0414", "edition-without-automation",
      meaning: """
        Rules are on, and the portal's edition runs none. The editions `free` and `starter` have no automation; \
        `professional` and `enterprise` have. Correct the edition, or write `off` after the title of every rule until \
        the upgrade.
        """,
      reason: "Nothing in the rulebook would run, while the team believes that its reminders go out.",
      failing: .whole(
        """
        portal "Acme" edition starter in "Europe/Berlin"
        pipeline Support
          stage New
          stage Closed closed

        rule "Welcome" on stage New do send ticket notification to contact
        """),
      mended: .whole(
        """
        portal "Acme" edition starter in "Europe/Berlin"
        pipeline Support
          stage New
          stage Closed closed

        rule "Welcome" off on stage New do send ticket notification to contact
        """)),
    Page(
      "E0415", "channel-of-wrong-trigger",
      meaning: """
        `via` stands after a trigger that has no channel of its own. Only `new conversation` and `ticket created` come \
        by a channel. After other triggers, ask for the ticket's channel in the condition.
        """,
      reason: """
        It would be open whether the ticket or the reply came by chat, and half of the customers would get the wrong \
        answer.
        """,
      failing: .rules(
        """
        on reply from contact via chat do notify owner "answers in the chat: {subject}"
        """),
      mended: .rules(
        """
        on reply from contact
          when channel is chat
          do notify owner "answers in the chat: {subject}"
        """)),
    Page(
      "E0416", "actor-never-fits",
      meaning: """
        After `by` stands somebody who is never, or always, behind this event. Activity always comes from a person, \
        replies from the contact always from the contact, and a contact never sends e-mails from the ticket. Remove it, \
        or choose another trigger.
        """,
      reason: """
        Either the rule never runs or the word changes nothing, and in both cases it does not do what its reader \
        expects.
        """,
      failing: .rules(
        """
        on reply from contact by an agent do notify owner "answered: {subject}"
        """),
      mended: .rules(
        """
        on email sent to contact by an agent do notify owner "answered: {subject}"
        """)),
    Page(
      "E0417", "not-an-event",
      meaning: """
        The rule waits for a change that the help desk does not report. Only changes of the ticket are events; what a \
        contact or a company has may be asked for in conditions. The times `created` and `closed` have triggers of \
        their own: `ticket created`, `closed` and `reopened`.
        """,
      reason: """
        The rule would wait for ever, and a customer who changes the language would still get mails in the old one.
        """,
      failing: .rules(
        """
        on contact.language changed do add "lang/de" to labels
        """),
      mended: .rules(
        """
        on reply from contact
          when contact.language is de
          do add "lang/de" to labels
        """)),
  ]
}
