/// Nodes of diagrams and what finds them again. Apart from the store, so that going down a diagram is one access to it.
struct DiagramTables {
  struct Node {
    var variable: Int32
    var low: Int32
    var high: Int32
  }

  enum Operation: UInt32 { case and, or, xor, without }

  private struct CacheLine {
    var operation: UInt32 = .max
    var left: Int32 = 0
    var right: Int32 = 0
    var result: Int32 = 0
  }

  private(set) var nodes: [Node]
  /// Open addressing; 0 is a free place, since the constants are never looked up.
  private var table: [Int32]
  private var cache: [CacheLine]
  /// The nodes that may be made now: the budget, or less.
  var limit: Int

  /// A cache that is larger than what processors keep near helps no more.
  private static let mostLines = 1 << 17
  /// Tables begin small: a page of memory costs as much to touch as many nodes.
  private static let fewest = 1 << 8

  init(budget: Int) {
    limit = budget
    // The constants come after every variable.
    nodes = [Node(variable: .max, low: 0, high: 0), Node(variable: .max, low: 1, high: 1)]
    table = Array(repeating: 0, count: Self.fewest)
    cache = Array(repeating: CacheLine(), count: Self.fewest)
  }

  mutating func apply(_ operation: Operation, _ left: Int32, _ right: Int32) throws(BudgetExceeded) -> Int32 {
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

  mutating func exists(
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

  mutating func exists(
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

  mutating func node(_ variable: Int32, low: Int32, high: Int32) throws(BudgetExceeded) -> Int32 {
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

  private mutating func grow() {
    table = Array(repeating: 0, count: table.count * 2)
    for index in 2..<nodes.count {
      let node = nodes[index]
      var place = Self.hash(UInt32(bitPattern: node.variable), node.low, node.high) & (table.count - 1)
      while table[place] != 0 { place = (place + 1) & (table.count - 1) }
      table[place] = Int32(index)
    }
    let lines = max(min(table.count * 4, 1 << 14), min(table.count, Self.mostLines))
    if cache.count < lines { cache = Array(repeating: CacheLine(), count: lines) }
  }

  private static func hash(_ first: UInt32, _ second: Int32, _ third: Int32) -> Int {
    var hash = UInt64(first) &* 0x9e37_79b9_7f4a_7c15
    hash = (hash ^ UInt64(UInt32(bitPattern: second))) &* 0xbf58_476d_1ce4_e5b9
    hash = (hash ^ (hash >> 29) ^ UInt64(UInt32(bitPattern: third))) &* 0x94d0_49bb_1331_11eb
    return Int(truncatingIfNeeded: hash >> 20)
  }

  /// `seen`: pairs that do not meet.
  func meets(_ left: Int32, _ right: Int32, _ seen: inout Set<UInt64>) -> Bool {
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

  mutating func projection(
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

  func counted(
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

  static func shifted(_ count: UInt128, by places: Int) -> UInt128 {
    if count == 0 { return 0 }
    return places >= count.leadingZeroBitCount ? .max : count << UInt128(places)
  }
}
