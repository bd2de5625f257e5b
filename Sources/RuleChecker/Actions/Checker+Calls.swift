import RuleSchema
import RuleSource
import RuleSyntax

extension Checker {
  /// `call "page on-call" with service "core", severity high`
  mutating func call(_ name: NameSyntax, with pairs: [PairSyntax], at range: SourceRange) -> CheckedAction? {
    guard let known = vocabulary.actions[name.text] else {
      reportUnknown(.action, name.text, at: name.range)
      return nil
    }
    guard let index = known else { return nil }
    let action = vocabulary.schema.actions[index.value]
    let errorsBefore = errorCount
    var places: [Int: SourceRange] = [:]
    var values: [Int: Argument.Value] = [:]
    for pair in pairs {
      let written = words(at: pair.operand.range)
      let text = pair.operand.isOfTicket ? pair.operand.name.text : written
      guard let parameter = action.parameters.firstIndex(where: { $0.name == text }) else {
        report(.unknownParameter(text, at: pair.operand.range, of: action))
        continue
      }
      if let first = places[parameter] {
        report(
          .parameterTwice(text, at: pair.operand.range, first: first).with(fix: removingPair(pair, of: pairs, .unsafe)))
        continue
      }
      places[parameter] = pair.operand.range
      values[parameter] = argument(pair.value, for: action.parameters[parameter])
    }
    // Whoever misspelled one should not read that it is missing, too.
    guard errorCount == errorsBefore else { return nil }
    let defaults = vocabulary.defaults[index.value]
    let missing = action.parameters.indices.filter {
      places[$0] == nil && defaults[$0] == nil && !action.parameters[$0].isOptional
    }
    if !missing.isEmpty {
      report(.missingParameters(missing.map { action.parameters[$0].name }, of: action, at: range))
      return nil
    }
    for (parameter, value) in defaults.enumerated() where places[parameter] == nil {
      if let value { values[parameter] = argument(value, for: action.parameters[parameter]) }
    }
    guard errorCount == errorsBefore else { return nil }
    return .call(
      index, with: values.keys.sorted().compactMap { key in values[key].map { Argument(parameter: key, value: $0) } })
  }

  /// What a call gives to `parameter`: a value that is written down, or the one of a property of the same type.
  private mutating func argument(_ value: NewValueSyntax, for parameter: DeclaredAction.Parameter) -> Argument.Value? {
    switch value {
    case .value(let value): return argument(value, for: parameter)
    case .valueOf(let operand):
      guard let field = field(for: operand) else { return nil }
      let type = FieldType(parameter.kind)
      guard fits(field.type, into: type), field.type.options.map(\.id) == type.options.map(\.id) else {
        reportOtherType(field, at: operand.range, wanted: wanted(by: type)) { [self] in fits($0, into: type) }
        return nil
      }
      return .value(.valueOf(field.field))
    // The parser reads these nowhere but after `set P to`.
    case .now, .today, .fromNow: return nil
    }
  }

  /// `value` as a value of `parameter`.
  mutating func argument(_ value: ValueSyntax, for parameter: DeclaredAction.Parameter) -> Argument.Value? {
    let type = FieldType(parameter.kind)
    switch type {
    case .text: return textTemplate(value, as: "the text of `\(parameter.name)`").map { .text($0) }
    case .set(let options):
      return option(value, among: options, of: parameter.name).map { .value(.options([$0])) }
    case .choice(let options, _):
      return option(value, among: options, of: parameter.name).map { .value(.literal(.option($0))) }
    case .number: return number(value, for: parameter.name).map { .value(.literal(.number($0))) }
    case .date: return day(value, for: parameter.name, type: type).map { .value(.literal($0)) }
    case .flag: return flag(value, for: parameter.name, type: type).map { .value(.literal($0)) }
    case .person:
      return text(value, as: "the person of `\(parameter.name)`").map { .value(.literal(.person($0))) }
    case .time, .stage, .pipeline, .team, .inbox, .channel: return nil
    }
  }
}
