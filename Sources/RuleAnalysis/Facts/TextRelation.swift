internal import RuleEngine

/// How the texts that fit two patterns lie to each other. `independent` is what is not known better.
enum TextRelation {
  case same, within, around, excludes, independent

  init(of left: TextPattern, to right: TextPattern) {
    let leftInside = Self.isWithin(left, right)
    let rightInside = Self.isWithin(right, left)
    switch (leftInside, rightInside) {
    case (true, true): self = .same
    case (true, false): self = .within
    case (false, true): self = .around
    case (false, false): self = Self.exclude(left, right) ? .excludes : .independent
    }
  }

  /// Whether every text that fits the first fits the second, where plain texts tell.
  private static func isWithin(_ left: TextPattern, _ right: TextPattern) -> Bool {
    if left.place == .whole || right.place == .whole {
      return TextFinder.text(fitting: [left], butNot: [right], besides: []) == .none
    }
    let (inner, outer) = (FoldedText(left.text), FoldedText(right.text))
    switch (left.place, right.place) {
    case (_, .anywhere): return inner.contains(outer)
    case (.beginning, .beginning): return inner.hasPrefix(outer)
    case (.end, .end): return inner.hasSuffix(outer)
    default: return outer.bytes.isEmpty
    }
  }

  private static func exclude(_ left: TextPattern, _ right: TextPattern) -> Bool {
    if left.place == .whole || right.place == .whole {
      return TextFinder.text(fitting: [left, right], butNot: [], besides: []) == .none
    }
    let (one, two) = (FoldedText(left.text), FoldedText(right.text))
    switch (left.place, right.place) {
    case (.beginning, .beginning): return !one.hasPrefix(two) && !two.hasPrefix(one)
    case (.end, .end): return !one.hasSuffix(two) && !two.hasSuffix(one)
    default: return false
    }
  }
}
