/// The candidate a user most likely meant by `name`: the same letters in another case, then few slips of the finger,
/// then a candidate that goes on where `name` stops. Ties go to the earliest candidate.
///
/// Complexity: O(*candidates* × *length*²) at worst; candidates of a very different length cost nothing.
package func spellingSuggestion(for name: String, among candidates: [String]) -> String? {
  let folded = letters(of: name)
  guard !folded.isEmpty, folded.count <= 100 else { return nil }
  let threshold = folded.count <= 2 ? 1 : max(1, folded.count / 3)
  var best: (candidate: String, distance: Int)?
  var longer: String?
  for candidate in candidates where candidate != name {
    let letters = letters(of: candidate)
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

/// The scalars of `word` in lower case.
private func letters(of word: String) -> [UInt32] {
  var letters: [UInt32] = []
  letters.reserveCapacity(word.utf8.count)
  for byte in word.utf8 {
    guard byte < 0x80 else { return word.lowercased().unicodeScalars.map(\.value) }
    letters.append(UInt32(UInt8(ascii: "A")...UInt8(ascii: "Z") ~= byte ? byte | 0x20 : byte))
  }
  return letters
}

/// The number of inserted, dropped, changed or swapped letters between two words, if there are no more than `limit`.
private func editDistance(_ left: [UInt32], _ right: [UInt32], atMost limit: Int) -> Int? {
  // Three rows of the optimal string alignment table, which take turns.
  var beforeLast = [Int](repeating: 0, count: right.count + 1)
  var last = Array(0...right.count)
  var current = beforeLast
  for row in left.indices {
    current[0] = row + 1
    var least = row + 1
    for column in right.indices {
      let isSame = left[row] == right[column]
      var cost = min(last[column + 1] + 1, current[column] + 1, last[column] + (isSame ? 0 : 1))
      if row > 0, column > 0, left[row] == right[column - 1], left[row - 1] == right[column] {
        cost = min(cost, beforeLast[column - 1] + 1)
      }
      current[column + 1] = cost
      least = min(least, cost)
    }
    if least > limit { return nil }
    swap(&beforeLast, &last)
    swap(&last, &current)
  }
  return last[right.count] <= limit ? last[right.count] : nil
}
