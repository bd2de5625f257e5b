//  Rules and what stands beside them.

extension Catalogue {
  static let ruleLintPages: [Page] = [
    Page(
      "W0501", "unused-declaration",
      meaning: """
        A file with rules declares something that no rule uses: a definition, team, inbox, template, list, calendar or \
        action. A definition counts as used where a rule names it, or another definition that a rule names. Use it, \
        remove it, or move the portal's vocabulary into a file without rules.
        """,
      reason: "Often a rule means to use it and asks for something else, as with two definitions of what is urgent.",
      failing: .rules(
        """
        define big as amount is above 1000
        define "very big" as amount is above 10000

        rule "Big ones" on amount changed when big do assign to team Finance
        """),
      mended: .rules(
        """
        define big as amount is above 1000

        rule "Big ones" on amount changed when big do assign to team Finance
        """)),
    Page(
      "W0502", "duplicate-rule",
      meaning: """
        Two rules of one pipeline say the same under two names: same trigger, same condition, same actions. Both fire. \
        Remove one, or change what was meant to differ.
        """,
      reason: "Customers get the mail twice, and whoever changes one of the rules wonders why nothing changes.",
      failing: .rules(
        """
        rule "Welcome" on ticket created via form do send email Reminder to contact
        rule "Greet" on ticket created via form do send email Reminder to contact
        """),
      mended: .rules("rule \"Welcome\" on ticket created via form do send email Reminder to contact")),
    Page(
      "W0503", "repeated-condition",
      meaning: """
        Two rules of one pipeline have the same trigger and the same condition, and do different things. Write them as \
        one rule, with `then` between the actions. Rules that share a trigger and have no condition are not meant.
        """,
      reason: "Sooner or later the condition of one of them is changed, and the other goes on as before.",
      failing: .rules(
        """
        rule "Money" on labels changed when labels has billing and amount is above 100 do assign to team Finance
        rule "Note" on labels changed when labels has billing and amount is above 100 do add note "see the contract"
        """),
      mended: .rules(
        """
        rule "Money"
          on labels changed
          when labels has billing and amount is above 100
          do assign to team Finance
          then add note "see the contract"
        """)),
    Page(
      "W0506", "unlimited-answer",
      meaning: """
        A rule writes to the contact whenever the contact writes, and has no limit. The language's own limit holds: 5 \
        answers in any 24 hours for one ticket, the rest is withheld. Give the rule a limit of its own, or say `limit \
        answers at most N times per D` once for all rules.
        """,
      reason: "Who sends three photos in three mails gets three times \"we have received your reply\".",
      failing: .rules(
        """
        rule "Confirm" on reply from contact do send message "we have your reply" to contact
        """),
      mended: .rules(
        """
        rule "Confirm"
          on reply from contact
          at most 1 times per 24 hours
          do send message "we have your reply" to contact
        """)),
    Page(
      "W0507", "unseen-write",
      meaning: """
        A rule asks for a value that another rule writes at the same event. Rules of one round do not see each other's \
        writes, so it is not started by that write. Add `or … changed` to its trigger: then it looks again in the next \
        round. Nothing is said where one of the two overrides the other.
        """,
      reason: "The outage is made urgent, and the rule that calls the team for urgent tickets stays silent.",
      failing: .rules(
        """
        rule "Outages are urgent" on ticket created when subject contains "outage" do raise priority to Urgent
        rule "Call for help" on ticket created when priority is Urgent do notify team "Tier 2" "urgent: {subject}"
        """),
      mended: .rules(
        """
        rule "Outages are urgent" on ticket created when subject contains "outage" do raise priority to Urgent
        rule "Call for help"
          on ticket created or priority changed
          when priority is Urgent
          do notify team "Tier 2" "urgent: {subject}"
        """)),
    Page(
      "W0512", "repeated-override",
      meaning: "`overrides` names the same rule twice. Once is enough.",
      reason: "Perhaps another rule was meant the second time, and now both of them fire.",
      failing: .rules(
        """
        rule "Ours" on reply from contact do move to "Waiting on us"
        rule "Late" overrides "Ours", "Ours" on reply from contact when ticket is closed do move to New
        """),
      mended: .rules(
        """
        rule "Ours" on reply from contact do move to "Waiting on us"
        rule "Late" overrides "Ours" on reply from contact when ticket is closed do move to New
        """)),
  ]
}
