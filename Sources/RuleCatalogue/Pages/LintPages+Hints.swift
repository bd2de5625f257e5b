//  What would be nicer.

extension Catalogue {
  static let hintLintPages: [Page] = [
    Page(
      "H0501", "nameless-rule",
      meaning: """
        The rule has no name. That is well for short rules; a name pays as soon as a rule is talked about: traces and \
        messages show it, `overrides` and limits need it, and a rule with a name stays the same rule when its text is \
        edited. Write `rule "…"` before it.
        """,
      reason: "\"Which rule sent that?\" is answered by a name at once, by a line of rule text after a search.",
      failing: .rules("on stage New do send ticket notification to contact"),
      mended: .rules("rule \"Tell them that it has come\" on stage New do send ticket notification to contact")),
    Page(
      "H0502", "unused-vocabulary",
      meaning: """
        A file that only declares vocabulary declares teams, inboxes, templates, lists, calendars or actions that no \
        rule uses. Where the file is the portal's own list there is nothing to do. Properties and stages are never \
        reported, since events carry them whether rules ask or not, and inboxes `without tickets` need no rule.
        """,
      reason: "A template that nobody sends may be left over, or the rule that should send it was never written.",
      failing: .rules("rule \"Urgent\" on priority becomes Urgent do notify team \"Tier 2\" \"urgent: {subject}\""),
      mended: .rules(
        """
        rule "New" on new conversation in inbox "Support inbox" do create ticket in stage New
        rule "Big" on amount changed when amount is above 1000 do assign to team Finance
        rule "Remind" after 3 business days in stage "Waiting on contact" do send email Reminder to contact
        rule "Urgent"
          on priority becomes Urgent
          when not contact.email matches any of list "Free mail"
          do notify team "Tier 2" "urgent: {subject}"
          then call "page on-call" with service "core", severity high
        """)),
    Page(
      "H0503", "uncovered-options",
      meaning: """
        The arms of a rule ask for options of one property, and a few options are in no arm, nor is there an \
        `otherwise`. Name them in an arm, or write `otherwise` for what is left. Where most options are left out, this \
        is not said.
        """,
      reason: "Tickets with the forgotten option get no team, no answer and no trace of a mistake.",
      failing: .rules(
        """
        rule "Who looks at it"
          on priority changed
          when priority is Urgent                    do assign to team "Tier 2"
          otherwise when priority is one of Low, Medium do assign to team Finance
        """),
      mended: .rules(
        """
        rule "Who looks at it"
          on priority changed
          when priority is at least High do assign to team "Tier 2"
          otherwise                      do assign to team Finance
        """)),
    Page(
      "H0504", "unexplained-off",
      meaning: """
        A rule is switched off, and no comment above it or in it says why. Write when it may come back, or remove it: \
        version control keeps it.
        """,
      reason: "A year later nobody dares to remove the rule, nor to switch it on.",
      failing: .rules("rule \"All to finance\" off on ticket created do assign to team Finance"),
      mended: .rules(
        """
        # For the days before the end of the year only.
        rule "All to finance" off on ticket created do assign to team Finance
        """)),
  ]
}
