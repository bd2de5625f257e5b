internal import RuleEngine

/// Two rules that may write one field differently in one round: which of them wins depends on their order.
struct WriteConflict {
  let space: Int
  /// `nil`: both make the ticket of a conversation.
  let slot: FieldSlot?
  /// Nodes.
  let first: Int
  let second: Int
  /// Where both fire.
  let both: Diagram

  /// One conflict for each two kinds of writing a field that meet somewhere.
  static func all(among nodes: [ChainNode], in spaces: [AnalysedSpace]) throws(BudgetExceeded) -> [WriteConflict] {
    var found: [WriteConflict] = []
    for (index, space) in spaces.enumerated() {
      var groups: [FieldSlot: [Group]] = [:]
      var makers: [Int] = []
      for (number, node) in nodes.enumerated() where node.space == index {
        if space.scope == .conversations {
          if !node.writes.creations.isEmpty { makers.append(number) }
          continue
        }
        var writes = node.writes.fields
        if node.writes.rotates { writes.append((.owner, .rotated)) }
        for (slot, written) in writes {
          if let place = groups[slot]?.firstIndex(where: { $0.written == written && written.agrees(with: written) }) {
            groups[slot]?[place].nodes.append(number)
          } else {
            groups[slot, default: []].append(Group(written: written, nodes: [number]))
          }
        }
      }
      let store = space.situations.store
      for slot in groups.keys.sorted(by: { $0.index < $1.index }) {
        let all = groups[slot] ?? []
        for (left, one) in all.enumerated() {
          for right in all.indices.dropFirst(left + 1) where !one.written.agrees(with: all[right].written) {
            if let conflict = try meeting(one.nodes, all[right].nodes, nodes, slot, index, store) {
              found.append(conflict)
            }
          }
        }
      }
      // Alike or not: all actions of one of them are dropped.
      for (place, left) in makers.enumerated() {
        if let conflict = try meeting([left], Array(makers.dropFirst(place + 1)), nodes, nil, index, store) {
          found.append(conflict)
        }
      }
    }
    return found
  }

  private struct Group {
    var written: ArmWrites.Written
    var nodes: [Int]
  }

  private static func meeting(
    _ left: [Int], _ right: [Int], _ nodes: [ChainNode], _ slot: FieldSlot?, _ space: Int, _ store: DiagramStore
  ) throws(BudgetExceeded) -> WriteConflict? {
    for first in left {
      for second in right where nodes[first].rule != nodes[second].rule {
        if store.meets(nodes[first].fires, nodes[second].fires) {
          let both = try store.and(nodes[first].fires, nodes[second].fires)
          return WriteConflict(space: space, slot: slot, first: first, second: second, both: both)
        }
      }
    }
    return nil
  }
}
