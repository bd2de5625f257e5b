/// Searches a row of versions for the one that changed an answer.
package struct Bisection {
  /// What came of a search.
  package enum Outcome: Sendable, Hashable {
    /// The first version with the new answer; more than one where those before it could not be asked.
    case changed(candidates: Range<Int>, from: Bool, to: Bool)
    /// Every version that could be asked answers the same.
    case constant(Bool)
    /// No version could be asked.
    case unknown
  }

  private let count: Int
  private let ask: (Int) -> Bool?
  private var answers: [Int: Bool?] = [:]

  /// How many versions were asked.
  package var asked: Int { answers.count }
  /// How many of them could not answer.
  package var skipped: Int { answers.values.count { $0 == nil } }

  /// A search among `count` versions, oldest first; `ask` answers `nil` for one that must be skipped.
  package init(count: Int, ask: @escaping (Int) -> Bool?) {
    self.count = count
    self.ask = ask
  }

  /// Halves the row where both ends differ; otherwise goes back version by version, since an answer may have changed and
  /// changed back.
  package mutating func search() -> Outcome {
    guard var low = first(in: Array(0..<count), where: { $0 != nil }), let before = answer(low),
      var high = first(in: (low..<count).reversed(), where: { $0 != nil }), let after = answer(high)
    else { return .unknown }
    if before == after {
      guard let other = first(in: (low..<high).reversed(), where: { $0 == !after }) else { return .constant(after) }
      low = other
      high = first(in: Array((other + 1)...high), where: { $0 == after }) ?? high
    }
    while let middle = candidate(between: low, and: high) {
      if answer(middle) == after { high = middle } else { low = middle }
    }
    return .changed(candidates: (low + 1)..<(high + 1), from: !after, to: after)
  }

  private mutating func first(in order: [Int], where isSought: (Bool?) -> Bool) -> Int? {
    for index in order where isSought(answer(index)) { return index }
    return nil
  }

  /// The version closest to the middle that can be asked.
  private mutating func candidate(between low: Int, and high: Int) -> Int? {
    let middle = (low + high) / 2
    for distance in 0..<max(1, high - low) {
      for index in [middle - distance, middle + distance] where index > low && index < high && answer(index) != nil {
        return index
      }
    }
    return nil
  }

  private mutating func answer(_ index: Int) -> Bool? {
    if let known = answers[index] { return known }
    let answer = ask(index)
    answers[index] = .some(answer)
    return answer
  }
}
