/// The lines of a ticket that came already: few as a list, many by hash.
struct SeenLines: Sendable, Hashable {
  struct Line: Sendable, Hashable {
    var id: String
    var at: Instant
  }

  /// Most tickets have few lines, and most steps see a new one: making a list of one is cheaper than a hash table.
  private var few: [Line] = []
  private var many: [String: Instant] = [:]
  /// How many lines there may be before those that are too old are looked for again.
  private var limit = Self.fewAtMost

  private static let fewAtMost = 16

  /// Whether the line came before, and is not forgotten yet.
  func has(_ id: String, notForgottenAt newest: Instant) -> Bool {
    instant(of: id).map { !Self.isForgotten($0, newest) } ?? false
  }

  /// Those that count, by instant, then by id bytewise.
  func lines(notForgottenAt newest: Instant) -> [Line] {
    (few + many.map { Line(id: $0.key, at: $0.value) }).filter { !Self.isForgotten($0.at, newest) }.sorted {
      left, right in
      left.at == right.at ? left.id.utf8.lexicographicallyPrecedes(right.id.utf8) : left.at < right.at
    }
  }

  /// Remembers the line.
  mutating func note(_ id: String, at instant: Instant) {
    if let index = few.firstIndex(where: { $0.id == id }) {
      few[index].at = instant
    } else if many.isEmpty, few.count < Self.fewAtMost {
      few.append(Line(id: id, at: instant))
    } else {
      for line in few { many[line.id] = line.at }
      few = []
      many[id] = instant
    }
  }

  /// Removes those that are too old to come back each time their number has doubled, so that a ticket with very many
  /// lines stays linear.
  mutating func forget(at newest: Instant) {
    guard many.count > limit else { return }
    many = many.filter { !Self.isForgotten($0.value, newest) }
    limit = max(Self.fewAtMost, 2 * many.count)
  }

  private func instant(of id: String) -> Instant? {
    many.isEmpty ? few.firstIndex { $0.id == id }.map { few[$0].at } : many[id]
  }

  private static func isForgotten(_ instant: Instant, _ newest: Instant) -> Bool {
    newest.microseconds.subtractingClamping(instant.microseconds) > TicketState.memory
  }

  /// Whether both hold the same lines, however.
  static func == (left: SeenLines, right: SeenLines) -> Bool {
    left.few.count + left.many.count == right.few.count + right.many.count
      && left.few.allSatisfy { right.instant(of: $0.id) == $0.at }
      && left.many.allSatisfy { right.instant(of: $0.key) == $0.value }
  }

  /// Hashes what does not depend on the order.
  func hash(into hasher: inout Hasher) { hasher.combine(few.count + many.count) }
}
