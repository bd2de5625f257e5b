/// Rules written as tables, and a part that this version lacks.
extension Catalogue {
  static let syntaxPagesTables: [Page] = [
    Page(
      "E0118", "second-wait-column",
      meaning: """
        Two parts of a rule say when it runs: two columns of a table, or a column and the words before the \
        table. A table has one such column, and then nothing before it.
        """,
      reason: """
        The ticket would be escalated after the shorter time or after the longer one, and each column promises \
        something else.
        """,
      failing: .rules(
        """
        rule "Escalation"
          on stage New
          table
            | ____ in stage New | priority is | assign to team |
            | 2 days            | High        | "Tier 2"       |
        """),
      mended: .rules(
        """
        rule "Escalation"
          table
            | ____ in stage New | priority is | assign to team |
            | 2 days            | High        | "Tier 2"       |
        """)),
    Page(
      "E0184", "row-length",
      meaning: """
        A row has more or fewer cells than the table has columns. Each cell belongs to the column above it: \
        `any` stands for no condition, `-` for no action; in a table of cases `-` leaves a sentence out.
        """,
      reason: """
        With one cell missing in the middle, all others slip to the left, and the name of a team is read as a \
        language.
        """,
      failing: .rules(
        """
        rule "Routing"
          on ticket created
          table
            | priority is | contact.language is | assign to team |
            | High        | de                  | "Tier 2"       |
            | Low         | de                  |
        """),
      mended: .rules(
        """
        rule "Routing"
          on ticket created
          table
            | priority is | contact.language is | assign to team |
            | High        | de                  | "Tier 2"       |
            | Low         | de                  | -              |
        """)),
    Page(
      "E0185", "empty-cell",
      meaning: """
        A cell of the table is empty. `any` says that there is no condition, `-` that there is no action.
        """,
      reason: """
        An empty cell may also be one that somebody meant to fill in later, and until then the row would take \
        all tickets.
        """,
      failing: .rules(
        """
        rule "Routing"
          on ticket created
          table
            | priority is | assign to team |
            | High        | "Tier 2"       |
            |             | Finance        |
        """),
      mended: .rules(
        """
        rule "Routing"
          on ticket created
          table
            | priority is | assign to team |
            | High        | "Tier 2"       |
            | any         | Finance        |
        """)),
    Page(
      "E0186", "line-of-dashes",
      meaning: """
        The table has a line of dashes below its heading, as on web pages. Here the first line is the heading \
        and every other one is a row.
        """,
      reason: """
        In a cell, `-` says that nothing is done: the line would be a row that takes tickets and does nothing.
        """,
      failing: .rules(
        """
        rule "Routing"
          on ticket created
          table
            | priority is | assign to team |
            |-------------|----------------|
            | High        | "Tier 2"       |
        """),
      mended: .rules(
        """
        rule "Routing"
          on ticket created
          table
            | priority is | assign to team |
            | High        | "Tier 2"       |
        """)),
    Page(
      "E0187", "several-in-cell",
      meaning: """
        A cell has several values where its column takes one. Several go below a heading that ends with `is`, \
        `has` or `contains`; elsewhere each value gets a row of its own.
        """,
      reason: """
        A ticket can be given to one team only, and which of the two it is should not depend on the order in a \
        cell.
        """,
      failing: .rules(
        """
        rule "Routing"
          on ticket created
          table
            | priority is | assign to team    |
            | High        | "Tier 2", Finance |
        """),
      mended: .rules(
        """
        rule "Routing"
          on ticket created
          table
            | priority is | assign to team |
            | High        | "Tier 2"       |
        """)),
    Page(
      "E0188", "wrong-blanks",
      meaning: """
        The heading of a column has no blank, or more than one. `____` is written once, at the place where the \
        cells belong.
        """,
      reason: """
        It would not be clear which part of the message differs from row to row, and all teams would get the \
        same text.
        """,
      failing: .rules(
        """
        rule "Tell the team"
          on ticket created
          table
            | priority is | notify owner "new ticket" |
            | High        | "an urgent ticket"        |
        """),
      mended: .rules(
        """
        rule "Tell the team"
          on ticket created
          table
            | priority is | notify owner ____  |
            | High        | "an urgent ticket" |
        """)),
    Page(
      "E0189", "wrong-cell",
      meaning: """
        The cell is nothing that its column can take. The heading says what stands below it; where nothing is \
        asked it is `any`, where nothing is done it is `-`.
        """,
      reason: "A row that can be read in two ways takes tickets that were meant for the row below.",
      failing: .rules(
        """
        rule "Routing"
          on ticket created
          table
            | priority is | assign to team |
            | High        | "Tier 2"       |
            | -           | Finance        |
        """),
      mended: .rules(
        """
        rule "Routing"
          on ticket created
          table
            | priority is | assign to team |
            | High        | "Tier 2"       |
            | any         | Finance        |
        """)),
    Page(
      "E0199", "table-lacks-part",
      meaning: """
        The table has no row, no action, or no heading. It needs a heading with at least one action, and at \
        least one row below it.
        """,
      reason: """
        A table without rows does nothing at all, while its title in the list of rules says that the desk routes \
        its tickets.
        """,
      failing: .rules(
        """
        rule "Routing"
          on ticket created
          table
            | priority is | assign to team |
        """),
      mended: .rules(
        """
        rule "Routing"
          on ticket created
          table
            | priority is | assign to team |
            | High        | "Tier 2"       |
        """)),
  ]
}
