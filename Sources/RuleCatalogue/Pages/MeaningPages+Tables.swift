//  Rows of tables.

extension Catalogue {
  static let tablesMeaningPages: [Page] = [
    Page(
      "W0404", "row-never-reached",
      meaning: """
        A row of a table comes after rows that take all of its tickets. The first row that fits is taken and the others \
        are not looked at. Move the narrower row up, above the wider one.
        """,
      reason:
        "The special case is written down but never treated as one, so large bills would go the way of all bills.",
      failing: .rules(
        """
        rule "Route"
          on ticket created
          table
            | priority is  | labels has | assign to team |
            | High, Urgent | any        | "Tier 2"       |
            | Urgent       | billing    | Finance        |
            | any          | any        | -              |
        """),
      mended: .rules(
        """
        rule "Route"
          on ticket created
          table
            | priority is  | labels has | assign to team |
            | Urgent       | billing    | Finance        |
            | High, Urgent | any        | "Tier 2"       |
            | any          | any        | -              |
        """)),
    Page(
      "W0405", "same-row-twice",
      meaning: """
        Two rows of a table ask for the same. Only the first of them is ever taken, whatever the second one does. \
        Remove one of them, or correct the cell that should be different.
        """,
      reason: "Somebody may change the second row and wonder why the tickets still go to the old team.",
      failing: .rules(
        """
        rule "Route"
          on ticket created
          table
            | priority is | assign to team |
            | Urgent      | "Tier 2"       |
            | Urgent      | Finance        |
            | any         | -              |
        """),
      mended: .rules(
        """
        rule "Route"
          on ticket created
          table
            | priority is | assign to team |
            | Urgent      | "Tier 2"       |
            | High        | Finance        |
            | any         | -              |
        """)),
    Page(
      "W0406", "missing-row",
      meaning: """
        There are tickets that no row of the table takes. The message names one such combination. Add a row for it, or \
        a last row of `any`, with `-` where nothing is to be done.
        """,
      reason: "Tickets that fall through stay without a team, and nobody notices until the customer asks.",
      failing: .rules(
        """
        rule "Route"
          on ticket created
          table
            | priority is  | assign to team |
            | High, Urgent | "Tier 2"       |
            | Low          | Finance        |
        """),
      mended: .rules(
        """
        rule "Route"
          on ticket created
          table
            | priority is  | assign to team |
            | High, Urgent | "Tier 2"       |
            | Low          | Finance        |
            | any          | -              |
        """)),
    Page(
      "W0407", "row-contradicts-itself",
      meaning: """
        A row of a table asks for something that no ticket can be. Its cells contradict each other, or what `only if` \
        or the trigger says already. Correct the cell, or remove the row.
        """,
      reason: "The row looks like a promise to some customers, and it is never kept.",
      failing: .rules(
        """
        rule "Route"
          on ticket created
          only if priority is Low
          table
            | priority is | assign to team |
            | Urgent      | "Tier 2"       |
            | Low         | Finance        |
        """),
      mended: .rules(
        """
        rule "Route"
          on ticket created
          table
            | priority is | assign to team |
            | Urgent      | "Tier 2"       |
            | Low         | Finance        |
            | any         | -              |
        """)),
  ]
}
