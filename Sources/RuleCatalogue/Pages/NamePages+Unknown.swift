//  Names of pipelines, stages, teams and the like that nobody declared.

extension Catalogue {
  static let unknownNamePages: [Page] = [
    Page(
      "E0201", "unknown-pipeline",
      meaning: """
        A rule names a pipeline that does not exist. Pipelines are declared in the vocabulary, and a name must be \
        written exactly as it is there, with its capitals and blanks. A pipeline that was renamed in the settings page \
        has to be renamed in the rule files too.
        """,
      reason: """
        Below `for pipeline` with a wrong name no rule would ever run, and the tickets of the real pipeline would lie \
        there without an owner or a notice.
        """,
      failing: .rules(
        """
        for pipeline Biling
        on stage Review do assign to team Finance
        """),
      mended: .rules(
        """
        for pipeline Billing
        on stage Review do assign to team Finance
        """)),
    Page(
      "E0202", "unknown-stage",
      meaning: """
        A rule names a stage that its pipeline does not have. Stage names must be written exactly as they are declared, \
        with their capitals, and in quotes when they have several words. Where a rule stands below `for pipeline`, only \
        the stages of that pipeline count.
        """,
      reason: """
        A rule that waits for a stage nobody can enter stays silent for ever, so customers would not get the message it \
        should send.
        """,
      failing: .rules(
        """
        on stage "Wating on contact"
          do send email Reminder to contact
        """),
      mended: .rules(
        """
        on stage "Waiting on contact"
          do send email Reminder to contact
        """)),
    Page(
      "E0205", "unknown-team",
      meaning: """
        A rule names a team that is not declared. Teams are listed in the vocabulary as `team "Tier 2"`, and rules \
        write the name the same way. A team that is new in the settings page must be added to the vocabulary before \
        rules can use it.
        """,
      reason: """
        A ticket handed to a team that does not exist would be in nobody's view, and the customer would wait for an \
        answer that is not coming.
        """,
      failing: .rules(
        """
        on priority becomes Urgent do assign to team "Tier 3"
        """),
      mended: .rules(
        """
        on priority becomes Urgent do assign to team "Tier 2"
        """)),
    Page(
      "E0206", "unknown-inbox",
      meaning: """
        A rule names an inbox that is not declared. An inbox has a name and an address in the vocabulary, and rules use \
        the name. The address alone is not the name.
        """,
      reason: "Mails to the real inbox would start no rule, and no ticket would be made of what customers write there.",
      failing: .rules(
        """
        on new conversation in inbox "Suport inbox" do create ticket
        """),
      mended: .rules(
        """
        on new conversation in inbox "Support inbox" do create ticket
        """)),
    Page(
      "E0207", "unknown-template",
      meaning: """
        A rule sends an e-mail with a template that is not declared. Each template that rules may send is named in the \
        vocabulary: `template Reminder`. The name must be the one that the help desk knows it by.
        """,
      reason: "When the time comes there would be nothing to send, and the customer would hear nothing.",
      failing: .rules(
        """
        after 3 days in stage "Waiting on contact"
          do send email "Second reminder" to contact
        """),
      mended: .rules(
        """
        template "Second reminder"

        after 3 days in stage "Waiting on contact"
          do send email "Second reminder" to contact
        """)),
    Page(
      "E0208", "unknown-list",
      meaning: """
        A rule compares with a list that is not declared. A list holds addresses or texts under one name, so that many \
        rules can share it: `list "Free mail": "*@free.example"`. The rule must use the name that stands after `list`.
        """,
      reason: """
        Without the list nothing would match, and mail that should be sorted out would reach the people who are to be \
        kept free of it.
        """,
      failing: .rules(
        """
        on ticket created
          when contact.email matches any of list Freemail
          do set priority to Low
        """),
      mended: .rules(
        """
        on ticket created
          when contact.email matches any of list "Free mail"
          do set priority to Low
        """)),
    Page(
      "E0209", "unknown-overridden-rule",
      meaning: """
        After `overrides` stands a title that no rule of the same pipeline has. A title must be written exactly as it \
        stands after `rule`. Rules of another pipeline cannot be overridden, since a ticket is in one pipeline at a \
        time and the two rules never meet.
        """,
      reason: """
        Both rules would act on the same ticket, and an important customer would get two greetings that contradict each \
        other.
        """,
      failing: .rules(
        """
        rule "Greet" on ticket created do send ticket notification to contact

        rule "Greet important ones" overrides "Greeting"
          on ticket created
          when vip
          do send email Reminder to contact
        """),
      mended: .rules(
        """
        rule "Greet" on ticket created do send ticket notification to contact

        rule "Greet important ones" overrides "Greet"
          on ticket created
          when vip
          do send email Reminder to contact
        """)),
    Page(
      "E0230", "unknown-calendar",
      meaning: """
        A rule names a calendar that is not declared. A calendar has a name, a time zone and opening hours. Where no \
        calendar is named, the default one is meant.
        """,
      reason: "Nobody could tell when the desk is open, so a night message would go out at noon or not at all.",
      failing: .rules(
        """
        on ticket created
          when outside business hours of Ofice
          do send message "we are back in the morning" to contact
        """),
      mended: .rules(
        """
        on ticket created
          when outside business hours of Office
          do send message "we are back in the morning" to contact
        """)),
    Page(
      "E0231", "unknown-action",
      meaning: """
        After `call` stands an action that is not declared. Besides its own actions the language knows those that the \
        vocabulary declares with `action`, and the help desk's host carries them out. The name must be the declared \
        one.
        """,
      reason: "The call would go nowhere: on a bad night nobody would be paged.",
      failing: .rules(
        """
        on priority becomes Urgent
          do call "page oncall" with service "mail", severity high
        """),
      mended: .rules(
        """
        on priority becomes Urgent
          do call "page on-call" with service "mail", severity high
        """)),
  ]
}
