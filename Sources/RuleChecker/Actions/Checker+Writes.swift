import RuleSchema
import RuleSource
import RuleSyntax

//  set, clear, raise, add, remove, increase.

extension Checker {
  /// An action that writes a property.
  mutating func write(_ syntax: ActionSyntax) -> CheckedAction? {
    switch syntax.kind {
    case .set(let operand, let value):
      guard let field = writableField(operand, verb: "set", by: syntax) else { return nil }
      return newValue(value, for: field).map { .set(field.field, to: $0) }
    case .clear(let operand):
      if quietField(for: operand)?.field == .owner { return .assign(.nobody) }
      return writableField(operand, verb: "clear", by: syntax).map { .clear($0.field) }
    case .raise(let operand, let value):
      guard let field = writableField(operand, verb: "raise", by: syntax) else { return nil }
      switch field.type {
      case .number, .choice(_, isOrdered: true): break
      case .choice(_, isOrdered: false):
        report(
          .notOrdered("raise", of: field, at: syntax.range).declared(at: field.place)
            .with(fix: word("raise", in: syntax.range).map { .replace($0, with: "set", .unsafe) }))
        return nil
      case .set, .text, .date, .time, .flag, .person, .stage, .pipeline, .team, .inbox, .channel:
        reportActionMismatch("raise", of: field, by: syntax)
        return nil
      }
      return literal(value, for: field).map { .raise(field.field, to: $0) }
    case .add(let value, let operand):
      return member(value, of: operand, verb: "add", by: syntax).map { .add($1, to: $0) }
    case .remove(let value, let operand):
      return member(value, of: operand, verb: "remove", by: syntax).map { .remove($1, from: $0) }
    case .removeMatching(let value, let operand):
      guard let field = setField(operand, verb: "remove", by: syntax) else { return nil }
      return text(value, for: field).map { .removeMatching($0, from: field.field) }
    case .increase(let operand, let value):
      guard let field = writableField(operand, verb: "increase", by: syntax) else { return nil }
      guard case .number = field.type else {
        reportActionMismatch("increase", of: field, by: syntax)
        return nil
      }
      return number(value, for: field.words).map { .increase(field.field, by: $0) }
    case .createTicket, .createTask, .move, .addNote, .assign, .rotate, .sendNotification, .sendEmail, .sendMessage,
      .notify, .call:
      return nil
    }
  }

  /// A property of the ticket; reports what rules may not write.
  mutating func writableField(_ operand: OperandSyntax, verb: String, by action: ActionSyntax?) -> TypedField? {
    guard let field = quietField(for: operand) else {
      _ = self.field(for: operand)
      return nil
    }
    if case .property(let index) = field.field, case .ticket = vocabulary.schema.properties[index.value].entity {
      return field
    }
    reportNotWritable(field, verb: verb, by: action)
    return nil
  }

  private mutating func member(
    _ value: ValueSyntax, of operand: OperandSyntax, verb: String, by action: ActionSyntax
  ) -> (Field, Int)? {
    guard let field = setField(operand, verb: verb, by: action) else { return nil }
    return option(value, of: field).map { (field.field, $0) }
  }

  mutating func setField(_ operand: OperandSyntax, verb: String, by action: ActionSyntax) -> TypedField? {
    guard let field = writableField(operand, verb: verb, by: action) else { return nil }
    if case .set = field.type { return field }
    reportActionMismatch(verb, of: field, by: action)
    return nil
  }

  /// A value that is written down, as a new value of `field`.
  mutating func stored(_ value: ValueSyntax, in field: TypedField) -> NewValue? {
    if case .time = field.type {
      report(
        .wrongValue(
          words(at: value.range), at: value.range, for: field.words, type: field.type,
          help: "write `now`, or how long from now: `2 hours from now`"
        ).declared(at: field.place))
      return nil
    }
    let errorsBefore = errorCount
    if case .text = field.type { rejectPlaceholders(in: value, for: field) }
    guard errorCount == errorsBefore, let literal = literal(value, for: field) else { return nil }
    if case .set = field.type, case .option(let option) = literal { return .options([option]) }
    return .literal(literal)
  }

  mutating func newValue(_ value: NewValueSyntax, for field: TypedField) -> NewValue? {
    switch value {
    case .value(let value): return stored(value, in: field)
    case .now(let range):
      if case .time = field.type { return .now }
      let isDate = if case .date = field.type { true } else { false }
      report(
        .momentMismatch("now", of: field, at: range).declared(at: field.place)
          .with(fix: isDate ? .replace(range, with: "today") : nil))
      return nil
    case .today(let range):
      if case .date = field.type { return .today }
      let isTime = if case .time = field.type { true } else { false }
      report(
        .momentMismatch("today", of: field, at: range).declared(at: field.place)
          .with(fix: isTime ? .replace(range, with: "now", .unsafe) : nil))
      return nil
    case .fromNow(let duration):
      switch field.type {
      case .date: return daySpan(duration, for: field).map { .fromNow($0) }
      case .time: return span(duration).map { .fromNow($0) }
      case .choice, .set, .number, .text, .flag, .person, .stage, .pipeline, .team, .inbox, .channel:
        report(.momentMismatch("from now", of: field, at: duration.range).declared(at: field.place))
        return nil
      }
    case .valueOf(let operand):
      guard let other = self.field(for: operand) else { return nil }
      guard fits(other.type, into: field.type) else {
        reportOtherType(
          other, at: operand.range, wanted: wanted(by: field.type), help: wayToCopy(to: field.type)
        ) { [self] in fits($0, into: field.type) }
        return nil
      }
      return .valueOf(other.field)
    }
  }

  private func wayToCopy(to type: FieldType) -> String? {
    switch type {
    case .choice, .set: "name a property with the same options, or write the option itself"
    case .number, .text, .date, .time, .flag, .person, .stage, .pipeline, .team, .inbox, .channel: nil
    }
  }

  func wanted(by type: FieldType) -> String {
    switch type {
    case .choice: "one with the same options"
    case .set: "a set with the same options"
    case .number, .text, .date, .time, .flag, .person, .stage, .pipeline, .team, .inbox, .channel: type.name
    }
  }

  /// Whether a value of one type can be stored in the other without thinking.
  func fits(_ source: FieldType, into target: FieldType) -> Bool {
    switch (source, target) {
    case (.number, .number), (.date, .date), (.time, .time), (.flag, .flag), (.person, .person), (.text, .text),
      (.person, .text):
      true
    case (.choice(let one, _), .choice(let other, _)), (.set(let one), .set(let other)):
      one.map(\.name) == other.map(\.name)
    default: false
    }
  }
}
