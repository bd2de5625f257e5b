//  Rules that stand beside or against each other.

extension Catalogue {
  static let pairsMeaningPages: [Page] = [
    Page(
      "E0410", "rule-title-used-twice",
      meaning: """
        Two rules of the same pipeline have the same title. The title is how logs, `overrides` and limits know a rule. \
        Give one of them a title of its own; rules in different pipelines may share one.
        """,
      reason: "The log would say that \"Welcome\" has run, and nobody could tell which of the two did it.",
      failing: .rules(
        """
        rule "Welcome" on ticket created via email do send ticket notification to contact
        rule "Welcome" on ticket created via chat do send message "we are with you" to contact
        """),
      mended: .rules(
        """
        rule "Welcome" on ticket created via email do send ticket notification to contact
        rule "Welcome in the chat" on ticket created via chat do send message "we are with you" to contact
        """)),
    Page(
      "E0411", "rule-stands-twice",
      meaning: """
        The same rule stands in the rulebook twice, and neither has a title. All files count together, so the other one \
        may be in another file. Remove one of them, or give both a title if both should run.
        """,
      reason: "Customers would get every message of the rule twice.",
      failing: .rules(
        """
        on stage Closed do send email Reminder to contact
        on stage Closed do send email Reminder to contact
        """),
      mended: .rules("on stage Closed do send email Reminder to contact")),
    Page(
      "E0412", "overrides-itself",
      meaning: """
        A rule overrides itself. `overrides` names other rules that shall not run where this one does. Perhaps the \
        title of another rule was meant.
        """,
      reason: "A rule that holds itself back would never run, and the one that should have been held back still would.",
      failing: .rules(
        """
        rule "Reply reopens" overrides "Reply reopens"
          on reply from contact
          do move to "Waiting on us"
        """),
      mended: .rules(
        """
        rule "Reply reopens"
          on reply from contact
          do move to "Waiting on us"
        """)),
    Page(
      "E0413", "circular-overrides",
      meaning: """
        Rules override each other in a circle. If each of them holds back the next, none of them is left to run. Take \
        `overrides` away from one of them, so that it is clear which rule wins.
        """,
      reason: """
        Each rule in the circle would wait for the next to step back, and a new customer would get no greeting at all.
        """,
      failing: .rules(
        """
        rule "Greet" overrides "Greet important ones"
          on ticket created
          do send ticket notification to contact
        rule "Greet important ones" overrides "Greet"
          on ticket created
          when vip
          do send email Reminder to contact
        """),
      mended: .rules(
        """
        rule "Greet"
          on ticket created
          do send ticket notification to contact
        rule "Greet important ones" overrides "Greet"
          on ticket created
          when vip
          do send email Reminder to contact
        """)),
    Page(
      "E0418", "condition-too-large",
      meaning: """
        With all its definitions written out, a condition has more than 10,000 questions, or they are nested too \
        deeply. Definitions that use others several times grow quickly: ten of them, each used ten times, are a \
        hundred. Ask the same thing with smaller definitions, or once only.
        """,
      reason: """
        Each such question is asked for every change of every ticket, and the whole desk would wait for this one rule.
        """,
      failing: .rules(
        """
        define a as vip or amount is above 100 or owner is known or backup is known
        define b as a and a and a and a and a and a and a and a
        define c as b and b and b and b and b and b and b and b
        define d as c and c and c and c and c and c and c and c
        define e as d and d and d and d and d and d and d and d

        on ticket created when e do notify its team "a regular customer: {subject}"
        """),
      mended: .rules(
        """
        define a as vip or amount is above 100 or owner is known or backup is known

        on ticket created when a do notify its team "a regular customer: {subject}"
        """)),
    Page(
      "E0420", "conflicting-rules",
      meaning: """
        Two rules can fire for one event and write the same thing differently: each would undo the other. Their triggers \
        may be the same, or both can happen in one go, for example when an agent changes two fields and saves once; the \
        message shows such an event. Say which of them wins with `overrides`, or give them conditions that exclude each \
        other. Where it cannot be decided whether there is such an event, that counts as a conflict, too.
        """,
      reason: """
        The ticket would be closed or open depending on which rule is looked at first, and a customer's reply could \
        vanish in a closed ticket.
        """,
      failing: .rules(
        """
        rule "Reply reopens" on reply from contact do move to "Waiting on us"
        rule "Thanks closes" on reply from contact when subject contains "thanks" do move to Closed
        """),
      mended: .rules(
        """
        rule "Reply reopens" on reply from contact do move to "Waiting on us"
        rule "Thanks closes" overrides "Reply reopens"
          on reply from contact
          when subject contains "thanks"
          do move to Closed
        """)),
    Page(
      "W0402", "override-of-sleeping-rule",
      meaning: """
        A rule overrides another one that is switched off. A rule that is `off` never runs, so there is nothing to hold \
        back. Remove it from `overrides`, or switch that rule on again.
        """,
      reason: """
        Perhaps the other rule was switched off by mistake, and the customers it takes care of get nothing at all.
        """,
      failing: .rules(
        """
        rule "Greet" off
          on ticket created
          do send ticket notification to contact
        rule "Greet important ones" overrides "Greet"
          on ticket created
          when vip
          do send email Reminder to contact
        """),
      mended: .rules(
        """
        rule "Greet"
          on ticket created
          do send ticket notification to contact
        rule "Greet important ones" overrides "Greet"
          on ticket created
          when vip
          do send email Reminder to contact
        """)),
    Page(
      "W0408", "override-never-needed",
      meaning: """
        A rule overrides another one that never runs together with it. No event starts both, so nothing is held back. \
        Remove the title from `overrides`, or give the two rules an event in common.
        """,
      reason: """
        Often the title of another rule was meant, and that one still runs beside this rule and sends the customer a \
        second message.
        """,
      failing: .rules(
        """
        rule "Greet" on ticket created do send ticket notification to contact
        rule "Wrong address" overrides "Greet" on delivery failed do add note "look up the address"
        """),
      mended: .rules(
        """
        rule "Greet" on ticket created do send ticket notification to contact
        rule "Wrong address" on delivery failed do add note "look up the address"
        """)),
  ]
}
