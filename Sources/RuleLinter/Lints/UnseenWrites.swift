import RuleChecker
import RuleSchema
import RuleSource
import RuleSyntax

//  Rules of one round do not see each other's writes. A rule that asks for a value which another rule sets at the same
//  event is not started by it, unless it waits for the change as well. Only writes of the very value that is asked for
//  count: `when stage is Closed` beside `do move to "Waiting on us"` asks for the state before, and means it.

let unseenWrites = Lint(codes: ["W0507"]) { subject in
  let writes = SameRoundWrites(subject)
  guard !writes.isEmpty else { return [] }
  return subject.indices { $0.meetsWrites && writes.mayMatter(to: $0) }.flatMap { reader -> [Diagnostic] in
    let rule = subject.rules[reader]
    var found: [Diagnostic] = []
    var fields: Set<Field> = []
    for arm in rule.arms {
      for (test, range) in rule.demands(of: arm) {
        guard let field = test.writtenField, !fields.contains(field),
          !rule.triggers.contains(where: { $0.happening.changedField == field }),
          let writer = writes.writer(of: test, readBy: reader, arm)
        else { continue }
        fields.insert(field)
        found.append(subject.unseenWrite(by: writer, of: field, in: reader, at: range))
      }
    }
    return found
  }
}

/// What rules write, by the event that starts them.
private struct SameRoundWrites {
  private struct Key: Hashable {
    let pipeline: PipelineIndex
    let happening: CheckedTrigger.Happening
    let field: Field
    let value: Literal
  }

  private struct Writer {
    let rule: Int
    let arm: Int
    let trigger: Int
  }

  /// More writers of one value at one event are not kept: one is enough to tell of.
  private static let mostWriters = 4

  private let subject: LintSubject
  /// The fields that rules write and whose very values rules ask for.
  private var asked = LikelyFields()
  private var writers: [Key: [Writer]] = [:]
  /// The numbers that are written, since a comparison does not name them.
  private var numbers: [Field: [Double]] = [:]

  var isEmpty: Bool { writers.isEmpty }

  init(_ subject: LintSubject) {
    self.subject = subject
    let rules = subject.rules.span
    var written = LikelyFields()
    for index in rules.indices where rules[index].meetsWrites { written.insertWritten(by: rules[index]) }
    if written.isEmpty { return }
    for index in rules.indices where rules[index].meetsWrites && asked != written {
      asked.insertDemanded(by: rules[index], of: written)
    }
    if asked.isEmpty { return }
    for index in rules.indices where rules[index].meetsWrites {
      var written = LikelyFields()
      written.insertWritten(by: rules[index])
      if written.isDisjoint(with: asked) { continue }
      let arms = rules[index].arms
      for arm in arms.indices {
        for action in arms[arm].actions {
          guard let field = action.fieldOfValue, asked.contains(field), let value = action.writtenValue else {
            continue
          }
          add(value, to: field, by: index, arm)
        }
      }
    }
  }

  /// Whether `rule` asks for a value of a field that some rule writes.
  func mayMatter(to rule: CheckedRule) -> Bool {
    var found = LikelyFields()
    found.insertDemanded(by: rule, of: asked)
    return !found.isEmpty
  }

  private mutating func add(_ value: Literal, to field: Field, by index: Int, _ arm: Int) {
    if case .number(let number) = value, numbers[field, default: []].count < 64 {
      numbers[field, default: []].append(number)
    }
    let rule = subject.rules[index]
    for (place, trigger) in rule.triggers.enumerated() {
      for happening in trigger.happening.single {
        let key = Key(pipeline: rule.pipeline, happening: happening, field: field, value: value)
        guard writers[key, default: []].count < SameRoundWrites.mostWriters else { continue }
        writers[key, default: []].append(Writer(rule: index, arm: arm, trigger: place))
      }
    }
  }

  /// A rule that starts from an event of `reader` and makes `test` true.
  func writer(of test: Test, readBy reader: Int, _ arm: CheckedArm) -> Int? {
    let rule = subject.rules[reader]
    guard let field = test.writtenField else { return nil }
    for value in values(that: test, field) {
      for trigger in rule.triggers {
        for happening in trigger.happening.single {
          let key = Key(pipeline: rule.pipeline, happening: happening, field: field, value: value)
          let writer = writers[key]?.first { writer in
            writer.rule != reader && meets(writer, rule, arm, trigger, about: field, test)
          }
          if let writer { return writer.rule }
        }
      }
    }
    return nil
  }

  /// Whether both rules can start from one event, and do not know of each other.
  private func meets(
    _ writer: Writer, _ rule: CheckedRule, _ arm: CheckedArm, _ trigger: CheckedTrigger, about field: Field,
    _ test: Test
  ) -> Bool {
    let other = subject.rules[writer.rule]
    let others = other.triggers[writer.trigger]
    guard trigger.by == nil || others.by == nil || trigger.by == others.by,
      trigger.via == nil || others.via == nil || trigger.via == others.via,
      !rule.overrides.contains(RuleIndex(writer.rule)),
      !other.overrides.contains(where: { subject.rules[$0.value].range == rule.range })
    else { return false }
    let demands = other.demands(of: other.arms[writer.arm])
    // Where it holds before, too, nothing is missed.
    var table = TruthTable(schema: subject.schema, pipeline: rule.pipeline)
    let known = demands.filter { $0.test.writtenField == field }.map { table.formula(.test($0.test, $0.range)) }
    let missed = TruthTable.Formula.not(table.formula(.test(test, rule.range)))
    guard known.isEmpty || table.verdict(.all(known + [missed])) != .never else { return false }
    table = TruthTable(schema: subject.schema, pipeline: rule.pipeline)
    let both = (demands + rule.demands(of: arm)).filter { $0.test.writtenField != field }
    let formula = table.formula(.all(both.map { .test($0.test, $0.range) }))
    return both.count < 2 || table.verdict(formula) != .never
  }

  /// The values that make `test` true.
  private func values(that test: Test, _ field: Field) -> [Literal] {
    switch test {
    case .isOneOf(_, let values): return values
    case .hasAny(_, let options), .hasAll(_, let options): return options.map(Literal.option)
    case .isSet: return [.flag(true)]
    case .compares:
      let candidates =
        subject.schema.choices(of: field)?.indices.map(Literal.option) ?? (numbers[field] ?? []).map(Literal.number)
      return candidates.filter { test.holds(for: $0, schema: subject.schema) }
    default: return []
    }
  }
}

extension CheckedTrigger.Happening {
  /// `stage A, B` is one event for each stage.
  fileprivate var single: [CheckedTrigger.Happening] {
    guard case .entered(let stages) = self, stages.count > 1 else { return [self] }
    return stages.map { .entered([$0]) }
  }
}

extension CheckedRule {
  /// The tests that must hold where `arm` is taken, as far as that is plain to see.
  fileprivate func demands(of arm: CheckedArm) -> [(test: Test, range: SourceRange)] {
    var demands: [(Test, SourceRange)] = []
    guardCondition?.addDemands(to: &demands)
    arm.condition?.addDemands(to: &demands)
    return demands
  }
}

extension CheckedRule {
  /// Whether events start it, together with others.
  fileprivate var meetsWrites: Bool { !isOff && !triggers.isEmpty }
}

extension CheckedCondition {
  fileprivate func addDemands(to demands: inout [(Test, SourceRange)]) {
    switch self {
    case .all(let parts): for part in parts { part.addDemands(to: &demands) }
    case .test(let test, let range): demands.append((test, range))
    case .any, .not: break
    }
  }
}

extension CheckedAction {
  /// What it gives `fieldOfValue`.
  fileprivate var writtenValue: Literal? {
    switch self {
    case .move(let stage): .stage(stage)
    case .set(_, .literal(let value)), .raise(_, let value): value
    case .add(let option, _): .option(option)
    case .assign(.team(let team)): .team(team)
    case .createTicket, .set, .clear, .remove, .removeMatching, .increase, .assign, .rotate, .sendNotification,
      .sendEmail, .sendMessage, .notify, .createTask, .addNote, .call:
      nil
    }
  }
}

extension LintSubject {
  fileprivate func unseenWrite(
    by writer: Int, of field: Field, in reader: Int, at range: SourceRange
  ) -> Diagnostic {
    let name = schema.words(for: field)
    let (file, tree) = sources[Int(range.fileIndex)]
    let index = tree.tokens.firstToken(at: range.start)
    let operand = index < tree.tokens.count ? file.text(of: tree.tokens[index].range) : name
    let end = written(reader)?.events.last?.range
    return Diagnostic(
      .warning, "W0507", "this does not see what \(self.name(of: writer)) writes to `\(name)` at the same event",
      at: range, labels: [Diagnostic.Label("starts from the same event", at: head(of: writer))],
      help: "add `or \(operand) changed` to the trigger, so that the rule looks again",
      notes: ["rules that one event starts see the ticket as it was before any of them"],
      fix: end.map { .insert("or \(operand) changed", after: $0, .unsafe) })
  }
}
