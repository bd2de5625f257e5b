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

extension LintSubject {
  /// Picks the rules that are worth a closer look: something is asked about twice, or in a way that decides itself. Most
  /// rules ask about each thing once, and cost no more than that.
  fileprivate func mayHaveConstant(_ rule: CheckedRule) -> Bool {
    var asked = AskedSubjects()
    if rule.startsInStages { asked.insert(.now(.stage)) }
    return mayRepeat(rule.timer, &asked) || mayRepeat(rule.guardCondition, &asked) || mayRepeat(rule.arms, &asked)
  }

  private func mayRepeat(_ timer: CheckedTimer?, _ asked: inout AskedSubjects) -> Bool {
    switch timer {
    case .some(let timer): mayRepeat(timer.kind, &asked)
    case .none: false
    }
  }

  private func mayRepeat(_ kind: CheckedTimer.Kind, _ asked: inout AskedSubjects) -> Bool {
    switch kind {
    case .whileTrue(let condition, _), .everyWhile(let condition, _): mayRepeat(condition, &asked)
    case .inStage, .withoutReply, .withoutAnswer, .withoutActivity, .before, .after, .reached, .everyDays: false
    }
  }

  private func mayRepeat(_ arms: [CheckedArm], _ asked: inout AskedSubjects) -> Bool {
    let arms = arms.span
    for index in arms.indices where arms[index].row == nil {
      // Most conditions are one test, and looked at in place.
      switch arms[index].condition {
      case .some(.test(let test, _)): if mayRepeat(test, &asked) { return true }
      case .none: break
      default: if mayRepeat(arms[index].condition, &asked) { return true }
      }
    }
    return false
  }

  private func mayRepeat(_ condition: CheckedCondition?, _ asked: inout AskedSubjects) -> Bool {
    switch condition {
    case .some(.all(let parts)): mayRepeat(parts, &asked, areAll: true)
    case .some(.any(let parts)): mayRepeat(parts, &asked, areAll: false)
    case .some(.not(let inner)): mayRepeat(inner, &asked)
    case .some(.test(let test, _)): mayRepeat(test, &asked)
    case .none: false
    }
  }

  private func mayRepeat(_ parts: [CheckedCondition], _ asked: inout AskedSubjects, areAll: Bool) -> Bool {
    let parts = parts.span
    // Both ends of a span ask about one thing once.
    let count = areAll && parts.areEndsOfSpan ? 1 : parts.count
    for index in 0..<count {
      switch parts[index] {
      case .test(let test, _): if mayRepeat(test, &asked) { return true }
      default: if mayRepeat(parts[index], &asked) { return true }
      }
    }
    return false
  }

  private func mayRepeat(_ test: Test, _ asked: inout AskedSubjects) -> Bool {
    test.mayBeConstant(choiceCounts) || !asked.insert(test.subject)
  }
}

/// What the tests of a rule ask about, or a little more.
private struct AskedSubjects {
  private var now = LikelyFields()
  private var before = LikelyFields()
  private var hasActor = false
  private var hasOther = false

  /// Whether it was not asked about before.
  @discardableResult
  mutating func insert(_ subject: TestSubject?) -> Bool {
    switch subject {
    case .now(let field):
      defer { now.insert(field) }
      return !now.contains(field)
    case .before(let field):
      defer { before.insert(field) }
      return !before.contains(field)
    case .actor:
      defer { hasActor = true }
      return !hasActor
    case nil:
      defer { hasOther = true }
      return !hasOther
    }
  }
}

extension Swift.Span<CheckedCondition> {
  /// The two tests of `is between 1 and 5`, in good order: together they are one question.
  fileprivate var areEndsOfSpan: Bool {
    guard count == 2, let low = self[0].end(.atLeast), let high = self[1].end(.atMost) else { return false }
    return low.field == high.field && low.number <= high.number
  }
}

extension CheckedCondition {
  /// What a number is compared with, and of what it is.
  fileprivate func end(_ comparison: Test.Comparison) -> (field: Field, number: Double)? {
    switch self {
    case .test(.compares(let field, let own, .number(let number)), _): own == comparison ? (field, number) : nil
    default: nil
    }
  }
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
  /// Whether it has `startingStages`.
  fileprivate var startsInStages: Bool {
    if case .inStage = timer?.kind { return true }
    return !triggers.isEmpty && triggers.allEnter
  }

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

extension [CheckedTrigger] {
  fileprivate var allEnter: Bool {
    let triggers = span
    for index in triggers.indices {
      guard case .entered = triggers[index].happening else { return false }
    }
    return true
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

extension Test {
  /// A single test that is worth a look.
  fileprivate func mayBeConstant(_ choiceCounts: [Int]) -> Bool {
    switch self {
    case .isOneOf(let field, let values):
      switch field {
      case .pipeline: true
      case .stage: values.count > 1
      case .property(let index): values.count > 1 && 1...values.count ~= choiceCounts[index.value]
      case .owner, .team, .inbox, .channel, .created, .closed, .contactEmail, .ownerEmail, .ownerTeams, .messageSubject,
        .messageFrom, .messageText:
        false
      }
    case .compares(_, .below, .option(let option)): option == 0
    case .compares(.property(let index), .above, .option(let option)): choiceCounts[index.value] - 1 == option
    case .compares(_, .above, .option): true
    case .equalsField, .comparesField, .isBefore, .isAfter, .isDay: isDecidedByItself
    default: false
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
