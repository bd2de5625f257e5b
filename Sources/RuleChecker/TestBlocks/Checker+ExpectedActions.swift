import RuleSchema
import RuleSource
import RuleSyntax

//  Actions that a test expects. A blank, `____`, leaves a part open.

extension Checker {
  /// What an expected action says; `nil` where something in it was reported.
  mutating func expectedAction(_ syntax: ActionSyntax) -> ExpectedAction? {
    switch syntax.kind {
    case .createTicket(let stage, let pipeline, let pairs):
      guard let place = expectedStage(stage, in: pipeline) else { return nil }
      let values = pairs.compactMap { expectedPair($0) }
      return values.count == pairs.count ? .createTicket(stage: place, with: values) : nil
    case .move(let name, let pipeline):
      return expectedStage(name, in: pipeline).map { .move(to: $0) }
    case .set(let operand, let value):
      guard let field = writableField(operand, verb: "set", by: syntax) else { return nil }
      return expectedValue(value, of: field).map { .set(field.field, to: $0) }
    case .clear(let operand):
      if quietField(for: operand)?.field == .owner { return .assign(.exactly(.nobody)) }
      return writableField(operand, verb: "clear", by: syntax).map { .clear($0.field) }
    case .raise(let operand, let value):
      guard let field = writableField(operand, verb: "raise", by: syntax) else { return nil }
      return part(value.range) { $0.literal(value, for: field) }.map { .raise(field.field, to: $0) }
    case .add(let value, let operand):
      guard let field = setField(operand, verb: "add", by: syntax) else { return nil }
      return part(value.range) { $0.option(value, of: field) }.map { .add($0, to: field.field) }
    case .remove(let value, let operand):
      guard let field = setField(operand, verb: "remove", by: syntax) else { return nil }
      return part(value.range) { $0.option(value, of: field) }.map { .remove($0, from: field.field) }
    case .removeMatching(_, let operand):
      return setField(operand, verb: "remove", by: syntax).map { .remove(.anything, from: $0.field) }
    case .increase(let operand, _):
      return writableField(operand, verb: "increase", by: syntax).map { .increase($0.field) }
    case .assign(let assignee):
      if case .person(let name) = assignee, isBlank(name.range) { return .assign(.anything) }
      if case .team(let name) = assignee, isBlank(name.range) { return .assign(.anything) }
      guard case .assign(let person)? = action(syntax) else { return nil }
      return .assign(.exactly(person))
    case .rotate(let name):
      return part(name.range) { $0.team(named: name.text, at: name.range) }.map { .rotate($0) }
    case .sendNotification(let name):
      guard let name else { return .sendNotification(template: .exactly(nil)) }
      return part(name.range) { $0.template(named: name) }.map { template in
        switch template {
        case .anything: .sendNotification(template: .anything)
        case .exactly(let index): .sendNotification(template: .exactly(index))
        }
      }
    case .sendEmail(let name, let recipients):
      guard let template = part(name.range, { $0.template(named: name) }), let people = expectedPeople(recipients)
      else { return nil }
      return .sendEmail(template, to: people)
    case .sendMessage(let value, let recipients):
      guard let text = expectedText(value, as: "the text of a message"), let people = expectedPeople(recipients)
      else { return nil }
      return .sendMessage(text, to: people)
    case .notify(let recipients, let value):
      guard let text = expectedText(value, as: "the text of a notification"), let people = expectedPeople(recipients)
      else { return nil }
      return .notify(people, text)
    case .createTask(let value, let recipients, let duration):
      guard let text = expectedText(value, as: "the text of a task") else { return nil }
      let due = duration.flatMap { span($0) }
      guard duration == nil || due != nil else { return nil }
      guard !recipients.isEmpty else { return .createTask(text, for: nil, due: due) }
      guard let people = expectedPeople(recipients) else { return nil }
      if case .exactly(let names) = people { return .createTask(text, for: names, due: due) }
      return .createTask(text, for: nil, due: due)
    case .addNote(let value): return expectedText(value, as: "the text of a note").map { .addNote($0) }
    case .call(let name, let pairs): return expectedCall(name, with: pairs)
    }
  }

  /// Whether a blank stands at `range`.
  private func isBlank(_ range: SourceRange) -> Bool {
    let written = words(at: range)
    return written.utf8.count >= 2 && written.utf8.allSatisfy { $0 == UInt8(ascii: "_") }
  }

  /// A part that may be a blank; `nil` where it was reported.
  private mutating func part<Value>(
    _ range: SourceRange, _ read: (inout Checker) -> Value?
  ) -> Expected<Value>? {
    if isBlank(range) { return .anything }
    return read(&self).map { .exactly($0) }
  }

  private mutating func expectedStage(_ name: NameSyntax?, in pipeline: NameSyntax?) -> Expected<StageIndex>? {
    guard let name else { return .anything }
    if isBlank(name.range) { return .anything }
    guard let pipeline else { return stage(named: name.text, at: name.range).map { .exactly($0) } }
    guard let owner = self.pipeline(named: pipeline.text, at: pipeline.range) else { return nil }
    return stage(named: name.text, of: owner, at: name.range).map { .exactly($0) }
  }

  private mutating func expectedPair(_ pair: PairSyntax) -> (field: Field, value: Expected<NewValue>)? {
    guard let field = writableField(pair.operand, verb: "create ticket with", by: nil) else { return nil }
    return expectedValue(pair.value, of: field).map { (field.field, $0) }
  }

  private mutating func expectedValue(_ value: NewValueSyntax, of field: TypedField) -> Expected<NewValue>? {
    if case .value(let written) = value, isBlank(written.range) { return .anything }
    return newValue(value, for: field).map { .exactly($0) }
  }

  private mutating func expectedText(_ value: ValueSyntax, as purpose: String) -> Expected<TextTemplate>? {
    part(value.range) { $0.textTemplate(value, as: purpose) }
  }

  private mutating func expectedPeople(_ recipients: [RecipientSyntax]) -> Expected<[Recipient]>? {
    for recipient in recipients {
      switch recipient {
      case .address(let name), .team(let name): if isBlank(name.range) { return .anything }
      case .contact, .owner, .creator, .cc, .followers, .its: break
      }
    }
    return self.recipients(recipients).map { .exactly($0) }
  }

  private mutating func expectedCall(_ name: NameSyntax, with pairs: [PairSyntax]) -> ExpectedAction? {
    guard let known = vocabulary.actions[name.text] else {
      reportUnknown(.action, name.text, at: name.range)
      return nil
    }
    guard let index = known else { return nil }
    let action = vocabulary.schema.actions[index.value]
    var values: [(parameter: Int, value: Expected<Argument.Value>)] = []
    for pair in pairs {
      guard let parameter = action.parameters.firstIndex(where: { $0.name == pair.operand.name.text }) else {
        report(.unknownParameter(pair.operand.name.text, at: pair.operand.range, of: action))
        return nil
      }
      guard case .value(let value) = pair.value else { continue }
      guard let expected = part(value.range, { $0.argument(value, for: action.parameters[parameter]) }) else {
        return nil
      }
      values.append((parameter, expected))
    }
    return .call(index, with: values)
  }
}
