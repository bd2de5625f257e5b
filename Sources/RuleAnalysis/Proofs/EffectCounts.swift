internal import RuleEngine

/// How much can come together: for each total the situations that have exactly that total.
///
/// Sums of many conditions that have nothing to do with each other need very many nodes. Past an allowance the rest is
/// bounded: of effects that exclude each other one counts.
struct EffectCounts {
  private(set) var cells: [Int: Diagram]
  /// What comes on top at most, of effects that were not told apart.
  private(set) var rest = 0
  /// Effects that exclude each other: where they come, and the most that one counts.
  private var groups: [(parts: [Diagram], most: Int)] = []
  private var isCoarse = false
  private var comparisons = 0
  private let start: Diagram
  private let store: DiagramStore
  private let lastNode: Int

  private static let allowance = 120_000
  private static let cellBudget = 400
  private static let comparisonBudget = 20_000

  /// No effects yet, in the situations of `start`.
  init(in start: Diagram, store: DiagramStore) {
    self.start = start
    self.store = store
    // A share of what is left, so that the next question can be asked, too.
    lastNode = store.count + min(Self.allowance, store.left / 4)
    cells = start == .never ? [:] : [0: start]
  }

  /// Adds an effect that counts `weight` where one of `parts` holds.
  mutating func add(_ parts: [Diagram], weight: Int = 1) {
    guard weight > 0, !cells.isEmpty else { return }
    let here = parts.filter { store.meets($0, start) }
    if here.isEmpty { return }
    guard !isCoarse,
      let next = store.limited(
        to: lastNode - store.count, { () throws(BudgetExceeded) in try divided(by: here, weight) })
    else {
      isCoarse = true
      return bound(here, weight)
    }
    cells = next
    isCoarse = cells.count > Self.cellBudget
  }

  private func divided(by parts: [Diagram], _ weight: Int) throws(BudgetExceeded) -> [Int: Diagram] {
    let diagram = try store.any(parts)
    var next: [Int: Diagram] = [:]
    for total in cells.keys.sorted() {
      guard let cell = cells[total] else { continue }
      let with = try store.and(cell, diagram)
      let without = try store.without(cell, diagram)
      for (sum, part) in [(total + weight, with), (total, without)] where part != .never {
        next[sum] = try store.or(next[sum] ?? .never, part)
      }
    }
    return next
  }

  private mutating func bound(_ parts: [Diagram], _ weight: Int) {
    for (index, group) in groups.enumerated() where comparisons < Self.comparisonBudget {
      comparisons += parts.count * group.parts.count
      let meets = parts.contains { part in group.parts.contains { store.meets(part, $0) } }
      if meets { continue }
      rest += max(0, weight - group.most)
      groups[index] = (group.parts + parts, max(group.most, weight))
      return
    }
    groups.append((parts, weight))
    rest += weight
  }

  /// Every total is exact.
  var isExact: Bool { rest == 0 }

  /// The most that can come together; 0 in no situation.
  var most: Int { (cells.keys.max() ?? 0) + rest }

  /// The situations in which some total that there may be is sought.
  func situations(where isSought: (Int) -> Bool) throws(BudgetExceeded) -> Diagram {
    try store.any(
      cells.keys.sorted().filter { total in (total...total + rest).contains(where: isSought) }.compactMap { cells[$0] })
  }
}
