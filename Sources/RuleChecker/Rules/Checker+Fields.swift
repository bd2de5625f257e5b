import RuleSchema
import RuleSource
import RuleSyntax

/// A field with the type of its values and the user's words for it.
struct TypedField {
  /// What is the same wherever a field is named in the same words. Kept apart, since fields are handed on a lot: a
  /// property's is made once.
  final class Meaning {
    let field: Field
    let type: FieldType
    let words: String
    /// Where it was declared, unless it is built in.
    let place: SourceRange?

    init(field: Field, type: FieldType, words: String, place: SourceRange?) {
      self.field = field
      self.type = type
      self.words = words
      self.place = place
    }
  }

  private let meaning: Meaning
  let range: SourceRange

  init(_ meaning: Meaning, range: SourceRange) {
    self.meaning = meaning
    self.range = range
  }

  init(field: Field, type: FieldType, words: String, range: SourceRange, place: SourceRange? = nil) {
    self.init(Meaning(field: field, type: type, words: words, place: place), range: range)
  }

  var field: Field { meaning.field }
  var type: FieldType { meaning.type }
  var words: String { meaning.words }
  var place: SourceRange? { meaning.place }

  /// What may be said of it in a condition, as help.
  var wayToAsk: String {
    if case .flag = type { return "write `\(words)` or `not \(words)`" }
    return "`\(words)` takes \(type.operators)"
  }
}

extension Checker {
  /// What `operand` stands for, without a message; `nil` also where its declaration was reported.
  func quietField(for operand: OperandSyntax) -> TypedField? {
    let name = operand.name.text
    // A word stands in the file as it is.
    let isWord = operand.isOfTicket && !operand.name.isQuoted
    guard let entity = operand.entity.declared else {
      guard let (field, type) = fixedField(operand.entity, name: name) else { return nil }
      return TypedField(field: field, type: type, words: words(at: operand.range), range: operand.range)
    }
    if let known = vocabulary.properties[Vocabulary.PropertyName(entity: entity, text: name)] {
      guard let index = known else { return nil }
      let meaning = vocabulary.meanings[index.value]
      if isWord { return TypedField(meaning, range: operand.range) }
      return TypedField(
        field: meaning.field, type: meaning.type, words: words(at: operand.range), range: operand.range,
        place: meaning.place)
    }
    let words = isWord ? name : self.words(at: operand.range)
    if entity == .contact, name == "email" {
      return TypedField(field: .contactEmail, type: .text, words: words, range: operand.range)
    }
    guard entity == .ticket, let (field, type) = Checker.builtInFields[name] else { return nil }
    return TypedField(field: field, type: type, words: words, range: operand.range)
  }

  /// What `operand` stands for, if it may stand here; else a message, once, and `nil`.
  mutating func field(for operand: OperandSyntax) -> TypedField? {
    guard let found = quietField(for: operand) else {
      reportUnknown(operand)
      return nil
    }
    return isAvailable(found) ? found : nil
  }

  static let builtInFields = NameTable<(Field, FieldType)>([
    ("channel", (.channel, .channel)), ("closed", (.closed, .time)), ("created", (.created, .time)),
    ("inbox", (.inbox, .inbox)), ("owner", (.owner, .person)), ("pipeline", (.pipeline, .pipeline)),
    ("stage", (.stage, .stage)), ("team", (.team, .team)),
  ])

  /// In alphabetical order.
  static let builtInNames = ["channel", "closed", "created", "inbox", "owner", "pipeline", "stage", "team"]

  /// A field of what has no declared ones.
  func fixedField(_ entity: OperandSyntax.Entity, name: String) -> (Field, FieldType)? {
    switch (entity, name) {
    case (.message, "subject"): (.messageSubject, .text)
    case (.message, "from"): (.messageFrom, .text)
    case (.message, "text"): (.messageText, .text)
    case (.owner, "email"): (.ownerEmail, .text)
    case (.owner, "teams"):
      (.ownerTeams, .set(vocabulary.schema.teams.map { Property.Option(name: $0.name, id: $0.name) }))
    case (.conversation, "channel"): (.channel, .channel)
    case (.conversation, "inbox"): (.inbox, .inbox)
    default: nil
    }
  }

  /// Whether the rule has a message, or in a condition a ticket, to read it from.
  mutating func isAvailable(_ found: TypedField) -> Bool {
    if found.field.isMessageFact { return hasMessage(for: found.words, at: found.range) }
    if context.isInCondition, !found.field.isConversationFact(in: vocabulary.schema) {
      return hasTicket(for: found.words, at: found.range)
    }
    return true
  }

  /// Notes that a message fact is read; reports it in a rule that may fire without a message.
  mutating func hasMessage(for words: String, at range: SourceRange) -> Bool {
    if context.subject == .definition { reads.messageFact = reads.messageFact ?? words }
    guard let event = context.eventWithoutMessage else { return true }
    report(
      .noMessage(words, at: range, event: self.words(at: event)).declared(at: event, "comes without a message"))
    return false
  }

  /// Notes that a fact of a ticket is read; reports it in a condition of a rule that makes the ticket only then.
  mutating func hasTicket(for words: String, at range: SourceRange) -> Bool {
    if context.subject == .definition { reads.ticketFact = reads.ticketFact ?? words }
    guard context.subject == .conversationRule, context.isInCondition else { return true }
    report(.noTicketYet(words, at: range).declared(at: context.conversationPlace, "starts before there is a ticket"))
    return false
  }
}

extension OperandSyntax {
  /// A name of the ticket itself: without a dot.
  var isOfTicket: Bool { if case .ticket = entity { true } else { false } }
}

extension Field {
  var isMessageFact: Bool {
    switch self {
    case .messageSubject, .messageFrom, .messageText: true
    case .stage, .pipeline, .owner, .team, .inbox, .channel, .created, .closed, .property, .contactEmail, .ownerEmail,
      .ownerTeams:
      false
    }
  }

  /// Known before a conversation has a ticket.
  func isConversationFact(in schema: Schema) -> Bool {
    switch self {
    case .messageSubject, .messageFrom, .messageText, .contactEmail, .inbox, .channel: true
    case .property(let index): if case .contact = schema.properties[index.value].entity { true } else { false }
    case .stage, .pipeline, .owner, .team, .created, .closed, .ownerEmail, .ownerTeams: false
    }
  }

  /// A fact about the contact, the company or the owner.
  func isRelatedFact(in schema: Schema) -> Bool {
    switch self {
    case .contactEmail, .ownerEmail, .ownerTeams: true
    case .property(let index): schema.properties[index.value].entity != .ticket
    case .stage, .pipeline, .owner, .team, .created, .closed, .inbox, .channel, .messageSubject, .messageFrom,
      .messageText:
      false
    }
  }
}
