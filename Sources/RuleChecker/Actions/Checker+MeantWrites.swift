import RuleSchema
import RuleSource
import RuleSyntax

//  Actions that were written with the verb of another field: `set stage to Closed`, `add High to priority`.

extension Checker {
  /// Reports that no rule writes `field` with this verb, and which action does.
  mutating func reportNotWritable(_ field: TypedField, verb: String, by action: ActionSyntax?) {
    let message = Diagnostic.notWritable(field, verb: verb, at: field.range).declared(at: field.place)
    guard let action else {
      report(message.with(help: creationHelp(for: field)))
      return
    }
    guard case .set(_, to: .value(let value)) = action.kind, action.range.end == value.range.end,
      let meant = meantAction(for: field, value)
    else {
      report(message)
      return
    }
    report(message.with(help: "write `\(meant)`", fix: context.isInTable ? nil : replacing(action.range, with: meant)))
  }

  private func meantAction(for field: TypedField, _ value: ValueSyntax) -> String? {
    let written = words(at: value.range)
    switch (field.field, value.kind) {
    case (.stage, .word), (.stage, .string): return "move to \(written)"
    case (.team, .word), (.team, .string): return "assign to team \(written)"
    case (.owner, .word(let name)): return "assign to \(Wording.text(name))"
    case (.owner, .string): return "assign to \(written)"
    default: return nil
    }
  }

  /// What `create ticket with` cannot give, and who can.
  private func creationHelp(for field: TypedField) -> String? {
    let isConversation = context.subject == .conversationRule
    switch field.field {
    case .stage: return "write `create ticket in stage …`"
    case .pipeline: return "write `create ticket in pipeline …`"
    case .owner: return isConversation ? "write `then assign to …` after it" : "only its properties can be given here"
    case .team:
      return isConversation ? "write `then assign to team …` after it" : "only its properties can be given here"
    default: return nil
    }
  }

  /// Reports that `verb` is not how a field of this type is written, and which verb is.
  mutating func reportActionMismatch(_ verb: String, of field: TypedField, by action: ActionSyntax) {
    let message = Diagnostic.actionMismatch(verb, of: field, at: action.range).declared(at: field.place)
    guard let (meant, isCertain) = meantWrite(action.kind, of: field) else {
      report(message)
      return
    }
    report(
      message.with(
        help: "write `\(meant)`",
        fix: context.isInTable ? nil : replacing(action.range, with: meant, isCertain ? .safe : .unsafe)))
  }

  private func meantWrite(_ kind: ActionKindSyntax, of field: TypedField) -> (text: String, isCertain: Bool)? {
    let target = field.words
    switch (kind, field.type) {
    case (.raise(_, let value), .set): return ("add \(words(at: value.range)) to \(target)", true)
    case (.raise(_, let value), .text), (.raise(_, let value), .flag), (.raise(_, let value), .person):
      return ("set \(target) to \(words(at: value.range))", false)
    case (.add(let value, _), .number):
      guard case .number = value.kind else { return nil }
      return ("increase \(target) by \(words(at: value.range))", true)
    case (.remove(let value, _), .number):
      guard case .number(let number) = value.kind, number > 0 else { return nil }
      return ("increase \(target) by -\(words(at: value.range))", true)
    case (.add(let value, _), .choice), (.add(let value, _), .text), (.add(let value, _), .person):
      return ("set \(target) to \(words(at: value.range))", false)
    case (.remove, .choice), (.remove, .text), (.remove, .person): return ("clear \(target)", false)
    default: return nil
    }
  }
}
