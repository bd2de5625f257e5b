import RuleSchema
import RuleSource
import RuleSyntax

//  The same for what sentences are about: properties, flags, options.

extension Checker {
  /// Reports that `operand` stands for nothing; says nothing where its declaration was reported.
  mutating func reportUnknown(_ operand: OperandSyntax) {
    let name = operand.name.text
    let written = words(at: operand.range)
    switch operand.entity {
    case .message: reportUnknownPart(operand, of: "a message", among: ["subject", "from", "text"])
    case .owner: reportUnknownPart(operand, of: "an owner", among: ["email", "teams"])
    case .conversation: reportUnknownPart(operand, of: "a conversation", among: ["channel", "inbox"])
    case .ticket, .contact, .company:
      guard let entity = operand.entity.declared,
        vocabulary.properties[Vocabulary.PropertyName(entity: entity, text: name)] == nil
      else { return }
      if entity == .ticket, let index = vocabulary.definitions[name] {
        report(
          .definitionAsProperty(name, at: operand.range)
            .declared(at: definitions[index].syntax.name.range, "defined here"))
      } else if entity == .ticket, Vocabulary.builtIns.contains(name) {
        report(.noValue(name, at: operand.range))
      } else {
        reportUnknownProperty(name, of: entity, written: written, at: operand.range)
      }
    }
  }

  private mutating func reportUnknownPart(_ operand: OperandSyntax, of whole: String, among names: [String]) {
    let prefix = operand.entity.prefix
    let paths = names.map { prefix + $0 }
    let near = NameSuggestion(
      for: prefix + operand.name.text, among: paths, spelled: { $0 },
      synonym: Synonyms.field(operand.name.text, among: paths))
    // The prefix alone makes any two of them alike.
    let own = NameSuggestion(for: operand.name.text, among: names)
    let isAlike = own != nil || near.map { Synonyms.field(operand.name.text, among: paths) == $0.name } == true
    report(
      .unknownProperty(words(at: operand.range), at: operand.range)
        .with(help: "\(whole) has \(paths.map { "`\($0)`" }.inWords)")
        .suggesting(isAlike ? near : nil, among: [], are: "", at: operand.range))
  }

  private mutating func reportUnknownProperty(
    _ name: String, of entity: Property.Entity, written: String, at range: SourceRange
  ) {
    if let known = vocabulary.schema.properties.first(where: { $0.entity == entity && $0.id == name }) {
      let words = entity.prefix + Wording.spelled(known.name)
      report(
        .idForName(name, what: "id", of: "property", known.name, at: range, place: known.range)
          .with(help: "write `\(words)`", fix: .replace(range, with: words)))
      return
    }
    if entity == .ticket, let builtIn = Synonyms.builtInIds[name] {
      report(
        .idForName(name, what: "id", of: "the built-in", builtIn, at: range, place: nil)
          .with(help: "write `\(builtIn)`", fix: .replace(range, with: builtIn)))
      return
    }
    let own = vocabulary.propertyNames(of: entity)
    let builtIns =
      switch entity {
      case .ticket: Checker.builtInNames
      case .contact: ["email"]
      case .company: [String]()
      }
    let near =
      guesses["property", entity.prefix + name]
      ?? guesses.note(
        suggestion(for: name, among: own + builtIns, after: entity.prefix), "property", entity.prefix + name)
    if near?.isCertain != true, entity == .ticket, let other = declaration(of: name) {
      report(
        .otherKind(name, is: other.kind, not: "a property", at: range, place: other.range)
          .with(help: other.kind.canBeAsked ? "write `\(other.kind.noun) is \(Wording.spelled(name))`" : nil))
      return
    }
    let kind = entity == .ticket ? "the declared properties" : "the properties of the \(entity)"
    report(
      .unknownProperty(written, at: range)
        .suggesting(near, among: own, are: kind, at: range) { entity.prefix + Wording.spelled($0) })
  }

  /// What was meant by a name that stands after `prefix`: its own kind first, then what it is called elsewhere.
  func suggestion(for name: String, among names: [String], after prefix: String) -> NameSuggestion? {
    let own = NameSuggestion(for: name, among: names) {
      prefix.isEmpty ? spelledField($0) : prefix + Wording.spelled($0)
    }
    if let own, own.isCertain { return own }
    return nameElsewhere(of: name).map { NameSuggestion(guess: $0, spelling: spelledField($0)) } ?? own
  }

  /// A property of another owner with this name, or one that goes by this name in other products.
  func nameElsewhere(of name: String) -> String? {
    let folded = name.lowercased()
    if let other = vocabulary.schema.properties.first(where: { $0.name.lowercased() == folded || $0.id == name }) {
      return other.entity.prefix + other.name
    }
    let names =
      vocabulary.schema.properties.map { $0.entity.prefix + $0.name } + Checker.builtInNames
      + ["contact.email", "message.subject", "message.from", "message.text"]
    return Synonyms.field(name, among: names)
  }

  /// `contact."first name"`
  func spelledField(_ name: String) -> String {
    // The words of the language that are fields stand without quotes: quoted they would be names.
    if Checker.builtInFields[name] != nil { return name }
    for prefix in ["contact.", "company.", "message."] where name.hasPrefix(prefix) {
      return prefix + Wording.spelled(String(name.dropFirst(prefix.count)))
    }
    return Wording.spelled(name)
  }

  /// Reports that nothing is called `name` that could be true or false.
  mutating func reportUnknownCondition(_ name: String, at range: SourceRange) {
    let flags = vocabulary.schema.properties.filter { if case .flag = $0.kind { true } else { false } }
    let names = flags.map { $0.entity.prefix + $0.name } + definitions.map(\.syntax.name.text)
    if let known = flags.first(where: { $0.id == name && $0.entity == .ticket }) {
      report(.idForName(name, what: "id", of: "flag", known.name, at: range, place: known.range))
      return
    }
    let folded = name.lowercased()
    let near = NameSuggestion(
      for: name, among: names, spelled: spelledField,
      synonym: flags.first { $0.name.lowercased() == folded }.map { $0.entity.prefix + $0.name })
    let message = Diagnostic.unknownCondition(name, at: range)
    if near?.isCertain != true, let sentence = sentence(about: name) {
      report(
        message.with(
          labels: [Diagnostic.Label("\(sentence.what) is declared here", at: sentence.place)],
          help: "did you mean `\(sentence.text)`?", fix: replacing(range, with: sentence.text, .unsafe)))
      return
    }
    let own = names.filter { spelledField($0) == Wording.spelled($0) }
    report(message.suggesting(near, among: near == nil ? [] : own, are: "flags and definitions", at: range))
  }

  /// The sentence that a value standing alone was meant for: `priority is High` for `High`.
  private func sentence(about name: String) -> (text: String, what: String, place: SourceRange)? {
    let schema = vocabulary.schema
    for property in schema.properties {
      let options = FieldType(property.kind).options
      guard let option = options.first(where: { $0.name.lowercased() == name.lowercased() }) else { continue }
      let words = property.entity.prefix + Wording.spelled(property.name)
      let verb = if case .setOf = property.kind { "has" } else { "is" }
      return ("\(words) \(verb) \(Wording.spelled(option.name))", "`\(property.name)`", property.range)
    }
    if let index = vocabulary.stages[name]?.first {
      return ("stage is \(Wording.spelled(name))", "the stage", schema.stages[index.value].range)
    }
    if let index = vocabulary.teams[name] {
      return ("team is \(Wording.spelled(name))", "the team", schema.teams[index.value].range)
    }
    return nil
  }

  /// Reports that `property` has no option `name`.
  mutating func reportUnknownOption(
    _ name: String, of field: TypedField, property: Property, at range: SourceRange
  ) {
    let options = field.type.options
    let names = options.map(\.name)
    if let known = options.first(where: { $0.id == name }) {
      report(.idForName(name, what: "id", of: "option", known.name, at: range, place: property.range))
      return
    }
    let isOrdered = if case .choice(_, isOrdered: true) = field.type { true } else { false }
    let kind = "option of \(property.entity.prefix)\(property.name):"
    let near =
      guesses[kind, name]
      ?? guesses.note(
        NameSuggestion(
          for: name, among: names, synonym: Synonyms.option(name, among: names, isOrdered: isOrdered)), kind, name)
    let message: Diagnostic
    if near?.isCertain != true,
      let owner = vocabulary.schema.properties.first(where: {
        $0.entity == property.entity && FieldType($0.kind).options.contains { $0.name == name }
      })
    {
      message = .foreignOption(name, at: range, of: field.words, owner: owner.name, place: owner.range)
    } else {
      message = .unknownOption(name, at: range, of: field.words)
    }
    let listed = Wording.listed(names, are: "the options of `\(property.name)`")
    let isForeign = near == nil && message.message.contains("is an option of")
    report(
      (isForeign
        ? message.with(notes: listed.map { [$0] } ?? [])
        : message.suggesting(near, among: names, are: "its options", at: range)).declared(at: property.range))
  }
}

extension String {
  /// `team` for `a team`.
  fileprivate var noun: String { split(separator: " ").last.map(String.init) ?? self }
  /// Whether a ticket has one thing of this kind, which can be asked for.
  fileprivate var canBeAsked: Bool { ["stage", "team", "pipeline", "inbox"].contains(noun) }
}

extension [String] {
  /// `` `a`, `b` and `c` ``
  fileprivate var inWords: String {
    guard let last, count > 1 else { return first ?? "" }
    return "\(dropLast().joined(separator: ", ")) and \(last)"
  }
}

extension OperandSyntax.Entity {
  /// What stands before the dot, with it.
  fileprivate var prefix: String {
    switch self {
    case .ticket: ""
    case .contact: "contact."
    case .company: "company."
    case .owner: "owner."
    case .message: "message."
    case .conversation: "conversation."
    }
  }
}
