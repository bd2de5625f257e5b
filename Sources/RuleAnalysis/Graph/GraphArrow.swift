/// Transitions that are drawn as one: the same places, perhaps by several rules.
struct GraphArrow: Sendable {
  struct Rule: Sendable, Hashable {
    var rule: Int
    var circle: PipelineGraph.Circle?
  }

  var kind: PipelineGraph.Kind
  /// In order.
  var sources: [PipelineGraph.Source]
  var target: Int
  var isShown: Bool
  var rules: [Rule]
  /// Those that it is part of a circle from.
  var circleSources: Set<PipelineGraph.Source>
  /// Whether the sources are all stages there are, but the target: not drawn one by one.
  var isFromEverywhere: Bool

  private struct Key: Hashable {
    var rule: Int
    var kind: PipelineGraph.Kind
    var target: Int
    var isShown: Bool
  }

  private struct Place: Hashable {
    var kind: PipelineGraph.Kind
    var sources: [PipelineGraph.Source]
    var target: Int
    var isShown: Bool
  }

  /// The arrows of a pipeline of `stages`, in the order of the transitions.
  static func arrows(of graph: PipelineGraph, stages: Range<Int>) -> [GraphArrow] {
    var keys: [Key] = []
    var byRule: [Key: [PipelineGraph.Transition]] = [:]
    for transition in graph.transitions {
      let key = Key(
        rule: transition.rule, kind: transition.kind, target: transition.target,
        isShown: transition.certainty.isShown)
      if byRule[key] == nil { keys.append(key) }
      byRule[key, default: []].append(transition)
    }
    var arrows: [GraphArrow] = []
    var known: [Place: Int] = [:]
    for key in keys {
      let transitions = byRule[key] ?? []
      let place = Place(
        kind: key.kind, sources: transitions.map(\.source), target: key.target, isShown: key.isShown)
      let circles = transitions.filter { $0.circle != nil }
      let rule = Rule(
        rule: key.rule, circle: circles.contains { $0.circle == .timed } ? .timed : circles.first?.circle)
      if let index = known[place] {
        arrows[index].rules.append(rule)
        arrows[index].circleSources.formUnion(circles.map(\.source))
        continue
      }
      known[place] = arrows.count
      let others = stages.filter { $0 != key.target || key.kind == .creation }
      arrows.append(
        GraphArrow(
          kind: key.kind, sources: place.sources, target: key.target, isShown: key.isShown, rules: [rule],
          circleSources: Set(circles.map(\.source)),
          isFromEverywhere: others.count > 2 && place.sources == others.map { .stage($0) }))
    }
    return arrows
  }
}
