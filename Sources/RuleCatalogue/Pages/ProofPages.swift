//  W07xx: what is proved of rules over all tickets and events.

extension Catalogue {
  static let proofPages: [Page] = [
    Page(
      "W0701", "rule-never-fires",
      meaning: """
        No event and no ticket makes the rule fire: its trigger and its conditions exclude each other. This is proved over \
        all tickets and events, not guessed.
        """,
      reason: "The rule looks as if it did something, and tickets that it should care for lie there untouched.",
      failing: .rules(
        """
        rule "Away"
          on reply from contact
          when message is automatic
          do add note "away: {message.text}"
        """),
      mended: .rules(
        """
        rule "Away"
          on reply from contact including automatic
          when message is automatic
          do add note "away: {message.text}"
        """)),
    Page(
      "W0702", "arm-never-taken",
      meaning: """
        An arm of a rule is never taken: its condition never holds where the rule starts, or the arms above it take all \
        that it would take. The first arm that holds wins, so the more special one has to come first.
        """,
      reason: "The special case that somebody wrote down with care is treated like every other.",
      failing: .rules(
        """
        rule "Sort"
          on ticket created
          when subject contains "invoice" do assign to team Finance
          otherwise when subject starts with "unpaid invoice" do assign to team "Tier 2"
        """),
      mended: .rules(
        """
        rule "Sort"
          on ticket created
          when subject starts with "unpaid invoice" do assign to team "Tier 2"
          otherwise when subject contains "invoice" do assign to team Finance
        """)),
    Page(
      "W0703", "part-never-holds",
      meaning: """
        A part of a condition never holds when it is asked: the trigger, `only if` or what stands before it excludes it. \
        The rule can fire, but not because of this part.
        """,
      reason: "Whoever wrote it expects the rule to fire for tickets for which it never will.",
      failing: .rules(
        """
        rule "Ask back"
          on stage New
          when ticket is closed or vip
          do notify owner "look at this: {subject}"
        """),
      mended: .rules(
        """
        rule "Ask back"
          on stage New, Closed
          when ticket is closed or vip
          do notify owner "look at this: {subject}"
        """)),
    Page(
      "H0704", "part-always-holds",
      meaning: """
        A part of a condition always holds when it is asked: the trigger, `only if` or what stands before it says so \
        already. It can be left out, unless it is there to be read.
        """,
      reason: "Who reads the rule believes that it picks some tickets out of many, and it takes them all.",
      failing: .rules(
        """
        rule "Urgent ones"
          on priority becomes Urgent
          when priority is at least High and vip
          do notify team "Tier 2" "urgent: {subject}"
        """),
      mended: .rules(
        """
        rule "Urgent ones"
          on priority becomes Urgent
          when vip
          do notify team "Tier 2" "urgent: {subject}"
        """)),
    Page(
      "W0705", "redundant-rule",
      meaning: """
        Whenever this rule fires, another one fires, too, and does all that this one does; equal messages go out once, and \
        equal writes are one. Without this rule nothing would be different.
        """,
      reason: "Whoever changes one of the two rules finds that nothing changes, since the other still does it.",
      failing: .rules(
        """
        rule "Welcome" on ticket created do send ticket notification to contact
        rule "Welcome to the important" on ticket created when vip do send ticket notification to contact
        """),
      mended: .rules(
        """
        rule "Welcome" on ticket created do send ticket notification to contact
        """)),
    Page(
      "W0706", "same-behaviour",
      meaning: """
        Two rules say in different words that the same is done for the same events. What they send comes out once, but \
        tasks, notes and calls come out twice.
        """,
      reason: "The team gets every task twice, and the one who mends it in one place still gets it from the other.",
      failing: .rules(
        """
        rule "Look" on ticket created when priority is at least High do create task "look" for owner
        rule "See" on ticket created when priority is one of High, Urgent do create task "look" for owner
        """),
      mended: .rules(
        """
        rule "Look" on ticket created when priority is at least High do create task "look" for owner
        """)),
    Page(
      "W0707", "reacts-to-itself",
      meaning: """
        What the rule does leads, perhaps through other rules, to the rule again. A rule never reacts to its own \
        consequences, so it is held back the second time and nothing runs for ever; but something else was meant. The \
        message prints the way, and an event after which it happens.
        """,
      reason: "The second half of the work is never done, and nobody sees why: each of the rules is right by itself.",
      failing: .rules(
        """
        rule "Ask" on stage "Waiting on us" when vip do move to "Waiting on contact"
        rule "Look" on stage "Waiting on contact" when amount is above 100 do move to "Waiting on us"
        """),
      mended: .rules(
        """
        rule "Ask" on stage "Waiting on us" by an agent when vip do move to "Waiting on contact"
        rule "Look" on stage "Waiting on contact" by a contact when amount is above 100 do move to "Waiting on us"
        """)),
    Page(
      "W0708", "undone-write",
      meaning: """
        A rule writes a field, and in the next round of the same chain another one, which that change triggers, writes back \
        what was there before. In the end nothing changed, and nothing comes out.
        """,
      reason: "An agent looks at a ticket that two rules fight over, and sees that neither does anything.",
      failing: .rules(
        """
        rule "Important" on vip changed when vip do set priority to Urgent
        rule "Not so fast" overrides "Important"
          on priority changed to Urgent
          when amount is below 10
          do set priority to Low
        """),
      mended: .rules(
        """
        rule "Important" on vip changed when vip and amount is at least 10 do set priority to Urgent
        rule "Not so fast" overrides "Important"
          on priority changed to Urgent
          when amount is below 10
          do set priority to Low
        """)),
    Page(
      "W0709", "timer-never-ends",
      meaning: """
        The condition of `while` holds for every ticket there can be, so that no change ever ends the timer: it stays \
        armed for all tickets, the closed ones included.
        """,
      reason: "Every ticket of the last ten years sends its reminder once a week.",
      failing: .rules(
        """
        rule "Remind" every 7 days while stage is not New or priority is known or stage is New
          do notify owner "look again: {subject}"
        """),
      mended: .rules(
        """
        rule "Remind" every 7 days while ticket is open
          do notify owner "look again: {subject}"
        """)),
    Page(
      "H0710", "uncovered-case",
      meaning: """
        The arms of a rule all ask for the same thing and share out its values among them, and yet there is a case in \
        which none is taken: a value between two arms, or a value for which an arm asks for more. The message names such \
        a case and shows an event. Where values at the ends are left out, or the arms ask for different things, that is \
        taken for the intention; so is what happens where a field is unknown.
        """,
      reason: "The one ticket that is worth exactly 1000 is the one nobody looks at.",
      failing: .rules(
        """
        rule "Who looks at it"
          on amount changed
          when amount is above 1000 do assign to team Finance
          otherwise when amount is below 1000 do assign to team "Tier 2"
        """),
      mended: .rules(
        """
        rule "Who looks at it"
          on amount changed
          when amount is at least 1000 do assign to team Finance
          otherwise when amount is below 1000 do assign to team "Tier 2"
        """)),
    Page(
      "H0712", "too-much-to-prove",
      meaning: """
        What rules do is proved with diagrams of everything that their triggers and conditions ask. Those of this \
        pipeline grew beyond two million nodes, which takes rules that compare dozens of fields with each other in one \
        condition. Conflicts, names and types were checked all the same; of the messages that take a proof, none is given.
        """,
      reason: "Where nothing is said, everybody believes that there was nothing to say.",
      failing: .none("A rulebook that gives it is too long to be shown here."),
      mended: .none("Rules are split into some that ask fewer things each.")),
    Page(
      "W0711", "timed-circle",
      meaning: """
        Timers move tickets on from stage to stage, perhaps with the help of other rules, until they are back where they \
        started, and no rule on the way has a limit. A ticket of the example went round three times in the engine, with \
        nobody doing anything, and came back as it was each time.
        """,
      reason: "The ticket looks alive, since it moves; nobody works on it, and it moves for ever.",
      failing: .rules(
        """
        rule "Give up waiting" after 5 days in stage "Waiting on contact" do move to "Waiting on us"
        rule "Ask again" after 2 days in stage "Waiting on us" do move to "Waiting on contact"
        """),
      mended: .rules(
        """
        rule "Give up waiting" after 5 days in stage "Waiting on contact" do move to "Waiting on us"
        rule "Ask again" after 2 days in stage "Waiting on us" once per ticket do move to "Waiting on contact"
        """)),
  ]
}
