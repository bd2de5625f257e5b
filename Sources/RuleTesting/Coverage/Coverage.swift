package import RuleSource

/// How much of a rulebook some tests went through.
package struct Coverage: Sendable {
  /// What is counted.
  package enum Metric: String, Sendable, CaseIterable {
    /// Rules that fired.
    case rules
    /// Arms and rows that were taken, `otherwise` included.
    case arms
    /// Parts of conditions that were true, and that were false.
    case outcomes
    /// Parts that decided their condition, both ways.
    case mcdc
    /// Stages in which a ticket stood.
    case stages
  }

  /// So many of so many.
  package struct Tally: Sendable, Hashable {
    package var covered = 0
    package var total = 0

    /// Of a hundred, to a tenth, rounded down; a hundred where there is nothing to cover.
    package var percent: Double { total == 0 ? 100 : Double(covered * 1000 / total) / 10 }

    static func += (left: inout Tally, right: Tally) {
      left.covered += right.covered
      left.total += right.total
    }

    mutating func count(_ isCovered: Bool) {
      total += 1
      if isCovered { covered += 1 }
    }
  }

  /// What can be seen of a part of a condition, one way round.
  package struct Way: Sendable, Hashable {
    /// How often it came out so.
    package var count = 0
    /// How often it decided its condition by that.
    package var deciding = 0
    /// No ticket can make it come out so, or decide so.
    package var isImpossible = false
    package var neverDecides = false

    var isOpen: Bool { count == 0 && !isImpossible }
    var isUndecided: Bool { deciding == 0 && !neverDecides && !isImpossible }
  }

  /// One test of a condition.
  package struct Part: Sendable {
    /// Its words, as they are written where they say a test or its opposite.
    package let text: String
    /// Where they stand in the rule, or the line that uses the definition they stand in.
    package let place: SourceRange
    /// In a definition: its words there.
    package let definition: SourceRange?
    package internal(set) var whenTrue = Way()
    package internal(set) var whenFalse = Way()
    /// The place of its branch in the condition, and whether its words say the opposite of the branch's test.
    let branch: Int
    let isInverted: Bool
  }

  /// The condition of a guard, an arm or a `while`.
  package struct Condition: Sendable {
    package enum Role: Sendable, Hashable { case guardCondition, arm(Int), timer }

    package let role: Role
    package let place: SourceRange
    package internal(set) var parts: [Part]
    /// How often it was looked at.
    package internal(set) var count = 0
  }

  /// One `do`, or `when … do …`, or `otherwise …`, or a row.
  package struct Arm: Sendable {
    package let place: SourceRange
    /// The places of its actions.
    package let actions: [SourceRange]
    /// A table's row, counted from 1.
    package let row: Int?
    package let hasCondition: Bool
    /// How often it was taken.
    package internal(set) var count = 0
    /// No ticket can take it.
    package internal(set) var isImpossible = false
  }

  /// A rule that is on.
  package struct Rule: Sendable {
    package let name: String
    /// With the pipeline's name before it where two pipelines have a rule of the name.
    package internal(set) var fullName: String
    package let pipeline: String
    package let place: SourceRange
    /// Its head alone.
    package let head: SourceRange
    package internal(set) var arms: [Arm]
    package internal(set) var conditions: [Condition]
    /// How often it fired.
    package internal(set) var count = 0
  }

  /// A stage of a pipeline.
  package struct Stage: Sendable {
    package let name: String
    package let pipeline: String
    package let place: SourceRange
    /// How often a ticket was looked at that stood in it.
    package internal(set) var count = 0
  }

  /// A move of a ticket.
  package struct Transition: Sendable, Hashable {
    package let pipeline: String
    package let from: String
    package let to: String
    package let count: Int
  }

  package let files: [SourceFile]
  package internal(set) var rules: [Rule]
  package internal(set) var stages: [Stage]
  /// Those that were seen, in the order of the stages.
  package internal(set) var transitions: [Transition] = []
  /// What is missing, in the order of the text.
  package internal(set) var gaps: [CoverageGap] = []
}

//  Counting.

extension Coverage {
  /// What is covered of the metric, in one file or in all.
  package func tally(_ metric: Metric, in file: Int? = nil) -> Tally {
    var tally = Tally()
    if metric == .stages {
      for stage in stages where file == nil || Int(stage.place.fileIndex) == file { tally.count(stage.count > 0) }
      return tally
    }
    for rule in rules where file == nil || Int(rule.place.fileIndex) == file { tally += rule.tally(metric) }
    return tally
  }

  /// What is covered of all metrics together.
  package func total(in file: Int? = nil) -> Tally {
    Metric.allCases.reduce(into: Tally()) { $0 += tally($1, in: file) }
  }

  /// The files that have something to cover, by index.
  package var coveredFiles: [Int] { files.indices.filter { total(in: $0).total > 0 } }

  /// How many outcomes, decisions and arms no ticket can reach.
  package var impossibleCount: Int {
    rules.reduce(0) { sum, rule in
      sum + rule.arms.count(where: \.isImpossible)
        + rule.conditions.flatMap(\.parts).flatMap { [$0.whenTrue, $0.whenFalse] }
        .reduce(0) { $0 + ($1.isImpossible ? 1 : 0) + ($1.neverDecides ? 1 : 0) }
    }
  }
}

extension Coverage.Rule {
  /// No ticket can make it fire.
  package var isImpossible: Bool { arms.allSatisfy(\.isImpossible) }

  /// What is covered of the metric in this rule.
  package func tally(_ metric: Coverage.Metric) -> Coverage.Tally {
    var tally = Coverage.Tally()
    switch metric {
    case .rules: if !isImpossible { tally.count(count > 0) }
    case .arms: for arm in arms where !arm.isImpossible { tally.count(arm.count > 0) }
    case .outcomes:
      for part in conditions.flatMap(\.parts) {
        for way in [part.whenTrue, part.whenFalse] where !way.isImpossible { tally.count(way.count > 0) }
      }
    case .mcdc:
      // A part that can decide one way only shows nothing of itself the other way.
      for part in conditions.flatMap(\.parts) where part.canDecide { tally.count(part.isDecidedBothWays) }
    case .stages: break
    }
    return tally
  }
}

extension Coverage.Part {
  /// Some ticket can make it decide its condition.
  package var canDecide: Bool {
    [whenTrue, whenFalse].allSatisfy { !$0.neverDecides && !$0.isImpossible }
  }

  /// It was seen to matter.
  package var isDecidedBothWays: Bool { whenTrue.deciding > 0 && whenFalse.deciding > 0 }
}
