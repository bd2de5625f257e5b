extension Array {
  /// What `transform` makes of each element, as `compactMap` does.
  ///
  /// Most lists of a rule have one element, for which nothing need grow: growing took a tenth of checking rules. Elements
  /// are looked at where they are: a loop over an array copies each of them, part by part.
  @inline(__always)
  func kept<Result>(_ transform: (Element) -> Result?) -> [Result] {
    let elements = span
    if elements.count == 1 {
      guard let only = transform(elements[0]) else { return [] }
      return [only]
    }
    var results: [Result] = []
    results.reserveCapacity(elements.count)
    for index in elements.indices { if let result = transform(elements[index]) { results.append(result) } }
    return results
  }
}
