//  ReferenceInterpreter answers "what should have come out?": `grammar/meaning.md`, written as plainly as possible over
//  the typed rules. It shares no evaluator with the engine, only the engine's data types and leaf functions (instants,
//  zones, keys, case folding). It is slow on purpose: dictionaries, copies, no indices.

package import RuleEngine

/// What is remembered of one ticket or of one conversation. Empty means first seen.
package struct ReferenceState: Sendable {
  /// A rotation whose owner the host has not told yet.
  package struct PendingRotation: Sendable {
    /// The rules that led to it, by index.
    package var ledBy: Set<Int>
  }

  package var snapshot: TicketSnapshot?
  /// The newest instant of its lines.
  package var newest: Instant?
  /// When each field was last changed.
  package var changedAt: [FieldSlot: Instant] = [:]
  /// The ids of the lines seen, each with its line's instant.
  package var seen: [String: Instant] = [:]
  /// The rules with `once per ticket` that fired, by index.
  package var fired: Set<Int> = []
  package var thread: String?
  package var family: String?
  /// By the key of the `rotate` action.
  package var rotations: [String: PendingRotation] = [:]
  /// Only conversations: a ticket was made.
  package var hasMadeTicket = false
}
