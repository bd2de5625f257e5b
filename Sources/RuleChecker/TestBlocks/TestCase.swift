import RuleSource
import RuleSyntax

/// What one test says: a test without a table, or one row of it with what stands before it.
struct TestCase {
  let givens: [GivenSyntax]
  let steps: [TestStepSyntax]
  let isBroken: Bool
  let range: SourceRange
  let headRange: SourceRange

  init(_ test: TestDeclarationSyntax) {
    givens = test.givens
    steps = test.steps
    isBroken = test.isBroken
    range = test.range
    headRange = test.headRange
  }

  init(_ test: TestDeclarationSyntax, _ row: TestRowSyntax) {
    givens = test.givens + row.givens
    var shared = test.steps
    if let last = shared.popLast() { shared.append(last.expecting(row.first)) }
    steps = shared + row.steps
    isBroken = test.isBroken
    range = test.range
    headRange = row.range
  }
}
