extension PlainList {
  /// Sorts some of the elements; those of which none precedes the other keep their order.
  ///
  /// Short runs are sorted by insertion, then merged from one list into the other and back. The sort of `Array` took twice
  /// the instructions for names of rules.
  ///
  /// - Parameter spare: a list of the same length, overwritten.
  /// Complexity: O(*n* log *n*) in the length of `range`.
  @inline(__always)
  mutating func sort(_ range: Range<Int>, _ spare: inout PlainList, by precedes: (Element, Element) -> Bool) {
    precondition(range.lowerBound >= 0 && range.upperBound <= count && spare.count == count)
    // As names with a number often are.
    if isSorted(range, by: precedes) { return }
    var width = 8
    for start in stride(from: range.lowerBound, to: range.upperBound, by: width) {
      sortByInsertion(start, min(start &+ width, range.upperBound), by: precedes)
    }
    var isInSpare = false
    while width < range.count {
      if isInSpare {
        Self.merge(range, width, from: spare, into: &self, by: precedes)
      } else {
        Self.merge(range, width, from: self, into: &spare, by: precedes)
      }
      isInSpare.toggle()
      width &*= 2
    }
    if isInSpare { for index in range { self[known: index] = spare[known: index] } }
  }

  @inline(__always)
  private func isSorted(_ range: Range<Int>, by precedes: (Element, Element) -> Bool) -> Bool {
    for index in range.dropFirst() where precedes(self[known: index], self[known: index &- 1]) { return false }
    return true
  }

  @inline(__always)
  private mutating func sortByInsertion(_ start: Int, _ end: Int, by precedes: (Element, Element) -> Bool) {
    for index in start..<end {
      let element = self[known: index]
      var place = index
      while place > start, precedes(element, self[known: place &- 1]) {
        self[known: place] = self[known: place &- 1]
        place &-= 1
      }
      self[known: place] = element
    }
  }

  /// Merges the sorted runs of `width` elements in `range`, two and two.
  private static func merge(
    _ range: Range<Int>, _ width: Int, from source: borrowing PlainList, into target: inout PlainList,
    by precedes: (Element, Element) -> Bool
  ) {
    var out = range.lowerBound
    while out < range.upperBound {
      var left = out
      let middle = min(left &+ width, range.upperBound)
      var right = middle
      let end = min(middle &+ width, range.upperBound)
      while left < middle, right < end {
        let takesRight = precedes(source[known: right], source[known: left])
        target[known: out] = source[known: takesRight ? right : left]
        right &+= takesRight ? 1 : 0
        left &+= takesRight ? 0 : 1
        out &+= 1
      }
      // What is left over of one of them.
      if left == middle { left = right }
      while out < end {
        target[known: out] = source[known: left]
        left &+= 1
        out &+= 1
      }
    }
  }
}
