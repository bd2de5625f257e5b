extension [Int] {
  /// Where a number stands among numbers that ascend; `nil` if it is none of them.
  ///
  /// Complexity: O(log *n*).
  package func placeInOrder(of number: Int) -> Int? {
    var (low, high) = (0, count)
    while low < high {
      let middle = (low + high) / 2
      if self[middle] < number { low = middle + 1 } else { high = middle }
    }
    return low < count && self[low] == number ? low : nil
  }
}
