import RuleSource

/// Gives equal tests equal numbers, so that facts are compared without comparing texts.
///
/// Facts that are compared with each other need the same numbers.
final class TestNumbers {
  private var numbers: [Test: Int32] = [:]
  private(set) var tests: [Test] = []
  private var valueNumbers: [Literal: Int] = [:]
  private(set) var values: [Literal] = []

  /// The number of `test`.
  func number(of test: Test) -> Int32 {
    if let known = numbers[test] { return known }
    let number = Int32(truncatingIfNeeded: numbers.count)
    numbers[test] = number
    tests.append(test)
    return number
  }

  /// The number of a text or a number that a field is compared with.
  func number(of value: Literal) -> Int {
    if let known = valueNumbers[value] { return known }
    valueNumbers[value] = values.count
    values.append(value)
    return values.count - 1
  }
}

/// A set of tests by their numbers.
struct TestSet: Equatable {
  /// In ascending order.
  private(set) var numbers: [Int32] = []

  init() {}

  mutating func insert(_ number: Int32) {
    var place = numbers.count
    while place > 0, numbers[place - 1] > number { place -= 1 }
    if place > 0, numbers[place - 1] == number { return }
    numbers.append(number)
    for index in stride(from: numbers.count - 1, to: place, by: -1) { numbers.swapAt(index, index - 1) }
  }

  mutating func formUnion(_ other: TestSet) {
    if other.numbers.isEmpty || numbers == other.numbers { return }
    if numbers.isEmpty {
      numbers = other.numbers
      return
    }
    var merged: [Int32] = []
    merged.reserveCapacity(numbers.count + other.numbers.count)
    var (one, two) = (0, 0)
    while one < numbers.count, two < other.numbers.count {
      let (left, right) = (numbers[one], other.numbers[two])
      merged.append(min(left, right))
      if left <= right { one += 1 }
      if right <= left { two += 1 }
    }
    merged += numbers[one...]
    merged += other.numbers[two...]
    numbers = merged
  }

  func intersection(_ other: TestSet) -> TestSet {
    var common = TestSet()
    common.numbers = numbers.filter { other.contains($0) }
    return common
  }

  func isSubset(of other: TestSet) -> Bool { numbers.allSatisfy { other.contains($0) } }

  /// Complexity: linear in both.
  func isDisjoint(with other: TestSet) -> Bool {
    var (one, two) = (0, 0)
    while one < numbers.count, two < other.numbers.count {
      let (left, right) = (numbers[one], other.numbers[two])
      if left == right { return false }
      if left < right { one += 1 } else { two += 1 }
    }
    return true
  }

  func contains(_ number: Int32) -> Bool {
    if numbers.isEmpty { return false }
    let place = numbers.bisected { $0 < number }
    return place < numbers.count && numbers[place] == number
  }
}
