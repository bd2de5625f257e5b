//  Conditions that ask nothing.

extension Catalogue {
  static let conditionLintPages: [Page] = [
    Page(
      "W0504", "always-true",
      meaning: """
        A condition, or a part of one, holds for every ticket there is; or it only asks whether there is a value, since \
        it names every option or compares a property with itself. Leave it out, or ask for what was meant.
        """,
      reason: "The rule fires for all tickets, while everybody who reads it believes that it picks some.",
      failing: .rules(
        """
        rule "Sort out"
          on ticket created
          when priority is not Low or priority is not Medium
          do assign to team "Tier 2"
        """),
      mended: .rules(
        """
        rule "Sort out"
          on ticket created
          when priority is not one of Low, Medium
          do assign to team "Tier 2"
        """)),
    Page(
      "W0505", "never-true",
      meaning: """
        A condition, or a part of one, holds for no ticket: its parts exclude each other. Or what stands under an arm is \
        never done, since the trigger, `only if` and the arms above leave nothing for it. Often `or` was meant in place \
        of `and`, or two arms are in the wrong order.
        """,
      reason: "The rule looks as if it watched over something, and never does anything.",
      failing: .rules(
        """
        rule "Big or small"
          on amount changed
          when amount is above 1000 and amount is below 10
          do assign to team Finance
        """),
      mended: .rules(
        """
        rule "Big or small"
          on amount changed
          when amount is above 1000 or amount is below 10
          do assign to team Finance
        """)),
  ]
}
