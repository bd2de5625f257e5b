internal import RuleEngine

/// How much can come together: for each total the situations that have exactly that total.
struct EffectCounts {
  private(set) var cells: [Int: Diagram]
  /// A total was taken too high because there were too many to tell apart.
  private(set) var isCoarse = false
  private let store: DiagramStore
  private static let cellBudget = 400

  /// No effects yet, in the situations of `start`.
  init(in start: Diagram, store: DiagramStore) {
    self.store = store
    cells = start == .never ? [:] : [0: start]
  }

  /// Adds an effect that counts `weight` where `diagram` holds.
  mutating func add(_ diagram: Diagram, weight: Int = 1) throws(BudgetExceeded) {
    guard weight > 0, diagram != .never else { return }
    var next: [Int: Diagram] = [:]
    for total in cells.keys.sorted() {
      guard let cell = cells[total] else { continue }
      let with = try store.and(cell, diagram)
      let without = try store.without(cell, diagram)
      for (sum, part) in [(total + weight, with), (total, without)] where part != .never {
        next[sum] = try store.or(next[sum] ?? .never, part)
      }
    }
    cells = next
    if cells.count > Self.cellBudget { try coarsen() }
  }

  /// Joins neighbouring totals, counting the lower as the higher.
  private mutating func coarsen() throws(BudgetExceeded) {
    isCoarse = true
    var next: [Int: Diagram] = [:]
    let totals = cells.keys.sorted()
    var index = 0
    while index < totals.count {
      let upper = totals[min(index + 1, totals.count - 1)]
      var joined = cells[totals[index]] ?? .never
      if index + 1 < totals.count { joined = try store.or(joined, cells[upper] ?? .never) }
      next[upper] = joined
      index += 2
    }
    cells = next
  }

  /// The most that can come together; 0 in no situation.
  var most: Int { cells.keys.max() ?? 0 }

  /// The situations with a total that is not allowed.
  func situations(where isSought: (Int) -> Bool) throws(BudgetExceeded) -> Diagram {
    try store.any(cells.keys.sorted().filter(isSought).compactMap { cells[$0] })
  }
}
