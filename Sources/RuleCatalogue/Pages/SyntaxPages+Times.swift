/// Waiting, times of the day and of the week.
extension Catalogue {
  static let syntaxPagesTimes: [Page] = [
    Page(
      "E0117", "missing-weekday",
      meaning: """
        A day of the week has to stand here. Days are written out with a capital letter, like `Monday`; a rule \
        may also run `every day at 09:00`.
        """,
      reason: "The morning report would run on days when nobody is there to read it.",
      failing: .rules(
        """
        every weeks at 09:00 do notify owner "look through your tickets"
        """),
      mended: .rules(
        """
        every Monday at 09:00 do notify owner "look through your tickets"
        """)),
    Page(
      "E0119", "postponed-event",
      meaning: """
        A rule that waits for an event is postponed. Only a rule that waits for a time can be put off until \
        business hours; the others can ask `when during business hours`.
        """,
      reason: """
        An event happens when it happens: hours later the ticket may be closed, and the rule would act on what \
        is no longer true.
        """,
      failing: .rules(
        """
        on ticket created postponed to business hours do notify owner "new ticket"
        """),
      mended: .rules(
        """
        on ticket created when during business hours do notify owner "new ticket"
        """)),
    Page(
      "E0179", "missing-time",
      meaning: """
        A time of the day has to stand here. It is written with hours and minutes, like `09:00` or `17:30`.
        """,
      reason: """
        `at 9` is nine in the morning or nine at night, and a reminder at night wakes whoever is on call.
        """,
      failing: .rules(
        """
        every Monday at 9 do notify owner "look through your tickets"
        """),
      mended: .rules(
        """
        every Monday at 09:00 do notify owner "look through your tickets"
        """)),
    Page(
      "E0180", "impossible-time",
      meaning: """
        There is no such time of the day. Times go from `00:00` to `23:59`; `24:00` stands only at the end of a \
        span in a calendar.
        """,
      reason: """
        A report planned for `25:00` would never be sent, and nobody would ask for a report they never saw.
        """,
      failing: .rules(
        """
        every Monday at 25:00 do notify owner "look through your tickets"
        """),
      mended: .rules(
        """
        every Monday at 23:00 do notify owner "look through your tickets"
        """)),
    Page(
      "E0181", "days-as-range",
      meaning: """
        Days of the week are given as a range or as a word for several of them. In a rule they are listed one by \
        one; only a calendar says `Monday to Friday`.
        """,
      reason: "`every weekday` is Monday to Friday in one office and Sunday to Thursday in another.",
      failing: .rules(
        """
        every weekday at 09:00 do notify owner "look through your tickets"
        """),
      mended: .rules(
        """
        every Monday, Tuesday, Wednesday, Thursday, Friday at 09:00 do notify owner "look through your tickets"
        """)),
    Page(
      "E0182", "wait-without-start",
      meaning: """
        The rule does not say from when the time is counted. After the span comes `in stage`, `without reply \
        from contact`, `without answer to contact`, `without activity` or `while`.
        """,
      reason: """
        Three days after what: counted from the creation, a ticket that was reopened today would be closed at \
        once.
        """,
      failing: .rules(
        """
        after 3 days do notify owner "still waiting"
        """),
      mended: .rules(
        """
        after 3 days in stage "Waiting on us" do notify owner "still waiting"
        """)),
    Page(
      "E0183", "wait-beside-event",
      meaning: """
        A rule waits for a time and for something else as well. Such a rule is written as two, each with its own \
        title.
        """,
      reason: """
        When the ticket is closed, the wait ends; in one rule it would not be clear whether the reminder still \
        goes out.
        """,
      failing: .rules(
        """
        on stage New or 2 days before "due date" do notify owner "due soon"
        """),
      mended: .rules(
        """
        on stage New do notify owner "due soon"
        on 2 days before "due date" do notify owner "due soon"
        """)),
  ]
}
