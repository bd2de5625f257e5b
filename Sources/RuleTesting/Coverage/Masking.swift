import RuleChecker
import RuleSource

//  Masking MC/DC: a part of a condition decides where nothing beside it hides it: on the way from the part up to the whole
//  condition every other part of an `and` is true and every other part of an `or` is false. A condition is covered where
//  each part was seen deciding both ways.

extension CheckedCondition {
  /// How many branches its tests are lowered to. What is empty never holds, which is a branch of its own.
  var partCount: Int {
    switch self {
    case .all(let parts), .any(let parts): parts.isEmpty ? 1 : parts.reduce(0) { $0 + $1.partCount }
    case .not(let part): part.partCount
    case .test: 1
    }
  }

  /// The tests in the order of their branches; `nil` for what never holds.
  var branchTests: [BranchTest?] {
    switch self {
    case .all(let parts), .any(let parts): parts.isEmpty ? [nil] : parts.flatMap(\.branchTests)
    case .not(.test(let test, let range)): [BranchTest(test: test, range: range, isNegated: true)]
    case .not(let part): part.branchTests
    case .test(let test, let range): [BranchTest(test: test, range: range, isNegated: false)]
    }
  }

  /// Whether it holds when its tests come out as `truths`.
  func holds(_ truths: ArraySlice<Bool>) -> Bool {
    switch self {
    case .all(let parts): parts.isEmpty || Self.pieces(of: parts, truths).allSatisfy { $0.part.holds($0.truths) }
    case .any(let parts): Self.pieces(of: parts, truths).contains { $0.part.holds($0.truths) }
    case .not(let part): !part.holds(truths)
    case .test: truths.first ?? false
    }
  }

  /// The tests, by place in `truths`, that decide the condition: were one of them otherwise, so would the condition be.
  func deciding(_ truths: ArraySlice<Bool>) -> [Int] {
    switch self {
    case .test: return truths.indices.map { $0 }
    case .not(let part): return part.deciding(truths)
    case .all(let parts): return Self.deciding(parts, truths, hiding: false)
    case .any(let parts): return Self.deciding(parts, truths, hiding: true)
    }
  }

  /// A part that is `hiding` hides all others.
  private static func deciding(_ parts: [CheckedCondition], _ truths: ArraySlice<Bool>, hiding: Bool) -> [Int] {
    let pieces = pieces(of: parts, truths)
    let hides = pieces.map { $0.part.holds($0.truths) == hiding }
    switch hides.count(where: { $0 }) {
    case 0: return pieces.flatMap { $0.part.deciding($0.truths) }
    case 1: return zip(pieces, hides).flatMap { $1 ? $0.part.deciding($0.truths) : [] }
    default: return []
    }
  }

  private static func pieces(
    of parts: [CheckedCondition], _ truths: ArraySlice<Bool>
  ) -> [(part: CheckedCondition, truths: ArraySlice<Bool>)] {
    var start = truths.startIndex
    return parts.map { part in
      let end = min(start + part.partCount, truths.endIndex)
      defer { start = end }
      return (part, truths[start..<end])
    }
  }
}

/// A test of a condition as it is lowered to a branch.
struct BranchTest {
  let test: Test
  let range: SourceRange
  /// `not` stands before it, or its words say the opposite of the test.
  let isNegated: Bool
}
