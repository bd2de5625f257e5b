//  Values that do not fit, and values that are not written as values.

extension Catalogue {
  static let valuesTypePages: [Page] = [
    Page(
      "E0302", "value-does-not-fit",
      meaning: """
        The value is of another type than the property. A number stands without quotes, a text in quotes, a date looks \
        like `2026-12-24`, and a flag takes `yes` or `no`. Options are written as they are declared.
        """,
      reason: """
        A ticket can never hold that value, so a rule that asks for it would stay silent, and one that sets it would \
        leave the field empty.
        """,
      failing: .rules(
        """
        on ticket created
          when amount is above "1000"
          do assign to team Finance
        """),
      mended: .rules(
        """
        on ticket created
          when amount is above 1000
          do assign to team Finance
        """)),
    Page(
      "E0303", "text-without-quotes",
      meaning: """
        A text stands without quotes. Words of your own, as customers write them, and people's addresses stand between \
        quotes, while names that the vocabulary declares may stand without. The quotes show where the text begins and \
        ends.
        """,
      reason: """
        Nobody could tell the customer's words from the words of the rule, and the search would miss the mails it is \
        meant for.
        """,
      failing: .rules(
        """
        on ticket created
          when subject contains invoice
          do assign to team Finance
        """),
      mended: .rules(
        """
        on ticket created
          when subject contains "invoice"
          do assign to team Finance
        """)),
    Page(
      "E0306", "reversed-range",
      meaning: """
        The first value after `between` is the higher one. A range goes from the low end to the high end, and both ends \
        belong to it. Written the other way round there is nothing in it.
        """,
      reason: "No ticket would be in the range, so bills in the middle would land with nobody.",
      failing: .rules(
        """
        on ticket created
          when amount is between 5000 and 1000
          do assign to team Finance
        """),
      mended: .rules(
        """
        on ticket created
          when amount is between 1000 and 5000
          do assign to team Finance
        """)),
    Page(
      "E0315", "properties-of-different-types",
      meaning: """
        A property of another type is named than is needed here. A value is copied or compared only between properties \
        of the same type, and options only where the two have the same options. A date from a text or a person from a \
        number cannot be made.
        """,
      reason: """
        The field would be filled with something it cannot hold, and agents would find an empty subject or an owner who \
        is no person.
        """,
      failing: .rules("on ticket created do set subject to value of amount"),
      mended: .rules("on ticket created do set subject to value of contact.name")),
    Page(
      "E0316", "change-to-the-same",
      meaning: """
        A change is asked for from a value to that same value. Going from `New` to `New` is no change, so it never \
        happens. One of the two values is a slip.
        """,
      reason: "The rule would wait for ever, and the moment it was written for would pass unnoticed.",
      failing: .rules(
        """
        on priority changed from High to High do notify owner "more urgent now: {subject}"
        """),
      mended: .rules(
        """
        on priority changed from High to Urgent do notify owner "more urgent now: {subject}"
        """)),
    Page(
      "E0317", "value-standing-alone",
      meaning: """
        A second value stands alone after `or` or `and`. What stands on either side of these words is a whole question, \
        as in `priority is High or priority is Urgent`. Several values of one property are shorter with `is one of`.
        """,
      reason: """
        People read it as "high or urgent", but on its own the second value asks nothing, so urgent tickets would be \
        left out.
        """,
      failing: .rules(
        """
        on ticket created
          when priority is High or Urgent
          do assign to team "Tier 2"
        """),
      mended: .rules(
        """
        on ticket created
          when priority is one of High, Urgent
          do assign to team "Tier 2"
        """)),
    Page(
      "E0318", "name-without-quotes",
      meaning: """
        A name with `and` or `or` in it stands without quotes. Without them `Review and Paid` reads like two things \
        joined together. A name of several words is always written in quotes.
        """,
      reason:
        "The rule would be cut in two in the middle of a name, and both halves would mean something nobody wanted.",
      failing: .rules(
        """
        pipeline Returns
          stage Asked
          stage "Checked and paid" closed

        for pipeline Returns
        on reply from contact when stage is Checked and paid do move to Asked
        """),
      mended: .rules(
        """
        pipeline Returns
          stage Asked
          stage "Checked and paid" closed

        for pipeline Returns
        on reply from contact when stage is "Checked and paid" do move to Asked
        """)),
  ]
}
