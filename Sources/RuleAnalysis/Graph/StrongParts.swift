/// Tarjan's strongly connected parts, with a stack of its own: circles of thousands of moves must not end the process.
enum StrongParts {
  /// The parts of the graph over `nodes`, each ascending; those that a part leads to come before it.
  static func find(_ nodes: [Int], _ successors: (Int) -> [Int]) -> [[Int]] {
    var parts: [[Int]] = []
    var number: [Int: Int] = [:]
    var low: [Int: Int] = [:]
    var isOpen: Set<Int> = []
    var open: [Int] = []
    for root in nodes where number[root] == nil {
      var path: [(node: Int, rest: ArraySlice<Int>)] = []
      func enter(_ node: Int) {
        number[node] = number.count
        low[node] = number[node]
        open.append(node)
        isOpen.insert(node)
        path.append((node, successors(node)[...]))
      }
      enter(root)
      while let (node, rest) = path.last {
        if let next = rest.first {
          path[path.count - 1].rest = rest.dropFirst()
          if number[next] == nil {
            enter(next)
          } else if isOpen.contains(next) {
            low[node] = min(low[node] ?? 0, number[next] ?? 0)
          }
          continue
        }
        path.removeLast()
        if let parent = path.last?.node { low[parent] = min(low[parent] ?? 0, low[node] ?? 0) }
        guard low[node] == number[node] else { continue }
        var part: [Int] = []
        while let last = open.popLast() {
          isOpen.remove(last)
          part.append(last)
          if last == node { break }
        }
        parts.append(part.sorted())
      }
    }
    return parts
  }
}
