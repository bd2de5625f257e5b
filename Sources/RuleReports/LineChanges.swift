/// Lines of one text that other lines replace; one of both ranges may be empty.
struct LineChange: Hashable {
  let old: Range<Int>
  let new: Range<Int>
}

/// The changes that turn one list of lines into another.
///
/// Patience first: lines that occur once in both texts, in the longest order they share, hold the texts together.
/// Between two of them Myers's algorithm finds the shortest way, up to a number of changes; past it all lines between
/// are taken for changed, so that no input costs quadratic time.
struct LineChanges {
  /// Changes between two anchors that Myers's algorithm may look for.
  private static let most = 400

  /// In order, without overlaps, never touching each other.
  private(set) var changes: [LineChange] = []

  private let old: [Int]
  private let new: [Int]

  init(from oldLines: [ArraySlice<UInt8>], to newLines: [ArraySlice<UInt8>]) {
    // Equal lines get equal numbers: everything after this compares integers.
    var numbers: [ArraySlice<UInt8>: Int] = [:]
    func number(_ line: ArraySlice<UInt8>) -> Int {
      if let known = numbers[line] { return known }
      numbers[line] = numbers.count
      return numbers.count - 1
    }
    old = oldLines.map(number)
    new = newLines.map(number)
    var prefix = 0
    while prefix < min(old.count, new.count), old[prefix] == new[prefix] { prefix += 1 }
    var suffix = 0
    while suffix < min(old.count, new.count) - prefix, old[old.count - 1 - suffix] == new[new.count - 1 - suffix] {
      suffix += 1
    }
    let oldRange = prefix..<old.count - suffix
    let newRange = prefix..<new.count - suffix
    var place = (old: oldRange.lowerBound, new: newRange.lowerBound)
    for anchor in anchors(oldRange, newRange, lineCount: numbers.count) {
      compare(place.old..<anchor.old, place.new..<anchor.new)
      place = (anchor.old + 1, anchor.new + 1)
    }
    compare(place.old..<oldRange.upperBound, place.new..<newRange.upperBound)
  }

  /// The longest common sequence of the lines that occur once in each range.
  private func anchors(_ oldRange: Range<Int>, _ newRange: Range<Int>, lineCount: Int) -> [(old: Int, new: Int)] {
    var counts = [(old: Int, new: Int, place: Int)](repeating: (0, 0, 0), count: lineCount)
    for index in oldRange { counts[old[index]].old += 1 }
    for index in newRange {
      counts[new[index]].new += 1
      counts[new[index]].place = index
    }
    // Longest increasing subsequence: `tails[n]` is the candidate that ends the best sequence of n + 1.
    var candidates: [(old: Int, new: Int, previous: Int)] = []
    var tails: [Int] = []
    for index in oldRange where counts[old[index]].old == 1 && counts[old[index]].new == 1 {
      let place = counts[old[index]].place
      var low = 0
      var high = tails.count
      while low < high {
        let middle = (low + high) / 2
        if candidates[tails[middle]].new < place { low = middle + 1 } else { high = middle }
      }
      candidates.append((index, place, low > 0 ? tails[low - 1] : -1))
      if low == tails.count { tails.append(candidates.count - 1) } else { tails[low] = candidates.count - 1 }
    }
    var chosen: [(old: Int, new: Int)] = []
    var next = tails.last ?? -1
    while next >= 0 {
      chosen.append((candidates[next].old, candidates[next].new))
      next = candidates[next].previous
    }
    return chosen.reversed()
  }

  /// Myers's greedy algorithm between two anchors.
  private mutating func compare(_ oldRange: Range<Int>, _ newRange: Range<Int>) {
    guard !oldRange.isEmpty, !newRange.isEmpty else { return note(oldRange, newRange) }
    let limit = min(Self.most, oldRange.count + newRange.count)
    // `reach[k + limit]`: how far into the old lines the best path on diagonal k has come.
    var reach = [Int](repeating: 0, count: 2 * limit + 2)
    var history: [[Int]] = []
    for depth in 0...limit {
      history.append(reach)
      for diagonal in stride(from: -depth, through: depth, by: 2) {
        let comesDown =
          diagonal == -depth || diagonal != depth && reach[diagonal - 1 + limit] < reach[diagonal + 1 + limit]
        var left = comesDown ? reach[diagonal + 1 + limit] : reach[diagonal - 1 + limit] + 1
        while left < oldRange.count, left - diagonal < newRange.count, left >= 0, left - diagonal >= 0,
          old[oldRange.lowerBound + left] == new[newRange.lowerBound + left - diagonal]
        {
          left += 1
        }
        reach[diagonal + limit] = left
        if left >= oldRange.count, left - diagonal >= newRange.count {
          return noteWay(back: history, limit: limit, oldRange, newRange)
        }
      }
    }
    note(oldRange, newRange)
  }

  /// Walks back from the end, then notes the changes forwards.
  private mutating func noteWay(back history: [[Int]], limit: Int, _ oldRange: Range<Int>, _ newRange: Range<Int>) {
    var steps: [(old: Range<Int>, new: Range<Int>)] = []
    var left = oldRange.count
    var right = newRange.count
    for (depth, reach) in history.enumerated().reversed() where depth > 0 {
      let diagonal = left - right
      let comesDown =
        diagonal == -depth || diagonal != depth && reach[diagonal - 1 + limit] < reach[diagonal + 1 + limit]
      let before = comesDown ? diagonal + 1 : diagonal - 1
      left = reach[before + limit]
      right = left - before
      let place = (old: oldRange.lowerBound + left, new: newRange.lowerBound + right)
      steps.append(
        comesDown
          ? (place.old..<place.old, place.new..<place.new + 1) : (place.old..<place.old + 1, place.new..<place.new))
    }
    for step in steps.reversed() { note(step.old, step.new) }
  }

  private mutating func note(_ oldRange: Range<Int>, _ newRange: Range<Int>) {
    guard !oldRange.isEmpty || !newRange.isEmpty else { return }
    if let last = changes.last, last.old.upperBound == oldRange.lowerBound, last.new.upperBound == newRange.lowerBound {
      changes[changes.count - 1] = LineChange(
        old: last.old.lowerBound..<oldRange.upperBound, new: last.new.lowerBound..<newRange.upperBound)
    } else {
      changes.append(LineChange(old: oldRange, new: newRange))
    }
  }
}
