import RuleSchema
import RuleSource
import RuleSyntax

//  Values that are written as another type has them.

extension Checker {
  /// A text without quotes: the text itself, another property, or an option of one.
  mutating func reportBareText(_ value: ValueSyntax, for field: TypedField) {
    let written = words(at: value.range)
    let message = Diagnostic.needsQuotes(
      written, at: value.range, because: "goes with `\(field.words)`, which is \(field.type.name)"
    ).declared(at: field.place)
    guard case .word(let word) = value.kind else {
      report(message)
      return
    }
    let quoted = Wording.text(word)
    if let index = property(word, of: .ticket) {
      let other = vocabulary.schema.properties[index.value]
      let isCopied = fits(FieldType(other.kind), into: field.type)
      report(
        message.with(
          labels: [Diagnostic.Label("`\(word)` is a property", at: other.range)],
          help: isCopied
            ? "write `value of \(word)` for what the ticket has there, or `\(quoted)` for the word itself" : nil,
          fix: isCopied && !context.isInTable ? .replace(value.range, with: "value of \(word)", .unsafe) : nil))
      return
    }
    let owner = vocabulary.schema.properties.first {
      $0.entity == .ticket && FieldType($0.kind).options.contains { $0.name == word }
    }
    guard let owner else {
      report(message)
      return
    }
    report(
      message.with(
        labels: [Diagnostic.Label("`\(word)` is an option of `\(owner.name)`", at: owner.range)],
        help: "write `\(quoted)`, or ask for `\(owner.name)` instead of `\(field.words)`",
        fix: .replace(value.range, with: quoted, .unsafe)))
  }

  /// What is no day of the calendar, perhaps only for its quotes.
  mutating func reportNoDay(_ value: ValueSyntax, for words: String, type: FieldType, place: SourceRange?) {
    let bare: String? = if case .string(let text) = value.kind, text.isDay { text } else { nil }
    report(
      .wrongValue(
        self.words(at: value.range), at: value.range, for: words, type: type,
        help: bare.map { "write `\($0)`, without quotes" } ?? "write a date as `2026-01-31`, without quotes"
      )
      .declared(at: place).with(fix: bare.map { .replace(value.range, with: $0) }))
  }

  /// A field of a type that is not wanted here, with those that would do.
  mutating func reportOtherType(
    _ field: TypedField, at range: SourceRange, wanted: String, help: String? = nil, ofTicketOnly: Bool = false,
    where fits: (FieldType) -> Bool
  ) {
    let schema = vocabulary.schema
    let names = schema.properties.filter { fits(FieldType($0.kind)) && (!ofTicketOnly || $0.entity == .ticket) }.map {
      $0.entity.prefix + Wording.spelled($0.name)
    }
    let listed = (1...Wording.mostListed).contains(names.count) ? names.map { "`\($0)`" }.joined(separator: ", ") : nil
    report(
      .otherType(field, at: range, wanted: wanted, help: help).declared(at: field.place)
        .with(notes: listed.map { ["declared as \(wanted): \($0)"] } ?? []))
  }
}

extension String {
  /// `2026-01-31`
  fileprivate var isDay: Bool {
    let parts = split(separator: "-", omittingEmptySubsequences: false)
    return parts.map(\.utf8.count) == [4, 2, 2]
      && parts.allSatisfy { $0.utf8.allSatisfy { (0x30...0x39).contains($0) } }
  }
}
