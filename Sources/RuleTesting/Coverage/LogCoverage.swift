package import RuleEngine

/// Plays a log and sees how much of what happens in it the tests went through, too.
///
/// An event is covered if the tests know every way it went: each rule that fired with its arm, and for each condition that
/// was looked at the tests that decided it and how they came out.
package struct LogCoverage: Sendable {
  /// How much of the log was covered.
  package struct Outcome: Sendable {
    /// Events that rules looked at, and how many of them are covered.
    package fileprivate(set) var concerning = 0
    package fileprivate(set) var covered = 0
    /// Events that were nothing to any rule.
    package fileprivate(set) var idle = 0
    /// What the tests do not know, the most frequent first.
    package fileprivate(set) var gaps: [Gap] = []

    /// Of the events that rules looked at; a hundred where there are none.
    package var percent: Double { concerning == 0 ? 100 : Double(covered * 1000 / concerning) / 10 }
  }

  /// A way that the tests do not know.
  package struct Gap: Sendable {
    /// The rule's name.
    package let rule: String
    package let text: String
    /// How many events went it, the first of them in words, and its line; `nil` for a timer.
    package fileprivate(set) var count: Int
    package let first: String
    package let line: Int?
  }

  /// The part of a visit that matters.
  private enum Way: Hashable {
    case firing(rule: Int, arm: Int)
    case condition(Int, places: [Int], truths: [Bool])
  }

  private let program: Program
  private var memory: TicketMemory
  private let known: Set<Way>
  /// The rule that each condition belongs to, by first branch; those of `while` are left out, which every event asks.
  private let owners: [Int: (rule: Int, condition: Program.Condition)]
  private var outcome = Outcome()
  private var gapPlaces: [Way: Int] = [:]

  /// A log to be played against what the tests of a run went through.
  package init(against run: CoverageRun) {
    program = run.suite.program
    memory = TicketMemory(rulebook: Rulebook(program: program))
    var owners: [Int: (rule: Int, condition: Program.Condition)] = [:]
    for (index, rule) in program.rules.enumerated() {
      if let condition = rule.guardCondition { owners[condition.branches.lowerBound] = (index, condition) }
      for condition in rule.arms.compactMap(\.condition) { owners[condition.branches.lowerBound] = (index, condition) }
    }
    self.owners = owners
    known = Set(run.visits.keys.compactMap { Self.way($0, owners, run.suite.program) })
  }

  /// Plays the next line, after the timers that are due on its ticket before.
  ///
  /// - Throws: what is wrong with the line; it is left out.
  package mutating func play(_ line: [UInt8], number: Int) throws(EventProblem) {
    let event = try memory.rulebook.event(from: line)
    while let timer = memory.timerDue(before: event) { play(timer, "a timer before line \(number)", line: nil) }
    play(event, "line \(number)", line: number)
  }

  /// What came of it, after the timers up to `end`.
  package mutating func finish(until end: Instant?) -> Outcome {
    if let end {
      while let timer = memory.timerDue(until: end) { play(timer, "a timer at \(timer.at.iso8601)", line: nil) }
    }
    var result = outcome
    result.gaps = outcome.gaps.enumerated()
      .sorted { ($1.element.count, $0.offset) < ($0.element.count, $1.offset) }.map(\.element)
    return result
  }

  private mutating func play(_ event: Event, _ words: String, line: Int?) {
    var isCovered = true
    var ways: [Way] = []
    for visit in memory.visits(of: event, tracing: false).visits {
      guard let way = Self.way(visit, owners, program), !ways.contains(way) else { continue }
      ways.append(way)
      guard !known.contains(way) else { continue }
      isCovered = false
      note(way, words, line: line)
    }
    if ways.isEmpty {
      outcome.idle += 1
    } else {
      outcome.concerning += 1
      if isCovered { outcome.covered += 1 }
    }
  }

  private mutating func note(_ way: Way, _ words: String, line: Int?) {
    if let place = gapPlaces[way] {
      outcome.gaps[place].count += 1
      return
    }
    gapPlaces[way] = outcome.gaps.count
    let rule: Int
    let text: String
    switch way {
    case .firing(let index, let arm):
      rule = index
      text =
        program.rules[index].arms.count == 1
        ? "the rule fired" : "\(Self.label(of: arm, in: program.rules[index])) was taken"
    case .condition(let entry, let places, let truths):
      rule = owners[entry]?.rule ?? 0
      text = zip(places, truths).map { "`\(program.branches[entry + $0].text)` was \($1)" }.joined(separator: ", ")
    }
    outcome.gaps.append(
      Gap(rule: program.rules[rule].identity, text: text, count: 1, first: words, line: line))
  }

  private static func way(
    _ visit: Visit, _ owners: [Int: (rule: Int, condition: Program.Condition)], _ program: Program
  ) -> Way? {
    switch visit {
    case .firing(let rule, let arm): return .firing(rule: rule, arm: arm)
    case .condition(let entry, let truths):
      guard let owner = owners[entry] else { return nil }
      let places = program.way(through: owner.condition, truths).places
      return .condition(entry, places: places, truths: places.map { truths[$0] })
    case .stage, .transition: return nil
    }
  }

  private static func label(of arm: Int, in rule: Program.Rule) -> String {
    if let row = rule.arms[arm].row { return "row \(row)" }
    return arm > 0 && rule.arms[arm].condition == nil ? "`otherwise`" : "arm \(arm + 1)"
  }
}
