import RuleSchema
import RuleSource
import RuleSyntax

//  Mutants of actions: another target, another value, another text, somebody else.

extension MutantFinder {
  mutating func mutate(_ action: ActionSyntax) {
    switch action.kind {
    case .createTicket(let stage, _, let pairs):
      if let stage { swap(stage, among: stages, .action) }
      for pair in pairs { mutate(pair.value, of: pair.operand) }
    case .createTask(let text, let people, let due):
      rewrite(text)
      mutate(people)
      if let due { shift(due, .delay) }
    case .move(let stage, _): swap(stage, among: stages, .action)
    case .set(let operand, let value): mutate(value, of: operand)
    case .raise(let operand, let value), .increase(let operand, let value): alter(value, of: operand, .action)
    case .add(let value, let operand), .remove(let value, let operand): alter(value, of: operand, .action)
    case .removeMatching(let value, _): rewrite(value)
    case .addNote(let text): rewrite(text)
    case .assign(let assignee):
      switch assignee {
      case .team(let name): swap(name, among: schema.teams.map(\.name), .action)
      case .person(let name): replace(name.range, by: RuleText.string("someone-else"), .action)
      case .actor, .creator, .nobody, .its: break
      }
    case .rotate(let team): swap(team, among: schema.teams.map(\.name), .action)
    case .sendNotification(let template):
      if let template { swap(template, among: schema.templates.map(\.name), .action) }
    case .sendEmail(let template, let people):
      swap(template, among: schema.templates.map(\.name), .action)
      mutate(people)
    case .sendMessage(let text, let people):
      rewrite(text)
      mutate(people)
    case .notify(let people, let text):
      mutate(people)
      rewrite(text)
    case .call(_, let pairs):
      for pair in pairs {
        if case .value(let value) = pair.value { rewrite(value) }
      }
    case .clear: break
    }
  }

  private mutating func mutate(_ value: NewValueSyntax, of operand: OperandSyntax) {
    switch value {
    case .value(let value): alter(value, of: operand, .action)
    case .fromNow(let span): shift(span, .delay)
    case .now, .today, .valueOf: break
    }
  }

  /// Another text, or one more and one less.
  private mutating func rewrite(_ value: ValueSyntax) {
    switch value.kind {
    case .string(let text): replace(value.range, by: RuleText.string(text + "~"), .action)
    case .number: shift(value, .action)
    case .word, .date: break
    }
  }

  private mutating func mutate(_ people: [RecipientSyntax]) {
    let ranges = people.compactMap { range(of: $0) }
    if ranges.count == people.count {
      for index in people.indices { drop(index, of: ranges, .action) }
    }
    for recipient in people {
      switch recipient {
      case .contact(let range), .cc(let range), .followers(let range), .creator(let range):
        replace(range, by: "owner", .action)
      case .owner(let range): replace(range, by: "followers", .action)
      case .team(let name): swap(name, among: schema.teams.map(\.name), .action)
      case .address(let name): replace(name.range, by: RuleText.string("someone@else.example"), .action)
      case .its: break
      }
    }
  }

  /// The whole recipient, the word before its name included.
  private func range(of recipient: RecipientSyntax) -> SourceRange? {
    switch recipient {
    case .contact(let range), .owner(let range), .creator(let range), .cc(let range), .followers(let range): range
    case .address(let name): name.range
    case .team(let name), .its(let name): word(before: name.range.start)?.range.joined(to: name.range)
    }
  }
}
