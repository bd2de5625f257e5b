import RuleAnalysis
import RuleCompiler
import RuleEngine
import RuleSource
import Testing

@Suite("Refactorings are proved to change nothing, near misses are seen")
struct RefactoringTests {
  private static let vocabulary = """
    pipeline "Support" id "0" default
      stage New id "1"
      stage Waiting id "2"
      stage Done id "3" closed

    property priority id "priority": ordered one of Low, Medium, High, Urgent
    property amount id "amount": number
    property labels id "labels": set of billing, printer, vip
    property subject id "subject": text
    property "due date" id "due": date
    team Billing

    """

  private func program(_ rules: String) throws -> Program {
    let file = SourceFile(path: "a.rules", bytes: Array((Self.vocabulary + rules).utf8))
    let built = Toolchain.build([file])
    return try #require(built.program, "\(built.diagnostics.map(\.message))\n\(rules)")
  }

  private static let same: [(String, String, String)] = [
    (
      "and is a nested question",
      """
      rule "A"
        on ticket created
        when priority is High and amount is above 10
        do add note "x"
      """,
      """
      rule "B"
        on ticket created
        only if amount is above 10
        when priority is High
        do add note "x"
      """
    ),
    (
      "one rule is two",
      """
      on ticket created
        when priority is High do notify team Billing "x"
        otherwise when priority is Low do notify team Billing "y"
      """,
      """
      on ticket created
        when priority is High do notify team Billing "x"
      on ticket created
        when priority is Low do notify team Billing "y"
      """
    ),
    (
      "at least Medium is one of three",
      "on ticket created when priority is at least Medium do move to Waiting",
      "on ticket created when priority is one of Medium, High, Urgent do move to Waiting"
    ),
    (
      "a definition is its words",
      """
      define big as amount is above 100
      on ticket created when big do set priority to High
      """,
      "on ticket created when not amount is at most 100 and amount is known do set priority to High"
    ),
    (
      "a write that changes nothing is no write",
      "on ticket created do set priority to High",
      "on ticket created when priority is not High do set priority to High"
    ),
    (
      "a raise is a set of what is lower",
      "on ticket created do raise priority to High",
      "on ticket created when priority is unknown or priority is one of Low, Medium do set priority to High"
    ),
    (
      "increases add up",
      "on ticket created do increase amount by 3",
      """
      rule "one"
        on ticket created do increase amount by 1
      rule "two"
        on ticket created do increase amount by 2
      """
    ),
    (
      "the last action counts",
      "on ticket created do set priority to Low then set priority to High then add vip to labels then remove vip from labels",
      "on ticket created do set priority to High then remove vip from labels"
    ),
    (
      "value of what was just set",
      "on ticket created do set subject to \"x\" then set subject to value of subject",
      "on ticket created do set subject to \"x\""
    ),
    (
      "overrides are conditions",
      """
      rule "small"
        on ticket created do notify team Billing "small"
      rule "big" overrides "small"
        on ticket created when amount is above 5 do notify team Billing "big"
      """,
      """
      rule "small"
        on ticket created when not amount is above 5 do notify team Billing "small"
      rule "big"
        on ticket created when amount is above 5 do notify team Billing "big"
      """
    ),
    (
      "timers of other names",
      """
      rule "late"
        after 3 days in stage New
        do notify team Billing "late"
      """,
      """
      rule "later"
        after 3 days in stage New
        when priority is known or not priority is known
        do notify team Billing "late"
      """
    ),
    (
      "limits of other names",
      """
      rule "once"
        on stage Waiting once per ticket
        do send ticket notification to contact
      """,
      """
      rule "only once"
        on stage Waiting once per ticket
        do send ticket notification to contact
      """
    ),
    (
      "while, written differently",
      """
      rule "late"
        after 3 days while priority is High and amount is above 5
        do notify team Billing "late"
      """,
      """
      rule "late"
        after 3 days while amount is above 5 and priority is High
        do notify team Billing "late"
      """
    ),
  ]

  private static let different: [(String, String, String)] = [
    (
      "a bound", "on ticket created when amount is above 10 do add note \"x\"",
      "on ticket created when amount is at least 10 do add note \"x\""
    ),
    (
      "two notes are not one", "on ticket created do add note \"x\"",
      "on ticket created do add note \"x\" then add note \"x\""
    ),
    (
      "a delay", "rule \"late\"\n  after 3 days in stage New\n  do notify team Billing \"late\"",
      "rule \"late\"\n  after 4 days in stage New\n  do notify team Billing \"late\""
    ),
    (
      "a limit", "rule \"once\"\n  on stage Waiting once per ticket\n  do send ticket notification to contact",
      "rule \"once\"\n  on stage Waiting\n  do send ticket notification to contact"
    ),
    (
      "the condition of while",
      "rule \"late\"\n  after 3 days while amount is above 5\n  do notify team Billing \"late\"",
      "rule \"late\"\n  after 3 days while amount is above 6\n  do notify team Billing \"late\""
    ),
    (
      "a placeholder", "on ticket created do add note \"about {subject}\"",
      "on ticket created do add note \"about {amount}\""
    ),
  ]

  @Test("Refactorings", arguments: same.indices)
  func refactorings(_ index: Int) throws {
    let (name, before, after) = Self.same[index]
    let (old, new) = (try program(before), try program(after))
    for (left, right) in [(old, new), (new, old)] {
      let difference = BehaviourDifference(old: left, new: right)
      #expect(
        difference.verdict == .unchanged,
        "\(name): \(difference.spaces.flatMap(\.changes).map { "\($0.isLost) \($0.key.effect)" }) \(difference.spaces.flatMap(\.doubts))"
      )
    }
    #expect(BehaviourFingerprint.of(old) == BehaviourFingerprint.of(new), "\(name)")
    #expect(BehaviourFingerprint.of(old) != nil)
  }

  @Test("Near misses", arguments: different.indices)
  func nearMisses(_ index: Int) throws {
    let (name, before, after) = Self.different[index]
    let (old, new) = (try program(before), try program(after))
    #expect(BehaviourDifference(old: old, new: new).verdict == .changed, "\(name)")
    #expect(BehaviourFingerprint.of(old) != BehaviourFingerprint.of(new), "\(name)")
  }
}
