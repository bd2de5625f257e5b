//  Questions that do not fit what they are about.

extension Catalogue {
  static let comparisonsTypePages: [Page] = [
    Page(
      "E0301", "question-does-not-fit",
      meaning: """
        The question does not fit the type of the property. A number is compared, a text is searched, a set is asked \
        what it has, and an option is or is not. The type stands in the declaration of the property.
        """,
      reason: "The question has no answer, so large bills and small ones would be sorted the same way.",
      failing: .rules(
        """
        on ticket created
          when amount contains "1000"
          do assign to team Finance
        """),
      mended: .rules(
        """
        on ticket created
          when amount is at least 1000
          do assign to team Finance
        """)),
    Page(
      "E0304", "flag-compared",
      meaning: """
        A flag is compared with a value. A flag is a yes or no, so its name alone is the question: `when vip`, or `when \
        not vip`. Only where a flag is written, as after `set`, does it take `yes` or `no`.
        """,
      reason: """
        Comparing invites slips such as `is not no`, and one slip is enough to send the standard answer to the most \
        important customers.
        """,
      failing: .rules(
        """
        on ticket created
          when vip is yes
          do raise priority to High
        """),
      mended: .rules(
        """
        on ticket created
          when vip
          do raise priority to High
        """)),
    Page(
      "E0305", "options-without-order",
      meaning: """
        The rule asks which option is higher, and these options have no order. Options are ordered, from low to high, \
        only where the declaration says `ordered one of`. For others, list those that are meant with `is one of`.
        """,
      reason: """
        What counts as higher would be decided by the alphabet or by chance, and the wrong customers would jump the \
        line.
        """,
      failing: .rules(
        """
        on ticket created
          when contact.language is above en
          do assign to team "Tier 2"
        """),
      mended: .rules(
        """
        on ticket created
          when contact.language is one of de, fr
          do assign to team "Tier 2"
        """)),
    Page(
      "E0311", "nothing-known-from-before",
      meaning: """
        The rule asks what a value was before, where only the present one is known. The help desk reports the earlier \
        values of the ticket itself. Of a contact, a company, an owner or a message it tells only what is true now.
        """,
      reason: "Whether the customer's language has changed could not be seen, so the rule would never notice it.",
      failing: .rules(
        """
        on ticket created
          when contact.language was de
          do add "lang/de" to labels
        """),
      mended: .rules(
        """
        on ticket created
          when contact.language is de
          do add "lang/de" to labels
        """)),
    Page(
      "E0312", "incomplete-question",
      meaning: """
        The rule asks about a ticket, contact, message or actor as a whole, and that question has no answer. A ticket \
        is open or closed, a message is automatic or not, an actor is an agent, a contact, automation or an \
        integration. Everything else is asked of a property, such as `contact.email`.
        """,
      reason: """
        It would stay open what is meant, for example the customer's name or address, and the wrong customers would be \
        picked out.
        """,
      failing: .rules(
        """
        on reply from contact
          when contact is "boss@acme.example"
          do raise priority to High
        """),
      mended: .rules(
        """
        on reply from contact
          when contact.email is "boss@acme.example"
          do raise priority to High
        """)),
    Page(
      "E0313", "actor-question-elsewhere",
      meaning: """
        Only the actor can be an agent, a contact, the owner or a machine. The actor is who did what started the rule. \
        A property is asked for its value, and the owner's name is asked with `owner is "…"`.
        """,
      reason: "A rule that should tell an agent's change from a customer's would react to both, or to none.",
      failing: .rules(
        """
        on priority changed
          when priority is an agent
          do notify owner "the priority was changed"
        """),
      mended: .rules(
        """
        on priority changed
          when actor is an agent
          do notify owner "the priority was changed"
        """)),
    Page(
      "E0314", "change-of-a-set",
      meaning: """
        A set is treated as if it had a single value that changes into another. A set holds several options at once, \
        and options come and go one by one. Ask with `gained` and `lost`.
        """,
      reason: "A ticket that has the label among others would not count, and the rule would miss most of its tickets.",
      failing: .rules("on labels becomes billing do assign to team Finance"),
      mended: .rules("on labels gained billing do assign to team Finance")),
  ]
}
