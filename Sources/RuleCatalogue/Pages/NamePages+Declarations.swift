//  What the vocabulary declares.

extension Catalogue {
  static let declarationsNamePages: [Page] = [
    Page(
      "E0212", "declared-twice",
      meaning: """
        Two things of one kind have the same name. Names of stages, properties, options, teams, inboxes, templates, \
        lists, calendars, actions and definitions are unique, each within its kind. All files of a rulebook count \
        together, so the other one may be in another file.
        """,
      reason: "Nobody could say which of the two a rule means, and half of the rules would work with the wrong one.",
      failing: .rules(
        """
        team Returns
        team Returns
        """),
      mended: .rules(
        """
        team Returns
        team "Returns night shift"
        """)),
    Page(
      "E0213", "id-used-twice",
      meaning: """
        Two things of one kind have the same id, or two inboxes the same address. The help desk tells things apart by \
        their ids when it reports what has happened to a ticket. What is declared without an id has its name as its id.
        """,
      reason: """
        A ticket in one stage would be taken for a ticket in the other, and the reminder for unpaid bills would go to \
        those who have paid.
        """,
      failing: .rules(
        """
        pipeline Returns id "2"
          stage Asked    id "20"
          stage Refunded id "20" closed
        """),
      mended: .rules(
        """
        pipeline Returns id "2"
          stage Asked    id "20"
          stage Refunded id "21" closed
        """)),
    Page(
      "E0214", "built-in-name",
      meaning: """
        The name of a property or a definition is taken by something that every ticket has. Stage, pipeline, owner, \
        team, inbox, channel and the times `created` and `closed` are always there, and so are words such as `ticket` \
        and `message`. If the help desk itself uses that name for a field of yours, declare another name and give the \
        old one as its id.
        """,
      reason: """
        Every rule that says `owner` would mean two things at once, and tickets would be looked up by the wrong one.
        """,
      failing: .rules("property owner: text"),
      mended: .rules(
        """
        property "account owner" id "owner": text
        """)),
    Page(
      "E0215", "property-and-definition",
      meaning: """
        A definition has the same name as a property. Both may stand alone in a condition, so the name alone could mean \
        either. Give the definition a name of its own.
        """,
      reason: """
        A rule that looks as if it asks for the flag would ask for something else, and the wrong customers would be \
        called first.
        """,
      failing: .rules("define vip as priority is Urgent or amount is above 1000"),
      mended: .rules("define important as vip or amount is above 1000")),
    Page(
      "E0216", "second-portal",
      meaning: """
        A rulebook has two `portal` lines. The portal says which edition the help desk has and in which time zone its \
        days begin, so there can be only one. All files of the rulebook count together.
        """,
      reason: """
        With two time zones, `today` and `at 09:00` would mean two different times, and reminders would come a day \
        early or late.
        """,
      failing: .whole(
        """
        portal "Acme" edition professional in "Europe/Berlin"
        portal "Acme" edition professional in "America/New_York"

        pipeline Support
          stage New
          stage Closed closed
        """),
      mended: .whole(
        """
        portal "Acme" edition professional in "Europe/Berlin"

        pipeline Support
          stage New
          stage Closed closed
        """)),
    Page(
      "E0217", "second-default",
      meaning: """
        Two pipelines or two calendars are marked as the default. The default is the one that is meant where a rule \
        names none. Only one of a kind can be it.
        """,
      reason: """
        A rule that names no pipeline would work on the wrong tickets, or business hours would be counted by the wrong \
        country's opening hours.
        """,
      failing: .rules(
        """
        calendar "New York" in "America/New_York" default Monday to Friday 09:00 to 17:00
        """),
      mended: .rules(
        """
        calendar "New York" in "America/New_York" Monday to Friday 09:00 to 17:00
        """)),
    Page(
      "E0225", "undeclarable-property",
      meaning: """
        Properties of messages, owners and conversations cannot be declared. What can be known of them is built in: \
        `message.subject`, `message.from`, `message.text`, `owner.email`, `owner.teams`, `conversation.channel` and \
        `conversation.inbox`. Only tickets, contacts and companies have properties of your own.
        """,
      reason: "The help desk never reports such a field, so a rule that asks for it would wait for ever.",
      failing: .rules("property message.language: one of en, de, fr"),
      mended: .rules("property contact.preference: one of en, de, fr")),
    Page(
      "E0226", "option-reads-as-word",
      meaning: """
        An option has the name of a word that means something else in a condition. `priority is unknown` asks whether \
        the priority is empty, so an option `unknown` could never be asked for. Give the option another name, and keep \
        the help desk's name as its id.
        """,
      reason: """
        The rule would pick the tickets where nobody has filled in the field, not those where somebody has chosen that \
        option.
        """,
      failing: .rules(
        """
        property reason: one of broken, lost, "unknown"
        """),
      mended: .rules(
        """
        property reason: one of broken, lost, "not given" id "unknown"
        """)),
  ]
}
