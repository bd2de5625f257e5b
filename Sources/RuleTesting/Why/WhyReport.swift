package import RuleEngine

/// Why one event came out as it did: what fired, round by round, and for every other rule what would have made it fire.
package struct WhyReport: Sendable {
  /// A rule that fired.
  package struct Firing: Sendable {
    /// Index into `Program.rules`.
    package var rule: Int
    package var round: Int
    /// The id of the ticket or conversation it looked at.
    package var ticket: String
    package var arm: Int?
    /// A table's row.
    package var row: Int?
    /// What triggered it: a change of the line, or the rule of the round before that made the change.
    package var causes: [String] = []
    /// What the arm does, in the words of rules.
    package var actions: [String] = []
    /// What did not come out of it, and why.
    package var suppressed: [String] = []
  }

  /// A rule that did not fire.
  package struct Silence: Sendable {
    package var rule: Int
    /// A word for programs: `not_triggered`, `condition_false`, `limited` …
    package var reason: String
    package var text: String
    /// The smallest changes that make it fire, each tried; those of one size.
    package var suggestions: [Suggestion] = []
  }

  /// A change of the event with which the rule fires: tried before it is said.
  package struct Suggestion: Sendable {
    /// The trigger that would have to happen instead, if none did.
    package var trigger: String?
    package var changes: [Change]
    /// The events that were tried: with each of them the rule fires.
    package var events: [Event]
  }

  /// One field, or another fact of the event, that would have to be different.
  package struct Change: Sendable {
    /// `priority`, `actor`, `message`, `time`.
    package var subject: String
    /// What it is; `unknown` where there is no value.
    package var present: String
    /// The values that do, in words: `High or Urgent`, `at least 1000`.
    package var wanted: String
    /// Values that were tried.
    package var examples: [String]
    /// The whole phrase: `priority High or Urgent`.
    package var phrase: String
  }

  package var event: Event
  /// Counted from 1; `nil` for the delivery of a timer.
  package var line: Int?
  /// The id of the ticket or conversation.
  package var subject: String
  package var isConversation: Bool
  package var outcome: Step.Outcome
  package var firings: [Firing] = []
  package var silences: [Silence] = []
  /// How many rules were left out since they belong to another pipeline than the tickets of the chain.
  package var otherPipelineCount = 0
}
