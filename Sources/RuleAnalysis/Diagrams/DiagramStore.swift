//  RuleAnalysis answers "what else is true?": questions about a program over all tickets and events, decided.
//  It refuses to know text: what it says is about rules by their index; places and words are the callers' work.

/// A set of situations: a node of a reduced ordered binary decision diagram. In one store equal sets are equal nodes.
package struct Diagram: Sendable, Hashable {
  let index: Int32

  /// No situation.
  package static let never = Diagram(index: 0)
  /// Every situation.
  package static let always = Diagram(index: 1)
}

/// An analysis needed more nodes than it was allowed: its answer is "unknown".
package struct BudgetExceeded: Error {}

/// Nodes of diagrams over numbered two-valued variables, smaller numbers nearer to the root.
///
/// Nodes are shared and never given back; memory is bounded by the budget (16 bytes a node, and the tables).
package final class DiagramStore {
  private struct Node {
    var variable: Int32
    var low: Int32
    var high: Int32
  }

  private enum Operation: UInt32 { case and, or, xor, without }

  private struct CacheLine {
    var operation: UInt32 = .max
    var left: Int32 = 0
    var right: Int32 = 0
    var result: Int32 = 0
  }

  private var nodes: [Node]
  /// Open addressing; 0 is a free place, since the constants are never looked up.
  private var table: [Int32]
  private var cache: [CacheLine]
  /// The nodes that may be made now: the budget, or less.
  private var limit: Int

  /// A store that holds at most `budget` nodes.
  package init(budget: Int = 2_000_000) {
    limit = budget
    // The constants come after every variable.
    nodes = [Node(variable: .max, low: 0, high: 0), Node(variable: .max, low: 1, high: 1)]
    table = Array(repeating: 0, count: 1 << 12)
    cache = Array(repeating: CacheLine(), count: 1 << 14)
  }

  /// How many nodes were made.
  package var count: Int { nodes.count }

  /// How many more may be made.
  package var left: Int { limit - nodes.count }

  /// What `body` gives if it makes at most `allowance` nodes; otherwise `nil`, and other questions can still be asked.
  package func limited<Result>(
    to allowance: Int, _ body: () throws(BudgetExceeded) -> Result
  ) -> Result? {
    let before = limit
    limit = min(limit, nodes.count + max(0, allowance))
    defer { limit = before }
    do throws(BudgetExceeded) { return try body() } catch { return nil }
  }

  /// The situations in which a variable is true.
  package func variable(_ variable: Int) throws(BudgetExceeded) -> Diagram {
    Diagram(index: try node(Int32(variable), low: 0, high: 1))
  }

  /// Both hold. Complexity: at most the product of the sizes, like all operations here.
  package func and(_ left: Diagram, _ right: Diagram) throws(BudgetExceeded) -> Diagram {
    Diagram(index: try apply(.and, left.index, right.index))
  }

  /// At least one holds.
  package func or(_ left: Diagram, _ right: Diagram) throws(BudgetExceeded) -> Diagram {
    Diagram(index: try apply(.or, left.index, right.index))
  }

  /// Exactly one holds.
  package func xor(_ left: Diagram, _ right: Diagram) throws(BudgetExceeded) -> Diagram {
    Diagram(index: try apply(.xor, left.index, right.index))
  }

  /// The first holds and the second does not.
  package func without(_ left: Diagram, _ right: Diagram) throws(BudgetExceeded) -> Diagram {
    Diagram(index: try apply(.without, left.index, right.index))
  }

  /// It does not hold.
  package func not(_ diagram: Diagram) throws(BudgetExceeded) -> Diagram { try without(.always, diagram) }

  /// If the first holds, the second holds.
  package func implies(_ left: Diagram, _ right: Diagram) throws(BudgetExceeded) -> Diagram {
    try not(without(left, right))
  }

  /// All hold.
  package func all(_ diagrams: [Diagram]) throws(BudgetExceeded) -> Diagram {
    var result = Diagram.always
    for diagram in diagrams { result = try and(result, diagram) }
    return result
  }

  /// At least one holds. Halves are joined, so that many small ones cost little.
  package func any(_ diagrams: some RandomAccessCollection<Diagram>) throws(BudgetExceeded) -> Diagram {
    guard diagrams.count > 1 else { return diagrams.first ?? .never }
    let middle = diagrams.index(diagrams.startIndex, offsetBy: diagrams.count / 2)
    return try or(any(diagrams[..<middle]), any(diagrams[middle...]))
  }

  /// `diagram`, whatever the variables in `range` are: where some values of them make it hold.
  package func exists(_ range: Range<Int>, _ diagram: Diagram) throws(BudgetExceeded) -> Diagram {
    var memo: [Int32: Int32] = [:]
    return Diagram(index: try exists(Int32(range.lowerBound)..<Int32(range.upperBound), diagram.index, &memo))
  }

  /// `diagram`, whatever the variables that are marked are.
  package func exists(_ isMarked: [Bool], _ diagram: Diagram) throws(BudgetExceeded) -> Diagram {
    var memo: [Int32: Int32] = [:]
    return Diagram(index: try exists(isMarked, diagram.index, &memo))
  }

  /// Whether both hold in some situation. Makes no nodes.
  package func meets(_ left: Diagram, _ right: Diagram) -> Bool {
    var seen: Set<UInt64> = []
    return meets(left.index, right.index, &seen)
  }

  /// `seen`: pairs that do not meet.
  private func meets(_ left: Int32, _ right: Int32, _ seen: inout Set<UInt64>) -> Bool {
    if left == 0 || right == 0 { return false }
    if left == 1 || right == 1 || left == right { return true }
    let key = UInt64(UInt32(bitPattern: min(left, right))) << 32 | UInt64(UInt32(bitPattern: max(left, right)))
    if seen.contains(key) { return false }
    let (first, second) = (nodes[Int(left)], nodes[Int(right)])
    let variable = min(first.variable, second.variable)
    let (leftLow, leftHigh) = first.variable == variable ? (first.low, first.high) : (left, left)
    let (rightLow, rightHigh) = second.variable == variable ? (second.low, second.high) : (right, right)
    if meets(leftLow, rightLow, &seen) || meets(leftHigh, rightHigh, &seen) { return true }
    seen.insert(key)
    return false
  }

  /// `diagram`, whatever the variables other than those in `kept` are.
  package func projection(of diagram: Diagram, to kept: Set<Int>) throws(BudgetExceeded) -> Diagram {
    var memo: [Int32: Int32] = [:]
    return Diagram(index: try projection(diagram.index, kept, kept.max().map { Int32($0) } ?? -1, &memo))
  }

  private func projection(
    _ index: Int32, _ kept: Set<Int>, _ last: Int32, _ memo: inout [Int32: Int32]
  ) throws(BudgetExceeded) -> Int32 {
    if index < 2 { return index }
    let node = nodes[Int(index)]
    // A reduced diagram that is not constant can be made to hold.
    if node.variable > last { return 1 }
    if let known = memo[index] { return known }
    let low = try projection(node.low, kept, last, &memo)
    let isKept = kept.contains(Int(node.variable))
    var result: Int32 = 1
    if isKept || low != 1 {
      let high = try projection(node.high, kept, last, &memo)
      result = isKept ? try self.node(node.variable, low: low, high: high) : try apply(.or, low, high)
    }
    memo[index] = result
    return result
  }

  /// A node's variable and what it leads to, where the variable is false and where it is true; `nil` for the constants.
  package func branches(of diagram: Diagram) -> (variable: Int, low: Diagram, high: Diagram)? {
    guard diagram.index > 1 else { return nil }
    let node = nodes[Int(diagram.index)]
    return (Int(node.variable), Diagram(index: node.low), Diagram(index: node.high))
  }

  /// Whether the diagram holds where `model` has the values of the variables.
  package func holds(_ diagram: Diagram, in model: (Int) -> Bool) -> Bool {
    var index = diagram.index
    while index > 1 {
      let node = nodes[Int(index)]
      index = model(Int(node.variable)) ? node.high : node.low
    }
    return index == 1
  }

  /// Values of variables that make it hold whatever the others are: as few as lead there, false preferred. `nil` if none do.
  package func model(of diagram: Diagram) -> [Int: Bool]? { model(of: diagram, preferringHigh: false) }

  /// The same, with true preferred where it is asked for.
  func model(of diagram: Diagram, preferringHigh: Bool) -> [Int: Bool]? {
    guard diagram != .never else { return nil }
    var values: [Int: Bool] = [:]
    var index = diagram.index
    while index > 1 {
      let node = nodes[Int(index)]
      let goesLow = preferringHigh ? node.high == 0 : node.low != 0
      values[Int(node.variable)] = !goesLow
      index = goesLow ? node.low : node.high
    }
    return values
  }

  /// The variables it depends on, ascending.
  package func support(of diagram: Diagram) -> [Int] {
    var seen: Set<Int32> = []
    var variables: Set<Int32> = []
    var stack = [diagram.index]
    while let index = stack.popLast() {
      guard index > 1, seen.insert(index).inserted else { continue }
      let node = nodes[Int(index)]
      variables.insert(node.variable)
      stack.append(node.low)
      stack.append(node.high)
    }
    return variables.sorted().map(Int.init)
  }

  /// How many assignments of `variables` (ascending, all that it depends on) make it hold; `UInt128.max` is "more than
  /// can be counted".
  package func count(of diagram: Diagram, over variables: [Int]) -> UInt128 {
    var place: [Int32: Int] = [:]
    for (index, variable) in variables.enumerated() { place[Int32(variable)] = index }
    var memo: [Int32: UInt128] = [:]
    let (count, level) = counted(diagram.index, place, variables.count, &memo)
    return Self.shifted(count, by: level)
  }

  private func counted(
    _ index: Int32, _ place: [Int32: Int], _ end: Int, _ memo: inout [Int32: UInt128]
  ) -> (count: UInt128, level: Int) {
    if index < 2 { return (UInt128(UInt32(index)), end) }
    let node = nodes[Int(index)]
    let level = place[node.variable] ?? end
    if let known = memo[index] { return (known, level) }
    let low = counted(node.low, place, end, &memo)
    let high = counted(node.high, place, end, &memo)
    let (sum, overflow) = Self.shifted(low.count, by: low.level - level - 1)
      .addingReportingOverflow(Self.shifted(high.count, by: high.level - level - 1))
    let count = overflow ? UInt128.max : sum
    memo[index] = count
    return (count, level)
  }

  private static func shifted(_ count: UInt128, by places: Int) -> UInt128 {
    if count == 0 { return 0 }
    return places >= count.leadingZeroBitCount ? .max : count << UInt128(places)
  }

  // MARK: Nodes

  private func apply(_ operation: Operation, _ left: Int32, _ right: Int32) throws(BudgetExceeded) -> Int32 {
    var (left, right) = (left, right)
    switch operation {
    case .and:
      if left == 0 || right == 0 { return 0 }
      if left == 1 || left == right { return right }
      if right == 1 { return left }
      if left > right { swap(&left, &right) }
    case .or:
      if left == 1 || right == 1 { return 1 }
      if left == 0 || left == right { return right }
      if right == 0 { return left }
      if left > right { swap(&left, &right) }
    case .xor:
      if left == right { return 0 }
      if left == 0 { return right }
      if right == 0 { return left }
      if left > right { swap(&left, &right) }
    case .without:
      if left == 0 || right == 1 || left == right { return 0 }
      if right == 0 { return left }
    }
    let place = Self.hash(operation.rawValue, left, right) & (cache.count - 1)
    let line = cache[place]
    if line.operation == operation.rawValue, line.left == left, line.right == right { return line.result }
    let (first, second) = (nodes[Int(left)], nodes[Int(right)])
    let variable = min(first.variable, second.variable)
    let (leftLow, leftHigh) = first.variable == variable ? (first.low, first.high) : (left, left)
    let (rightLow, rightHigh) = second.variable == variable ? (second.low, second.high) : (right, right)
    let low = try apply(operation, leftLow, rightLow)
    let high = try apply(operation, leftHigh, rightHigh)
    let result = try node(variable, low: low, high: high)
    // The cache may have grown meanwhile.
    let now = Self.hash(operation.rawValue, left, right) & (cache.count - 1)
    cache[now] = CacheLine(operation: operation.rawValue, left: left, right: right, result: result)
    return result
  }

  private func exists(
    _ range: Range<Int32>, _ index: Int32, _ memo: inout [Int32: Int32]
  ) throws(BudgetExceeded) -> Int32 {
    let node = nodes[Int(index)]
    if index < 2 || node.variable >= range.upperBound { return index }
    if let known = memo[index] { return known }
    let low = try exists(range, node.low, &memo)
    let high = try exists(range, node.high, &memo)
    let result =
      node.variable >= range.lowerBound
      ? try apply(.or, low, high) : try self.node(node.variable, low: low, high: high)
    memo[index] = result
    return result
  }

  private func exists(
    _ isMarked: [Bool], _ index: Int32, _ memo: inout [Int32: Int32]
  ) throws(BudgetExceeded) -> Int32 {
    if index < 2 { return index }
    if let known = memo[index] { return known }
    let node = nodes[Int(index)]
    let low = try exists(isMarked, node.low, &memo)
    let result: Int32
    if isMarked[Int(node.variable)] {
      result = low == 1 ? 1 : try apply(.or, low, exists(isMarked, node.high, &memo))
    } else {
      result = try self.node(node.variable, low: low, high: exists(isMarked, node.high, &memo))
    }
    memo[index] = result
    return result
  }

  private func node(_ variable: Int32, low: Int32, high: Int32) throws(BudgetExceeded) -> Int32 {
    if low == high { return low }
    var place = Self.hash(UInt32(bitPattern: variable), low, high) & (table.count - 1)
    while table[place] != 0 {
      let node = nodes[Int(table[place])]
      if node.variable == variable, node.low == low, node.high == high { return table[place] }
      place = (place + 1) & (table.count - 1)
    }
    guard nodes.count < limit else { throw BudgetExceeded() }
    let index = Int32(nodes.count)
    nodes.append(Node(variable: variable, low: low, high: high))
    table[place] = index
    if nodes.count * 2 > table.count { grow() }
    return index
  }

  private func grow() {
    table = Array(repeating: 0, count: table.count * 2)
    for index in 2..<nodes.count {
      let node = nodes[index]
      var place = Self.hash(UInt32(bitPattern: node.variable), node.low, node.high) & (table.count - 1)
      while table[place] != 0 { place = (place + 1) & (table.count - 1) }
      table[place] = Int32(index)
    }
    if cache.count < table.count { cache = Array(repeating: CacheLine(), count: table.count) }
  }

  private static func hash(_ first: UInt32, _ second: Int32, _ third: Int32) -> Int {
    var hash = UInt64(first) &* 0x9e37_79b9_7f4a_7c15
    hash = (hash ^ UInt64(UInt32(bitPattern: second))) &* 0xbf58_476d_1ce4_e5b9
    hash = (hash ^ (hash >> 29) ^ UInt64(UInt32(bitPattern: third))) &* 0x94d0_49bb_1331_11eb
    return Int(truncatingIfNeeded: hash >> 20)
  }
}
