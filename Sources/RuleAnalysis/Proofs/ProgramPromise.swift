package import RuleEngine

/// A promise about the rules of one pipeline. What it says of rounds is a rule of the program that does nothing: where it
/// fires, the promise applies.
package struct ProgramPromise: Sendable {
  package enum Kind: Sendable {
    case counts(Quantity, Effect, to: Program.Recipient?, Occasion)
    /// The probe's first arm is taken where the ticket is as promised when it is created, the second where it is not.
    case created(probe: Int, State)
    /// Stages of the pipeline.
    case neverMoves(from: Int, to: Int)
  }

  package enum Quantity: Sendable, Hashable {
    case exactly(Int), atMost(Int), atLeast(Int)

    /// Whether `count` keeps the promise.
    package func allows(_ count: Int) -> Bool {
      switch self {
      case .exactly(let number): count == number
      case .atMost(let number): count <= number
      case .atLeast(let number): count >= number
      }
    }

    /// The fewest that are promised.
    var least: Int {
      switch self {
      case .exactly(let number), .atLeast(let number): number
      case .atMost: 0
      }
    }

    /// The most that are allowed.
    var most: Int? {
      switch self {
      case .exactly(let number), .atMost(let number): number
      case .atLeast: nil
      }
    }
  }

  package enum Effect: Sendable, Hashable { case notification, email, message, task, note, ticket }

  package enum Occasion: Sendable {
    /// In each round in which the probe fires.
    case round(probe: Int)
    /// In each round in which the condition of the probe holds; its triggers are all that rules have.
    case anyRound(probe: Int)
    /// In all that one event leads to.
    case event
  }

  package enum State: Sendable, Hashable { case isAssigned, has(FieldSlot) }

  package let pipeline: Int
  package let kind: Kind

  package init(pipeline: Int, kind: Kind) {
    self.pipeline = pipeline
    self.kind = kind
  }
}

/// What was found out about a claim.
package enum ProofVerdict: Sendable {
  /// It holds for all tickets and events.
  case proved
  case refuted(CounterExample)
  /// Why it was not decided.
  case unknown(String)
}

/// Events that were put through the engine, and what came of them.
package struct CounterExample: Sendable {
  /// Lines of a log, in order. What is shown happens in the last one.
  package let lines: [String]
  package let events: [Event]
  /// After the last line time passes up to this instant, and a timer is delivered: then it happens.
  package let until: Instant?
  /// What the rules did that is not as claimed.
  package let finding: Finding

  init(lines: [String], events: [Event], until: Instant?, finding: Finding) {
    self.lines = lines
    self.events = events
    self.until = until
    self.finding = finding
  }

  /// What one event shows; `nil` where it takes due timers or limits that are used up.
  package init?(_ witness: Witness) {
    guard witness.due.isEmpty, witness.usedUp.isEmpty else { return nil }
    self.init(
      lines: [witness.line], events: [witness.event], until: nil, finding: Finding(count: 0, rules: [], round: nil))
  }

  package struct Finding: Sendable, Hashable {
    /// Counted, or 0.
    package var count: Int
    /// The rules that took part, as indices into the program's rules, ascending.
    package var rules: [Int]
    /// The round, counted from 1; `nil` where the whole event counts.
    package var round: Int?
  }
}
