import RuleSource

extension SplitMix64 {
  /// True in `percent` of 100 cases.
  mutating func chance(_ percent: Int) -> Bool { below(100) < percent }

  /// One of the elements.
  mutating func pick<Element>(_ elements: [Element]) -> Element { elements[below(elements.count)] }

  /// A few different ones of the elements, in their order.
  mutating func some<Element>(_ elements: [Element], atMost most: Int) -> [Element] {
    let count = 1 + below(min(most, elements.count))
    var indices = Array(elements.indices)
    while indices.count > count { indices.remove(at: below(indices.count)) }
    return indices.map { elements[$0] }
  }
}
