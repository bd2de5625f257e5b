/// The characters of a file: encoding, quotes, signs, numbers and dates.
extension Catalogue {
  static let syntaxPagesCharacters: [Page] = [
    Page(
      "E0100", "not-utf8",
      meaning: """
        The file holds bytes that are not UTF-8 text. Word processors and old editors save umlauts and accents \
        in other encodings, and then nobody can tell which letter was meant.
        """,
      reason: """
        A message would reach the contact with broken letters, or a stage called `Größe` would never be the \
        stage that the help desk knows.
        """,
      failing: .bytes(latin1Greeting),
      mended: .rules(
        """
        on stage New do notify owner "grüße"
        """)),
    Page(
      "E0101", "missing-quote",
      meaning: #"""
        A text in quotes begins or ends on this line without its other quote. Texts end on the line they begin \#
        on; a line break inside is written `\n`.
        """#,
      reason: """
        Everything behind the quote would count as text: the action that follows would quietly become part of a \
        message.
        """,
      failing: .rules(
        """
        on stage New do notify owner "urgent: {subject}
        """),
      mended: .rules(
        """
        on stage New do notify owner "urgent: {subject}"
        """)),
    Page(
      "E0102", "unknown-character",
      meaning: """
        This sign means nothing in a rule. Signs such as `&`, `$` or `[` belong in a text or in a name in \
        quotes; everything else is said in words.
        """,
      reason: """
        A sign that one reader takes for "and" and another for "or" sends tickets to the wrong team, so only \
        words are accepted.
        """,
      failing: .rules("on stage New when (priority is High) & vip do assign to team Finance"),
      mended: .rules("on stage New when (priority is High) and vip do assign to team Finance")),
    Page(
      "E0103", "curly-quotes",
      meaning: """
        The text is in typographic quotes, as word processors and chat programs write them. A text begins and \
        ends with the straight sign `"`.
        """,
      reason: """
        Rules are often pasted from a document or a mail, where the quotes were changed on the way; the text \
        would not begin or end where you see it.
        """,
      failing: .rules("on stage New do assign to team “Tier 2”"),
      mended: .rules(
        """
        on stage New do assign to team "Tier 2"
        """)),
    Page(
      "E0104", "sentence-end",
      meaning: """
        A line ends with a semicolon or a full stop. A rule needs neither: the next word says that a new part \
        begins.
        """,
      reason: """
        A semicolon looks like the end of the rule: readers overlook the `then` on the next line, and with it \
        the message to the contact.
        """,
      failing: .rules("on stage New do assign to team Finance;"),
      mended: .rules("on stage New do assign to team Finance")),
    Page(
      "E0105", "needless-braces",
      meaning: """
        The rule has braces around one of its parts. Words such as `when`, `do` and `then` show where a part \
        begins, so braces are left out.
        """,
      reason: "A brace that is never closed would swallow the rules below it.",
      failing: .rules("on stage New { do assign to team Finance }"),
      mended: .rules("on stage New do assign to team Finance")),
    Page(
      "E0106", "invisible-character",
      meaning: """
        There is a character here that no screen shows, such as a blank of no width. It came along when the text \
        was copied from a web page or a chat.
        """,
      reason: """
        Two names would look the same and be different: the rule would wait for a stage that no ticket ever \
        enters.
        """,
      failing: .rules("on stage New\u{200B} do assign to team Finance"),
      mended: .rules("on stage New do assign to team Finance")),
    Page(
      "E0107", "short-unit",
      meaning: """
        A time span has a short unit, or its unit stands right behind the number. A span is a number, a blank \
        and a whole word: `24 hours`, `3 days`.
        """,
      reason: """
        `5m` is five minutes to one reader and five months to another, and a reminder would go out at the wrong \
        time.
        """,
      failing: .rules(
        """
        after 24h in stage New do notify owner "still new"
        """),
      mended: .rules(
        """
        after 24 hours in stage New do notify owner "still new"
        """)),
    Page(
      "E0108", "comma-inside-number",
      meaning: "A number has commas between its thousands. Write the digits alone: `1000`.",
      reason: """
        `1,000` is a thousand in one country and exactly one in another, so an invoice would be sent to the \
        wrong approver.
        """,
      failing: .rules("on stage New when amount is above 1,000 do assign to team Finance"),
      mended: .rules("on stage New when amount is above 1000 do assign to team Finance")),
    Page(
      "E0109", "decimal-comma",
      meaning: """
        A number is written with a comma before its decimals, or with points between its thousands. A number has \
        a point before the decimals and no other signs: `2500.50`.
        """,
      reason: """
        Read the other way round, `2.500` is two and a half: the limit for refunds would be a thousand times too \
        low.
        """,
      failing: .rules("on stage New when amount is above 2.500,00 do assign to team Finance"),
      mended: .rules("on stage New when amount is above 2500.00 do assign to team Finance")),
    Page(
      "E0110", "single-quotes",
      meaning: """
        The text is in single quotes. A text begins and ends with the sign `"`, so that an apostrophe in a \
        message ends nothing.
        """,
      reason: "With single quotes, a note such as `don't call` would end in the middle of its first word.",
      failing: .rules(
        """
        on stage 'Waiting on us' do notify owner "it is our turn"
        """),
      mended: .rules(
        """
        on stage "Waiting on us" do notify owner "it is our turn"
        """)),
    Page(
      "E0111", "unknown-escape",
      meaning: #"""
        A backslash in a text is followed by a sign it does not go with. After `\` comes one of `"`, `\`, `n`, \#
        `t` and `{`; the backslash itself is written `\\`.
        """#,
      reason: #"""
        A path such as `\reports` would lose its first letter, or put a line break into the message that the \#
        contact reads.
        """#,
      failing: .rules(
        #"""
        on stage New do add note "see \\server\reports"
        """#),
      mended: .rules(
        #"""
        on stage New do add note "see \\server\\reports"
        """#)),
    Page(
      "E0112", "comment-sign",
      meaning: """
        A comment begins with `//`, and here it begins with `#`. The rest of the line is then for people only.
        """,
      reason: "Without its sign, the explanation for your colleagues would be read as a part of the rule.",
      failing: .rules(
        """
        // new tickets go to Finance first
        on stage New do assign to team Finance
        """),
      mended: .rules(
        """
        # new tickets go to Finance first
        on stage New do assign to team Finance
        """)),
    Page(
      "E0113", "leading-zero",
      meaning: """
        A number begins with a zero. Numbers are written without it; an article number or a postcode such as \
        `"007"` is a text and stands in quotes.
        """,
      reason: """
        A number forgets its zeros: the postcode `01067` would become 1067 and equal no contact's postcode.
        """,
      failing: .rules("on stage New when amount is above 0100 do assign to team Finance"),
      mended: .rules("on stage New when amount is above 100 do assign to team Finance")),
    Page(
      "E0114", "name-with-signs",
      meaning: """
        A name has signs in it that a plain word cannot have, such as `/`, `@` or an apostrophe. Names like that \
        stand in quotes.
        """,
      reason: "Without quotes nobody can tell where the name ends: `lang/de` could be one label or two.",
      failing: .rules("on stage New do add lang/de to labels"),
      mended: .rules(
        """
        on stage New do add "lang/de" to labels
        """)),
    Page(
      "E0115", "date-form",
      meaning: """
        A date is written in the way of a country. Dates are written year first, like `2026-01-05`, and mean the \
        same everywhere.
        """,
      reason: """
        `5.1.2026` is in January for a colleague in Berlin and in May for one in Boston: the deadline would be \
        four months late.
        """,
      failing: .rules(
        """
        on stage New when "due date" is before 5.1.2026 do set priority to High
        """),
      mended: .rules(
        """
        on stage New when "due date" is before 2026-01-05 do set priority to High
        """)),
    Page(
      "E0116", "needless-ticket-dot",
      meaning: """
        A property of the ticket has `ticket.` before its name. A rule is about one ticket, so its properties \
        stand alone; only `contact.`, `company.`, `owner.`, `message.` and `conversation.` are written before a \
        name.
        """,
      reason: """
        With two spellings for one property, a search for all rules that touch the priority would miss some.
        """,
      failing: .rules("on stage New when ticket.priority is High do assign to team Finance"),
      mended: .rules("on stage New when priority is High do assign to team Finance")),
  ]

  /// As an old editor saves `grüße`: one byte for each letter.
  private static let latin1Greeting =
    Array(#"on stage New do notify owner "gr"#.utf8) + [0xFC, 0xDF] + Array("e\"".utf8)
}
