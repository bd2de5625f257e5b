//  Names that do not fit where they stand: of another pipeline, of another kind.

extension Catalogue {
  static let pipelinesNamePages: [Page] = [
    Page(
      "E0218", "stage-of-another-pipeline",
      meaning: """
        A rule of one pipeline names a stage of another one. Every stage in a rule belongs to the rule's own pipeline. \
        Only an action may send a ticket elsewhere, and then says so with `in pipeline`.
        """,
      reason: """
        No ticket of this pipeline can be in that stage, so the rule would never run, or would try to move tickets to a \
        place where they cannot be.
        """,
      failing: .rules(
        """
        for pipeline Billing
        on labels lost billing do move to "Waiting on us"
        """),
      mended: .rules(
        """
        for pipeline Billing
        on labels lost billing do move to "Waiting on us" in pipeline "Support Pipeline"
        """)),
    Page(
      "E0219", "ambiguous-stage",
      meaning: """
        Several pipelines have a stage of this name, and nothing says which one is meant. With no `for pipeline` above \
        the rule and no default pipeline, the name alone is not enough. Write the scope above the rule.
        """,
      reason: "A rule for returns would run for repairs as well, or for the wrong one of the two.",
      failing: .whole(
        """
        pipeline Returns
          stage New
          stage Refunded closed

        pipeline Repairs
          stage New
          stage Repaired closed

        on stage New do send ticket notification to contact
        """),
      mended: .whole(
        """
        pipeline Returns
          stage New
          stage Refunded closed

        pipeline Repairs
          stage New
          stage Repaired closed

        for pipeline Repairs
        on stage New do send ticket notification to contact
        """)),
    Page(
      "E0220", "no-pipeline-decides",
      meaning: """
        Nothing says which pipeline the rule belongs to. There are several pipelines, none of them is the default, and \
        the rule names no stage that would tell. Write `for pipeline` above the rule, or mark one pipeline as \
        `default`.
        """,
      reason: "A notice meant for one desk would go out for the tickets of every desk, or for none.",
      failing: .whole(
        """
        pipeline Returns
          stage Asked
          stage Refunded closed

        pipeline Repairs
          stage Waiting
          stage Repaired closed

        on reply from contact do notify owner "a reply"
        """),
      mended: .whole(
        """
        pipeline Returns default
          stage Asked
          stage Refunded closed

        pipeline Repairs
          stage Waiting
          stage Repaired closed

        on reply from contact do notify owner "a reply"
        """)),
    Page(
      "E0221", "two-pipelines-in-rule",
      meaning: """
        One rule names stages of two pipelines. A ticket is in one pipeline at a time, so a rule belongs to one. Where \
        an action should take the ticket to the other pipeline, write `in pipeline` after the stage; otherwise make two \
        rules.
        """,
      reason: """
        The rule could never do all it says, and whoever wrote it would believe that both desks are taken care of.
        """,
      failing: .rules(
        """
        on stage "Waiting on us"
          when labels has billing
          do move to Review
        """),
      mended: .rules(
        """
        on stage "Waiting on us"
          when labels has billing
          do move to Review in pipeline Billing
        """)),
    Page(
      "E0222", "foreign-definition",
      meaning: """
        A rule uses a definition that names stages of another pipeline. A definition means the same wherever it is \
        used, so it brings its stages with it. Define it once more for this pipeline, under another name.
        """,
      reason: """
        Tickets of this pipeline are never in those stages, so the condition could not hold, and the rule would not \
        fire for a single ticket.
        """,
      failing: .rules(
        """
        for pipeline "Support Pipeline"
        define unanswered as stage is one of New, "Waiting on us"

        for pipeline Billing
        rule "Nobody looks" on reply from contact when unanswered do notify team Finance "waits: {subject}"
        """),
      mended: .rules(
        """
        for pipeline "Support Pipeline"
        define unanswered as stage is one of New, "Waiting on us"

        for pipeline Billing
        define unseen as stage is Received
        rule "Nobody looks" on reply from contact when unseen do notify team Finance "waits: {subject}"
        """)),
    Page(
      "E0223", "circular-definition",
      meaning: """
        A definition uses itself, directly or through others. A definition stands for a condition, and here that \
        condition can never be written out to the end. Say in one of them what it means without the others.
        """,
      reason: "Whether a ticket is urgent would depend on whether it is urgent, and no ticket could be sorted by it.",
      failing: .rules(
        """
        define urgent as priority is Urgent or important
        define important as vip or urgent
        """),
      mended: .rules(
        """
        define urgent as priority is Urgent or important
        define important as vip or amount is above 1000
        """)),
    Page(
      "E0224", "no-pipeline-declared",
      meaning: """
        There are rules, but no pipeline is declared. Every rule belongs to a pipeline with its stages. Often the file \
        with the vocabulary was left out of the check: check the whole folder instead of one file.
        """,
      reason: """
        Without its pipeline a rule does not know which tickets it is about, so it could greet customers of every desk.
        """,
      failing: .whole("on ticket created do send ticket notification to contact"),
      mended: .whole(
        """
        pipeline Support
          stage New
          stage Closed closed

        on ticket created do send ticket notification to contact
        """)),
    Page(
      "E0227", "property-without-question",
      meaning: """
        A condition names a property, but asks nothing about it. Only a flag may stand alone, since it is either set or \
        not. For other properties say what is asked: `is High`, `is known`, `contains "invoice"`.
        """,
      reason: """
        It could mean "is there an amount?" or "is it more than nothing?", and tickets without a value would be treated \
        one way or the other by chance.
        """,
      failing: .rules(
        """
        on ticket created
          when amount
          do assign to team Finance
        """),
      mended: .rules(
        """
        on ticket created
          when amount is above 0
          do assign to team Finance
        """)),
    Page(
      "E0228", "definition-as-property",
      meaning: """
        A definition is used where a property is needed. What `define` names is a whole condition that is true or \
        false; it has no value to compare. Use it alone, as in `when urgent`.
        """,
      reason: """
        The rule compares a yes or no with an option, which never fits, so the page to the people on call would never \
        go out.
        """,
      failing: .rules(
        """
        define urgent as priority is at least High

        on priority changed
          when urgent is High
          do call "page on-call" with service "desk", severity high
        """),
      mended: .rules(
        """
        define urgent as priority is at least High

        on priority changed
          when urgent
          do call "page on-call" with service "desk", severity high
        """)),
    Page(
      "E0239", "pipeline-named-twice",
      meaning: """
        `for pipelines` names the same pipeline twice. Each rule below it becomes a rule of every pipeline in that \
        line, so each is named once. Perhaps another pipeline was meant.
        """,
      reason: "The pipeline that was meant is missing, and its customers would not get what the rules promise.",
      failing: .rules(
        """
        for pipelines Billing, Billing
        on ticket created do send ticket notification to contact
        """),
      mended: .rules(
        """
        for pipelines "Support Pipeline", Billing
        on ticket created do send ticket notification to contact
        """)),
  ]
}
