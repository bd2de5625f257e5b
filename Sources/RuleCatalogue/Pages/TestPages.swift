/// Pages of the codes of `test` blocks.
extension Catalogue {
  static let testPages: [Page] = [
    Page(
      "E0650", "test-without-step",
      meaning: """
        A test says what happens to its ticket after `when`, and this one does not. Something must happen before \
        anything can be expected.
        """,
      reason: """
        A test in which nothing happens proves nothing, and everybody would believe that the rule was tried.
        """,
      failing: .rules(
        """
        test "a reply brings the ticket back"
          given stage Closed
          expect nothing
        """),
      mended: .rules(
        """
        test "a reply brings the ticket back"
          given stage Closed
          when reply from contact
          expect nothing
        """)),
    Page(
      "E0651", "test-without-expectation",
      meaning: """
        The last step of a test says what must come of it after `expect`. Earlier steps may leave it out: they \
        tell how the ticket came to be where it is.
        """,
      reason: """
        A test that expects nothing can never fail, whatever the rules do to a customer's ticket.
        """,
      failing: .rules(
        """
        test "a reply brings the ticket back"
          given stage Closed
          when reply from contact
        """),
      mended: .rules(
        """
        test "a reply brings the ticket back"
          given stage Closed
          when reply from contact
          expect nothing
        """)),
    Page(
      "E0652", "givens-joined-by-word",
      meaning: """
        What is given is a list: its parts are joined with commas. `and` belongs into conditions.
        """,
      reason: """
        One way of writing keeps tests easy to read next to each other.
        """,
      failing: .rules(
        """
        test "urgent tickets"
          given stage New and priority Urgent
          when reply from contact
          expect nothing
        """),
      mended: .rules(
        """
        test "urgent tickets"
          given stage New, priority Urgent
          when reply from contact
          expect nothing
        """)),
    Page(
      "E0653", "needless-word-in-given",
      meaning: """
        What is given is written as a property and its value, without `is` or `has`: it is no question, it is \
        so.
        """,
      reason: """
        A given that reads like a condition makes people expect that it is checked.
        """,
      failing: .rules(
        """
        test "urgent tickets"
          given priority is Urgent
          when reply from contact
          expect nothing
        """),
      mended: .rules(
        """
        test "urgent tickets"
          given priority Urgent
          when reply from contact
          expect nothing
        """)),
    Page(
      "E0654", "test-head-without-sentence",
      meaning: """
        A column of a table of cases has the beginning of a sentence of a test as its head: it begins with `given`, \
        `when` or `expect`, and each cell below is put in the place of `____`, or at the end.
        """,
      reason: """
        Below a head such as `priority` it could not be told whether a cell says how the ticket is before anything \
        happens, or how it must be afterwards.
        """,
      failing: .rules(
        """
        test "who gets it"
          when ticket created
          table
            | priority | expect team is |
            | High     | Finance        |
        """),
      mended: .rules(
        """
        test "who gets it"
          when ticket created
          table
            | given priority | expect team is |
            | High           | Finance        |
        """)),
    Page(
      "E0655", "test-row-without-part",
      meaning: """
        `-` leaves a sentence out, and here it leaves out what every test must have: that something happens, or that \
        something is expected of what happens last.
        """,
      reason: """
        Every row of a table of cases is a test. One that expects nothing would pass for ever.
        """,
      failing: .rules(
        """
        test "who gets it"
          when ticket created
          table
            | given priority | expect team is |
            | High           | Finance        |
            | Low            | -              |
        """),
      mended: .rules(
        """
        test "who gets it"
          when ticket created
          table
            | given priority | expect team is | expect  |
            | High           | Finance        | -       |
            | Low            | -              | nothing |
        """)),
    Page(
      "E0440", "test-named-twice",
      meaning: """
        Two tests have the same name. A name is how a failed test is found and how one test is run alone.
        """,
      reason: """
        Whoever reads that the test failed would mend the wrong one.
        """,
      failing: .rules(
        """
        test "a reply changes nothing" when reply from contact expect nothing
        test "a reply changes nothing" when note added expect nothing
        """),
      mended: .rules(
        """
        test "a reply changes nothing" when reply from contact expect nothing
        test "a note changes nothing" when note added expect nothing
        """)),
    Page(
      "E0441", "given-without-value",
      meaning: """
        Only a flag is given by its name alone. Any other property needs its value, or `unknown`.
        """,
      reason: """
        A test that leaves a value open would pass or fail by accident.
        """,
      failing: .rules(
        """
        test "a note changes nothing" given priority when note added expect nothing
        """),
      mended: .rules(
        """
        test "a note changes nothing" given priority Low when note added expect nothing
        """)),
    Page(
      "E0442", "fact-cannot-be-given",
      meaning: """
        A message's subject, sender and text belong to the message of a step and are written there after `with`. \
        Stages are given after `stage`.
        """,
      reason: """
        A message that is there before anything happened would be nobody's message.
        """,
      failing: .rules(
        """
        test "outages" given message.subject "outage" when reply from contact expect nothing
        """),
      mended: .rules(
        """
        test "outages" when reply from contact with message.subject "outage" expect nothing
        """)),
    Page(
      "E0443", "vague-occurrence",
      meaning: """
        A test needs something definite to happen. `activity` and `leaving stage` stand for many things, of \
        which the test must choose one.
        """,
      reason: """
        A test that happens differently each time says nothing about the rule.
        """,
      failing: .rules(
        """
        test "notes" given stage New when leaving stage New expect nothing
        """),
      mended: .rules(
        """
        test "notes" given stage New when stage Closed expect nothing
        """)),
    Page(
      "E0444", "several-stages-happen",
      meaning: """
        In a test a ticket enters one stage at a time. In a rule several stages may be listed, since any of them \
        may start it.
        """,
      reason: """
        The test would have to guess which stage is meant.
        """,
      failing: .rules(
        """
        test "waiting" when stage "Waiting on contact", "Waiting on us" expect nothing
        """),
      mended: .rules(
        """
        test "waiting" when stage "Waiting on contact" expect nothing
        """)),
    Page(
      "E0445", "change-without-value",
      meaning: """
        A test says what a property changes to. In a rule `changed` alone means any change.
        """,
      reason: """
        Without the new value nobody can say what the rules make of it.
        """,
      failing: .rules(
        """
        test "priority" when priority changed expect nothing
        """),
      mended: .rules(
        """
        test "priority" when priority changed to High expect nothing
        """)),
    Page(
      "E0446", "no-message-fact",
      meaning: """
        After `with` stand facts of the step's message: its subject, its sender, its text. Properties of the \
        ticket are given before the first step, or change in a step of their own.
        """,
      reason: """
        A property written there would be lost without a word.
        """,
      failing: .rules(
        """
        test "outages" when reply from contact with priority High expect nothing
        """),
      mended: .rules(
        """
        test "outages" given priority High when reply from contact expect nothing
        """)),
    Page(
      "E0447", "ticket-is-there-already",
      meaning: """
        A ticket is created once, and a new conversation has no ticket yet. A later step cannot create the \
        ticket again, and a test that begins with a conversation has no stage to give.
        """,
      reason: """
        The test would describe something that no help desk sees.
        """,
      failing: .rules(
        """
        test "creation" given stage New when note added expect nothing when ticket created expect nothing
        """),
      mended: .rules(
        """
        test "creation" given stage New when ticket created expect nothing when note added expect nothing
        """)),
    Page(
      "E0448", "unknown-rule-in-test",
      meaning: """
        The test names a rule that is not in the rulebook. Rules are named by the text after `rule`.
        """,
      reason: """
        A test of a rule that is gone would pass for ever.
        """,
      failing: .rules(
        """
        rule "Reply reopens" on reply from contact do move to "Waiting on us"
        test "reopens" given stage New when reply from contact expect rule "Reply opens" fired
        """),
      mended: .rules(
        """
        rule "Reply reopens" on reply from contact do move to "Waiting on us"
        test "reopens" given stage New when reply from contact expect rule "Reply reopens" fired
        """)),
    Page(
      "E0449", "given-twice",
      meaning: """
        One thing is given twice: the stage, the time at which the test begins, the contact, or a property that has one \
        value. Of a set every option may be given.
        """,
      reason: """
        A ticket begins in one state, at one time; from there on time passes only forward, by `when 3 days pass`.
        """,
      failing: .rules(
        """
        rule "Reply reopens" on reply from contact do move to "Waiting on us"
        test "late" given stage New, at 2026-01-05, at 2026-01-04 when reply from contact expect stage is "Waiting on us"
        """),
      mended: .rules(
        """
        rule "Reply reopens" on reply from contact do move to "Waiting on us"
        test "late" given stage New, at 2026-01-05 when reply from contact expect stage is "Waiting on us"
        """)),
  ]
}
