internal import RuleEngine

/// What is in a pipeline's drawing, and where.
///
/// The stages stand below one another in the order of the pipeline. What leads into a stage is a box with the rules that
/// do it, right above the stage, or right below it where it comes only from later stages; lines lead into it from
/// where the ticket is, and an arrow from it to the stage. So no label can lie on another or on a line.
struct GraphScene {
  /// A line of text in a box.
  struct Line {
    enum Mark { case none, event, clock, creation }

    var text: String
    var mark = Mark.none
    var style: Style
    /// The rule it leads to.
    var rule: Int?
    var height: Double { style.height }
  }

  enum Style {
    case title, detail, note, warning

    var size: Double { self == .title ? 12.5 : 11 }
    var height: Double { self == .title ? 17 : 15 }
    var isBold: Bool { self == .title }
  }

  enum Kind {
    case stage(isClosed: Bool)
    /// A stage of another pipeline, or all of another pipeline.
    case elsewhere
    case start
    case arrow(GraphArrow)
  }

  struct Box {
    var kind: Kind
    var lines: [Line]
    /// All of it in words, for who points at it or has it read out.
    var words: String
    var width: Double
    var height: Double
  }

  private(set) var boxes: [Box] = []
  /// For each link of the layout: the arrow's box, whether it ends at the stage, and whether it is part of a circle.
  private(set) var links: [(arrow: Int, isLast: Bool, isOfCircle: Bool)] = []
  private(set) var layout: LayeredLayout

  private static let labelWidth = 196.0
  private static let greatestRuleCount = 6
  private static let boxesInRow = 4

  init(_ graph: PipelineGraph, of book: RulebookGraph) {
    let stages = book.program.pipelines[graph.pipeline].stages
    let arrows = GraphArrow.arrows(of: graph, stages: stages)
    var places: [PipelineGraph.Source: Int] = [:]
    var targets: [Int: Int] = [:]
    var boxes: [Box] = []
    var ranks: [Int] = []
    func add(_ box: Box, rank: Int) -> Int {
      boxes.append(box)
      ranks.append(rank)
      return boxes.count - 1
    }
    // Where tickets come from stands on top.
    let outside = Set(arrows.flatMap(\.sources)).filter { if case .stage = $0 { false } else { true } }
    for source in [PipelineGraph.Source.conversation] + book.program.pipelines.indices.map({ .pipeline($0) })
    where outside.contains(source) {
      places[source] = add(Self.source(source, book), rank: 0)
    }
    var rank = outside.isEmpty ? 0 : 1
    var arrowBoxes = [Int](repeating: 0, count: arrows.count)
    func addRows(_ row: [Int]) {
      for (place, arrow) in row.enumerated() {
        if place > 0, place % Self.boxesInRow == 0 { rank += 1 }
        arrowBoxes[arrow] = add(Self.label(arrows[arrow], graph, book), rank: rank)
      }
      if !row.isEmpty { rank += 1 }
    }
    for stage in stages {
      addRows(arrows.indices.filter { arrows[$0].target == stage && !Self.comesFromBelow(arrows[$0]) })
      let box = add(Self.stage(stage, graph, book), rank: rank)
      rank += 1
      places[.stage(stage)] = box
      targets[stage] = box
      addRows(arrows.indices.filter { arrows[$0].target == stage && Self.comesFromBelow(arrows[$0]) })
    }
    let elsewhere = Set(arrows.map(\.target)).filter { !stages.contains($0) }.sorted()
    addRows(arrows.indices.filter { elsewhere.contains(arrows[$0].target) })
    for (place, stage) in elsewhere.enumerated() {
      if place > 0, place % Self.boxesInRow == 0 { rank += 1 }
      targets[stage] = add(Self.elsewhere(stage, graph, book), rank: rank)
    }
    var ends: [LayeredLayout.Link] = []
    for (index, arrow) in arrows.enumerated() {
      let box = arrowBoxes[index]
      for source in arrow.isFromEverywhere ? [] : arrow.sources {
        guard let from = places[source] else { continue }
        ends.append(.init(from: from, to: box, bundle: arrow.kind == .creation ? 1 : 0))
        links.append((box, false, arrow.circleSources.contains(source)))
      }
      guard let to = targets[arrow.target] else { continue }
      ends.append(.init(from: box, to: to))
      links.append((box, true, !arrow.circleSources.isEmpty))
    }
    self.boxes = boxes
    layout = LayeredLayout(
      boxes: boxes.enumerated().map { index, box in
        let isCentral = if case .stage = box.kind { true } else { false }
        return .init(width: box.width, height: box.height, rank: ranks[index], isCentral: isCentral)
      }, links: ends)
  }

  private static func comesFromBelow(_ arrow: GraphArrow) -> Bool {
    guard !arrow.isFromEverywhere else { return false }
    return arrow.sources.allSatisfy { if case .stage(let stage) = $0 { stage > arrow.target } else { false } }
  }

  // MARK: Boxes

  private static func source(_ source: PipelineGraph.Source, _ book: RulebookGraph) -> Box {
    let name = book.name(of: source)
    guard source != .conversation else {
      return box(.start, [Line(text: name, style: .title)], words: "a \(name)", least: 120)
    }
    return box(
      .elsewhere, [Line(text: "pipeline", style: .note)] + titles(name), words: "tickets of pipeline \(name)",
      least: 120)
  }

  private static func stage(_ stage: Int, _ graph: PipelineGraph, _ book: RulebookGraph) -> Box {
    let isClosed = book.program.stages[stage].isClosed
    let count = graph.residents.count { $0.stages.contains(stage) }
    var lines = titles(book.name(ofStage: stage))
    if isClosed { lines.append(Line(text: "closed", style: .note)) }
    if count > 0 { lines.append(Line(text: count == 1 ? "1 rule acts here" : "\(count) rules act here", style: .note)) }
    let words = "stage \(book.name(ofStage: stage))" + (isClosed ? ", closed" : "")
    return box(.stage(isClosed: isClosed), lines, words: words, least: 170)
  }

  private static func elsewhere(_ stage: Int, _ graph: PipelineGraph, _ book: RulebookGraph) -> Box {
    let pipeline = book.program.pipelines[book.program.stages[stage].pipeline].name
    let lines =
      titles(book.name(ofStage: stage))
      + TextRuler.lines("in pipeline " + pipeline, width: labelWidth, size: Style.note.size, lineCount: 2)
      .map { Line(text: $0, style: .note) }
    return box(.elsewhere, lines, words: "stage \(book.name(ofStage: stage)) in pipeline \(pipeline)", least: 120)
  }

  private static func titles(_ name: String) -> [Line] {
    TextRuler.lines(name, width: labelWidth, size: Style.title.size, isBold: true, lineCount: 3)
      .map { Line(text: $0, style: .title) }
  }

  private static func label(_ arrow: GraphArrow, _ graph: PipelineGraph, _ book: RulebookGraph) -> Box {
    var lines: [Line] = []
    func add(_ text: String, _ style: Style, mark: Line.Mark = .none, rule: Int? = nil, lineCount: Int) {
      let pieces = TextRuler.lines(
        text, width: labelWidth - 20, size: style.size, isBold: style.isBold, lineCount: lineCount)
      for (place, piece) in pieces.enumerated() {
        lines.append(Line(text: piece, mark: place == 0 ? mark : .none, style: style, rule: rule))
      }
    }
    if arrow.isFromEverywhere {
      let isElsewhere = book.program.stages[arrow.target].pipeline != graph.pipeline
      let isMove = arrow.kind == .move
      add(!isMove ? "in any stage" : isElsewhere ? "from any stage" : "from any other stage", .note, lineCount: 1)
    }
    let isDetailed = arrow.rules.count < 3
    for item in arrow.rules.prefix(greatestRuleCount) {
      let text = book.texts[item.rule]
      let mark: Line.Mark = text.clock != nil ? .clock : arrow.kind == .creation ? .creation : .event
      add(text.shortTitle, .title, mark: mark, rule: item.rule, lineCount: isDetailed ? 3 : 1)
      if text.isNamed, isDetailed {
        add(text.trigger, .detail, lineCount: 2)
      } else if let clock = text.clock, !text.shortTitle.contains(clock) {
        add(clock, .detail, lineCount: 1)
      }
      switch item.circle {
      case .timed: add("↻ circle by timers", .warning, lineCount: 1)
      case .immediate: add("↻ circle in one event", .warning, lineCount: 1)
      case nil: break
      }
    }
    if arrow.rules.count > greatestRuleCount {
      add("and \(arrow.rules.count - greatestRuleCount) more", .note, lineCount: 1)
    }
    if arrow.kind == .creation, arrow.sources != [.conversation] { add("creates another ticket", .note, lineCount: 1) }
    if !arrow.isShown { add("perhaps impossible", .warning, lineCount: 1) }
    let sources = arrow.sources.map { book.name(of: $0) }.joined(separator: ", ")
    let rules = arrow.rules.map { item in
      let clock = book.texts[item.rule].clock.map { " (\($0))" } ?? ""
      return book.texts[item.rule].title + clock
    }
    let target = book.name(ofStage: arrow.target, in: graph.pipeline)
    return box(.arrow(arrow), lines, words: "\(sources) → \(target): " + rules.joined(separator: "; "), least: 90)
  }

  private static func box(_ kind: Kind, _ lines: [Line], words: String, least: Double) -> Box {
    let isArrow = if case .arrow = kind { true } else { false }
    let width =
      lines.map {
        TextRuler.width(of: $0.text, size: $0.style.size, isBold: $0.style.isBold)
      }.max() ?? 0
    return Box(
      kind: kind, lines: lines, words: words,
      width: max(least, (width + (isArrow ? 36 : 32)).rounded(.up)),
      height: lines.reduce(isArrow ? 12 : 20) { $0 + $1.height })
  }
}
