/// Parts of a rule that stand in the wrong place, or too often.
extension Catalogue {
  static let syntaxPagesOrder: [Page] = [
    Page(
      "E0126", "does-not-belong",
      meaning: """
        Something stands here that does not go on with what is before it. Often it is the rest of a name that \
        needs quotes, or of a sentence that was changed.
        """,
      reason: "Passing over it would mean to drop a part of the rule that somebody wrote for a reason.",
      failing: .rules(
        """
        on ticket created do assign to team Finance "urgent"
        """),
      mended: .rules("on ticket created do assign to team Finance")),
    Page(
      "E0133", "deep-parentheses",
      meaning: """
        There are more than 200 parentheses inside each other. A part of the condition can get a name with \
        `define` and be used by that name.
        """,
      reason: """
        Nobody can check such a condition by reading, so nobody would see that it leaves out half of the \
        tickets.
        """,
      failing: .rules(deepParentheses),
      mended: .rules(
        """
        define "large case" as vip
        """)),
    Page(
      "E0138", "stray-stage",
      meaning: """
        A stage is declared outside of a pipeline. Stages stand below their pipeline, without other parts in \
        between.
        """,
      reason: "Two pipelines can have a stage of the same name: tickets would be moved within the wrong one.",
      failing: .whole(
        """
        portal "Acme" edition professional in "Europe/Berlin"
        pipeline Support default stage New
        team Finance
        stage Closed closed
        """),
      mended: .whole(
        """
        portal "Acme" edition professional in "Europe/Berlin"
        pipeline Support default stage New stage Closed closed
        team Finance
        """)),
    Page(
      "E0146", "late-condition",
      meaning: """
        The condition stands behind the action. A rule says first what happens, then what has to be true, and \
        then what to do.
        """,
      reason: """
        Behind several actions it would not be clear whether the condition is about all of them or about the \
        last one only.
        """,
      failing: .rules("on ticket created do assign to team Finance when amount is above 1000"),
      mended: .rules("on ticket created when amount is above 1000 do assign to team Finance")),
    Page(
      "E0160", "case-after-otherwise",
      meaning: """
        A case follows a plain `otherwise`. That one takes all tickets that are left, so a case behind it would \
        never be reached.
        """,
      reason: "The last case looks as if it worked, and no ticket ever gets to that team.",
      failing: .rules(
        """
        on ticket created
          when priority is High do assign to team "Tier 2"
          otherwise do assign to team Finance
          otherwise when vip do notify owner "a VIP"
        """),
      mended: .rules(
        """
        on ticket created
          when priority is High do assign to team "Tier 2"
          otherwise when vip do notify owner "a VIP"
          otherwise do assign to team Finance
        """)),
    Page(
      "E0161", "guard-without-cases",
      meaning: """
        `only if` stands in a rule that has no cases. It holds for all cases of a rule, and a rule with one \
        condition says `when`.
        """,
      reason: """
        `only if` promises that cases follow: a colleague would believe that the cases were lost, and add a \
        second rule for the same tickets.
        """,
      failing: .rules(
        """
        on ticket created only if vip do assign to team "Tier 2"
        """),
      mended: .rules(
        """
        on ticket created when vip do assign to team "Tier 2"
        """)),
    Page(
      "E0172", "overrides-after-off",
      meaning: "`overrides` stands behind `off`. `off` comes last, right before what the rule waits for.",
      reason: """
        At the end of the line, `off` can be seen at a glance; in the middle, people believe that the rule is \
        running.
        """,
      failing: .rules(
        """
        rule "Urgent ones" off overrides "New ones" on ticket created when priority is Urgent do assign to team "Tier 2"
        rule "New ones" on ticket created do assign to team Finance
        """),
      mended: .rules(
        """
        rule "Urgent ones" overrides "New ones" off on ticket created when priority is Urgent do assign to team "Tier 2"
        rule "New ones" on ticket created do assign to team Finance
        """)),
    Page(
      "E0173", "stage-before-pipeline",
      meaning: """
        The pipeline of a new ticket stands before its stage. The stage comes first: `in stage …`, then `in \
        pipeline …`.
        """,
      reason: """
        One order for all rules lets you find every rule that creates tickets in a stage with one search.
        """,
      failing: .rules("on stage Closed do create ticket in pipeline Billing in stage Review"),
      mended: .rules("on stage Closed do create ticket in stage Review in pipeline Billing")),
    Page(
      "E0174", "said-twice",
      meaning: """
        Who did it, or the way it came in, is said twice for one event. To wait for two of them, the event is \
        written twice and joined with `or`.
        """,
      reason: """
        No message comes by mail and by chat at once: read as "both", the rule would never run.
        """,
      failing: .rules("on stage Closed by an agent by a contact do clear amount"),
      mended: .rules("on stage Closed by an agent or stage Closed by a contact do clear amount")),
  ]

  private static let deepParentheses =
    "define \"large case\" as " + String(repeating: "(", count: 201) + "vip" + String(repeating: ")", count: 201)
}
