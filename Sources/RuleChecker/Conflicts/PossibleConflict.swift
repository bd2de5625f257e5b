package import RuleSource

/// A rule that may write a field differently from earlier rules in one round, as far as triggers and conditions tell at a
/// glance. Whether it does is for an exact analysis to decide.
package struct PossibleConflict: Sendable {
  /// An earlier rule, and the field the two disagree about.
  package struct Candidate: Sendable {
    package let earlier: RuleIndex
    let name: String
    let range: SourceRange
    /// The field, in words.
    let field: String
    /// The field is the stage.
    package let isOfStage: Bool
    /// Both start from exactly the same events, or are due at the same instants.
    package let isCertain: Bool
    /// The arms that disagree, by their number.
    package let arms: [(earlier: Int, later: Int)]
    /// The title to override, where that is possible.
    let override: String?
    /// Something that happens to both, in words, if it can be made up.
    let example: String?
  }

  /// How much is known.
  package enum Verdict: Sendable, Hashable {
    /// Nobody looked, but both start from the same events.
    case likely
    /// An event was found that starts both, as a line of a log.
    case shown(event: String)
    /// Nobody could tell.
    case undecided
  }

  package let later: RuleIndex
  let name: String
  let range: SourceRange
  let isTimed: Bool
  /// In the order of earlier rules.
  package let candidates: [Candidate]
  /// Where `overrides` is written, and whether it is the first title there.
  var overriding: (range: SourceRange, isFirst: Bool)?

  /// Where the rules stand that may conflict.
  package var places: [SourceRange] { [range] + candidates.map(\.range) }

  /// What is said where there are other errors, and nobody decides: what starts from the same events will be one.
  var likely: Diagnostic? {
    guard candidates.first?.isCertain == true else { return nil }
    return diagnostic(.likely, of: Array(candidates.indices))
  }

  /// What is said of the candidates at `indices`, which are left.
  package func diagnostic(_ verdict: Verdict, of indices: [Int]) -> Diagnostic {
    let left = indices.map { candidates[$0] }
    let first = left[0]
    let earlier = Set(left.map(\.earlier))
    var notes: [String] = []
    switch verdict {
    case .shown(let event): notes = [first.example, "as an event: `\(event)`"].compactMap { $0 }
    case .undecided:
      notes = [first.example, "whether such an event exists could not be decided, so it counts as a conflict"]
        .compactMap { $0 }
    case .likely: notes = [first.example].compactMap { $0 }
    }
    return Diagnostic.conflict(
      name, with: first.name, about: first.field, at: range, earlier: first.range, isTimed: isTimed,
      isCertain: first.isCertain, verdict: verdict, others: earlier.count - 1, override: first.override
    )
    .with(notes: notes, fix: fix(overriding: left))
  }

  /// `overrides "Earlier"` after the title, or after what is overridden already; with all of them or with none.
  private func fix(overriding left: [Candidate]) -> Fix? {
    var titles: [String] = []
    var seen: Set<RuleIndex> = []
    for candidate in left where seen.insert(candidate.earlier).inserted {
      guard let title = candidate.override else { return nil }
      titles.append(title)
    }
    guard let overriding else { return nil }
    let list = titles.map { Wording.text($0) }.joined(separator: ", ")
    if overriding.isFirst { return .insert("overrides \(list)", after: overriding.range, .unsafe) }
    let end = SourceRange(
      file: Int(overriding.range.fileIndex), start: overriding.range.end, end: overriding.range.end)
    return Fix(.unsafe, [Fix.Edit(end, ", \(list)")])
  }
}
