import RuleSchema
import RuleSource
import RuleSyntax

extension Checker {
  /// More tests than this in one condition, with its definitions written out, are a mistake or an attack.
  static let mostTests = 10_000
  /// Deeper nesting, with definitions written out, would need as deep a stack in every later phase.
  static let deepestNesting = 500

  /// What a whole condition means; `nil` where something in it was reported.
  mutating func condition(_ syntax: ConditionSyntax) -> CheckedCondition? {
    context.isInCondition = true
    defer { context.isInCondition = false }
    context.size = 0
    context.level = 0
    context.depth = 0
    context.isTooLarge = false
    return part(syntax)
  }

  /// The same, where there is one.
  mutating func condition(_ syntax: ConditionSyntax?) -> CheckedCondition? {
    switch syntax {
    case .some(let syntax): condition(syntax)
    case .none: nil
    }
  }

  private mutating func part(_ syntax: ConditionSyntax) -> CheckedCondition? {
    context.level += 1
    context.depth = max(context.depth, context.level)
    defer { context.level -= 1 }
    switch syntax {
    case .all(let parts, _): return self.parts(parts, joinedBy: "and").map(CheckedCondition.all)
    case .any(let parts, _): return self.parts(parts, joinedBy: "or").map(CheckedCondition.any)
    case .not(let inner, _): return part(inner).map(CheckedCondition.not)
    case .parenthesized(let inner, _): return part(inner)
    case .test(_, _, let range):
      guard grow(by: 1, nesting: 0, at: range) else { return nil }
      return repeatedTest(syntax, at: range)
    case .businessHours(let isDuring, let name, let range):
      guard grow(by: 1, nesting: 0, at: range), let calendar = calendar(named: name, at: range) else { return nil }
      let test = CheckedCondition.test(.isDuring(calendar), range)
      return isDuring ? test : .not(test)
    case .named(let operand): return named(operand)
    case .missing: return nil
    }
  }

  private mutating func parts(_ list: [ConditionSyntax], joinedBy word: String) -> [CheckedCondition]? {
    let parts = list.span
    // Two parts, as most have, are written as they are: nothing need grow.
    if parts.count == 2, !parts[1].isNamed {
      let first = part(parts[0])
      guard let second = part(parts[1]), let first else { return nil }
      return [first, second]
    }
    var checked: [CheckedCondition] = []
    checked.reserveCapacity(parts.count)
    var index = 0
    var isGood = true
    while index < parts.count {
      if index + 1 < parts.count, parts[index + 1].isNamed {
        let slips = slippedValues(in: parts, from: index + 1)
        if !slips.isEmpty, reportSlip(after: parts[index], values: slips, joinedBy: word) {
          isGood = false
          index += 1 + slips.count
          continue
        }
      }
      if let part = part(parts[index]) { checked.append(part) } else { isGood = false }
      index += 1
    }
    return isGood ? checked : nil
  }

  /// A flag, or a definition written out.
  private mutating func named(_ operand: OperandSyntax) -> CheckedCondition? {
    if isOfPlainRule, let known = knownTests.meaning(at: operand.range, in: texts) {
      return grow(by: 1, nesting: 0, at: operand.range) ? known.condition(at: operand.range) : nil
    }
    if operand.isOfTicket, let index = vocabulary.definitions[operand.name.text] {
      return definition(index, at: operand.range)
    }
    guard let found = quietField(for: operand) else {
      let key = Vocabulary.PropertyName(entity: .ticket, text: operand.name.text)
      if operand.isOfTicket, vocabulary.properties[key] == nil,
        !Vocabulary.builtIns.contains(operand.name.text)
      {
        reportUnknownCondition(operand.name.text, at: operand.range)
        return nil
      }
      _ = field(for: operand)
      return nil
    }
    guard grow(by: 1, nesting: 0, at: operand.range), let field = field(for: operand) else { return nil }
    guard case .flag = found.type else {
      let isFirst = { (type: FieldType) in type.options.first.map { Wording.spelled($0.name) } }
      let example = isFirst(found.type).map { option in
        if case .set = found.type { "\(found.words) has \(option)" } else { "\(found.words) is \(option)" }
      }
      report(
        .notAFlag(found.words, at: operand.range, is: found.type).declared(at: found.place)
          .with(notes: example.map { ["for example `\($0)`"] } ?? []))
      return nil
    }
    let condition = CheckedCondition.test(.isSet(field.field), operand.range)
    if isOfPlainRule, let known = KnownTest(condition) {
      knownTests.note(known, at: operand.range, in: texts)
    }
    return condition
  }

  private mutating func definition(_ index: Int, at range: SourceRange) -> CheckedCondition? {
    let name = definitions[index].syntax.name.text
    guard let definition = meaning(of: definitions[index], at: range), let condition = definition.condition else {
      return nil
    }
    if let fact = definition.reads.messageFact, !hasMessage(for: name, readingInside: fact, at: range) { return nil }
    if let fact = definition.reads.ticketFact, !hasTicket(for: name, readingInside: fact, at: range) { return nil }
    if context.subject == .definition { reads.add(definition.reads) }
    guard grow(by: definition.size, nesting: definition.depth, at: range) else { return nil }
    return condition
  }

  /// What `definition` means in the present pipeline.
  private mutating func meaning(of definition: Definition, at range: SourceRange) -> Definition.Meaning? {
    let meanings = definition.meanings
    guard !context.isMuted, let owner = definition.pipelines.first else { return meanings.first }
    if let pipeline = context.pipeline {
      if let found = meanings.first(where: { $0.reads.pipeline == pipeline }) { return found }
      // One of its pipelines was reported.
      if meanings.contains(where: { $0.pipeline == pipeline }) { return nil }
    } else if meanings.count == 1 {
      context.pipeline = owner
      return meanings.first
    }
    report(
      .foreignDefinition(
        definition.syntax.name.text, at: range, of: definition.pipelines.map { vocabulary.pipelineName($0) },
        in: context.pipeline.map { vocabulary.pipelineName($0) }, place: definition.syntax.name.range
      )
      .declared(
        at: context.pipeline.flatMap { scopePlace(before: range, of: $0) } ?? context.pipelinePlace,
        "this decides the pipeline"))
    return nil
  }

  private mutating func hasMessage(for name: String, readingInside fact: String, at range: SourceRange) -> Bool {
    hasMessage(for: fact == name ? name : "\(name)` with `\(fact)", at: range)
  }

  private mutating func hasTicket(for name: String, readingInside fact: String, at range: SourceRange) -> Bool {
    hasTicket(for: fact == name ? name : "\(name)` with `\(fact)", at: range)
  }

  /// Counts what is written out; reports, once a condition, what is too much.
  private mutating func grow(by tests: Int, nesting: Int, at range: SourceRange) -> Bool {
    context.size += tests
    context.depth = max(context.depth, context.level + nesting)
    guard context.size > Checker.mostTests || context.level + nesting > Checker.deepestNesting else { return true }
    if !context.isTooLarge { report(.conditionTooLarge(at: range)) }
    context.isTooLarge = true
    return false
  }
}
