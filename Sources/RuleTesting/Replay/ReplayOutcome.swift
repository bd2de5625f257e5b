import RuleEngine
package import RuleSchema

/// How two versions compare on a log.
package struct ReplayOutcome: Sendable {
  /// Where in the log: a line, or the timers due after the last.
  package struct Place: Sendable, Hashable {
    /// `nil` after the last line.
    package let line: Int?
    /// The event's id.
    package let event: String?
  }

  /// A deed of one version or of both.
  package enum Side: String, Sendable, Hashable { case both, old, new }

  /// What the versions did at one place, to one ticket.
  package struct Difference: Sendable {
    package let place: Place
    package let ticket: String
    /// In the order they came out: first what both did, then the old version's, then the new one's.
    package let deeds: [(side: Side, deed: ReplayDeed)]
    /// Why, for each version; empty unless kept.
    package var reasons: (old: [ReplayReason], new: [ReplayReason]) = ([], [])

    /// Whether one version did what the other did not.
    package var isDifferent: Bool { deeds.contains { $0.side != .both } }
  }

  /// How often one kind of effect came out of one version alone.
  package struct Effect: Sendable {
    package let one: String
    package let many: String
    package var old = 0
    package var new = 0
  }

  /// A ticket with differences.
  package struct Ticket: Sendable {
    package let id: String
    package var count = 0
    package var first: Place
    /// The first few, or all where the ticket was asked for.
    package var differences: [Difference] = []
  }

  /// A line that a version cannot read.
  package struct Refusal: Sendable {
    package let line: Int
    /// `both` where neither can.
    package let side: Side
    package let reason: String
  }

  /// Rules of both versions that did the same under two names.
  package struct Renaming: Sendable, Hashable {
    package let old: String
    package let new: String
  }

  package internal(set) var events = 0
  /// What both versions did alike.
  package internal(set) var commonDeeds = 0
  package internal(set) var effects: [Effect] = []
  package internal(set) var differingTickets = 0
  /// The first of them, in the order of the log.
  package internal(set) var tickets: [Ticket] = []
  package internal(set) var first: Difference?
  package internal(set) var renamings: [(Renaming, count: Int)] = []
  /// Lines that only one version can read: itself a difference.
  package internal(set) var oneSidedLines = 0
  package internal(set) var damagedLines = 0
  /// A version has timers armed that are not due yet.
  package internal(set) var hasTimersLeft = false
  /// The rules that run in each version.
  let oldRules: Set<String>
  let newRules: Set<String>
  /// The names to print actions with.
  package let schema: Schema

  init(old: Program, new: Program) {
    schema = Schema(naming: new, then: old)
    oldRules = Set(old.rules.map(\.identity))
    newRules = Set(new.rules.map(\.identity))
  }

  /// Whether both did the same.
  package var isIdentical: Bool { first == nil && oneSidedLines == 0 }
}
