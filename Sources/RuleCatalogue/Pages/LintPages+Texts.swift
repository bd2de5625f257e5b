//  Names and texts that show something else than they say.

extension Catalogue {
  static let textLintPages: [Page] = [
    Page(
      "W0508", "hidden-characters",
      meaning: """
        A text or comment holds characters that are not seen: some turn the direction of writing, some have no width. \
        The message names their code points. Joiners inside emoji and marks in right-to-left text are not meant. \
        Between the words of a rule such a character is an error, E0106.
        """,
      reason: "A line may show one thing to the colleague who reviews it and do another, and a name is not found.",
      failing: .rules("rule \"Urgent\" on stage New do notify team \"Tier 2\" \"new: \u{202E}{subject}\""),
      mended: .rules("rule \"Urgent\" on stage New do notify team \"Tier 2\" \"new: {subject}\"")),
    Page(
      "W0509", "mixed-scripts",
      meaning: """
        A word mixes letters of the Latin, Cyrillic or Greek script that look alike, such as a Cyrillic `а` among Latin \
        letters. The message names them. Letters that look like no other, as in `Δt`, are not meant.
        """,
      reason: "The name looks right, and nothing that is typed on another keyboard finds it.",
      failing: .rules(
        """
        rule "P\u{430}yments" on labels gained billing do assign to team Finance
        """),
      mended: .rules(
        """
        rule "Payments" on labels gained billing do assign to team Finance
        """)),
    Page(
      "W0510", "look-alike-names",
      meaning: """
        Two names of one kind look the same and are not: they differ in letters that are drawn alike, such as `l`, `I` \
        and `1`, in blanks, or in characters that are not seen.
        """,
      reason: "Half of the rules mean one of the two teams, half mean the other, and no eye tells them apart.",
      failing: .rules(
        """
        team "Level 1"
        team "Level l"

        rule "First" on stage New do assign to team "Level 1"
        rule "Back" on stage "Waiting on us" do assign to team "Level l"
        """),
      mended: .rules(
        """
        team "Level 1"

        rule "First" on stage New do assign to team "Level 1"
        rule "Back" on stage "Waiting on us" do assign to team "Level 1"
        """)),
    Page(
      "W0511", "shadowed-definition",
      meaning: """
        A definition is called like an option of a property or like a stage. Alone in a condition the word means the \
        definition, after `is` or `to` it means the option or stage. Give the definition a name of its own.
        """,
      reason: "`when Urgent` and `when priority is Urgent` are then two conditions that read like one.",
      failing: .rules(
        """
        define Urgent as priority is at least High

        rule "Help" on priority changed when Urgent do assign to team "Tier 2"
        """),
      mended: .rules(
        """
        define pressing as priority is at least High

        rule "Help" on priority changed when pressing do assign to team "Tier 2"
        """)),
  ]
}
