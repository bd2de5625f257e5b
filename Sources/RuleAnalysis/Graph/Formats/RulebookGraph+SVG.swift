internal import RuleEngine

extension RulebookGraph {
  /// All pipelines, one below the other, as one SVG document.
  package func svg() -> String {
    var body = ""
    var y = 16.0
    var width = 420.0
    for graph in graphs {
      let drawing = SVGDrawing(GraphScene(graph, of: self))
      let name = program.pipelines[graph.pipeline].name
      body += "<g transform=\"translate(0 \(Markup.number(y)))\">\n"
      body += "<text class=\"rg-heading\" x=\"16\" y=\"20\">\(Markup.escaped(name))</text>\n"
      let notes = summary(of: graph)
      body += "<text class=\"rg-detail\" x=\"16\" y=\"38\">\(Markup.escaped(notes))</text>\n</g>\n"
      body += "<g transform=\"translate(0 \(Markup.number(y + 44)))\">\n\(drawing.text)</g>\n"
      width = max(width, drawing.width, 32 + TextRuler.width(of: notes, size: 11))
      y += 44 + drawing.height
      let list = residents(of: graph, y: y)
      body += list.text
      width = max(width, list.width)
      y += list.height + 28
    }
    let legend = Self.legend(y: y)
    body += legend.text
    width = max(width, legend.width)
    y += legend.height
    let size = "width=\"\(Markup.number(width))\" height=\"\(Markup.number(y))\""
    let titles = graphs.map { program.pipelines[$0.pipeline].name }.joined(separator: ", ")
    return """
      <svg xmlns="http://www.w3.org/2000/svg" class="rg" \(size) viewBox="0 0 \(Markup.number(width)) \(Markup.number(y))" \
      role="img" aria-labelledby="rg-title rg-desc">
      <title id="rg-title">\(Markup.escaped("State machine: " + titles))</title>
      <desc id="rg-desc">\(Markup.escaped(description))</desc>
      <style>\(SVGDrawing.style)</style>
      <rect class="rg-paper" width="100%" height="100%"/>
      \(body)</svg>

      """
  }

  /// The transitions in sentences.
  var description: String {
    graphs.flatMap { graph in
      ["Pipeline \(program.pipelines[graph.pipeline].name): \(summary(of: graph))."]
        + GraphArrow.arrows(of: graph, stages: program.pipelines[graph.pipeline].stages).map { arrow in
          let from =
            arrow.isFromEverywhere ? "every stage" : arrow.sources.map { name(of: $0) }.joined(separator: ", ")
          let rules = arrow.rules.map { texts[$0.rule].title }.joined(separator: "; ")
          return "From \(from) to \(name(ofStage: arrow.target, in: graph.pipeline)): \(rules)."
        }
    }.joined(separator: "\n")
  }

  /// `4 stages, 6 rules move or create tickets, 3 act in place`
  func summary(of graph: PipelineGraph) -> String {
    let moving = Set(graph.transitions.map(\.rule)).count
    var parts = [
      Self.count(program.pipelines[graph.pipeline].stages.count, "stage"),
      "\(Self.count(moving, "rule")) \(moving == 1 ? "moves or creates" : "move or create") tickets",
      "\(graph.residents.count) \(graph.residents.count == 1 ? "acts" : "act") where they are",
    ]
    if !graph.silent.isEmpty { parts.append("\(graph.silent.count) can never fire") }
    let circles = Set(graph.transitions.filter { $0.circle != nil }.map(\.rule)).count
    if circles > 0 { parts.append("\(Self.count(circles, "rule")) in circles") }
    if graph.isUndecided { parts.append("too much to analyse: everything written is drawn") }
    return parts.joined(separator: ", ")
  }

  static func count(_ count: Int, _ noun: String) -> String { "\(count) \(noun)" + (count == 1 ? "" : "s") }

  /// The stages a rule acts in, in words.
  func places(of resident: PipelineGraph.Resident, in graph: PipelineGraph) -> String {
    let stages = program.pipelines[graph.pipeline].stages
    if resident.stages.count == stages.count { return "in every stage" }
    if resident.stages.count + 1 == stages.count, stages.count > 3,
      let missing = stages.first(where: { !resident.stages.contains($0) })
    {
      return "in every stage but \(name(ofStage: missing))"
    }
    return "in " + resident.stages.map { name(ofStage: $0) }.joined(separator: ", ")
  }

  private func residents(of graph: PipelineGraph, y: Double) -> (text: String, width: Double, height: Double) {
    let shown = 40
    var rows = graph.residents.prefix(shown).map { (texts[$0.rule].title, places(of: $0, in: graph)) }
    if graph.residents.count > shown { rows.append(("and \(graph.residents.count - shown) more", "")) }
    rows += graph.silent.prefix(shown).map { (texts[$0].title, "can never fire") }
    if graph.silent.count > shown { rows.append(("and \(graph.silent.count - shown) more that can never fire", "")) }
    guard !rows.isEmpty else { return ("", 0, 0) }
    var text = "<g>\n<text class=\"rg-title\" x=\"16\" y=\"\(Markup.number(y + 16))\">Without moving</text>\n"
    var width = 0.0
    for (place, row) in rows.enumerated() {
      let title = TextRuler.lines(row.0, width: 420, size: 11, lineCount: 1).first ?? ""
      let line = title + (row.1.isEmpty ? "" : "  (\(row.1))")
      text += "<text class=\"rg-detail\" x=\"16\" y=\"\(Markup.number(y + 34 + 16 * Double(place)))\">"
      text += (title == row.0 ? "" : "<title>\(Markup.escaped(row.0))</title>") + "\(Markup.escaped(line))</text>\n"
      width = max(width, 32 + TextRuler.width(of: line, size: 11))
    }
    return (text + "</g>\n", width, 34 + 16 * Double(rows.count))
  }

  /// What the signs mean, one a line.
  static func legend(y: Double) -> (text: String, width: Double, height: Double) {
    let rows: [(sign: String, words: String)] = [
      ("<path class=\"rg-mark rg-event\" d=\"\(SVGDrawing.bolt)\"/>", "a rule moves the ticket when something happens"),
      ("<path class=\"rg-mark rg-clock\" d=\"\(SVGDrawing.clock)\"/>", "a timer does"),
      ("<path class=\"rg-mark rg-plus\" d=\"\(SVGDrawing.plus)\"/>", "a ticket is created"),
      (
        "<path class=\"rg-line rg-circle\" d=\"M-10 0H10\"/>",
        "part of a circle: moves that follow one another by themselves"
      ),
      (
        "<path class=\"rg-line rg-undecided\" d=\"M-10 0H10\"/>",
        "perhaps impossible: no example was found; all else was tried"
      ),
    ]
    var text = "<g>\n"
    var width = 0.0
    for (place, row) in rows.enumerated() {
      let line = y + 8 + 17 * Double(place)
      text += "<g transform=\"translate(28 \(Markup.number(line)))\">\(row.sign)</g>"
      text += "<text class=\"rg-detail\" x=\"46\" y=\"\(Markup.number(line + 4))\">\(row.words)</text>\n"
      width = max(width, 62 + TextRuler.width(of: row.words, size: 11))
    }
    return (text + "</g>\n", width, 17 * Double(rows.count) + 12)
  }
}
