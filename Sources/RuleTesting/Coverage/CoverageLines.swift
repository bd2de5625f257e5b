package import RuleSource

/// A file of rules line by line: what each line has to cover, and how often it was reached.
package struct CoverageLines {
  /// A line that has something to cover.
  package struct Line: Sendable {
    /// How often something of it was reached.
    package fileprivate(set) var count = 0
    /// Parts of conditions that stand on it: how often each was true and false; what cannot be is left out.
    package fileprivate(set) var parts: [(part: Coverage.Part, isLookedAt: Bool)] = []
    /// What is missing.
    package fileprivate(set) var gaps: [CoverageGap] = []

    /// The ways its parts can come out.
    package var branches: (covered: Int, total: Int) {
      let ways = parts.flatMap { [$0.part.whenTrue, $0.part.whenFalse] }.filter { !$0.isImpossible }
      return (ways.count { $0.count > 0 }, ways.count)
    }
  }

  /// A rule as other languages have functions.
  package struct Function: Sendable {
    package let name: String
    package let line: Int
    package let lastLine: Int
    package let count: Int
  }

  package let file: SourceFile
  /// By number, counted from 1.
  package private(set) var lines: [Int: Line] = [:]
  package private(set) var functions: [Function] = []

  /// The numbers of the lines that have something to cover, ascending.
  package var numbers: [Int] { lines.keys.sorted() }

  /// The lines of the file at an index.
  package init(of coverage: Coverage, file index: Int) {
    file = coverage.files[index]
    func isHere(_ place: SourceRange) -> Bool { Int(place.fileIndex) == index }
    for stage in coverage.stages where isHere(stage.place) { reach(coverage.line(of: stage.place), stage.count) }
    for rule in coverage.rules where isHere(rule.place) {
      functions.append(
        Function(
          name: rule.fullName, line: coverage.line(of: rule.head),
          lastLine: file.lineIndex(at: max(rule.place.start, rule.place.end - 1)) + 1, count: rule.count))
      reach(coverage.line(of: rule.head), rule.count)
      for condition in rule.conditions {
        reach(coverage.line(of: condition.place), condition.count)
        for part in condition.parts {
          let number = coverage.line(of: part.place)
          reach(number, condition.count)
          lines[number]?.parts.append((part, condition.count > 0))
        }
      }
      for arm in rule.arms where !arm.isImpossible {
        // Where a condition stands before it, its line is reached when that is looked at.
        if !arm.hasCondition { reach(coverage.line(of: arm.place), arm.count) }
        for action in arm.actions { reach(coverage.line(of: action), arm.count) }
      }
    }
    for gap in coverage.gaps where isHere(gap.place) {
      lines[coverage.line(of: gap.place), default: Line()].gaps.append(gap)
    }
  }

  private mutating func reach(_ line: Int, _ count: Int) {
    lines[line, default: Line()].count = max(lines[line]?.count ?? 0, count)
  }
}
