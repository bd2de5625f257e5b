/// What people write who come from other tools and languages.
extension Catalogue {
  static let syntaxPagesHabits: [Page] = [
    Page(
      "E0135", "double-not",
      meaning: "`not` is written twice. Two of them say the same as none.",
      reason: "Readers miss one of the two, and then believe the rule to be about the opposite tickets.",
      failing: .rules("on ticket created when not not vip do assign to team Finance"),
      mended: .rules("on ticket created when not vip do assign to team Finance")),
    Page(
      "E0140", "if-for-when",
      meaning: """
        A condition begins with `if`. Here it begins with `when`; `only if` stands before the cases of a rule.
        """,
      reason: """
        `only if` is something else, a condition for all cases of a rule: with a plain `if` beside it, \
        colleagues would mix up the two and let tickets through.
        """,
      failing: .rules("on ticket created if priority is High do assign to team Finance"),
      mended: .rules("on ticket created when priority is High do assign to team Finance")),
    Page(
      "E0141", "else-for-otherwise",
      meaning: """
        The other case begins with `else`. Here it begins with `otherwise`, followed by `when` and a condition \
        or by `do`.
        """,
      reason: """
        Whoever wants to know where the tickets go that fit nothing searches the rules for `otherwise`, and \
        would miss the ones behind `else`.
        """,
      failing: .rules(
        """
        on ticket created
          when priority is High do assign to team "Tier 2"
          else do assign to team Finance
        """),
      mended: .rules(
        """
        on ticket created
          when priority is High do assign to team "Tier 2"
          otherwise do assign to team Finance
        """)),
    Page(
      "E0150", "state-as-event",
      meaning: """
        A rule waits for something that happens, and `is` tells how things are. `becomes` waits for the change; \
        how things are is asked after `when`.
        """,
      reason: """
        A ticket is urgent for hours: a rule that waits for a state would not know when to run, or would notify \
        the owner again and again.
        """,
      failing: .rules(
        """
        on priority is Urgent do notify owner "urgent: {subject}"
        """),
      mended: .rules(
        """
        on priority becomes Urgent do notify owner "urgent: {subject}"
        """)),
    Page(
      "E0152", "sign-for-words",
      meaning: """
        A comparison is written with a sign such as `=`, `>=` or `!=`. Comparisons are written in words: `is`, \
        `is at least`, `is not`.
        """,
      reason: """
        Most colleagues who have to approve a rule do not know whether `>=` includes the number itself, and with \
        refunds that matters.
        """,
      failing: .rules("on ticket created when amount >= 1000 do assign to team Finance"),
      mended: .rules("on ticket created when amount is at least 1000 do assign to team Finance")),
    Page(
      "E0153", "empty-for-unknown",
      meaning: """
        A property is asked whether it is empty. What has no value is `unknown`, and what has one is `known`.
        """,
      reason: """
        `empty` could be one of the options, and then the rule would find tickets with that option instead of \
        those without any.
        """,
      failing: .rules(
        """
        on ticket created when "due date" is empty do set priority to High
        """),
      mended: .rules(
        """
        on ticket created when "due date" is unknown do set priority to High
        """)),
    Page(
      "E0154", "true-or-false",
      meaning: """
        A yes-or-no property is compared with `true` or `false`. It is asked by its name alone, with `not` \
        before it for no.
        """,
      reason: """
        A property with the options `true` and `false` is something else: comparing with it would miss all \
        tickets where nobody has said anything.
        """,
      failing: .rules(
        """
        on ticket created when vip is true do assign to team "Tier 2"
        """),
      mended: .rules(
        """
        on ticket created when vip do assign to team "Tier 2"
        """)),
    Page(
      "E0155", "comparison-words",
      meaning: """
        A comparison is in other words than the language has. There is one wording for each: `is above`, `is \
        below`, `is at least`, `is at most`, `is`.
        """,
      reason: "With one wording, a search for all rules about large amounts finds them all.",
      failing: .rules("on ticket created when amount is greater than 1000 do assign to team Finance"),
      mended: .rules("on ticket created when amount is above 1000 do assign to team Finance")),
    Page(
      "E0166", "late-not",
      meaning: """
        `not` stands behind the property, or is said as `does not`. It stands before everything that it denies; \
        only `is not` and `was not` are said the other way.
        """,
      reason: """
        In `subject not contains "a" and vip` it would not be clear whether the denial ends before `and`.
        """,
      failing: .rules(
        """
        on ticket created when subject does not contain "invoice" do assign to team "Tier 2"
        """),
      mended: .rules(
        """
        on ticket created when not subject contains "invoice" do assign to team "Tier 2"
        """)),
    Page(
      "E0168", "two-part-span",
      meaning: """
        A time span has two parts, such as a day and some hours. It is one number and one unit: `28 hours`.
        """,
      reason: """
        With business hours a day is not 24 hours, so the two parts could not simply be added and the reminder \
        would be late.
        """,
      failing: .rules(
        """
        after 1 day 4 hours in stage New do notify owner "still new"
        """),
      mended: .rules(
        """
        after 28 hours in stage New do notify owner "still new"
        """)),
    Page(
      "E0170", "huge-number",
      meaning: """
        A number has more digits than any amount can have. If it is an account number or an identifier, it is a \
        text and stands in quotes.
        """,
      reason: """
        Stored as a number it would lose its last digits, and the ticket would be filed under someone else's \
        account.
        """,
      failing: .rules(
        """
        on ticket created when amount is above \(String(repeating: "9", count: 320)) do assign to team Finance
        """),
      mended: .rules("on ticket created when amount is above 999999 do assign to team Finance")),
  ]
}
