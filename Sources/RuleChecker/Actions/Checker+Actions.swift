import RuleSchema
import RuleSource
import RuleSyntax

extension Checker {
  /// One action of a rule.
  mutating func action(_ written: ActionSyntax) -> CheckedAction? {
    switch written.kind {
    case .createTicket(let stage, let pipeline, let pairs):
      return createTicket(in: stage, of: pipeline, with: pairs, at: written.range)
    case .move(let name, let pipeline): return target(name, in: pipeline).map { .move(to: $0) }
    case .set, .clear, .raise, .add, .remove, .removeMatching, .increase: return write(written)
    case .assign(let assignee): return assign(assignee).map { .assign($0) }
    case .rotate(let name): return team(named: name.text, at: name.range).map { .rotate($0) }
    case .sendNotification(let name):
      guard let name else { return .sendNotification(template: nil) }
      return template(named: name).map { .sendNotification(template: $0) }
    case .sendEmail(let name, let recipients):
      let template = template(named: name)
      guard let people = self.recipients(recipients), let template else { return nil }
      return .sendEmail(template, to: people)
    case .sendMessage(let value, let recipients):
      let text = textTemplate(value, as: "the text of a message")
      guard let people = self.recipients(recipients), let text else { return nil }
      return .sendMessage(text, to: people)
    case .notify(let recipients, let value):
      let people = self.recipients(recipients)
      guard let text = textTemplate(value, as: "the text of a notification"), let people else { return nil }
      return .notify(people, text)
    case .createTask(let value, let recipients, let duration):
      let text = textTemplate(value, as: "the text of a task")
      let people = self.recipients(recipients)
      let span = duration.map { self.span($0) }
      guard let text, let people else { return nil }
      guard let span else { return .createTask(text, for: people, dueIn: nil) }
      return span.map { .createTask(text, for: people, dueIn: $0) }
    case .addNote(let value): return textTemplate(value, as: "the text of a note").map { .addNote($0) }
    case .call(let name, let pairs): return call(name, with: pairs, at: written.range)
    }
  }

  /// The stage of `move to S [in pipeline P]`.
  private mutating func target(_ name: NameSyntax, in pipeline: NameSyntax?) -> StageIndex? {
    guard let pipeline else {
      context.isStageOfAction = true
      defer { context.isStageOfAction = false }
      return stage(named: name.text, at: name.range)
    }
    guard let owner = self.pipeline(named: pipeline.text, at: pipeline.range) else { return nil }
    context.writtenPipeline = pipeline.range
    defer { context.writtenPipeline = nil }
    return stage(named: name.text, of: owner, at: name.range)
  }

  private mutating func createTicket(
    in stage: NameSyntax?, of pipeline: NameSyntax?, with pairs: [PairSyntax], at range: SourceRange
  ) -> CheckedAction? {
    let place: StageIndex?
    if let stage {
      place = target(stage, in: pipeline)
    } else if let pipeline {
      place = self.pipeline(named: pipeline.text, at: pipeline.range).flatMap { vocabulary.firstStage(of: $0) }
    } else {
      place = context.pipeline.flatMap { vocabulary.firstStage(of: $0) }
    }
    var seen: [Field: SourceRange] = [:]
    var values: [(field: Field, value: NewValue)] = []
    var isGood = true
    for pair in pairs {
      guard let field = writableField(pair.operand, verb: "create ticket with", by: nil) else {
        isGood = false
        continue
      }
      if let first = seen[field.field] {
        report(
          .setTwice(field.words, at: pair.operand.range, first: first).with(fix: removingPair(pair, of: pairs, .unsafe))
        )
        isGood = false
        continue
      }
      seen[field.field] = pair.operand.range
      if let value = newValue(pair.value, for: field) { values.append((field.field, value)) } else { isGood = false }
    }
    guard let place, isGood else { return nil }
    return .createTicket(stage: place, with: values)
  }

  private mutating func assign(_ assignee: AssigneeSyntax) -> Assignee? {
    switch assignee {
    case .person(let name):
      if let team = vocabulary.teams[name.text] {
        reportTeam(name, declaredAt: vocabulary.schema.teams[team.value].range)
        return nil
      }
      return .person(name.text)
    case .team(let name): return team(named: name.text, at: name.range).map { .team($0) }
    case .actor: return .actor
    case .creator: return .creator
    case .nobody: return .nobody
    case .its(let name):
      if name.text == "team", !name.isQuoted {
        report(.assignToItsTeam(at: name.range))
        return nil
      }
      return person(name).map { .personIn($0) }
    }
  }

  mutating func recipients(_ syntaxes: [RecipientSyntax]) -> [Recipient]? {
    if syntaxes.count == 1 {
      if let only = OnlyRecipient.list(syntaxes.span[0]) { return only }
      if case .team(let name) = syntaxes.span[0] {
        return team(named: name.text, at: name.range).map { onlyTeam($0) }
      }
    }
    let found = syntaxes.kept { recipient($0) }
    return found.count == syntaxes.count ? found : nil
  }

  /// The list of one team, which all messages to that team alone share.
  private mutating func onlyTeam(_ team: TeamIndex) -> [Recipient] {
    while onlyTeams.count <= team.value { onlyTeams.append([.team(TeamIndex(onlyTeams.count))]) }
    return onlyTeams[team.value]
  }

  private mutating func recipient(_ syntax: RecipientSyntax) -> Recipient? {
    switch syntax {
    case .contact: return .contact
    case .owner: return .owner
    case .creator: return .creator
    case .cc: return .cc
    case .followers: return .followers
    case .team(let name): return team(named: name.text, at: name.range).map { .team($0) }
    case .its(let name):
      return name.text == "team" && !name.isQuoted ? .itsTeam : person(name).map { .personIn($0) }
    case .address(let name):
      if let team = vocabulary.teams[name.text] {
        reportTeam(name, declaredAt: vocabulary.schema.teams[team.value].range)
        return nil
      }
      guard name.text.contains("@"), !name.text.hasPrefix("@"), !name.text.hasSuffix("@"),
        !name.text.contains(where: \.isWhitespace)
      else {
        reportNoAddress(name)
        return nil
      }
      return .address(name.text)
    }
  }

  private mutating func reportTeam(_ name: NameSyntax, declaredAt place: SourceRange) {
    let fix = Fix.insert("team", before: name.range)
    report(.teamAsPerson(name.text, at: name.range, place: place).with(fix: context.isInTable ? nil : fix))
  }

  /// Reports what is no address, perhaps only for its quotes.
  private mutating func reportNoAddress(_ name: NameSyntax) {
    let message = Diagnostic.noAddress(name)
    // A cell holds no more than one value.
    if context.isInTable {
      report(message)
      return
    }
    let people = vocabulary.schema.properties.filter {
      if case .person = $0.kind { $0.entity == .ticket } else { false }
    }
    if ["owner", "contact", "creator", "cc", "followers"].contains(name.text) {
      report(
        message.with(
          help: "write `\(name.text)`, without quotes", fix: name.isQuoted ? .replace(name.range, with: name.text) : nil
        ))
    } else if let person = people.first(where: { $0.name == name.text }) {
      let meant = "its \(Wording.spelled(person.name))"
      report(
        message.with(
          labels: [Diagnostic.Label("a property of this name", at: person.range)], help: "write `\(meant)`",
          fix: .replace(name.range, with: meant)))
    } else if let near = NameSuggestion(for: name.text, among: vocabulary.schema.teams.map(\.name)) {
      let meant = "team \(near.spelling)"
      report(message.with(help: "did you mean `\(meant)`?", fix: .replace(name.range, with: meant, .unsafe)))
    } else {
      report(message)
    }
  }

  /// One of `with A 1, B 2` goes.
  func removingPair(_ pair: PairSyntax, of pairs: [PairSyntax], _ safety: Fix.Safety) -> Fix? {
    removing(range(of: pair), from: pairs.map { range(of: $0) }, after: "with", safety)
  }

  private func range(of pair: PairSyntax) -> SourceRange {
    let value: SourceRange =
      switch pair.value {
      case .value(let value): value.range
      case .now(let range), .today(let range): range
      case .fromNow(let duration): duration.range
      case .valueOf(let operand): operand.range
      }
    return pair.operand.range.joined(to: value)
  }

  /// A property that holds a person.
  private mutating func person(_ name: NameSyntax) -> Field? {
    let key = Vocabulary.PropertyName(entity: .ticket, text: name.text)
    guard let known = vocabulary.properties[key] else {
      let people = vocabulary.schema.properties.filter {
        if case .person = $0.kind { $0.entity == .ticket } else { false }
      }
      report(.unknownPerson(name, among: people.map(\.name)))
      return nil
    }
    guard let index = known else { return nil }
    let type = FieldType(vocabulary.schema.properties[index.value].kind)
    guard case .person = type else {
      let place = vocabulary.schema.properties[index.value].range
      let field = TypedField(
        field: .property(index), type: type, words: words(at: name.range), range: name.range, place: place)
      reportOtherType(field, at: name.range, wanted: "a person", ofTicketOnly: true) {
        if case .person = $0 { true } else { false }
      }
      return nil
    }
    return .property(index)
  }
}
