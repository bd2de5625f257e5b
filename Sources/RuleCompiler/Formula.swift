package import RuleEngine

/// A condition's branches, read back as `and`, `or` and `not`.
///
/// Two neighbours become one where only the first leads to the second and both share the other way out: for `a and b`
/// that is where they fail. From right to left, so that the right one is always as large as it gets.
package struct Formula: Sendable {
  /// Deeper ones are shown branch by branch: nobody reads them, and recursion must end somewhere.
  private static let deepest = 200

  private let root: Node

  /// `nil` where the branches are no such formula; the compiler writes none of these.
  ///
  /// Complexity: O(*n*) in the number of branches.
  package init?(_ condition: Program.Condition, of program: Program) {
    // How many pieces lead to a branch.
    var visitors = [Int](repeating: 0, count: condition.branches.count)
    let first = condition.branches.lowerBound
    for index in condition.branches {
      for case .branch(let target) in [program.branches[index].ifTrue, program.branches[index].ifFalse] {
        visitors[target - first] += 1
      }
    }
    var stack: [Piece] = []
    for index in condition.branches.reversed() {
      var left = Piece(index: index, branch: program.branches[index])
      while let top = stack.indices.last, visitors[stack[top].index - first] == 1,
        let joint = left.joint(with: stack[top])
      {
        if case .branch(let shared) = joint.shared { visitors[shared - first] -= 1 }
        // In place: a copy of its parts for every part would make long conditions quadratic.
        stack[top].absorb(left, joint)
        left = stack.removeLast()
      }
      guard left.node.depth <= Self.deepest else { return nil }
      stack.append(left)
    }
    guard var whole = stack.popLast(), stack.isEmpty else { return nil }
    switch (whole.ifTrue, whole.ifFalse) {
    case (.accept, .reject): break
    case (.reject, .accept): whole.node.isNegated.toggle()
    default: return nil
    }
    root = whole.node
  }

  /// The condition in words: an `or` inside an `and`, or the other way round, stands in parentheses.
  package var words: String { root.words(isNegated: false, isInside: false) }
}

/// Branches that became one question: where it leads if it holds and if not.
private struct Piece {
  struct Joint {
    let kind: Node.Kind
    /// `left` counts the other way round.
    let negatesLeft: Bool
    let shared: Program.Branch.Target
  }

  var node: Node
  var index: Int
  let ifTrue: Program.Branch.Target
  let ifFalse: Program.Branch.Target

  init(index: Int, branch: Program.Branch) {
    node = Node(kind: .test(branch.text))
    self.index = index
    ifTrue = branch.ifTrue
    ifFalse = branch.ifFalse
  }

  /// How this piece and the one after it are one, if they are.
  func joint(with right: Piece) -> Joint? {
    let onward = Program.Branch.Target.branch(right.index)
    if ifTrue == onward, ifFalse == right.ifFalse { return Joint(kind: .all, negatesLeft: false, shared: ifFalse) }
    if ifTrue == onward, ifFalse == right.ifTrue { return Joint(kind: .any, negatesLeft: true, shared: ifFalse) }
    if ifFalse == onward, ifTrue == right.ifTrue { return Joint(kind: .any, negatesLeft: false, shared: ifTrue) }
    if ifFalse == onward, ifTrue == right.ifFalse { return Joint(kind: .all, negatesLeft: true, shared: ifTrue) }
    return nil
  }

  /// Becomes `left` and itself.
  mutating func absorb(_ left: Piece, _ joint: Joint) {
    var part = left.node
    if joint.negatesLeft { part.isNegated.toggle() }
    node.prepend(part, joint.kind)
    index = left.index
  }
}

/// A part of a formula.
private struct Node: Sendable {
  enum Kind: Sendable, Equatable { case test(String), all, any }

  private let kind: Kind
  /// The other way round; an `and` of parts is then an `or` of their opposites.
  var isNegated = false
  private(set) var depth = 1
  /// Last part first.
  private var parts: [Node] = []

  init(kind: Kind) { self.kind = kind }

  mutating func prepend(_ node: Node, _ newKind: Kind) {
    if Self.kind(kind, isNegated) != newKind {
      var joined = Node(kind: newKind)
      joined.parts = [self]
      joined.depth = depth + 1
      self = joined
    }
    var node = node
    if isNegated { node.isNegated.toggle() }
    depth = max(depth, node.depth + 1)
    parts.append(node)
  }

  func words(isNegated outer: Bool, isInside: Bool) -> String {
    let isNegated = outer != self.isNegated
    let kind = Self.kind(kind, isNegated)
    if case .test(let text) = kind { return isNegated ? "not " + text : text }
    let words = parts.reversed().map { $0.words(isNegated: isNegated, isInside: true) }
      .joined(separator: kind == .all ? " and " : " or ")
    return isInside ? "(\(words))" : words
  }

  private static func kind(_ kind: Kind, _ isNegated: Bool) -> Kind {
    switch kind {
    case .test: kind
    case .all: isNegated ? .any : .all
    case .any: isNegated ? .all : .any
    }
  }
}
