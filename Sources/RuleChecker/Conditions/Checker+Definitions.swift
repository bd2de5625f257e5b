import RuleSchema
import RuleSource
import RuleSyntax

//  Definitions are checked before the rules, those that others use first: an iterative depth-first walk, since a chain
//  of definitions may be longer than the stack is deep.

extension Checker {
  /// Writes every definition out.
  mutating func checkDefinitions() {
    let uses = definitions.map { definition in
      definitionNames(in: definition.syntax.condition).compactMap { vocabulary.definitions[$0] }
    }
    var isVisited = [Bool](repeating: false, count: definitions.count)
    var isOpen = isVisited
    for root in definitions.indices where !isVisited[root] {
      var path: [(definition: Int, next: Int)] = [(root, 0)]
      isVisited[root] = true
      isOpen[root] = true
      while let (current, next) = path.last {
        if next < uses[current].count {
          path[path.count - 1].next += 1
          let used = uses[current][next]
          if isOpen[used] {
            reportCycle(path.map(\.definition), backTo: used)
          } else if !isVisited[used] {
            isVisited[used] = true
            isOpen[used] = true
            path.append((used, 0))
          }
        } else {
          isOpen[current] = false
          path.removeLast()
          check(definition: current)
        }
      }
    }
  }

  private mutating func reportCycle(_ path: [Int], backTo first: Int) {
    guard let start = path.firstIndex(of: first) else { return }
    let names = (path[start...] + [first]).map { definitions[$0].syntax.name.text }
    let labels = zip(path[start...], names.dropFirst()).dropFirst().prefix(3).map { definition, next in
      Diagnostic.Label("uses `\(next)`", at: definitions[definition].syntax.name.range)
    }
    report(.definitionCycle(names, at: definitions[first].syntax.name.range).with(labels: labels))
  }

  private mutating func check(definition index: Int) {
    // Where the scope is another's and it names no stage, the definition serves every pipeline.
    switch definitions[index].scope {
    case .unscoped, .broken: check(definition: index, in: nil)
    case .pipelines(let pipelines): for pipeline in pipelines { check(definition: index, in: pipeline) }
    }
  }

  private mutating func check(definition index: Int, in pipeline: PipelineIndex?) {
    context = Context()
    reads = Reads()
    enter(pipeline.map { .pipeline($0) } ?? definitions[index].scope.ofRule)
    let errorsBefore = errorCount
    let condition = condition(definitions[index].syntax.condition)
    definitions[index].meanings.append(
      Definition.Meaning(
        pipeline: pipeline, condition: errorCount == errorsBefore ? condition : nil, size: context.size,
        depth: context.depth, reads: errorCount == errorsBefore ? reads : Reads()))
  }

  /// Makes `scope`, of one pipeline at most, the one that stage names are looked up in.
  mutating func enter(_ scope: Scope) { enter(scope.ofRule) }

  /// The same, of a rule.
  mutating func enter(_ scope: Scope.OfRule) {
    switch scope {
    case .unscoped: break
    case .pipeline(let pipeline):
      context.isScoped = true
      context.pipeline = pipeline
    case .broken: context.isMuted = true
    }
  }

  /// The lone names in `condition` that may be definitions.
  func definitionNames(in condition: ConditionSyntax) -> [String] {
    switch condition {
    case .all(let parts, _), .any(let parts, _): parts.flatMap { definitionNames(in: $0) }
    case .not(let inner, _), .parenthesized(let inner, _): definitionNames(in: inner)
    case .named(let operand): operand.isOfTicket ? [operand.name.text] : []
    case .test, .businessHours, .missing: []
    }
  }
}
