//  Names of properties, options and conditions that nobody declared.

extension Catalogue {
  static let propertiesNamePages: [Page] = [
    Page(
      "E0203", "unknown-property",
      meaning: """
        A rule names a property that is not declared. What rules may ask for or write is listed in the vocabulary with \
        its type: `property amount: number`. Names that begin with `contact.` or `company.` are looked for among the \
        properties of the contact and the company only.
        """,
      reason: """
        If the name were taken as it is, the question would always be answered with no, and an important ticket would \
        be treated like any other.
        """,
      failing: .rules(
        """
        on ticket created
          when prioritty is Urgent
          do assign to team "Tier 2"
        """),
      mended: .rules(
        """
        on ticket created
          when priority is Urgent
          do assign to team "Tier 2"
        """)),
    Page(
      "E0204", "unknown-option",
      meaning: """
        A rule uses an option that the property does not have. A property with options takes only those that its \
        declaration lists, written the same way. Sometimes the word is an option of another property, or it is the id \
        that the help desk uses inside, where the rule wants the name.
        """,
      reason: "No ticket could ever have that value, so the tickets that the rule was made for would pass it by.",
      failing: .rules(
        """
        on priority changed
          when priority is Critical
          do notify team "Tier 2" "look at once: {subject}"
        """),
      mended: .rules(
        """
        on priority changed
          when priority is Urgent
          do notify team "Tier 2" "look at once: {subject}"
        """)),
    Page(
      "E0210", "unknown-placeholder",
      meaning: """
        The braces in a text name something that cannot be filled in. Between `{` and `}` stands a declared property, \
        or a built-in such as `{stage}`, `{owner}` or `{contact.email}`. A brace that is only a brace is written `\\{`.
        """,
      reason: """
        A customer or a colleague would get a message with a hole in it, or with the name of a field where the subject \
        should be.
        """,
      failing: .rules(
        """
        on stage Closed do notify owner "closed: {subjekt}"
        """),
      mended: .rules(
        """
        on stage Closed do notify owner "closed: {subject}"
        """)),
    Page(
      "E0211", "unknown-channel",
      meaning: """
        A rule names a channel that does not exist. The channels are `email`, `chat`, `form`, `phone` and `api`, and \
        there is no way to add others. They say how the customer came to the help desk.
        """,
      reason: "No ticket ever comes by that channel, so callers would not be treated in the way the rule promises.",
      failing: .rules(
        """
        on ticket created
          when channel is telephone
          do set priority to High
        """),
      mended: .rules(
        """
        on ticket created
          when channel is phone
          do set priority to High
        """)),
    Page(
      "E0229", "unknown-condition-name",
      meaning: """
        A name stands alone in a condition, and it is neither a flag nor a definition. Two kinds of names may stand \
        alone: a property that is a flag, such as `vip`, and what was named with `define`. Everything else is asked \
        with a question such as `is High`.
        """,
      reason: """
        The condition would never be true, and the tickets it should bring forward would wait in line with all others.
        """,
      failing: .rules(
        """
        on ticket created
          when urgent
          do notify team "Tier 2" "urgent: {subject}"
        """),
      mended: .rules(
        """
        define urgent as priority is at least High

        on ticket created
          when urgent
          do notify team "Tier 2" "urgent: {subject}"
        """)),
    Page(
      "E0232", "unknown-parameter",
      meaning: """
        A call gives a value to a parameter that the action does not have. The parameters of an action are those that \
        its declaration lists after `with`. Each value in the call follows the name of its parameter.
        """,
      reason: """
        The value would be thrown away, and the person on call would be woken for a small matter or not woken for a big \
        one.
        """,
      failing: .rules(
        """
        on priority becomes Urgent
          do call "page on-call" with service "mail", severity high, urgency high
        """),
      mended: .rules(
        """
        on priority becomes Urgent
          do call "page on-call" with service "mail", severity high
        """)),
  ]
}
