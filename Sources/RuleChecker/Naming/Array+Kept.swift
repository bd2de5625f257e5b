extension Array {
  /// What `transform` makes of each element, as `compactMap` does.
  ///
  /// Most lists of a rule have one element, for which nothing need grow: growing took a tenth of checking rules.
  func kept<Result>(_ transform: (Element) -> Result?) -> [Result] {
    if count == 1 {
      guard let only = transform(self[0]) else { return [] }
      return [only]
    }
    var results: [Result] = []
    results.reserveCapacity(count)
    for element in self { if let result = transform(element) { results.append(result) } }
    return results
  }
}
