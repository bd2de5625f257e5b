import RuleSchema
import RuleSource
import RuleSyntax

//  Texts that leave the engine may hold `{placeholders}`. They are read from the bytes of the file, where `\{` can
//  still be told from `{` and where a message can point at the very name.

extension Checker {
  /// The text of a message, note or task with its placeholders.
  mutating func textTemplate(_ value: ValueSyntax, as purpose: String) -> TextTemplate? {
    switch value.kind {
    case .string(let text): return template(text, at: value.range)
    case .word, .number, .date:
      // Reports that it lacks quotes.
      return text(value, as: purpose).flatMap { template($0, at: value.range) }
    }
  }

  /// The template of `text`, which is written between quotes at `range`.
  private mutating func template(_ text: String, at range: SourceRange) -> TextTemplate? {
    let bytes = texts[Int(range.fileIndex)]
    let inside = insideQuotes(range, in: bytes)
    if bytes.firstIndex(of: UInt8(ascii: "\\"), in: inside) != nil { return template(withEscapesAt: range, text) }
    let firstBrace = bytes.firstIndex(of: UInt8(ascii: "{"), in: inside)
    // Most texts stand in the file as they are, and many are one piece.
    guard let firstBrace else { return TextTemplate(parts: text.isEmpty ? [] : [.literal(text)], asWritten: text) }
    return template(bytes, in: inside, firstBrace: firstBrace, inFile: Int(range.fileIndex), text)
  }

  /// The template of a text without escapes, the first of whose braces is at `firstBrace`.
  private mutating func template(
    _ bytes: [UInt8], in inside: Range<Int>, firstBrace: Int, inFile file: Int, _ text: String
  ) -> TextTemplate? {
    guard let close = closingBrace(of: firstBrace, bytes, in: inside, file) else { return nil }
    let first = placeholder(bytes, between: firstBrace, close, file)
    let next = bytes.firstIndex(of: UInt8(ascii: "{"), in: close + 1..<inside.upperBound)
    guard let next else {
      // Most texts have one placeholder, for which nothing need grow.
      return first.map { field in
        TextTemplate(
          parts: Self.parts(bytes, inside.lowerBound..<firstBrace, field, close + 1..<inside.upperBound),
          asWritten: text)
      }
    }
    var parts: [TextTemplate.Part] = []
    parts.reserveCapacity(8)
    if firstBrace > inside.lowerBound { parts.append(Self.literal(bytes, inside.lowerBound..<firstBrace)) }
    var isGood = first != nil
    if let first { parts.append(.placeholder(first)) }
    var start = close + 1
    var following: Int? = next
    while let brace = following {
      if brace > start { parts.append(Self.literal(bytes, start..<brace)) }
      guard let close = closingBrace(of: brace, bytes, in: inside, file) else { return nil }
      if let field = placeholder(bytes, between: brace, close, file) {
        parts.append(.placeholder(field))
      } else {
        isGood = false
      }
      start = close + 1
      following = bytes.firstIndex(of: UInt8(ascii: "{"), in: start..<inside.upperBound)
    }
    if start < inside.upperBound { parts.append(Self.literal(bytes, start..<inside.upperBound)) }
    return isGood ? TextTemplate(parts: parts, asWritten: text) : nil
  }

  /// Where the placeholder that begins at `brace` ends; reports one that does not.
  private mutating func closingBrace(of brace: Int, _ bytes: [UInt8], in inside: Range<Int>, _ file: Int) -> Int? {
    if let close = bytes.firstIndex(of: UInt8(ascii: "}"), in: brace..<inside.upperBound) { return close }
    reportUnclosed(SourceRange(file: file, start: brace, end: inside.upperBound))
    return nil
  }

  /// The field that stands between two braces; reports what is none.
  private mutating func placeholder(_ bytes: [UInt8], between brace: Int, _ close: Int, _ file: Int) -> Field? {
    if let known = knownPlaceholders.value(ofShort: bytes.span.extracting((brace + 1)..<close)) { return known }
    return placeholder(
      String(decoding: bytes[(brace + 1)..<close], as: UTF8.self),
      at: SourceRange(file: file, start: brace, end: close + 1))
  }

  private static func literal(_ bytes: [UInt8], _ range: Range<Int>) -> TextTemplate.Part {
    .literal(bytes.text(from: range.lowerBound, to: range.upperBound))
  }

  /// The parts of a text with one placeholder, with what stands before and after it.
  private static func parts(
    _ bytes: [UInt8], _ before: Range<Int>, _ field: Field, _ after: Range<Int>
  ) -> [TextTemplate.Part] {
    switch (before.isEmpty, after.isEmpty) {
    case (false, false): [literal(bytes, before), .placeholder(field), literal(bytes, after)]
    case (false, true): [literal(bytes, before), .placeholder(field)]
    case (true, false): [.placeholder(field), literal(bytes, after)]
    case (true, true): [.placeholder(field)]
    }
  }

  private mutating func reportUnclosed(_ range: SourceRange) {
    let brace = SourceRange(file: Int(range.fileIndex), start: range.start, end: range.start + 1)
    report(.unclosedPlaceholder(at: range).with(fix: .replace(brace, with: "\\{", .unsafe)))
  }

  private mutating func template(withEscapesAt range: SourceRange, _ text: String) -> TextTemplate? {
    var parts: [TextTemplate.Part] = []
    parts.reserveCapacity(4)
    var isGood = true
    for piece in pieces(of: range) {
      switch piece {
      case .literal(let text): parts.append(.literal(text))
      case .placeholder(let name, let range):
        if let field = placeholder(name, at: range) { parts.append(.placeholder(field)) } else { isGood = false }
      case .unclosed(let range):
        reportUnclosed(range)
        isGood = false
      }
    }
    return isGood ? TextTemplate(parts: parts, asWritten: text) : nil
  }

  /// Reports a placeholder in a text that is stored.
  mutating func rejectPlaceholders(in value: ValueSyntax, for field: TypedField) {
    guard case .string = value.kind else { return }
    for piece in pieces(of: value.range) {
      switch piece {
      case .literal: break
      case .placeholder(_, let range), .unclosed(let range):
        report(
          .placeholderInValue(words(at: range), at: range).declared(at: field.place)
            .with(fix: copy(of: value, into: field)))
        return
      }
    }
  }

  /// `value of subject` for a text that is nothing but `{subject}`.
  private func copy(of value: ValueSyntax, into field: TypedField) -> Fix? {
    let all = pieces(of: value.range)
    guard !context.isInTable, all.count == 1, case .placeholder(let name, _) = all[0],
      let found = placeholderField(name)
    else {
      return nil
    }
    guard case .property(let index) = found,
      fits(FieldType(vocabulary.schema.properties[index.value].kind), into: field.type)
    else { return nil }
    let property = vocabulary.schema.properties[index.value]
    return .replace(
      value.range, with: "value of \(property.entity.prefix)\(Wording.spelled(property.name))", .unsafe)
  }

  private enum Piece {
    case literal(String)
    /// The name, and the range with its braces.
    case placeholder(String, SourceRange)
    case unclosed(SourceRange)
  }

  private func pieces(of text: SourceRange) -> [Piece] {
    let bytes = texts[Int(text.fileIndex)]
    let inside = insideQuotes(text, in: bytes)
    var pieces: [Piece] = []
    pieces.reserveCapacity(4)
    // The literal so far: what escapes made of it, and the bytes from `start` on as they stand.
    var literal: [UInt8] = []
    var start = inside.lowerBound
    func flush(to end: Int) {
      if literal.isEmpty {
        if end > start { pieces.append(.literal(String(decoding: bytes[start..<end], as: UTF8.self))) }
      } else {
        literal += bytes[start..<end]
        pieces.append(.literal(String(decoding: literal, as: UTF8.self)))
        literal = []
      }
    }
    func range(_ start: Int, _ end: Int) -> SourceRange {
      SourceRange(file: Int(text.fileIndex), start: start, end: end)
    }
    var offset = inside.lowerBound
    while offset < inside.upperBound {
      let byte = bytes[offset]
      if byte == UInt8(ascii: "\\"), offset + 1 < inside.upperBound {
        literal += bytes[start..<offset]
        switch bytes[offset + 1] {
        case UInt8(ascii: "n"): literal.append(UInt8(ascii: "\n"))
        case UInt8(ascii: "t"): literal.append(UInt8(ascii: "\t"))
        default: literal.append(bytes[offset + 1])
        }
        offset += 2
        start = offset
      } else if byte == UInt8(ascii: "{") {
        flush(to: offset)
        guard let close = bytes.firstIndex(of: UInt8(ascii: "}"), in: offset..<inside.upperBound) else {
          pieces.append(.unclosed(range(offset, inside.upperBound)))
          return pieces
        }
        let name = String(decoding: bytes[(offset + 1)..<close], as: UTF8.self)
        pieces.append(.placeholder(name, range(offset, close + 1)))
        offset = close + 1
        start = offset
      } else {
        offset += 1
      }
    }
    flush(to: inside.upperBound)
    return pieces
  }

  /// The bytes between the quotes, which may be curly, and the last of which may be lost.
  private func insideQuotes(_ range: SourceRange, in bytes: [UInt8]) -> Range<Int> {
    var (start, end) = (range.start, range.end)
    let isStraight = start < end && bytes[start] == UInt8(ascii: "\"")
    if isStraight { start += 1 } else if end - start >= 3, bytes[start] == 0xE2 { start += 3 }
    if end > start, bytes[end - 1] == UInt8(ascii: "\"") {
      end -= 1
    } else if end - start >= 3, bytes[end - 3] == 0xE2, bytes[end - 2] == 0x80, (0x9C...0x9F).contains(bytes[end - 1]) {
      end -= 3
    }
    return start..<end
  }

  private mutating func placeholder(_ written: String, at range: SourceRange) -> Field? {
    let isPlain = written.utf8.allSatisfy { $0 > 0x20 && $0 < 0x7F }
    let name = isPlain ? written : written.split(whereSeparator: \.isWhitespace).joined(separator: " ")
    guard let found = placeholderField(name) else {
      if let meant = placeholderOfOtherProducts(name) {
        report(.foreignPlaceholder(meant, at: withSecondBrace(range)))
      } else if !isDeclaredWithoutType(name) {
        reportUnknownPlaceholder(name, at: range)
      }
      return nil
    }
    if found.isMessageFact { return hasMessage(for: name, at: range) ? found : nil }
    knownPlaceholders[written] = found
    return found
  }

  /// The placeholder that `{{ticket.subject}}` or `{ticket.subject}` is here, if there is such a property.
  private func placeholderOfOtherProducts(_ written: String) -> String? {
    var name = written[...]
    if name.hasPrefix("{") { name = name.dropFirst() }
    name = name.drop { $0 == " " }
    while name.hasSuffix(" ") { name = name.dropLast() }
    for prefix in ["ticket.", "issue."] where name.hasPrefix(prefix) { name = name.dropFirst(prefix.count) }
    guard name.count < written.count, placeholderField(String(name)) != nil else { return nil }
    return String(name)
  }

  /// `range` with the brace after it that closes a second one.
  private func withSecondBrace(_ range: SourceRange) -> SourceRange {
    let bytes = sources[Int(range.fileIndex)].file.bytes
    guard bytes[range.start..<range.end].starts(with: [UInt8(ascii: "{"), UInt8(ascii: "{")]),
      range.end < bytes.count, bytes[range.end] == UInt8(ascii: "}")
    else { return range }
    return SourceRange(file: Int(range.fileIndex), start: range.start, end: range.end + 1)
  }

  private mutating func reportUnknownPlaceholder(_ name: String, at range: SourceRange) {
    let near = guesses["placeholder", name] ?? guesses.note(nearPlaceholder(name), "placeholder", name)
    report(.unknownPlaceholder(name, at: range, near: near))
  }

  private func nearPlaceholder(_ name: String) -> NameSuggestion? {
    // The prefix alone makes any two of its names alike.
    let prefix = ["contact.", "company.", "owner.", "message.", "conversation."].first { name.hasPrefix($0) } ?? ""
    let names = placeholderNames.filter { $0.hasPrefix(prefix) }.map { String($0.dropFirst(prefix.count)) }
    let rest = String(name.dropFirst(prefix.count))
    let own = NameSuggestion(for: rest, among: names) { prefix + $0 }
    let elsewhere = own?.isCertain == true ? nil : nameElsewhere(of: rest)
    return elsewhere.map { NameSuggestion(guess: $0, spelling: $0) } ?? own
  }

  private var placeholderNames: [String] {
    vocabulary.schema.properties.map { $0.entity.prefix + $0.name } + [
      "owner", "team", "stage", "pipeline", "channel", "inbox", "created", "closed", "contact.email", "owner.email",
      "owner.teams", "message.subject", "message.from", "message.text",
    ]
  }

  private func placeholderField(_ name: String) -> Field? {
    if let known = vocabulary.properties[Vocabulary.PropertyName(entity: .ticket, text: name)] {
      return known.map { .property($0) }
    }
    let hasDot = name.utf8.contains(UInt8(ascii: "."))
    if hasDot, let key = declaredName(name), let known = vocabulary.properties[key] {
      return known.map { .property($0) }
    }
    return Checker.builtInPlaceholders[name]
  }

  private static let builtInPlaceholders = NameTable<Field>([
    ("owner", .owner), ("team", .team), ("stage", .stage), ("pipeline", .pipeline), ("channel", .channel),
    ("conversation.channel", .channel), ("inbox", .inbox), ("conversation.inbox", .inbox), ("created", .created),
    ("closed", .closed), ("contact.email", .contactEmail), ("owner.email", .ownerEmail), ("owner.teams", .ownerTeams),
    ("message.subject", .messageSubject), ("message.from", .messageFrom), ("message.text", .messageText),
  ])

  /// The key of the declared property that `name` means.
  private func declaredName(_ name: String) -> Vocabulary.PropertyName? {
    let ofTicket = Vocabulary.PropertyName(entity: .ticket, text: name)
    if vocabulary.properties[ofTicket] != nil { return ofTicket }
    for entity in [Property.Entity.contact, .company] where name.hasPrefix(entity.prefix) {
      return Vocabulary.PropertyName(entity: entity, text: String(name.dropFirst(entity.prefix.count)))
    }
    return nil
  }

  private func isDeclaredWithoutType(_ name: String) -> Bool {
    declaredName(name).map { vocabulary.properties[$0] != nil } ?? false
  }
}
