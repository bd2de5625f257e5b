internal import RuleEngine

extension RulebookGraph {
  /// A digraph for Graphviz, a cluster for each pipeline.
  package func dot() -> String {
    var lines = [
      "digraph \(Self.dotQuoted(title)) {",
      "  rankdir=TB; compound=true; fontname=\"sans-serif\";",
      "  node [shape=box, style=rounded, fontname=\"sans-serif\"];",
      "  edge [fontname=\"sans-serif\", fontsize=10];",
    ]
    for graph in graphs { lines += dot(graph) }
    return (lines + ["}"]).joined(separator: "\n") + "\n"
  }

  private func dot(_ graph: PipelineGraph) -> [String] {
    let pipeline = program.pipelines[graph.pipeline]
    var lines = [
      "  subgraph cluster_\(graph.pipeline) {", "    label=\(Self.dotQuoted(pipeline.name));",
    ]
    let ids = nodeIDs(of: graph)
    for (place, id) in ids {
      let name = Self.dotQuoted(self.name(of: place, in: graph))
      let look =
        switch place {
        case .source(.conversation): ", shape=oval"
        case .source(.pipeline): ", style=dashed"
        case .source(.stage(let stage)), .target(let stage):
          program.stages[stage].pipeline != graph.pipeline
            ? ", style=dashed" : program.stages[stage].isClosed ? ", peripheries=2" : ""
        }
      lines.append("    \(id) [label=\(name)\(look)];")
    }
    for edge in edges(of: graph) {
      let labels = edge.transitions.map { Self.dotEscaped(label(of: $0)) }.joined(separator: "\\n")
      var look = ""
      if edge.kind == .creation { look += ", color=darkgreen" }
      if !edge.isShown { look += ", style=dashed" }
      if edge.transitions.contains(where: { $0.circle != nil }) { look += ", color=red" }
      let (from, to) = (ids.id(.source(edge.source)), ids.id(.target(edge.target)))
      lines.append("    \(from) -> \(to) [label=\"\(labels)\"\(look)];")
    }
    let notes = residentLines(of: graph)
    if !notes.isEmpty {
      let text = notes.map { Self.dotEscaped($0) + "\\l" }.joined()
      lines.append("    acts_\(graph.pipeline) [shape=note, style=\"\", label=\"\(text)\"];")
    }
    return lines + ["  }"]
  }

  private static func dotQuoted(_ text: String) -> String { "\"\(dotEscaped(text))\"" }

  /// In DOT a backslash begins an escape, and a quote ends the text.
  private static func dotEscaped(_ text: String) -> String {
    var result = ""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\\": result += "\\\\"
      case "\"": result += "\\\""
      case "\n": result += " "
      // Graphviz reads entities, which no name is meant to be.
      case "&": result += "&amp;"
      case _ where scalar.value < 0x20: result += "\u{FFFD}"
      default: result.unicodeScalars.append(scalar)
      }
    }
    return result
  }
}

//  What DOT and Mermaid share: nodes with ids, and one edge for what leads from one node to another.

extension RulebookGraph {
  enum GraphPlace: Hashable {
    case source(PipelineGraph.Source)
    /// A stage, of whatever pipeline.
    case target(Int)
  }

  struct Edge {
    var source: PipelineGraph.Source
    var target: Int
    var kind: PipelineGraph.Kind
    var isShown: Bool
    var transitions: [PipelineGraph.Transition]
  }

  /// The nodes of a pipeline: sources outside, stages, stages elsewhere.
  func nodeIDs(of graph: PipelineGraph) -> [(place: GraphPlace, id: String)] {
    let stages = program.pipelines[graph.pipeline].stages
    var nodes: [(place: GraphPlace, id: String)] = []
    for transition in graph.transitions {
      let place = GraphPlace.source(transition.source)
      if case .stage = transition.source { continue }
      guard !nodes.contains(where: { $0.place == place }) else { continue }
      if case .pipeline(let pipeline) = transition.source {
        nodes.append((place, "p\(graph.pipeline)_from_p\(pipeline)"))
      } else {
        nodes.append((place, "p\(graph.pipeline)_new"))
      }
    }
    for stage in stages { nodes.append((.target(stage), "s\(stage)")) }
    for stage in Set(graph.transitions.map(\.target)).filter({ !stages.contains($0) }).sorted() {
      nodes.append((.target(stage), "p\(graph.pipeline)_to_s\(stage)"))
    }
    return nodes
  }

  func name(of place: GraphPlace, in graph: PipelineGraph) -> String {
    switch place {
    case .source(.pipeline(let pipeline)): "pipeline \(program.pipelines[pipeline].name)"
    case .source(let source): name(of: source)
    case .target(let stage): name(ofStage: stage, in: graph.pipeline)
    }
  }

  /// What leads from one place to another in one way is one edge.
  func edges(of graph: PipelineGraph) -> [Edge] {
    var edges: [Edge] = []
    for transition in graph.transitions {
      let same = edges.firstIndex {
        $0.source == transition.source && $0.target == transition.target && $0.kind == transition.kind
          && $0.isShown == transition.certainty.isShown
      }
      if let same {
        edges[same].transitions.append(transition)
      } else {
        edges.append(
          Edge(
            source: transition.source, target: transition.target, kind: transition.kind,
            isShown: transition.certainty.isShown, transitions: [transition]))
      }
    }
    return edges
  }

  /// The rules that act where tickets are, and those that never do, a line each.
  func residentLines(of graph: PipelineGraph) -> [String] {
    graph.residents.map { "\(texts[$0.rule].title) (\(places(of: $0, in: graph)))" }
      + graph.silent.map { "\(texts[$0].title) (can never fire)" }
  }
}

extension [(place: RulebookGraph.GraphPlace, id: String)] {
  /// A stage of the pipeline is one node, wherever it stands.
  func id(_ place: RulebookGraph.GraphPlace) -> String {
    if case .source(.stage(let stage)) = place { return id(.target(stage)) }
    return first { $0.place == place }?.id ?? "nowhere"
  }
}
