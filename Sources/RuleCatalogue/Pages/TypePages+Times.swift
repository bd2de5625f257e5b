//  Days, durations, counts and what is counted from.

extension Catalogue {
  static let timesTypePages: [Page] = [
    Page(
      "E0307", "no-such-day",
      meaning: """
        The date names a day that does not exist. Dates are written as year, month and day, `2026-12-24`. February has \
        28 or 29 days, and no month has more than 31.
        """,
      reason: "The day would never come, so a holiday would not be kept or a deadline not be noticed.",
      failing: .rules(
        """
        on stage New do set "due date" to 2026-02-30
        """),
      mended: .rules(
        """
        on stage New do set "due date" to 2026-02-28
        """)),
    Page(
      "E0308", "no-default-calendar",
      meaning: """
        Business time is asked for, and nothing says by which opening hours. There is no calendar, or there are several \
        and none of them is the default. Declare one, mark one as `default`, or name one with `of`.
        """,
      reason: """
        "Four business hours" could mean any hours of the week, and promises to customers would be broken on Saturdays.
        """,
      failing: .whole(
        """
        pipeline Support
          stage New
          stage Closed closed

        after 4 business hours in stage New do notify owner "nobody has looked"
        """),
      mended: .whole(
        """
        pipeline Support
          stage New
          stage Closed closed

        calendar Office in "Europe/Berlin" Monday to Friday 09:00 to 17:00

        after 4 business hours in stage New do notify owner "nobody has looked"
        """)),
    Page(
      "E0309", "impossible-duration",
      meaning: """
        A length of time cannot be counted like this. It is a whole number, at least 1, with `minutes`, `hours`, `days` \
        or `weeks`, and not longer than the place allows. Instead of one and a half hours write `90 minutes`.
        """,
      reason: "A wait of no time or of centuries is always a slip, and the reminder would come at once or never.",
      failing: .rules(
        """
        after 0 days in stage "Waiting on contact"
          do send email Reminder to contact
        """),
      mended: .rules(
        """
        after 3 days in stage "Waiting on contact"
          do send email Reminder to contact
        """)),
    Page(
      "E0310", "date-counted-in-hours",
      meaning: """
        Hours or minutes are counted from a date that has no time of day. A date is a whole day, so there is no moment \
        that is four hours before it. Count in days or weeks, or declare the property as `time`.
        """,
      reason: """
        Four hours before midnight is eight in the evening, and hardly anybody who reads "four hours before" expects \
        the notice then.
        """,
      failing: .rules(
        """
        on 4 hours before "due date" do notify owner "due soon: {subject}"
        """),
      mended: .rules(
        """
        on 1 day before "due date" do notify owner "due soon: {subject}"
        """)),
    Page(
      "E0328", "business-weeks",
      meaning: """
        Weeks cannot be business weeks. Calendars differ in how many days a week they are open, so a business week \
        would be of no certain length. Count business days, or plain weeks.
        """,
      reason: """
        One reader would count five days and the next seven, and the promised date would be wrong for one of them.
        """,
      failing: .rules(
        """
        on stage "Waiting on us" do create task "Call back" for owner due in 2 business weeks
        """),
      mended: .rules(
        """
        on stage "Waiting on us" do create task "Call back" for owner due in 10 business days
        """)),
    Page(
      "E0329", "impossible-count",
      meaning: """
        The number of times is not a whole number from 1 to 1000. Limits say how often at most something may happen. A \
        rule that should not run at all is switched off with `off` after its title.
        """,
      reason: "With a limit of nothing, customers would get no answer from any rule, and nobody would find out why.",
      failing: .rules("limit answers at most 0 times per day"),
      mended: .rules("limit answers at most 1 times per day")),
    Page(
      "E0330", "limit-in-business-time",
      meaning: """
        A limit is counted in business hours. Limits count plain time, by day and by night. Remove the word `business`, \
        or choose a longer span.
        """,
      reason: "A limit that rests at night would let one mail loop send hundreds of answers before the morning.",
      failing: .rules(
        """
        rule "Thanks"
          on reply from contact
          at most 1 times per 8 business hours
          do send message "we have your reply" to contact
        """),
      mended: .rules(
        """
        rule "Thanks"
          on reply from contact
          at most 1 times per 24 hours
          do send message "we have your reply" to contact
        """)),
    Page(
      "E0331", "timer-of-another-record",
      meaning: """
        A rule about time counts from a date that does not belong to the ticket. Only the dates of the ticket itself \
        are watched. Dates of the contact or the company may be asked for in conditions, but they set no alarm.
        """,
      reason: """
        When that date changes, the help desk does not say so for each ticket, so the reminder would come on the old \
        day.
        """,
      failing: .rules(
        """
        property contact.renewal: date

        on 14 days before contact.renewal do notify owner "renewal of {contact.name}"
        """),
      mended: .rules(
        """
        property contact.renewal: date

        rule "Renewal soon"
          on reply from contact
          when contact.renewal is in the next 14 days
          do notify owner "renewal of {contact.name}"
        """)),
    Page(
      "E0332", "before-the-past",
      meaning: """
        A rule should run before something that is known only when it has happened. When a ticket will be created or \
        closed, nobody knows beforehand. Count from it with `after`, or use a date that is set in advance.
        """,
      reason: "The warning could never come in time, and the desk would count on a notice that does not exist.",
      failing: .rules(
        """
        on 1 day before closed do notify owner "closes tomorrow: {subject}"
        """),
      mended: .rules(
        """
        on 1 day before "due date" do notify owner "due tomorrow: {subject}"
        """)),
  ]
}
