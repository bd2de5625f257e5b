/// The candidate a user most likely meant by `name`: the same letters in another case, then few slips of the finger,
/// then a candidate that goes on where `name` stops. Ties go to the earliest candidate.
///
/// Complexity: O(*candidates* × *length*²) at worst; candidates of a very different length cost nothing.
package func spellingSuggestion(for name: String, among candidates: [String]) -> String? {
  let folded = Array(name.lowercased().unicodeScalars)
  guard !folded.isEmpty, folded.count <= 100 else { return nil }
  let threshold = folded.count <= 2 ? 1 : max(1, folded.count / 3)
  var best: (candidate: String, distance: Int)?
  var longer: String?
  for candidate in candidates where candidate != name {
    let letters = Array(candidate.lowercased().unicodeScalars)
    if letters == folded { return candidate }
    let limit = min(threshold, (best?.distance ?? Int.max) - 1)
    if limit >= 0, abs(letters.count - folded.count) <= limit,
      let distance = editDistance(folded, letters, atMost: limit)
    {
      best = (candidate, distance)
    }
    if longer == nil, folded.count >= 3, letters.starts(with: folded) { longer = candidate }
  }
  // Two letters that share none are two different words, not a slip.
  if let best, best.distance < folded.count { return best.candidate }
  return longer
}

/// The number of inserted, dropped, changed or swapped letters between two words, if there are no more than `limit`.
private func editDistance(_ left: [Unicode.Scalar], _ right: [Unicode.Scalar], atMost limit: Int) -> Int? {
  // Three rows of the optimal string alignment table.
  var beforeLast: [Int] = []
  var last = Array(0...right.count)
  for row in left.indices {
    var current = [row + 1]
    current.reserveCapacity(right.count + 1)
    for column in right.indices {
      let isSame = left[row] == right[column]
      var cost = min(last[column + 1] + 1, current[column] + 1, last[column] + (isSame ? 0 : 1))
      if row > 0, column > 0, left[row] == right[column - 1], left[row - 1] == right[column] {
        cost = min(cost, beforeLast[column - 1] + 1)
      }
      current.append(cost)
    }
    if (current.min() ?? 0) > limit { return nil }
    beforeLast = last
    last = current
  }
  guard let distance = last.last, distance <= limit else { return nil }
  return distance
}
