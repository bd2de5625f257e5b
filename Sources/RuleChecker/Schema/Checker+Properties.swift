import RuleSchema
import RuleSource
import RuleSyntax

extension Checker {
  /// Words that mean something where an option's name may stand.
  private static let wordsForValues = ["unknown", "known", "today", "now", "any", "not", "value"]

  /// Adds a property of the ticket, its contact or its company.
  mutating func declare(_ syntax: PropertySyntax) {
    let name = syntax.subject.name
    guard let entity = syntax.subject.entity.declared else {
      report(.undeclarable(syntax.subject))
      return
    }
    let key = Vocabulary.PropertyName(entity: entity, text: name.text)
    if entity == .ticket, Vocabulary.builtIns.contains(name.text) {
      if !Wording.isReserved(name) {
        // Rules that use the name are left as they are.
        let other = "\"ticket \(name.text)\""
        let isPlain = syntax.id == nil && syntax.subject.range == name.range
        report(
          .builtInName(name, kind: "property").with(
            fix: isPlain ? .replace(name.range, with: "\(other) id \(Wording.text(name.text))", .unsafe) : nil))
      }
      return
    }
    if let first = vocabulary.properties[key] {
      let place = first.map { vocabulary.schema.properties[$0.value].range }
      report(.declaredTwice("property", name, first: place).with(fix: removing(syntax.range, .unsafe)))
      return
    }
    guard let type = syntax.type else {
      vocabulary.properties[key] = .some(nil)
      return
    }
    let id = syntax.id?.text ?? name.text
    if let first = vocabulary.schema.properties.firstIndex(where: { $0.entity == entity && $0.id == id }) {
      let first = vocabulary.schema.properties[first]
      report(.idTwice(syntax.id ?? name, kind: "property", other: first.name, first: first.range))
    }
    let kind = self.kind(of: type)
    let place = PropertyIndex(vocabulary.schema.properties.count)
    vocabulary.properties[key] = place
    vocabulary.meanings.append(
      TypedField.Meaning(
        field: .property(place), type: FieldType(kind), words: name.text, place: syntax.subject.range))
    vocabulary.schema.properties.append(
      Property(entity: entity, name: name.text, id: id, kind: kind, range: syntax.subject.range))
    let declared = FieldType(kind).options
    var options = NameTable<Int>(capacity: declared.count)
    // Of two that are called alike the first counts.
    for (index, option) in declared.enumerated() { _ = options.declare(option.name, as: index) }
    vocabulary.options.append(options)
  }

  mutating func kind(of type: TypeSyntax) -> Property.Kind {
    switch type {
    case .oneOf(let options, let isOrdered): .oneOf(declare(options), isOrdered: isOrdered)
    case .setOf(let options): .setOf(declare(options))
    case .number: .number
    case .text: .text
    case .date: .date
    case .time: .time
    case .flag: .flag
    case .person: .person
    }
  }

  private mutating func declare(_ syntaxes: [OptionSyntax]) -> [Property.Option] {
    var names = NameTable<SourceRange>(capacity: syntaxes.count)
    var ids = NameTable<(name: String, range: SourceRange)>(capacity: syntaxes.count)
    var options: [Property.Option] = []
    options.reserveCapacity(syntaxes.count)
    for syntax in syntaxes {
      let name = syntax.name.text
      if let first = names.declare(name, as: syntax.name.range) {
        let end = syntax.id?.range.end ?? syntax.name.range.end
        let whole = SourceRange(
          file: Int(syntax.name.range.fileIndex), start: syntax.name.range.start, end: end)
        report(
          .declaredTwice("option", syntax.name, first: first)
            .with(fix: removing(whole, andBefore: ",", syntax.id == nil ? .safe : .unsafe)))
        continue
      }
      if Checker.wordsForValues.contains(name.lowercased()), !Wording.isReserved(syntax.name) {
        let other = "\"\(name.lowercased()) value\"" + (syntax.id == nil ? " id \(Wording.text(name))" : "")
        report(.optionMeansSomething(syntax.name).with(fix: .replace(syntax.name.range, with: other, .unsafe)))
      }
      let id = syntax.id?.text ?? name
      if let first = ids.declare(id, as: (name, syntax.name.range)) {
        report(.idTwice(syntax.id ?? syntax.name, kind: "option", other: first.name, first: first.range))
      }
      options.append(Property.Option(name: name, id: id))
    }
    return options
  }
}
