//  Calendars, actions of the host and the limit of answers.

extension Catalogue {
  static let calendarsNamePages: [Page] = [
    Page(
      "E0233", "malformed-time-zone",
      meaning: """
        The time zone of a calendar is not written like the name of a time zone. Zones are named as in the IANA list, \
        by region and city: `Europe/Berlin`, `America/New_York`, or `UTC`. Such a zone also knows when the clocks \
        change.
        """,
      reason:
        "Opening hours in an unknown zone say nothing: the promise to answer within four hours could be hours off.",
      failing: .rules(
        """
        calendar Depot in "Berlin time" Monday to Friday 08:00 to 16:00
        """),
      mended: .rules(
        """
        calendar Depot in "Europe/Berlin" Monday to Friday 08:00 to 16:00
        """)),
    Page(
      "E0234", "day-listed-twice",
      meaning: """
        A calendar gives hours to the same day twice. A span such as `Monday to Friday` already includes Wednesday. \
        Name each day once, with all of its hours after it.
        """,
      reason: """
        It is not clear whether the later hours come on top or replace the earlier ones, so nobody could rely on an \
        answer time on that day.
        """,
      failing: .rules(
        """
        calendar Depot in "Europe/Berlin"
          Monday to Friday 08:00 to 16:00, Wednesday 17:00 to 19:00
        """),
      mended: .rules(
        """
        calendar Depot in "Europe/Berlin"
          Monday to Tuesday 08:00 to 16:00, Wednesday 08:00 to 16:00, 17:00 to 19:00, Thursday to Friday 08:00 to 16:00
        """)),
    Page(
      "E0235", "hours-end-before-start",
      meaning: """
        Opening hours end before they begin, or at the same time. Hours belong to one day. A shift over midnight is \
        written as two: until `24:00` on the one day and from `00:00` on the next.
        """,
      reason: "The night shift would count as closed, and urgent tickets of the night would wait until the morning.",
      failing: .rules(
        """
        calendar "Night shift" in "Europe/Berlin" Friday 22:00 to 06:00
        """),
      mended: .rules(
        """
        calendar "Night shift" in "Europe/Berlin" Friday 22:00 to 24:00, Saturday 00:00 to 06:00
        """)),
    Page(
      "E0236", "overlapping-hours",
      meaning: """
        Two spans of hours on the same day overlap. An hour is either open or closed and counts once. Join the two \
        spans, or correct the one with the slip.
        """,
      reason: "Often a digit is wrong, such as 11 for 13, and the lunch break that should stop the clock is not there.",
      failing: .rules(
        """
        calendar Depot in "Europe/Berlin" Monday 08:00 to 12:00, 11:00 to 16:00
        """),
      mended: .rules(
        """
        calendar Depot in "Europe/Berlin" Monday 08:00 to 12:00, 13:00 to 16:00
        """)),
    Page(
      "E0237", "action-named-like-verb",
      meaning: """
        A declared action has the name of an action that the language already has. Words such as `move`, `assign`, \
        `notify` and `call` are taken. Choose a name that says what the host does.
        """,
      reason: """
        A reader would take the call for the built-in action and look in the wrong place when a ticket ends up \
        somewhere strange.
        """,
      failing: .rules("action notify with room: text"),
      mended: .rules(
        """
        action "post in chat" with room: text
        """)),
    Page(
      "E0238", "time-parameter",
      meaning: """
        A parameter of an action is declared as `time`, and no call could give it a value. A time is an exact moment, \
        and rule texts cannot write one down. Declare a `date`, or a `text` that a property is filled into.
        """,
      reason: "The action could never be called, so the appointment it should book would not be made.",
      failing: .rules(
        """
        action "book callback" with moment: time
        """),
      mended: .rules(
        """
        action "book callback" with moment: text

        on priority becomes Urgent do call "book callback" with moment "{created}"
        """)),
    Page(
      "E0240", "second-answer-limit",
      meaning: """
        A rulebook limits its automatic answers twice. `limit answers` holds for all rules together, so it stands once, \
        in whichever file. If the two differ, decide which one is meant.
        """,
      reason: "With two limits a customer might get ten automatic answers on a day on which two were meant.",
      failing: .rules(
        """
        limit answers at most 2 times per day
        limit answers at most 10 times per day
        """),
      mended: .rules("limit answers at most 2 times per day")),
  ]
}
