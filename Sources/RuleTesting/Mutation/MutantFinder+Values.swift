import RuleSchema
import RuleSource
import RuleSyntax

//  Values, names and spans of mutants: the next one that is declared, or one more and one less.

extension MutantFinder {
  /// Other values that could have been written for the operand: neighbours in an ordered list, else the next one.
  mutating func alter(
    _ value: ValueSyntax, of operand: OperandSyntax, _ kind: Mutant.Kind, avoiding used: [String] = []
  ) {
    switch value.kind {
    case .number: shift(value, kind == .value ? .threshold : kind)
    case .date(let year, let month, let day):
      for other in [day + 1, day - 1] where (1...28).contains(other) {
        replace(value.range, by: TestTicket.iso(year, month, other), kind)
      }
    case .word(let text), .string(let text):
      if let candidates = candidates(for: operand) {
        swap(text, at: value.range, among: candidates.names, isOrdered: candidates.isOrdered, avoiding: used, kind)
      } else if case .string = value.kind, !isGlob(operand) {
        replace(value.range, by: RuleText.string(text + "~"), kind)
      }
    }
  }

  private func isGlob(_ operand: OperandSyntax) -> Bool { operand.entity == .message && operand.name.text == "thread" }

  /// What may be written of an operand that has finitely many values; `nil` for texts and the like.
  private func candidates(for operand: OperandSyntax) -> (names: [String], isOrdered: Bool)? {
    if let property = property(operand) {
      switch property.kind {
      case .oneOf(let options, let isOrdered): return (options.map(\.name), isOrdered)
      case .setOf(let options): return (options.map(\.name), false)
      case .flag: return (["true", "false"], false)
      case .number, .text, .date, .time, .person: return nil
      }
    }
    guard operand.entity == .ticket else { return nil }
    switch operand.name.text {
    case "stage": return (stages, false)
    case "pipeline": return (schema.pipelines.map(\.name), false)
    case "team": return (schema.teams.map(\.name), false)
    case "inbox": return (schema.inboxes.map(\.name), false)
    case "channel": return (["email", "chat", "form", "phone", "api"], false)
    default: return nil
    }
  }

  private func property(_ operand: OperandSyntax) -> Property? {
    let entity: Property.Entity
    switch operand.entity {
    case .ticket: entity = .ticket
    case .contact: entity = .contact
    case .company: entity = .company
    case .owner, .message, .conversation: return nil
    }
    return schema.properties.first { $0.entity == entity && $0.name == operand.name.text }
  }

  /// Another of `names` instead of the one written.
  mutating func swap(_ name: NameSyntax, among names: [String], avoiding used: [String] = [], _ kind: Mutant.Kind) {
    swap(name.text, at: name.range, among: names, isOrdered: false, avoiding: used, kind)
  }

  mutating func swap(_ value: ValueSyntax, among names: [String], _ kind: Mutant.Kind) {
    switch value.kind {
    case .word(let text), .string(let text):
      swap(text, at: value.range, among: names, isOrdered: false, avoiding: [], kind)
    case .number, .date: break
    }
  }

  private mutating func swap(
    _ text: String, at range: SourceRange, among names: [String], isOrdered: Bool, avoiding used: [String],
    _ kind: Mutant.Kind
  ) {
    guard let place = names.firstIndex(of: text) else { return }
    if isOrdered {
      for other in [place - 1, place + 1] where names.indices.contains(other) {
        replace(range, by: RuleText.name(names[other]), kind)
      }
      return
    }
    for step in names.indices.dropFirst() {
      let other = names[(place + step) % names.count]
      guard !used.contains(other), !used.contains("\"\(other)\"") else { continue }
      return replace(range, by: RuleText.name(other), kind)
    }
  }

  /// One more and one less.
  mutating func shift(_ value: ValueSyntax, _ kind: Mutant.Kind) {
    guard case .number(let number) = value.kind, number == number.rounded(), abs(number) < 1e9 else { return }
    let whole = Int(number)
    replace(value.range, by: String(whole + 1), kind)
    if whole > 0 { replace(value.range, by: String(whole - 1), kind) }
  }

  /// One unit more and one less.
  mutating func shift(_ span: DurationSyntax, _ kind: Mutant.Kind) {
    guard let number = words(from: span.range.start, to: span.range.end).first(where: { $0.kind == .number }),
      let amount = Int(text(number.range)), amount < 1_000_000
    else { return }
    let rest = text(range(number.range.end, span.range.end))
    replace(span.range, by: String(amount + 1) + Self.inNumber(rest, amount + 1), kind)
    if amount > 1 { replace(span.range, by: String(amount - 1) + Self.inNumber(rest, amount - 1), kind) }
  }

  /// `day` and `days` as the amount wants them.
  private static func inNumber(_ unit: String, _ amount: Int) -> String {
    if amount == 1 { return unit.hasSuffix("s") && !unit.hasSuffix("business") ? String(unit.dropLast()) : unit }
    return unit.hasSuffix("s") ? unit : unit + "s"
  }
}

/// Names and texts as rules write them.
enum RuleText {
  /// A name, in quotes unless it is one plain word.
  static func name(_ name: String) -> String {
    let word = ActionWords.quoted(name)
    return word.hasPrefix("\"") ? string(name) : word
  }

  /// A text in quotes.
  static func string(_ text: String) -> String {
    "\"" + text.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"").replacing("\n", with: "\\n") + "\""
  }
}
