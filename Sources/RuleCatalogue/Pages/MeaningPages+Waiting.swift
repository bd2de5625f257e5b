//  Waiting, limits, and the machine that checks the rules.

extension Catalogue {
  static let waitingMeaningPages: [Page] = [
    Page(
      "E0421", "not-a-lasting-state",
      meaning: """
        A rule that watches a ticket over time asks for something that does not last. `while` and the rows of a table \
        with a waiting time follow the state of the ticket: its stage, its properties, its owner. What belongs to one \
        event, such as the message or who did it, and what the clock decides, is asked for after `when`.
        """,
      reason: """
        The wait would begin or end at moments that nobody reports, so the reminder would come late or not at all.
        """,
      failing: .rules(
        """
        after 2 days while "due date" is before today
          do notify owner "late: {subject}"
        """),
      mended: .rules(
        """
        on 2 days after "due date"
          do notify owner "late: {subject}"
        """)),
    Page(
      "E0422", "conversation-for-several-pipelines",
      meaning: """
        A rule for new conversations stands below `for pipelines` with several of them. A new conversation gets one \
        ticket in one pipeline. Put the rule below `for pipeline` with the one the ticket should be in.
        """,
      reason: "Every mail would become a ticket at each of the desks, and two agents would answer the same customer.",
      failing: .rules(
        """
        for pipelines "Support Pipeline", Billing
        on new conversation do create ticket
        """),
      mended: .rules(
        """
        for pipeline "Support Pipeline"
        on new conversation do create ticket
        """)),
    Page(
      "E0423", "limit-stands-twice",
      meaning: """
        A rule has the same limit twice. A rule may have several limits, such as `once per stage visit` and `at most 3 \
        times per day`, but saying one of them again adds nothing. Perhaps another limit was meant.
        """,
      reason: "The limit that was meant is missing, and the customer may get more messages than anybody intended.",
      failing: .rules(
        """
        rule "Remind"
          on stage "Waiting on contact"
          once per ticket
          once per ticket
          do send email Reminder to contact
        """),
      mended: .rules(
        """
        rule "Remind"
          on stage "Waiting on contact"
          once per ticket
          do send email Reminder to contact
        """)),
    Page(
      "E0490", "time-zones-not-installed",
      meaning: """
        The machine that checks the rules has no list of time zones. The list comes with the package `tzdata`, and only \
        checking and compiling need it. The rule files are not at fault.
        """,
      reason: "Without it nobody knows when the clocks change, and reminders would come an hour off in summer.",
      failing: .machine(
        .missing,
        """
        every Monday at 09:00 do notify owner "open from last week: {subject}"
        """),
      mended: .rules(
        """
        every Monday at 09:00 do notify owner "open from last week: {subject}"
        """)),
    Page(
      "E0491", "unknown-time-zone",
      meaning: """
        The name is written like a time zone, but there is none of this name. Zones are named by region and the city \
        that the IANA list has chosen, which is not always the nearest one: Munich is in `Europe/Berlin`. `UTC` is a \
        name as well.
        """,
      reason: """
        Opening hours would be those of another part of the world, and mails of the morning would count as mails of the \
        night.
        """,
      failing: .rules(
        """
        calendar Depot in "Europe/Munich" Monday to Friday 08:00 to 16:00
        """),
      mended: .rules(
        """
        calendar Depot in "Europe/Berlin" Monday to Friday 08:00 to 16:00
        """)),
    Page(
      "E0492", "damaged-time-zone",
      meaning: """
        The list of time zones on this machine is damaged. The name is right, but what the machine has stored about \
        that zone cannot be read. Install the package `tzdata` again; the rule files are not at fault.
        """,
      reason: "Times would be guessed, and a promise to answer within four business hours could not be kept track of.",
      failing: .machine(
        .unreadable,
        """
        every Monday at 09:00 do notify owner "open from last week: {subject}"
        """),
      mended: .rules(
        """
        every Monday at 09:00 do notify owner "open from last week: {subject}"
        """)),
    Page(
      "W0401", "no-open-stage",
      meaning: """
        A pipeline has no open stage. If every stage is marked `closed`, each ticket in it counts as closed from its \
        first moment. Remove `closed` from the stages where work goes on.
        """,
      reason: """
        Answer times and weekly reminders count for open tickets only, so in this pipeline nobody would ever be told \
        that a customer waits.
        """,
      failing: .rules(
        """
        pipeline Returns
          stage Asked    closed
          stage Refunded closed
        """),
      mended: .rules(
        """
        pipeline Returns
          stage Asked
          stage Refunded closed
        """)),
  ]
}
