/// A pipeline as a state machine: what its rules can do to where a ticket is, in which situations.
package struct PipelineGraph: Sendable {
  /// Where a ticket comes from.
  package enum Source: Sendable, Hashable {
    /// Nowhere yet: a new conversation.
    case conversation
    /// Index into `Program.stages`, of this pipeline.
    case stage(Int)
    /// Some stage of another pipeline; index into `Program.pipelines`.
    case pipeline(Int)
  }

  package enum Kind: Sendable, Hashable {
    case move
    /// A ticket is created there: out of a conversation, or beside the ticket that stays where it is.
    case creation
  }

  /// Why it is believed that it can happen.
  package enum Certainty: Sendable, Hashable {
    /// An event in which it does was tried: its line.
    case shown(String)
    /// It may be possible: no event was found, and it was not proved that there is none.
    case undecided

    package var isShown: Bool { if case .shown = self { true } else { false } }
  }

  /// Transitions that can follow one another for ever, with nobody doing anything.
  package enum Circle: Sendable, Hashable {
    /// Within one event: it ends after one lap, since no rule reacts to its own consequences.
    case immediate
    /// Timers go round and round.
    case timed
  }

  /// A rule takes a ticket from somewhere to a stage.
  package struct Transition: Sendable, Hashable {
    package var kind: Kind
    /// Index into `Program.rules`.
    package var rule: Int
    /// The arms that do it, ascending.
    package var arms: [Int]
    package var source: Source
    /// Index into `Program.stages`, perhaps of another pipeline.
    package var target: Int
    /// Whether time leads there.
    package var isTimed: Bool
    package var certainty: Certainty
    package var circle: Circle?
  }

  /// A rule that acts on tickets where they are.
  package struct Resident: Sendable, Hashable {
    /// Index into `Program.rules`.
    package var rule: Int
    /// The stages in which it can fire, ascending.
    package var stages: [Int]
  }

  /// Index into `Program.pipelines`.
  package var pipeline: Int
  /// By source, target and rule.
  package var transitions: [Transition] = []
  /// In the order of the rules.
  package var residents: [Resident] = []
  /// Rules of the pipeline that can never fire, as is proved.
  package var silent: [Int] = []
  /// Whether the situations were more than could be looked at: everything that is written is taken for possible.
  package var isUndecided = false
}

/// What is known of one arm of a rule.
package struct ArmExample: Sendable, Hashable {
  package enum Outcome: Sendable, Hashable {
    /// An event that was tried. `isDue`: the rule's timer is due in it.
    case event(line: String, isDue: Bool)
    case impossible
    case undecided
  }

  package var arm: Int
  package var outcome: Outcome
}
