//  Pages of the codes that were added to the checker after the first catalogue: E0241 to E0243, W0409.

extension Catalogue {
  static let checkerAdditionsPages: [Page] = [
    Page(
      "E0241", "id-instead-of-name",
      meaning: """
        An internal id stands where a name belongs. Rules use the names that people see: the label of a property, an \
        option, a stage or a pipeline. The ids of the help desk stand once, in the declarations, after `id`; an inbox \
        is known by its name, not by its address.
        """,
      reason: """
        Ids are easy to mix up (is stage `3` the one that waits for us, or for the contact?) and differ from portal to \
        portal. With names, a colleague can read the rule, and a new portal changes the declarations alone.
        """,
      failing: .rules("on note added when hs_ticket_priority is High do notify owner \"urgent\"\n"),
      mended: .rules("on note added when priority is High do notify owner \"urgent\"\n")),
    Page(
      "E0242", "name-of-another-kind",
      meaning: """
        The name is declared, but as something else: a team stands where a template belongs, or a stage where a team \
        does. The message says what it is and lists what would fit.
        """,
      reason: """
        Nothing would be sent, assigned or moved: there is no template of that name to fill in, and no stage to go to.
        """,
      failing: .rules("on ticket created do send email \"Tier 2\" to contact\n"),
      mended: .rules("on ticket created do send email Reminder to contact\n")),
    Page(
      "E0243", "foreign-placeholder",
      meaning: """
        A placeholder is the name of a property in one pair of braces, such as `{subject}`. Other products write two \
        pairs, or say whose property it is: `{{ticket.subject}}`.
        """,
      reason: """
        The customer would read the placeholder instead of the subject of the ticket.
        """,
      failing: .rules("on ticket created do notify owner \"new: {{ticket.subject}}\"\n"),
      mended: .rules("on ticket created do notify owner \"new: {subject}\"\n")),
    Page(
      "W0409", "question-about-another-pipeline",
      meaning: """
        A rule asks for another pipeline than its own, so the answer is always no. Each rule belongs to one pipeline: \
        the one that `for pipeline` names, else the one of its first stage, else the default. It sees the tickets of \
        that pipeline and no others.
        """,
      reason: """
        The rule looks as if it worked for the other pipeline, and no ticket ever starts it.
        """,
      failing: .rules(
        """
        for pipeline "Support Pipeline"
        on note added when pipeline is Billing do notify owner "a note about an invoice"

        """),
      mended: .rules(
        """
        for pipeline Billing
        on note added do notify owner "a note about an invoice"

        """)),
  ]
}
