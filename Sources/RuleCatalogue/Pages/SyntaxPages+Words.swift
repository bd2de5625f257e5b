/// Single words: misspelled, doubled, in capitals, without quotes.
extension Catalogue {
  static let syntaxPagesWords: [Page] = [
    Page(
      "E0127", "unknown-beginning",
      meaning: """
        Nothing begins with this word. A rule begins with `rule "Name"` or with `on`, `after` or `every`; the \
        other parts begin with words such as `define`, `team` or `property`.
        """,
      reason: """
        A heading or a comment without its `#` looks harmless, and it could just as well be a rule that somebody \
        believes to be running.
        """,
      failing: .rules(
        """
        Rules of the night shift
        on ticket created do assign to team Finance
        """),
      mended: .rules(
        """
        # Rules of the night shift
        on ticket created do assign to team Finance
        """)),
    Page(
      "E0128", "doubled-word",
      meaning: "The same word stands twice in a row. One of the two is left out.",
      reason: """
        Sometimes the word in between got lost: `do assign to to` might have been the start of two actions.
        """,
      failing: .rules("on ticket created do do assign to team Finance"),
      mended: .rules("on ticket created do assign to team Finance")),
    Page(
      "E0129", "misspelled-word",
      meaning: "A word of the language is misspelled. The message says which word it is probably meant to be.",
      reason: "A rule with a word that nobody knows cannot run, and a guess could be the wrong one of two.",
      failing: .rules("on ticket created wehn priority is High do assign to team Finance"),
      mended: .rules("on ticket created when priority is High do assign to team Finance")),
    Page(
      "E0130", "unquoted-name",
      meaning: "A name of several words stands without quotes. Only names of one word can do without.",
      reason: """
        Nobody could tell where the name ends: `Waiting on us` could be the stage `Waiting` and something on \
        top.
        """,
      failing: .rules(
        """
        on stage Waiting on contact do notify owner "the contact has it"
        """),
      mended: .rules(
        """
        on stage "Waiting on contact" do notify owner "the contact has it"
        """)),
    Page(
      "E0131", "reserved-name",
      meaning: "A name is one of the words the language needs itself. Put in quotes, any word can be a name.",
      reason: """
        A team called `list` would be read as the beginning of a list, and the rest of the file would mean \
        something else.
        """,
      failing: .rules(
        """
        define test as subject contains "test"
        """),
      mended: .rules(
        """
        define "test" as subject contains "test"
        """)),
    Page(
      "E0132", "capital-letters",
      meaning: """
        A word of the language has capital letters. Its words are in small letters, and names are as they were \
        declared.
        """,
      reason: """
        Capitals tell names from words: with `When` as a word, a property of that name could not be used.
        """,
      failing: .rules("on ticket created When priority is High do assign to team Finance"),
      mended: .rules("on ticket created when priority is High do assign to team Finance")),
    Page(
      "E0158", "unquoted-title",
      meaning: "The name of a rule stands without quotes. It is a text, so that it can be a sentence.",
      reason: """
        Logs and other rules call a rule by its name; without quotes the first words of the rule itself would \
        become part of it.
        """,
      failing: .rules(
        """
        rule Urgent tickets go to Finance
          on ticket created do assign to team Finance
        """),
      mended: .rules(
        """
        rule "Urgent tickets go to Finance"
          on ticket created do assign to team Finance
        """)),
    Page(
      "E0157", "unquoted-person",
      meaning: """
        A person stands without quotes. People are written in quotes; one word alone would be the name of \
        something that was declared.
        """,
      reason: """
        `assign to Finance` could be a colleague or a team, and the ticket would end up with the wrong one.
        """,
      failing: .rules("on ticket created do assign to jo"),
      mended: .rules(
        """
        on ticket created do assign to "jo@acme.example"
        """)),
    Page(
      "E0151", "missing-article",
      meaning: """
        After `by` an article is missing: it is `by a contact` and `by an agent`. Without the article the word \
        would be a name.
        """,
      reason: """
        A list can be called `agent` too, and then the rule would wait for messages from the people on that \
        list.
        """,
      failing: .rules(
        """
        on stage Closed by agent do notify owner "closed by hand"
        """),
      mended: .rules(
        """
        on stage Closed by an agent do notify owner "closed by hand"
        """)),
  ]
}
