import RuleSource
import RuleSyntax

/// Files with one mistake each, made from a good file.
struct Mutant {
  enum Kind: String, CaseIterable { case deletion, doubling, misspelling, lostQuote, wrongCase }

  let kind: Kind
  /// Where the mistake is, in bytes of the good file.
  let offset: Int
  let bytes: [UInt8]
  let written: String
}

/// Every mutant of every token of `file`.
func mutants(of file: SourceFile) -> [Mutant] {
  let tokens = parse(file, index: 0).tree.tokens.filter { $0.kind != .comment && $0.kind != .endOfFile }
  var result: [Mutant] = []
  for token in tokens {
    let range = token.range
    let written = Array(file.bytes[range.start..<range.end])
    func add(_ kind: Mutant.Kind, _ replacement: [UInt8]) {
      let bytes = file.bytes[..<range.start] + replacement + file.bytes[range.end...]
      let text = String(decoding: written, as: UTF8.self) + " -> " + String(decoding: replacement, as: UTF8.self)
      result.append(Mutant(kind: kind, offset: range.start, bytes: Array(bytes), written: text))
    }
    add(.deletion, [])
    // A doubled opening quote or a doubled number is a doubled token as well.
    add(.doubling, written + [UInt8(ascii: " ")] + written)
    switch token.kind {
    case .string:
      add(.lostQuote, written.dropLast())
      add(.lostQuote, Array(written.dropFirst()))
    case .word:
      if let misspelled = misspelling(of: written) { add(.misspelling, misspelled) }
      let capital = written.enumerated().map { $0.offset == 0 && $0.element >= 97 ? $0.element & 0xDF : $0.element }
      if capital != written { add(.wrongCase, capital) }
      let upper = written.map { $0 >= 97 && $0 <= 122 ? $0 & 0xDF : $0 }
      if upper != written, upper != capital { add(.wrongCase, upper) }
    default: break
    }
  }
  return result
}

/// Two letters swapped, or one left out in a short word.
private func misspelling(of word: [UInt8]) -> [UInt8]? {
  guard word.count > 2 else { return nil }
  var result = word
  let place = word.count / 2
  result.swapAt(place - 1, place)
  if result == word { result.remove(at: place) }
  return result
}

/// What an item is known by, for comparing the items of two files.
func identities(of tree: SyntaxTree) -> [(text: String, range: SourceRange)] {
  tree.items.map { item in
    switch item {
    case .portal(let portal): ("portal \(portal.name.text)", portal.range)
    case .pipeline(let pipeline):
      ("pipeline \(pipeline.name.text) \(pipeline.stages.map(\.name.text))", pipeline.range)
    case .property(let property): ("property \(property.subject.name.text)", property.range)
    case .team(let team): ("team \(team.name.text)", team.range)
    case .inbox(let inbox): ("inbox \(inbox.name.text)", inbox.range)
    case .template(let template): ("template \(template.name.text)", template.range)
    case .list(let list): ("list \(list.name.text) \(list.globs.count)", list.range)
    case .calendar(let calendar):
      (
        "calendar \(calendar.name.text) \(calendar.hours.map(\.spans.count)) \(calendar.exceptions.count)",
        calendar.range
      )
    case .action(let action): ("action \(action.name.text) \(action.parameters.map(\.name.text))", action.range)
    case .answerLimit(let limit): ("limit \(limit.per.amount)", limit.range)
    case .test(let test): ("test \(test.title?.text ?? "") \(test.steps.map(\.expectations.count))", test.range)
    case .promise(let promise): ("promise \(promise.kind)".prefix(20).description, promise.range)
    case .scope(let scope): ("for \(scope.pipelines.map(\.text))", scope.range)
    case .definition(let definition): ("define \(definition.name.text)", definition.range)
    case .rule(let rule):
      (
        "rule \(rule.title?.text ?? "-") \(rule.events.count) \(rule.timer != nil) \(rule.limits.count) "
          + "\(rule.arms.map(\.actions.count))", rule.range
      )
    }
  }
}
