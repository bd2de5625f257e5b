//  E0660 to E0662, E0720 and W0721: promises.

extension Catalogue {
  static let promisePages: [Page] = [
    Page(
      "E0660", "promise-without-claim",
      meaning: """
        A promise says what is counted and when: `exactly`, `at most`, `at least` or `no`, then a thing, then `on` and an \
        event, `when` and a condition, or `per event`. Two other forms begin with `every ticket created` and \
        `stage never moves`.
        """,
      reason: "Only what is said exactly can be proved.",
      failing: .rules("promise no email to contact\n"),
      mended: .rules("promise no email to contact when stage is Closed\n")),
    Page(
      "E0661", "promise-of-unknown-thing",
      meaning: """
        A promise counts what rules do: `ticket notification`, `email` (ticket notifications are e-mails, too), `message` \
        (all that is sent to people), `task`, `note` and `ticket`, also as `emails`, `messages` and so on.
        """,
      reason: "What the rules never do is counted quickly, and nobody would learn anything from the proof.",
      failing: .rules("promise at most 1 letter to contact per event\n"),
      mended: .rules("promise at most 1 email to contact per event\n")),
    Page(
      "E0662", "promise-to-nobody",
      meaning: """
        Nobody gets a note or a ticket: both are there for all who can see them. Only messages, e-mails, notifications \
        and tasks go `to` somebody.
        """,
      reason: "The promise would be kept whatever the rules do.",
      failing: .rules("promise at most 1 note to owner per event\n"),
      mended: .rules("promise at most 1 note per event\n")),
    Page(
      "E0720", "broken-promise",
      meaning: """
        An event breaks the promise. It is shown as a line that can be replayed, and it was put through the engine before \
        it was shown. Change the rules that take part, or promise what they do. `rulesc prove` shows the same as a test.
        """,
      reason: """
        Whoever wrote the promise relies on it: that a customer hears from us once and not twice, that a closed ticket \
        stays quiet.
        """,
      failing: .rules(
        """
        rule "Receipt" on ticket created do send ticket notification to contact
        rule "Welcome" on stage New do send email Reminder to contact

        promise at most one email to contact per event
        """),
      mended: .rules(
        """
        rule "Receipt" overrides "Welcome"
          on ticket created
          do send ticket notification to contact
        rule "Welcome" on stage New do send email Reminder to contact

        promise at most one email to contact per event
        """)),
    Page(
      "W0721", "undecided-promise",
      meaning: """
        The promise was neither proved nor refuted. Single rounds are decided exactly; of chains of rules some are taken \
        for possible that are not, because what a rule computes is not known beforehand. No event that was tried breaks \
        the promise.
        """,
      reason: "An unproved promise looks like a proved one to everybody who reads the file.",
      failing: .rules(
        """
        rule "Copy the name"
          on stage New by an agent
          when contact.name is "Ann"
          do set subject to value of contact.name
          then send ticket notification to contact
        rule "Greet Bob" on subject becomes "Bob" by automation do send email Reminder to contact

        promise at most one email to contact per event
        """),
      mended: .rules(
        """
        rule "Copy the name"
          on stage New by an agent
          when contact.name is "Ann"
          do set subject to value of contact.name
          then send ticket notification to contact
        rule "Greet Bob" on subject becomes "Bob" by automation do send email Reminder to contact

        promise at most 2 emails to contact per event
        """)),
  ]
}
