//  ReferenceInterpreter answers "what should have come out?": `grammar/meaning.md`, written as plainly as possible over
//  the typed rules. It shares no evaluator with the engine, only the engine's data types and leaf functions (instants,
//  zones, calendars, keys, case folding). It is slow on purpose: dictionaries, copies, no indices.

package import RuleEngine

/// What is remembered of one ticket or of one conversation. Empty means first seen. Rules are remembered by name
/// (pipeline id and identity): a state outlives its rulebook.
package struct ReferenceState: Sendable {
  /// A rotation whose owner the host has not told yet.
  package struct PendingRotation: Sendable {
    /// The rules that led to it.
    package var ledBy: Set<String>
  }

  package var snapshot: TicketSnapshot?
  /// The newest instant of its lines.
  package var newest: Instant?
  /// When each field was last changed.
  package var changedAt: [FieldSlot: Instant] = [:]
  /// The ids of the lines seen, each with its line's instant.
  package var seen: [String: Instant] = [:]
  package var thread: String?
  package var family: String?
  /// By the key of the `rotate` action.
  package var rotations: [String: PendingRotation] = [:]
  /// The id it was first known by.
  package var name: String?
  package var limits = ReferenceLimits()
  package var anchors = ReferenceAnchors()
  package var timers = ReferenceTimers()
  /// Only conversations: a ticket was made.
  package var hasMadeTicket = false
}

/// Section 9: what counts for limits.
package struct ReferenceLimits: Sendable {
  /// The rules with `once per ticket` that fired.
  package var fired: Set<String> = []
  /// The visits in which each rule fired.
  package var visits: [String: Set<String>] = [:]
  /// When each rule fired.
  package var firings: [String: [Instant]] = [:]
  /// When answers to the contact came out.
  package var answers: [Instant] = []
}

/// Where time is counted from: an instant and its name.
package struct ReferenceAnchor: Sendable {
  package var name: String
  package var at: Instant
}

/// Sentence 8.1.
package struct ReferenceAnchors: Sendable {
  package struct Visit: Sendable {
    package var stage: Value
    package var anchor: ReferenceAnchor
  }

  package struct Shown: Sendable {
    package var value: Value
    package var name: String
  }

  package var visit: Visit?
  package var sent: ReferenceAnchor?
  package var replied: Instant?
  package var unanswered: ReferenceAnchor?
  package var activity: ReferenceAnchor?
  package var seen: ReferenceAnchor?
  /// By rule.
  package var sinceTrue: [String: ReferenceAnchor] = [:]
  package var dates: [FieldSlot: Shown] = [:]
}

/// What the host was told, and what was delivered.
package struct ReferenceTimers: Sendable {
  package struct Told: Sendable {
    package var key: String
    /// By name.
    package var rule: String
    package var identity: String
    package var anchor: String
    package var due: Instant
  }

  /// In the order told.
  package var told: [Told] = []
  /// The last delivery of each rule for each anchor; skipped ones too.
  package var uses: [String: [String: Instant]] = [:]
  /// The rulebook of the last step.
  package var rulebook: [UInt8]?
}
