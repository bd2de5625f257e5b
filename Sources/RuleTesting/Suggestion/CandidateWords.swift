import RuleChecker
import RuleEngine
import RuleSchema
import RuleSource

/// Parts of tests in the words of the rule language.
struct CandidateWords {
  let schema: Schema
  let files: [SourceFile]
  let pipeline: PipelineIndex

  /// The words of the rulebook at `range`, on one line.
  func written(_ range: SourceRange) -> String {
    guard files.indices.contains(Int(range.fileIndex)) else { return "" }
    return files[Int(range.fileIndex)].text(of: range).split(whereSeparator: \.isWhitespace).joined(separator: " ")
  }

  /// ` by an agent via email`, as the event has it.
  func tail(of trigger: CheckedTrigger) -> String {
    let by =
      switch trigger.by {
      case .contact: " by contact"
      case .agent: " by an agent"
      case .automation: " by automation"
      case .integration: " by an integration"
      case .list(let list): " by " + RuleText.name(schema.lists[list.value].name)
      case nil: ""
      }
    return by + (trigger.via.map { " via " + $0.rawValue } ?? "")
  }

  func stage(_ stage: StageIndex) -> String { RuleText.name(schema.stages[stage.value].name) }

  func stage(where fits: (Stage) -> Bool) -> StageIndex? {
    schema.pipelines[pipeline.value].stages.first { fits(schema.stages[$0]) }.map { StageIndex($0) }
  }

  /// Another stage of the pipeline, an open one if there is one.
  func otherStage(than stage: StageIndex) -> StageIndex? {
    let others = schema.pipelines[pipeline.value].stages.filter { $0 != stage.value }
    return (others.last { !schema.stages[$0].isClosed } ?? others.first).map { StageIndex($0) }
  }

  func span(_ span: RuleChecker.Span, amount: Int? = nil) -> String {
    let amount = amount ?? span.amount
    let unit =
      switch span.unit {
      case .minutes: "minute"
      case .hours: "hour"
      case .days: "day"
      case .weeks: "week"
      }
    let calendar = span.calendar.map { schema.calendars[$0.value] }
    let tail = calendar.map { $0.isDefault ? "" : " of " + RuleText.name($0.name) } ?? ""
    return "\(amount) " + (calendar == nil ? "" : "business ") + unit + (amount == 1 ? "" : "s") + tail
  }

  /// The plan with a date of the ticket some weeks after its beginning.
  func dated(_ plan: CandidatePlan, _ field: Field) -> CandidatePlan {
    var plan = plan
    plan.written.insert(field)
    // Tickets are created when the test begins.
    if field == .created { return plan }
    if let given = given(field, .literal(.day(year: 2026, month: 1, day: 20))) { plan.givens.append(given) }
    return plan
  }

  /// The field's name.
  func name(_ field: Field) -> String? {
    switch field {
    case .property(let index):
      let property = schema.properties[index.value]
      switch property.entity {
      case .ticket: return property.name.contains(".") ? property.name : RuleText.name(property.name)
      case .contact: return "contact." + RuleText.name(property.name.replacing("contact.", with: ""))
      case .company: return "company." + RuleText.name(property.name.replacing("company.", with: ""))
      }
    case .owner: return "owner"
    case .team: return "team"
    case .inbox: return "inbox"
    case .channel: return "channel"
    case .created: return "created"
    case .closed: return "closed"
    case .stage: return "stage"
    case .contactEmail: return "contact"
    case .messageSubject: return "message.subject"
    case .messageText: return "message.text"
    case .messageFrom: return "message.from"
    case .pipeline, .ownerEmail, .ownerTeams: return nil
    }
  }

  func value(_ literal: Literal, of field: Field) -> String {
    switch literal {
    case .option(let option): RuleText.name(optionName(option, of: field))
    case .number(let number): JSON.number(number).line
    case .text(let text), .person(let text): RuleText.string(text)
    case .day(let year, let month, let day): TestTicket.iso(year, month, day)
    case .flag(let flag): flag ? "true" : "false"
    case .stage(let index): stage(index)
    case .pipeline(let index): RuleText.name(schema.pipelines[index.value].name)
    case .team(let index): RuleText.name(schema.teams[index.value].name)
    case .inbox(let index): RuleText.name(schema.inboxes[index.value].name)
    case .channel(let channel): channel.rawValue
    }
  }

  private func optionName(_ option: Int, of field: Field) -> String {
    guard case .property(let index) = field else { return "" }
    switch schema.properties[index.value].kind {
    case .oneOf(let options, _), .setOf(let options):
      return options.indices.contains(option) ? options[option].name : ""
    case .number, .text, .date, .time, .flag, .person: return ""
    }
  }

  /// What is given so that the field has the value; nothing for an unknown one.
  func given(_ field: Field, _ value: ConditionModel.Value) -> String? {
    guard let name = name(field) else { return nil }
    switch value {
    case .unknown, .holds, .actor, .literal(.pipeline): return nil
    case .literal(.flag(let flag)): return flag ? name : "not " + name
    case .literal(let literal): return name + " " + self.value(literal, of: field)
    case .set(let members):
      return members.isEmpty
        ? nil : members.map { name + " " + RuleText.name(optionName($0, of: field)) }.joined(separator: ", ")
    }
  }

  /// What is given so that a test that depends on the clock holds or does not.
  func given(_ test: Test, holds: Bool) -> String? {
    switch test {
    case .isMoreThanAgo(let field, let span): return past(field, span, isLonger: holds)
    case .isLessThanAgo(let field, let span): return past(field, span, isLonger: !holds)
    case .isInNext(let field, let span): return day(field, holds ? max(0, Self.days(span) - 1) : Self.days(span) + 2)
    case .isInLast(let field, let span): return day(field, holds ? 1 - Self.days(span) : -Self.days(span) - 2)
    case .isBefore(let field, .today): return day(field, holds ? -1 : 0)
    case .isAfter(let field, .today): return day(field, holds ? 1 : 0)
    // A Monday's noon and a Sunday's.
    case .isDuring: return holds ? "at 2026-01-05 12:00" : "at 2026-01-04 12:00"
    default: return nil
    }
  }

  private func past(_ field: Field, _ span: RuleChecker.Span, isLonger: Bool) -> String? {
    let days = Self.days(span)
    return day(field, isLonger ? -days - 1 : -max(0, days - 1))
  }

  private static func days(_ span: RuleChecker.Span) -> Int {
    switch span.unit {
    case .minutes, .hours: min(span.amount, 1_000_000) / 24
    case .days: min(span.amount, 100_000)
    case .weeks: min(span.amount, 10_000) * 7
    }
  }

  /// The field is given as the day so many days after the one on which tests begin.
  private func day(_ field: Field, _ days: Int) -> String? {
    guard let name = name(field) else { return nil }
    let noon: Int64 = 1_767_614_400
    let then = noon + Int64(days) * 86_400
    return name + " " + String(Instant(microseconds: then * 1_000_000).iso8601.prefix(10))
  }

  /// Who must be known so that the rule's messages and tasks go somewhere.
  func people(of rule: CheckedRule) -> [(field: Field, given: String)] {
    var found: [(field: Field, given: String)] = []
    for recipient in rule.arms.flatMap(\.actions).flatMap(\.recipients) {
      let field: Field
      switch recipient {
      case .owner: field = .owner
      case .itsTeam where !schema.teams.isEmpty: field = .team
      case .personIn(let person): field = person
      default: continue
      }
      let value: Literal = field == .team ? .team(TeamIndex(0)) : .person("jo")
      guard !found.contains(where: { $0.field == field }), let given = given(field, .literal(value)) else { continue }
      found.append((field, given))
    }
    return found
  }
}

extension CheckedAction {
  /// To whom it goes.
  fileprivate var recipients: [Recipient] {
    switch self {
    case .sendEmail(_, let people), .sendMessage(_, let people), .notify(let people, _), .createTask(_, let people, _):
      people
    case .assign(.personIn(let field)): [.personIn(field)]
    default: []
    }
  }
}
