package import RuleEngine

/// Every space of a program, made once for all that is asked of it. Its rules are named by their index.
package struct AnalysedRulebook {
  let program: Program
  let playback: Playback
  package let spaces: [AnalysedSpace]
  /// The spaces that need more nodes than they may.
  package let undecided: [Situations.Scope]

  /// The spaces of `program`, each with at most `nodeBudget` nodes.
  package init(_ program: Program, nodeBudget: Int = 2_000_000) {
    let named = Playback.named(program)
    self.program = named
    playback = Playback(named)
    var spaces: [AnalysedSpace] = []
    var undecided: [Situations.Scope] = []
    for (scope, rules) in AnalysedSpace.scopes(of: named) {
      do throws(BudgetExceeded) {
        spaces.append(try AnalysedSpace(scope: scope, rules: rules, program: named, nodeBudget: nodeBudget))
      } catch {
        undecided.append(scope)
      }
    }
    self.spaces = spaces
    self.undecided = undecided
  }
}
