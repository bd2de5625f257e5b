import RuleSchema
import RuleSource
import RuleSyntax

extension Checker {
  /// Mistakes of a header show in every row; these are given with the first.
  private static let codesOfHeaders: Set<String> = [
    "E0301", "E0304", "E0305", "E0310", "E0311", "E0313", "E0314", "E0319", "E0320", "E0327", "E0404", "E0409", "E0421",
  ]

  /// The arms of a rule, or the rows of its table.
  mutating func arms(of rule: RuleDeclarationSyntax) -> ShortList<CheckedArm> {
    let start = diagnostics.count
    let column = rule.timer.flatMap { $0.kind.isColumn ? $0 : nil }
    let arms = arms(rule.arms, timer: column)
    if rule.isTable {
      var seen: Set<String> = []
      dropDiagnostics(from: start) { diagnostic in
        Checker.codesOfHeaders.contains(diagnostic.code)
          && !seen.insert("\(diagnostic.code) \(diagnostic.message)").inserted
      }
    }
    return arms
  }

  // Arms are looked at where they are: whoever takes one as a whole gets a copy of each of its parts.
  @inline(__always)
  private mutating func arms(_ written: ShortList<ArmSyntax>, timer: TimerSyntax?) -> ShortList<CheckedArm> {
    switch written {
    case .one(let arm): return .one(self.arm(arm, timer: timer))
    case .several(let written):
      let written = written.span
      var arms: [CheckedArm] = []
      arms.reserveCapacity(written.count)
      for index in written.indices { arms.append(arm(written[index], timer: timer)) }
      return .several(arms)
    }
  }

  @inline(__always)
  private mutating func arm(_ written: ArmSyntax, timer: TimerSyntax?) -> CheckedArm {
    CheckedArm(
      condition: condition(written.condition), actions: actions(written.actions),
      row: row(of: written, timer: timer), range: written.range)
  }

  @inline(__always)
  private mutating func row(of written: ArmSyntax, timer: TimerSyntax?) -> CheckedRow? {
    switch written.row {
    case .some(let row): .row(row.number, delay: timer.flatMap { delay(row.delay, timer: $0) })
    case .none: nil
    }
  }

  /// Rows that are never taken, and combinations that no row takes.
  mutating func checkRows(
    of rule: RuleDeclarationSyntax, startedBy triggers: [CheckedTrigger], _ timer: CheckedTimer?,
    _ guardCondition: CheckedCondition?, _ arms: ShortList<CheckedArm>, in pipeline: PipelineIndex
  ) {
    let table = TableCoverage(
      arms.map(\.condition), guardedBy: guardCondition, startedBy: triggers, timer, schema: vocabulary.schema,
      of: pipeline)
    func place(_ row: Int) -> SourceRange { rule.arms[row].range }
    for (row, finding) in table.findings.enumerated() {
      switch finding {
      case nil: break
      case .sameAs(let earlier):
        report(
          .sameRow(number(of: row, in: rule), as: number(of: earlier, in: rule), at: place(row), first: place(earlier))
            .with(fix: removing(place(row), .unsafe)))
      case .takenBy(let earlier):
        report(
          .rowNeverReached(
            number(of: row, in: rule), at: place(row), because: number(of: earlier, in: rule), first: place(earlier)
          ).with(fix: removing(place(row), .unsafe)))
      case .takenByAll:
        report(
          .rowNeverReached(number(of: row, in: rule), at: place(row), because: nil, first: nil)
            .with(fix: removing(place(row), .unsafe)))
      case .impossible: report(.rowContradicts(number(of: row, in: rule), at: place(row)))
      }
    }
    if let missing = table.missing {
      report(.missingRow(missing.map { words(for: $0, $1) }, at: rule.headRange))
    }
  }

  private func number(of row: Int, in rule: RuleDeclarationSyntax) -> Int { rule.arms[row].row?.number ?? row + 1 }

  /// `priority is High`
  private func words(for field: Field, _ value: Int) -> String {
    let schema = vocabulary.schema
    func name(_ names: [String]) -> String { names.indices.contains(value) ? Wording.spelled(names[value]) : "" }
    switch field {
    case .property(let index):
      let property = schema.properties[index.value]
      let words = property.entity.prefix + Wording.spelled(property.name)
      if case .flag = property.kind { return value == 1 ? words : "not \(words)" }
      return "\(words) is \(name(FieldType(property.kind).options.map(\.name)))"
    case .stage: return "stage is \(name(schema.stages.map(\.name)))"
    case .team: return "team is \(name(schema.teams.map(\.name)))"
    case .inbox: return "inbox is \(name(schema.inboxes.map(\.name)))"
    case .channel:
      return "channel is \(FactReader.channels.first { FactReader.number(of: $0) == value }?.rawValue ?? "")"
    case .pipeline, .owner, .created, .closed, .contactEmail, .ownerEmail, .ownerTeams, .messageSubject, .messageFrom,
      .messageText:
      return ""
    }
  }
}
