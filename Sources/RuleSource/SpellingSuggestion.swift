/// The candidate a user most likely meant by `name`: the same letters in another case, then few slips of the finger,
/// then a candidate that goes on where `name` stops. Ties go to the earliest candidate.
///
/// Complexity: O(*candidates* × *length*²) at worst; candidates of a very different length cost nothing.
package func spellingSuggestion(for name: String, among candidates: [String]) -> String? {
  let folded = foldedLetters(of: name)
  guard !folded.isEmpty, folded.count <= 100 else { return nil }
  let threshold = folded.count <= 2 ? 1 : max(1, folded.count / 3)
  var best: (candidate: String, distance: Int)?
  var longer: String?
  for candidate in candidates where candidate != name {
    let limit = min(threshold, (best?.distance ?? Int.max) - 1)
    let mayGoOn = longer == nil && folded.count >= 3
    // Most candidates are out by their lengths.
    let excess = candidate.utf8.count - folded.count
    if abs(excess) > max(0, limit), excess < 0 || !mayGoOn, isASCII(candidate) { continue }
    let letters = foldedLetters(of: candidate)
    if letters == folded { return candidate }
    if limit >= 0, abs(letters.count - folded.count) <= limit,
      let distance = editDistance(folded, letters, atMost: limit)
    {
      best = (candidate, distance)
    }
    if mayGoOn, letters.starts(with: folded) { longer = candidate }
  }
  // Two letters that share none are two different words, not a slip.
  if let best, best.distance < folded.count { return best.candidate }
  return longer
}

private func isASCII(_ text: String) -> Bool { text.utf8.allSatisfy { $0 < 0x80 } }

/// The scalars of `text` in lower case.
private func foldedLetters(of text: String) -> [UInt32] {
  guard isASCII(text) else { return text.lowercased().unicodeScalars.map(\.value) }
  return text.utf8.map { UInt32($0 &- UInt8(ascii: "A") < 26 ? $0 | 0x20 : $0) }
}

/// The number of inserted, dropped, changed or swapped letters between two words, if there are no more than `limit`.
private func editDistance(_ left: [UInt32], _ right: [UInt32], atMost limit: Int) -> Int? {
  // The optimal string alignment table, all rows one after another.
  let width = right.count + 1
  var costs = [Int](repeating: 0, count: (left.count + 1) * width)
  for column in 0..<width { costs[column] = column }
  for row in left.indices {
    let start = (row + 1) * width
    costs[start] = row + 1
    var least = row + 1
    for column in right.indices {
      let above = start - width + column
      let isSame = left[row] == right[column]
      var cost = min(costs[above + 1] + 1, costs[start + column] + 1, costs[above] + (isSame ? 0 : 1))
      if row > 0, column > 0, left[row] == right[column - 1], left[row - 1] == right[column] {
        cost = min(cost, costs[above - width - 1] + 1)
      }
      costs[start + column + 1] = cost
      least = min(least, cost)
    }
    if least > limit { return nil }
  }
  let distance = costs[costs.count - 1]
  return distance <= limit ? distance : nil
}
