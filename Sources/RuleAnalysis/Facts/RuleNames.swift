package import RuleEngine

/// What the timers and limits of rules are called, where rules of several programs are looked at: those of one name are
/// due, or used up, together.
package struct RuleNames: Sendable {
  package var due: @Sendable (Program.Rule) -> String
  package var limited: @Sendable (Program.Rule) -> String

  /// Without other names each rule is its own.
  package init(
    due: @escaping @Sendable (Program.Rule) -> String = { $0.identity },
    limited: @escaping @Sendable (Program.Rule) -> String = { $0.identity }
  ) {
    self.due = due
    self.limited = limited
  }
}
