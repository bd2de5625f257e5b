import RuleChecker
import RuleSchema
import RuleSource
import RuleSyntax

//  Conditions that always hold, or never do, on their face: `vip or not vip`, `amount is above 5 and amount is below 3`,
//  an arm that the arms above it leave nothing for. Rows of tables are the checker's business (W0404 to W0407).

let constantConditions = Lint(codes: ["W0504", "W0505"]) { subject in
  var found: [Diagnostic] = []
  for index in subject.indices(where: { subject.mayHaveConstant($0) }) {
    guard let written = subject.written(index) else { continue }
    var search = ConstantSearch(subject: subject, rule: subject.rules[index])
    search.look(at: subject.rules[index], written)
    found += search.found
  }
  return found
}

/// Looks through the conditions of one rule.
private struct ConstantSearch {
  let subject: LintSubject
  let rule: CheckedRule
  private(set) var found: [Diagnostic] = []

  init(subject: LintSubject, rule: CheckedRule) {
    self.subject = subject
    self.rule = rule
  }

  mutating func look(at rule: CheckedRule, _ written: RuleDeclarationSyntax) {
    switch (rule.timer?.kind, written.timer?.kind) {
    case (.whileTrue(let condition, _), .whileTrue(_, let words)),
      (.everyWhile(let condition, _), .everyWhile(_, let words)):
      look(at: condition, writtenAt: words.range)
    default: break
    }
    if let condition = rule.guardCondition, let words = written.guardCondition {
      look(at: condition, writtenAt: words.range)
    }
    guard !written.isTable else { return }
    for (arm, words) in zip(rule.arms, written.arms) {
      if let condition = arm.condition, let range = words.condition?.range { look(at: condition, writtenAt: range) }
    }
    if found.isEmpty { lookForDeadArms(written) }
  }

  // ---- one condition ----

  private mutating func look(at condition: CheckedCondition, writtenAt range: SourceRange) {
    if case .test(let test, let place) = condition {
      // Almost every condition is one test that asks something.
      guard test.mayBeConstant(subject.choiceCounts) else { return }
      if reportVacuous(test, at: place) { return }
    }
    var table = TruthTable(schema: subject.schema, pipeline: rule.pipeline)
    let formula = table.formula(condition)
    guard !table.isTooLarge else { return }
    let suspicious = table.groups.filter { $0.tests.count > 1 }
    let isSuspicious =
      !suspicious.isEmpty || table.tests.contains { $0.mayBeConstant(subject.choiceCounts) }
      || condition.testCount > table.tests.count
    guard isSuspicious else { return }
    let place = subject.place(of: condition, writtenAt: range)
    let note = table.tests.contains { $0.subject == .now(.pipeline) } ? [pipelineNote] : []
    switch table.verdict(formula) {
    case .always: found.append(.always(subject.words(at: place, otherwise: "this condition"), at: place, notes: note))
    case .never:
      let words = subject.words(at: place, otherwise: "this condition")
      found.append(.never(words, at: place, isOneTest: condition.testCount == 1, notes: note))
    case .open: lookAtParts(of: condition, writtenAt: range)
    }
  }

  private mutating func lookAtParts(of condition: CheckedCondition, writtenAt range: SourceRange) {
    switch condition {
    case .all(let parts), .any(let parts): for part in parts { look(at: part, writtenAt: part.range ?? range) }
    case .not(let inner): look(at: inner, writtenAt: inner.range ?? range)
    case .test: break
    }
  }

  private var pipelineNote: String {
    "the rule belongs to pipeline `\(subject.schema.pipelines[rule.pipeline.value].name)`, and so do its tickets"
  }

  /// All options, or a field with itself: asks only whether there is a value.
  private mutating func reportVacuous(_ test: Test, at place: SourceRange) -> Bool {
    let field: Field
    let isComparison: Bool
    switch test {
    case .isOneOf(let asked, let values):
      guard let options = subject.schema.choices(of: asked), Set(values).count == options.count else { return false }
      (field, isComparison) = (asked, false)
    case .equalsField(let one, let other), .comparesField(let one, .atLeast, let other),
      .comparesField(let one, .atMost, let other), .isDay(let one, .valueOf(let other)):
      guard one == other else { return false }
      (field, isComparison) = (one, true)
    default: return false
    }
    let words = subject.sources[Int(place.fileIndex)].file.text(of: place).split(whereSeparator: \.isWhitespace)
    let isNegated = words.contains("not")
    let operand = words.prefix { $0 != "is" }.joined(separator: " ")
    let instead = "\(operand) is \(isNegated ? "unknown" : "known")"
    let name = subject.schema.words(for: field)
    found.append(
      Diagnostic(
        .warning, "W0504",
        isComparison
          ? "`\(name)` is compared with itself, so this only asks whether it is \(isNegated ? "unknown" : "known")"
          : "this \(isNegated ? "excludes" : "names") every option of `\(name)`, so it only asks whether there is \(isNegated ? "none" : "one")",
        at: place, help: "write `\(instead)` if that is meant",
        fix: subject.hasComment(in: place) ? nil : .replace(place, with: instead, isComparison ? .unsafe : .safe)))
    return true
  }

  // ---- arms ----

  /// An arm for which the trigger, the guard and the arms above leave nothing.
  private mutating func lookForDeadArms(_ written: RuleDeclarationSyntax) {
    let start = rule.startingStages
    guard rule.guardCondition != nil || rule.arms.count > 1 || start != nil else { return }
    var table = TruthTable(schema: subject.schema, pipeline: rule.pipeline)
    var holding: [TruthTable.Formula] = []
    if let start { holding.append(table.formula(.test(.isOneOf(.stage, start), rule.range))) }
    if let condition = rule.guardCondition { holding.append(table.formula(condition)) }
    let arms = rule.arms.map { arm in arm.condition.map { table.formula($0) } }
    guard !table.isTooLarge, table.groups.contains(where: { $0.tests.count > 1 }) || table.hasRepeated(arms) else {
      return
    }
    for (index, formula) in arms.enumerated() {
      let isFirst = index == 0
      if let formula, table.verdict(.all(holding + [formula])) == .never {
        report(deadArm: written.arms[index], isFirst: isFirst, hasGuard: rule.guardCondition != nil)
        return
      }
      if formula == nil, index > 0, table.verdict(.all(holding)) == .never {
        report(deadArm: written.arms[index], isFirst: false, hasGuard: rule.guardCondition != nil)
        return
      }
      if let formula { holding.append(.not(formula)) }
    }
  }

  private mutating func report(deadArm arm: ArmSyntax, isFirst: Bool, hasGuard: Bool) {
    let place = arm.condition?.range ?? arm.range
    let reason: String
    switch (isFirst, hasGuard) {
    case (true, true): reason = "`only if` lets nothing through that it takes"
    case (true, false): reason = "the ticket is in another stage when the rule starts"
    case (false, true): reason = "`only if` and what stands above leave nothing for it"
    case (false, false): reason = "what stands above leaves nothing for it"
    }
    let what = arm.condition == nil ? "this `otherwise` is" : "what stands under this condition is"
    found.append(
      Diagnostic(
        .warning, "W0505", "\(what) never done, since \(reason)", at: place,
        help: arm.condition == nil ? "remove it" : "change the condition, or remove what stands under it"))
  }
}

extension TruthTable {
  /// Whether two arms ask for the very same, which needs no second test of one subject.
  fileprivate func hasRepeated(_ arms: [Formula?]) -> Bool { arms.count > tests.count }
}

extension CheckedRule {
  /// The stages that a ticket can be in where the rule starts; `nil` where its trigger does not say.
  fileprivate var startingStages: [Literal]? {
    if case .inStage(let stages, _) = timer?.kind { return stages.map(Literal.stage) }
    var stages: [Literal] = []
    for trigger in triggers {
      guard case .entered(let entered) = trigger.happening else { return nil }
      stages += entered.map(Literal.stage)
    }
    return stages.isEmpty ? nil : stages
  }
}

extension CheckedCondition {
  fileprivate var testCount: Int {
    switch self {
    case .all(let parts), .any(let parts): parts.reduce(0) { $0 + $1.testCount }
    case .not(let inner): inner.testCount
    case .test: 1
    }
  }

  /// The bytes from its first to its last test; `nil` where these are in different files.
  fileprivate var range: SourceRange? {
    switch self {
    case .test(_, let range): return range
    case .not(let inner): return inner.range
    case .all(let parts), .any(let parts):
      var whole: SourceRange?
      for part in parts {
        guard let range = part.range, whole.map({ $0.fileIndex == range.fileIndex }) ?? true else { return nil }
        whole = whole?.joined(to: range) ?? range
      }
      return whole
    }
  }
}

extension LintSubject {
  /// Where a condition stands: in the rule, or in the definition that the rule names.
  fileprivate func place(of condition: CheckedCondition, writtenAt range: SourceRange) -> SourceRange {
    guard let own = condition.range else { return range }
    let isInRule = own.fileIndex == range.fileIndex && own.start >= range.start && own.end <= range.end
    let place = isInRule ? range : own
    // A `not` before the first test belongs to it.
    let (file, tree) = sources[Int(place.fileIndex)]
    let before = tree.tokens.firstToken(at: place.start) - 1
    guard before >= 0, tree.tokens[before].kind == .word, file.text(of: tree.tokens[before].range) == "not",
      case .any = condition
    else { return place }
    return tree.tokens[before].range.joined(to: place)
  }
}

extension Diagnostic {
  fileprivate static func always(_ words: String, at range: SourceRange, notes: [String]) -> Diagnostic {
    Diagnostic(
      .warning, "W0504", "\(words) always holds", at: range,
      help: "ask for something else, or leave the condition out", notes: notes)
  }

  fileprivate static func never(
    _ words: String, at range: SourceRange, isOneTest: Bool, notes: [String]
  ) -> Diagnostic {
    Diagnostic(
      .warning, "W0505", "\(words) never holds", at: range,
      help: isOneTest
        ? "ask for something that can be so, or remove it"
        : "change one of the parts, or write `or` where either is meant",
      notes: notes)
  }
}
