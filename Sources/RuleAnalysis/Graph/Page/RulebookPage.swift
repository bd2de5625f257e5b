internal import RuleEngine

extension RulebookGraph {
  /// One page with everything: drawings, rules as they are written, examples, tests. It needs no network.
  package func page() -> String { RulebookPage(book: self).text() }
}

/// The page, part by part.
struct RulebookPage {
  let book: RulebookGraph
  /// By rule: asked for each rule, and there may be thousands.
  private let transitions: [Int: [PipelineGraph.Transition]]
  private let residents: [Int: PipelineGraph.Resident]
  private let silent: Set<Int>
  /// The rules that have a place in the page.
  private let shown: Set<Int>

  init(book: RulebookGraph) {
    self.book = book
    // The other pipeline's view of a transition is no second one.
    transitions = Dictionary(grouping: book.graphs.flatMap(\.transitions).filter { !$0.isArrival }, by: \.rule)
    residents = Dictionary(book.graphs.flatMap(\.residents).map { ($0.rule, $0) }) { first, _ in first }
    silent = Set(book.graphs.flatMap(\.silent))
    let pipelines = Set(book.graphs.map(\.pipeline))
    shown = Set(book.program.rules.indices.filter { pipelines.contains(book.program.rules[$0].pipeline) })
  }

  private var program: Program { book.program }

  /// The rules of a pipeline's part: those that belong to it.
  private func rules(of graph: PipelineGraph) -> [Int] {
    program.rules.indices.filter { program.rules[$0].pipeline == graph.pipeline }
  }

  func text() -> String {
    let title = Markup.escaped(book.title)
    let ruleCount = book.graphs.reduce(0) { $0 + rules(of: $1).count }
    let counts = [
      RulebookGraph.count(book.graphs.count, "pipeline"), RulebookGraph.count(ruleCount, "rule"),
      RulebookGraph.count(book.tests.count, "test"),
    ]
    let links = book.graphs.map { graph in
      "<li><a href=\"#pipeline-\(graph.pipeline + 1)\">\(Markup.escaped(program.pipelines[graph.pipeline].name))</a></li>"
    }
    return """
      <!DOCTYPE html>
      <html lang="en">
      <head>
      <meta charset="utf-8"/>
      <meta name="viewport" content="width=device-width, initial-scale=1"/>
      <meta name="color-scheme" content="light dark"/>
      <meta http-equiv="Content-Security-Policy" \
      content="default-src 'none'; style-src 'unsafe-inline'; script-src 'unsafe-inline'"/>
      <title>\(title): rules</title>
      <style>
      \(SVGDrawing.style)
      \(Self.style)
      </style>
      </head>
      <body class="rg">
      <a class="skip" href="#content">Skip to the rules</a>
      <header>
      <div class="bar">
      <h1>\(title)</h1>
      <div class="search" role="search">
      <label for="search">Search</label>
      <input id="search" type="search" autocomplete="off" spellcheck="false" placeholder="name, text, stage, timer" \
      aria-describedby="found" aria-keyshortcuts="/"/>
      <span id="found" role="status" aria-live="polite"></span>
      </div>
      </div>
      <nav aria-label="Pipelines"><ul>\(links.joined())</ul></nav>
      </header>
      <main id="content" tabindex="-1">
      <p class="summary">\(counts.joined(separator: ", ")). <span class="keys">Press <kbd>/</kbd> to search, \
      <kbd>Enter</kbd> to go to the first result, <kbd>Esc</kbd> to clear.</span></p>
      \(legend)
      \(book.graphs.map(section).joined())
      </main>
      <script>
      \(Self.script)
      </script>
      </body>
      </html>

      """
  }

  private var legend: String {
    let legend = RulebookGraph.legend(y: 4)
    return """
      <details class="legend"><summary>What the signs in the drawings mean</summary>
      <svg width="\(Markup.number(legend.width))" height="\(Markup.number(legend.height))" role="img" \
      aria-label="Legend">\(legend.text)</svg></details>
      """
  }

  private func section(_ graph: PipelineGraph) -> String {
    let name = Markup.escaped(program.pipelines[graph.pipeline].name)
    let anchor = "pipeline-\(graph.pipeline + 1)"
    let rules = rules(of: graph)
    let off = book.offRules.filter { $0.pipeline == graph.pipeline }
    let tests = book.tests.filter { $0.pipeline == graph.pipeline }
    var text = """
      <section class="pipeline" id="\(anchor)" aria-labelledby="\(anchor)-name">
      <h2 id="\(anchor)-name">\(name)</h2>
      <p class="summary">\(Markup.escaped(book.summary(of: graph)))</p>
      \(drawing(graph, name: name))

      """
    if !rules.isEmpty || !off.isEmpty {
      text += "<section class=\"group\" aria-label=\"Rules of \(name)\"><h3>Rules</h3>\n"
      text += rules.map { rule($0, graph) }.joined()
      text += off.enumerated().map { written($1, "off-\(graph.pipeline + 1)-\($0 + 1)", badge: "off") }.joined()
      text += "</section>\n"
    }
    if !tests.isEmpty {
      text += "<section class=\"group\" aria-label=\"Tests of \(name)\"><h3>Tests</h3>\n"
      text += tests.enumerated().map { written($1, "test-\(graph.pipeline + 1)-\($0 + 1)", badge: "test") }.joined()
      text += "</section>\n"
    }
    return text + "</section>\n"
  }

  private func drawing(_ graph: PipelineGraph, name: String) -> String {
    let scene = GraphScene(graph, of: book)
    let drawing = SVGDrawing(scene, linked: shown)
    let (width, height) = (Markup.number(drawing.width), Markup.number(drawing.height))
    let id = "drawing-\(graph.pipeline + 1)"
    return """
      <figure class="drawing" tabindex="0" role="group" aria-label="State machine of \(name)">
      <svg xmlns="http://www.w3.org/2000/svg" width="\(width)" height="\(height)" viewBox="0 0 \(width) \(height)" \
      aria-labelledby="\(id)">
      <title id="\(id)">State machine of \(name)</title>
      \(drawing.text)</svg>
      </figure>
      """
  }

  // MARK: Rules

  private func rule(_ rule: Int, _ graph: PipelineGraph) -> String {
    let text = book.texts[rule]
    let transitions = transitions[rule] ?? []
    let badges = badges(rule, text, transitions).map { badge in
      "<li class=\"badge\(badge.style)\">\(Markup.escaped(badge.text))</li>"
    }
    let source = text.source.map(SourceMarkup.html) ?? Markup.escaped(words(text))
    return """
      <article class="item" id="rule-\(rule + 1)" tabindex="-1">
      <h4><a href="#rule-\(rule + 1)">\(Markup.escaped(text.title))</a></h4>
      \(badges.isEmpty ? "" : "<ul class=\"badges\">\(badges.joined())</ul>")
      <pre class="code"><code>\(source)</code></pre>
      \(text.place.map { "<p class=\"place\">\(Markup.escaped($0))</p>" } ?? "")
      \(ways(transitions, rule, graph))
      \(examples(rule, text))
      </article>

      """
  }

  private func badges(
    _ rule: Int, _ text: RuleText, _ transitions: [PipelineGraph.Transition]
  ) -> [(text: String, style: String)] {
    var badges: [(text: String, style: String)] = []
    if let clock = text.clock { badges.append(("timer: \(clock)", " clock")) }
    if transitions.contains(where: { $0.kind == .move }) { badges.append(("moves", "")) }
    if transitions.contains(where: { $0.kind == .creation }) { badges.append(("creates", " creation")) }
    if transitions.contains(where: { $0.circle == .timed }) { badges.append(("↻ circle by timers", " circle")) }
    if transitions.contains(where: { $0.circle == .immediate }) { badges.append(("↻ circle in one event", " circle")) }
    if silent.contains(rule) { badges.append(("can never fire", " circle")) }
    for other in program.rules[rule].overrides { badges.append(("overrides \(book.texts[other].title)", "")) }
    return badges
  }

  /// What a rule does to tickets, and where it acts.
  private func ways(_ transitions: [PipelineGraph.Transition], _ rule: Int, _ graph: PipelineGraph) -> String {
    var rows: [String] = []
    for target in Set(transitions.map(\.target)).sorted() {
      for kind in [PipelineGraph.Kind.move, .creation] {
        let some = transitions.filter { $0.target == target && $0.kind == kind }
        guard !some.isEmpty else { continue }
        let sources = some.map { item in
          book.name(of: item.source) + (item.certainty.isShown ? "" : " (perhaps)")
        }
        let place = book.name(ofStage: target, in: graph.pipeline)
        rows.append(
          kind == .move
            ? "moves from \(sources.joined(separator: ", ")) to \(place)"
            : some[0].source == .conversation
              ? "creates a ticket in \(place) for a new conversation"
              : "creates a ticket in \(place) beside one in \(sources.joined(separator: ", "))")
      }
    }
    if let resident = residents[rule] {
      rows.append("acts \(book.places(of: resident, in: graph))")
    }
    guard !rows.isEmpty else { return "" }
    return "<ul class=\"ways\">\(rows.map { "<li>\(Markup.escaped($0))</li>" }.joined())</ul>"
  }

  private func examples(_ rule: Int, _ text: RuleText) -> String {
    book.examples[rule].map { example in
      let arm = text.arms[example.arm]
      let about = arm.condition.isEmpty ? "" : " for “\(arm.condition)”"
      switch example.outcome {
      case .event(let line, let isDue):
        let note = isDue ? "<p>The ticket when its timer is due:</p>" : ""
        return """
          <details><summary>Example\(Markup.escaped(about))</summary>\(note)
          <pre class="event"><code>\(Markup.escaped(line))</code></pre></details>

          """
      case .impossible:
        return "<p class=\"never\">Proved: no event takes it\(Markup.escaped(about)).</p>\n"
      case .undecided:
        return "<p class=\"never\">No example was found\(Markup.escaped(about)), and no proof that there is none.</p>\n"
      }
    }.joined()
  }

  /// A rule of a compiled rulebook, whose text is not known.
  private func words(_ text: RuleText) -> String {
    var lines = [text.trigger]
    for arm in text.arms {
      if !arm.condition.isEmpty { lines.append("  " + arm.condition) }
      for (place, action) in arm.actions.enumerated() { lines.append((place == 0 ? "  do " : "  then ") + action) }
    }
    return lines.joined(separator: "\n")
  }

  private func written(_ text: WrittenText, _ id: String, badge: String) -> String {
    """
    <article class="item" id="\(id)" tabindex="-1">
    <h4><a href="#\(id)">\(Markup.escaped(text.title))</a></h4>
    <ul class="badges"><li class="badge">\(badge)</li></ul>
    <pre class="code"><code>\(SourceMarkup.html(text.source))</code></pre>
    <p class="place">\(Markup.escaped(text.place))</p>
    </article>

    """
  }
}

extension PipelineGraph.Transition {
  /// Whether it is the other pipeline's view of a transition.
  fileprivate var isArrival: Bool { if case .pipeline = source { true } else { false } }
}
