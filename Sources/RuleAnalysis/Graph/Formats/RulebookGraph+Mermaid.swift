internal import RuleEngine

extension RulebookGraph {
  /// A flowchart for Mermaid, as GitHub and GitLab draw it, a subgraph for each pipeline.
  package func mermaid() -> String {
    var lines = ["flowchart TB"]
    var closed: [String] = []
    var circles: [Int] = []
    var edgeCount = 0
    for graph in graphs {
      let ids = nodeIDs(of: graph)
      lines.append("  subgraph p\(graph.pipeline) [\(Self.mermaid(program.pipelines[graph.pipeline].name))]")
      for (place, id) in ids {
        let name = Self.mermaid(self.name(of: place, in: graph))
        switch place {
        case .source(.conversation): lines.append("    \(id)([\(name)])")
        case .source(.pipeline): lines.append("    \(id){{\(name)}}")
        case .source(.stage(let stage)), .target(let stage):
          guard program.stages[stage].pipeline == graph.pipeline else {
            lines.append("    \(id){{\(name)}}")
            continue
          }
          if program.stages[stage].isClosed { closed.append(id) }
          lines.append(program.stages[stage].isClosed ? "    \(id)[[\(name)]]" : "    \(id)(\(name))")
        }
      }
      for edge in edges(of: graph) {
        let labels = edge.transitions.map { Self.mermaidEscaped(label(of: $0)) }.joined(separator: "<br/>")
        let line = !edge.isShown ? "-.->" : edge.kind == .creation ? "==>" : "-->"
        let (from, to) = (ids.id(.source(edge.source)), ids.id(.target(edge.target)))
        lines.append("    \(from) \(line)|\"\(labels)\"| \(to)")
        if edge.transitions.contains(where: { $0.circle != nil }) { circles.append(edgeCount) }
        edgeCount += 1
      }
      let notes = residentLines(of: graph)
      if !notes.isEmpty {
        let text = notes.map(Self.mermaidEscaped).joined(separator: "<br/>")
        lines.append("    acts\(graph.pipeline)>\"\(text)\"]")
      }
      lines.append("  end")
    }
    if !closed.isEmpty {
      lines.append("  classDef closed stroke-width:3px")
      lines.append("  class \(closed.joined(separator: ",")) closed")
    }
    if !circles.isEmpty {
      lines.append("  linkStyle \(circles.map(String.init).joined(separator: ",")) stroke:#c0392b,stroke-width:2px")
    }
    return lines.joined(separator: "\n") + "\n"
  }

  private static func mermaid(_ text: String) -> String { "\"\(mermaidEscaped(text))\"" }

  /// Between quotes Mermaid reads entities of its own, HTML, and Markdown between backticks.
  private static func mermaidEscaped(_ text: String) -> String {
    var result = ""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\"", "#", "<", ">", "&", "`", ";", "\\", "|", "[", "]", "{", "}", "(", ")", "%", "*", "_", "~":
        result += "#\(scalar.value);"
      case "\n": result += " "
      case _ where scalar.value < 0x20: result += "\u{FFFD}"
      default: result.unicodeScalars.append(scalar)
      }
    }
    return result
  }
}
