package import RuleEngine

/// Something about a rule that holds for all tickets and events. Rules are indices into `Program.rules`, branches into
/// `Program.branches`.
package struct Finding: Sendable {
  package enum Kind: Sendable, Hashable {
    /// No event and no ticket makes the rule fire. One branch never comes out as it must, or two exclude each other;
    /// none, where it takes more to see it.
    case neverFires(becauseOf: [Int])
    /// The arm is never taken: its own condition never holds there, or the arms before it take everything.
    case armNeverTaken(arm: Int, because: ArmReason)
    /// A part of a condition that comes out the same whenever it is asked.
    case decided(branch: Int, holds: Bool)
    /// Whatever the rule does, another does at the same time.
    case redundant(because: Int)
    /// Both rules fire for exactly the same events and do the same.
    case sameAs(Int)
    /// No event and no ticket makes both rules hold.
    case overridesInVain(Int)
    /// The arms share out the values of something and take none in some case: the facts that make it, as they are in the
    /// witness.
    case caseUncovered([Fact])
  }

  package enum ArmReason: Sendable, Hashable {
    /// The part at this branch never comes out as it must.
    case part(Int)
    /// Its condition cannot hold there.
    case condition
    /// One earlier arm takes all that it would take.
    case arm(Int)
    /// The earlier arms together take all.
    case arms
  }

  package let rule: Int
  package let kind: Kind
  /// An event that shows it, where there can be one.
  package let witness: Witness?
}

/// What was found out about a program's rules, in the order of rules.
package struct Findings: Sendable {
  package private(set) var all: [Finding] = []
  /// The spaces that need more nodes than they may: nothing was found out about their rules.
  package private(set) var undecided: [Situations.Scope] = []

  /// Looks at every rule of `program`, space after space.
  ///
  /// Complexity: about linear in rules and conditions; memory is bounded by `nodeBudget`, which is of one space.
  package init(_ program: Program, nodeBudget: Int = 2_000_000) {
    self.init(AnalysedRulebook(program, nodeBudget: nodeBudget))
  }

  /// The same for a program whose spaces are there.
  package init(_ analysed: AnalysedRulebook) {
    undecided = analysed.undecided
    for space in analysed.spaces {
      do throws(BudgetExceeded) {
        var search = FindingSearch(space: space, playback: analysed.playback)
        try search.run()
        all += search.found
      } catch {
        undecided.append(space.scope)
      }
    }
    all.sort { $0.rule < $1.rule }
  }
}
