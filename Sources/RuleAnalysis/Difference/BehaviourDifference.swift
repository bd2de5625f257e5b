package import RuleEngine

/// Which behaviour changed from one program to another: effects of rounds, and when they come about no longer or newly.
///
/// Only rules that do not say the same in both, and those that have a part in the same effects, are looked at.
package struct BehaviourDifference {
  package enum Verdict: Sendable, Hashable {
    /// Every situation has the same effects, proved.
    case unchanged
    case changed
    /// No change was found, but not everything could be decided.
    case undecided
  }

  /// The vocabulary of both, without a rule: what indices in effects and facts mean.
  package let vocabulary: Program
  package let settings: [SettingChange]
  package let spaces: [SpaceDifference]
  /// How many rules the programs have, and how many of them are not the same in the other.
  package let ruleCounts: (old: Int, new: Int)
  package let changedRules: (old: [Int], new: [Int])

  /// Whether anything that happens changed.
  package var verdict: Verdict {
    if !settings.isEmpty || spaces.contains(where: { !$0.changes.isEmpty }) { return .changed }
    return spaces.allSatisfy { $0.doubts.isEmpty } ? .unchanged : .undecided
  }

  /// - Parameter nodeBudget: how many diagram nodes each pipeline may take.
  package init(old: Program, new: Program, nodeBudget: Int = 2_000_000) {
    let merged = MergedVocabulary(old: old, new: new)
    vocabulary = merged.program
    settings = merged.changes
    ruleCounts = (old.rules.count, new.rules.count)
    // What rules do not decide is the new program's on both sides.
    var before = merged.old?.applied(to: old, vocabulary: merged.program) ?? old
    before.stages = merged.program.stages
    let after = merged.new?.applied(to: new, vocabulary: merged.program) ?? new
    let pairs = RulePairs(old: before, new: after)
    let changedOld = before.rules.indices.filter { pairs.isChanged(old: $0) }
    let changedNew = after.rules.indices.filter { !pairs.isUnchanged[$0] }
    changedRules = (changedOld, changedNew)
    guard !changedOld.isEmpty || !changedNew.isEmpty else {
      spaces = []
      return
    }
    let comparison = SpaceComparison(
      vocabulary: merged.program, old: before, new: after, pairs: pairs, nodeBudget: nodeBudget)
    spaces = comparison.spaces(old: changedOld, new: changedNew)
  }
}

/// What changed for the tickets of one pipeline, or for new conversations.
package struct SpaceDifference {
  package let scope: Situations.Scope
  /// Missing where the budget was not enough to lay them out.
  package let situations: Situations?
  /// Lost effects first, then gained ones; within, by what they do.
  package let changes: [EffectChange]
  /// Who gets no message at all any more where there was one.
  package let silences: [Silence]
  /// Why something was not decided.
  package let doubts: [Doubt]

  package enum Doubt: Sendable, Hashable {
    /// The node budget was not enough.
    case budget
    /// These rules can lead to themselves, or act in several rounds, and are cut differently: what section 4.3 of
    /// `grammar/meaning.md` holds back, and which actions are one by their keys, may differ.
    case chains(old: [Int], new: [Int])
  }
}

/// An effect that is lost or gained in some situations.
package struct EffectChange {
  package let key: EffectKey
  package let isLost: Bool
  /// Where: only facts that matter to the effect.
  package let region: SituationRegion
  /// In how many kinds of event the side that has it has the effect.
  package let kindsWithEffect: UInt128
}

/// A recipient who is not told anything any more.
package struct Silence {
  package let recipient: Program.Recipient
  package let region: SituationRegion
}
