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
  private var tables: DiagramTables

  /// A store that holds at most `budget` nodes.
  package init(budget: Int = 2_000_000) { tables = DiagramTables(budget: budget) }

  /// How many nodes were made.
  package var count: Int { tables.nodes.count }

  /// How many more may be made.
  package var left: Int { tables.limit - tables.nodes.count }

  /// What `body` gives if it makes at most `allowance` nodes; otherwise `nil`, and other questions can still be asked.
  package func limited<Result>(
    to allowance: Int, _ body: () throws(BudgetExceeded) -> Result
  ) -> Result? {
    let before = tables.limit
    tables.limit = min(before, tables.nodes.count + max(0, allowance))
    defer { tables.limit = before }
    do throws(BudgetExceeded) { return try body() } catch { return nil }
  }

  /// The situations in which a variable is true.
  package func variable(_ variable: Int) throws(BudgetExceeded) -> Diagram {
    Diagram(index: try tables.node(Int32(variable), low: 0, high: 1))
  }

  /// Both hold. Complexity: at most the product of the sizes, like all operations here.
  package func and(_ left: Diagram, _ right: Diagram) throws(BudgetExceeded) -> Diagram {
    Diagram(index: try tables.apply(.and, left.index, right.index))
  }

  /// At least one holds.
  package func or(_ left: Diagram, _ right: Diagram) throws(BudgetExceeded) -> Diagram {
    Diagram(index: try tables.apply(.or, left.index, right.index))
  }

  /// Exactly one holds.
  package func xor(_ left: Diagram, _ right: Diagram) throws(BudgetExceeded) -> Diagram {
    Diagram(index: try tables.apply(.xor, left.index, right.index))
  }

  /// The first holds and the second does not.
  package func without(_ left: Diagram, _ right: Diagram) throws(BudgetExceeded) -> Diagram {
    Diagram(index: try tables.apply(.without, left.index, right.index))
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
    return Diagram(index: try tables.exists(Int32(range.lowerBound)..<Int32(range.upperBound), diagram.index, &memo))
  }

  /// `diagram`, whatever the variables that are marked are.
  package func exists(_ isMarked: [Bool], _ diagram: Diagram) throws(BudgetExceeded) -> Diagram {
    var memo: [Int32: Int32] = [:]
    return Diagram(index: try tables.exists(isMarked, diagram.index, &memo))
  }

  /// Whether both hold in some situation. Makes no nodes.
  package func meets(_ left: Diagram, _ right: Diagram) -> Bool {
    var seen: Set<UInt64> = []
    return tables.meets(left.index, right.index, &seen)
  }

  /// `diagram`, whatever the variables other than those in `kept` are.
  package func projection(of diagram: Diagram, to kept: Set<Int>) throws(BudgetExceeded) -> Diagram {
    var memo: [Int32: Int32] = [:]
    return Diagram(index: try tables.projection(diagram.index, kept, kept.max().map { Int32($0) } ?? -1, &memo))
  }

  /// A node's variable and what it leads to, where the variable is false and where it is true; `nil` for the constants.
  package func branches(of diagram: Diagram) -> (variable: Int, low: Diagram, high: Diagram)? {
    guard diagram.index > 1 else { return nil }
    let node = tables.nodes[Int(diagram.index)]
    return (Int(node.variable), Diagram(index: node.low), Diagram(index: node.high))
  }

  /// Whether the diagram holds where `model` has the values of the variables.
  package func holds(_ diagram: Diagram, in model: (Int) -> Bool) -> Bool {
    var index = diagram.index
    while index > 1 {
      let node = tables.nodes[Int(index)]
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
      let node = tables.nodes[Int(index)]
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
      let node = tables.nodes[Int(index)]
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
    let (count, level) = tables.counted(diagram.index, place, variables.count, &memo)
    return DiagramTables.shifted(count, by: level)
  }

}
