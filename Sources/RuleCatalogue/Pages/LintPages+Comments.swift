//  Comments that silence a warning or hint.

extension Catalogue {
  static let commentLintPages: [Page] = [
    Page(
      "W0521", "unused-allow",
      meaning: """
        An `# allow(…)` comment silences nothing: what it names is not there, or not any more. On a line of its own it \
        holds for the item right below it, at the end of a line for that line. Remove it, or move it.
        """,
      reason: "Should the mistake come back one day, the forgotten comment would hide it.",
      failing: .rules(
        """
        # allow(nameless-rule) short rules read better
        rule "Help" on priority becomes Urgent do assign to team "Tier 2"
        """),
      mended: .rules(
        """
        # allow(nameless-rule) short rules read better
        on priority becomes Urgent do assign to team "Tier 2"
        """)),
    Page(
      "W0522", "allow-without-reason",
      meaning: """
        An `# allow(…)` comment does not say why. Write the reason behind the parenthesis, on the same line.
        """,
      reason: "Whoever comes after has to find out again whether the warning was understood or only in the way.",
      failing: .rules(
        """
        # allow(nameless-rule)
        on priority becomes Urgent do assign to team "Tier 2"
        """),
      mended: .rules(
        """
        # allow(nameless-rule) short rules read better
        on priority becomes Urgent do assign to team "Tier 2"
        """)),
    Page(
      "W0523", "unknown-allow",
      meaning: """
        An `# allow(…)` comment names no warning or hint. Each message shows its code; `rulesc explain` with the code \
        shows its name. Both may stand in the comment, several by commas.
        """,
      reason: "The warning that it should silence is still shown, or will be as soon as there is one.",
      failing: .rules(
        """
        # allow(nameles-rule, H0501) short rules read better
        on priority becomes Urgent do assign to team "Tier 2"
        """),
      mended: .rules(
        """
        # allow(nameless-rule) short rules read better
        on priority becomes Urgent do assign to team "Tier 2"
        """)),
    Page(
      "W0524", "allowed-error",
      meaning: """
        An `# allow(…)` comment names an error. Errors mean that a rulebook cannot run as it is written, so no comment \
        takes them away. Mend the error and remove the comment.
        """,
      reason: "A rulebook that cannot run does not help anybody, whoever allows it.",
      failing: .rules(
        """
        # allow(E0203) the property comes next week
        rule "Help" on priority becomes Urgent do assign to team "Tier 2"
        """),
      mended: .rules(
        """
        rule "Help" on priority becomes Urgent do assign to team "Tier 2"
        """)),
  ]
}
