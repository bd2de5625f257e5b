extension RandomAccessCollection {
  /// The index of the first element for which `isBefore` does not hold, `endIndex` if there is none; it holds up to there
  /// and then no more.
  ///
  /// Complexity: O(log *n*) in the number of elements.
  @inlinable
  package func bisected(by isBefore: (Element) -> Bool) -> Index {
    var (low, high) = (startIndex, endIndex)
    while low < high {
      let middle = index(low, offsetBy: distance(from: low, to: high) / 2)
      if isBefore(self[middle]) { low = index(after: middle) } else { high = middle }
    }
    return low
  }
}
