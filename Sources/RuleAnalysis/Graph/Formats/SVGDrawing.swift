/// A pipeline's drawing as SVG. Texts are texts; colours follow the reader's light or dark mode, and paper is light.
struct SVGDrawing {
  private(set) var text = ""
  let width: Double
  let height: Double
  private let scene: GraphScene
  /// The rules that lead to their places in a page.
  private let linked: Set<Int>

  static let margin = 16.0

  init(_ scene: GraphScene, linked: Set<Int> = []) {
    self.scene = scene
    self.linked = linked
    width = scene.layout.width + 2 * Self.margin
    height = scene.layout.height + 2 * Self.margin
    // Lines of circles lie on top of those that they share a way with.
    let routes = scene.layout.routes
    for isOfCircle in [false, true] {
      for index in routes.indices where scene.links[index].isOfCircle == isOfCircle { draw(routes[index], index) }
    }
    for (index, box) in scene.boxes.enumerated() { draw(box, at: scene.layout.corners[index]) }
  }

  private func at(_ point: LayeredLayout.Point) -> String {
    Markup.number(point.x + Self.margin) + " " + Markup.number(point.y + Self.margin)
  }

  private mutating func draw(_ route: LayeredLayout.Route, _ index: Int) {
    let link = scene.links[index]
    guard case .arrow(let arrow) = scene.boxes[link.arrow].kind, let first = route.points.first,
      let last = route.points.last
    else { return }
    var points = route.points
    // The tip is the arrow's, not the line's.
    let isDown = last.y > first.y
    if link.isLast { points[points.count - 1].y -= isDown ? 6 : -6 }
    var path = "M\(at(first))"
    for (place, point) in points.enumerated().dropFirst() {
      if place.isMultiple(of: 2) {
        let before = points[place - 1]
        let middle = (before.y + point.y) / 2
        path += "C\(at(.init(x: before.x, y: middle))) \(at(.init(x: point.x, y: middle))) \(at(point))"
      } else if point != points[place - 1] {
        path += "L\(at(point))"
      }
    }
    var style = "rg-line"
    if arrow.kind == .creation { style += " rg-creation" }
    if !arrow.isShown { style += " rg-undecided" }
    if link.isOfCircle { style += " rg-circle" }
    text += "<path class=\"\(style)\" d=\"\(path)\"/>\n"
    guard link.isLast else { return }
    let base = isDown ? last.y - 9 : last.y + 9
    let head = [
      last, LayeredLayout.Point(x: last.x - 5, y: base), LayeredLayout.Point(x: last.x + 5, y: base),
    ]
    text +=
      "<path class=\"rg-head\(style.dropFirst("rg-line".count))\" d=\"M\(head.map(at).joined(separator: "L"))Z\"/>\n"
  }

  private mutating func draw(_ box: GraphScene.Box, at corner: LayeredLayout.Point) {
    let (x, y) = (corner.x + Self.margin, corner.y + Self.margin)
    let style: String
    var radius = 8.0
    var isArrow = false
    switch box.kind {
    case .stage(let isClosed): style = isClosed ? "rg-stage rg-closed" : "rg-stage"
    case .elsewhere: style = "rg-elsewhere"
    case .start:
      style = "rg-start"
      radius = box.height / 2
    case .arrow(let arrow):
      style = "rg-label" + (arrow.isShown ? "" : " rg-undecided") + (arrow.circleSources.isEmpty ? "" : " rg-circle")
      radius = 4
      isArrow = true
    }
    text += "<g class=\"\(style)\"><title>\(Markup.escaped(box.words))</title>\n"
    text += rectangle(x, y, box.width, box.height, radius)
    if case .stage(isClosed: true) = box.kind { text += rectangle(x + 4, y + 4, box.width - 8, box.height - 8, 5) }
    var line = y + (isArrow ? 6 : 10)
    for item in box.lines {
      draw(item, x, line, box.width, isArrow)
      line += item.height
    }
    text += "</g>\n"
  }

  private func rectangle(_ x: Double, _ y: Double, _ width: Double, _ height: Double, _ radius: Double) -> String {
    "<rect x=\"\(Markup.number(x))\" y=\"\(Markup.number(y))\" width=\"\(Markup.number(width))\""
      + " height=\"\(Markup.number(height))\" rx=\"\(Markup.number(radius))\"/>\n"
  }

  private mutating func draw(_ line: GraphScene.Line, _ x: Double, _ y: Double, _ width: Double, _ isArrow: Bool) {
    let baseline = y + line.height - 4.5
    mark(line.mark, x + 14, y + line.height / 2)
    let style =
      switch line.style {
      case .title: "rg-title"
      case .detail: "rg-detail"
      case .note: "rg-note"
      case .warning: "rg-warning"
      }
    let place =
      isArrow
      ? "x=\"\(Markup.number(x + 25))\"" : "x=\"\(Markup.number(x + width / 2))\" text-anchor=\"middle\""
    let words =
      "<text class=\"\(style)\" \(place) y=\"\(Markup.number(baseline))\">\(Markup.escaped(line.text))</text>"
    if let rule = line.rule, linked.contains(rule) {
      text += "<a href=\"#rule-\(rule + 1)\">\(words)</a>\n"
    } else {
      text += words + "\n"
    }
  }

  private mutating func mark(_ mark: GraphScene.Line.Mark, _ x: Double, _ y: Double) {
    let place = "transform=\"translate(\(Markup.number(x)) \(Markup.number(y)))\""
    switch mark {
    case .none: break
    case .clock: text += "<path class=\"rg-mark rg-clock\" \(place) d=\"\(Self.clock)\"/>\n"
    case .creation: text += "<path class=\"rg-mark rg-plus\" \(place) d=\"\(Self.plus)\"/>\n"
    case .event: text += "<path class=\"rg-mark rg-event\" \(place) d=\"\(Self.bolt)\"/>\n"
    }
  }

  /// A dial with two hands, a cross, and a bolt, around 0 0.
  static let clock = "M-5 0a5 5 0 1 0 10 0a5 5 0 1 0-10 0M0-3V0L2 1.5"
  static let plus = "M0-4.5V4.5M-4.5 0H4.5"
  static let bolt = "M1-5L-3.2 1H0L-1 5L3.2-1H0Z"

  /// The rules for all drawings of a document.
  static let style = """
    .rg{--rg-ink:#1b1f24;--rg-muted:#57606a;--rg-paper:#fff;--rg-card:#f6f8fa;--rg-edge:#6e7781;--rg-stage:#ddf4ff;\
    --rg-stage-edge:#0550ae;--rg-green:#116329;--rg-amber:#7d4e00;--rg-red:#b42318;\
    font-family:system-ui,"Segoe UI",Roboto,"Helvetica Neue",Arial,sans-serif;color:var(--rg-ink)}
    @media (prefers-color-scheme:dark){.rg{--rg-ink:#e6edf3;--rg-muted:#9da7b3;--rg-paper:#0d1117;--rg-card:#161b22;\
    --rg-edge:#8b949e;--rg-stage:#0c2d4d;--rg-stage-edge:#79c0ff;--rg-green:#7ee787;--rg-amber:#e3b341;--rg-red:#ff9d92}}
    @media print{.rg{--rg-ink:#000;--rg-muted:#444;--rg-paper:#fff;--rg-card:#fff;--rg-edge:#444;--rg-stage:#fff;\
    --rg-stage-edge:#000;--rg-green:#0a4a1c;--rg-amber:#5c3900;--rg-red:#8f1a10}}
    .rg-paper{fill:var(--rg-paper)}
    .rg text{fill:var(--rg-ink);font-size:11px}
    .rg .rg-title{font-size:12.5px;font-weight:600}
    .rg .rg-heading{font-size:18px;font-weight:700}
    .rg .rg-detail,.rg .rg-note{fill:var(--rg-muted)}
    .rg .rg-note{font-style:italic}
    .rg .rg-warning{fill:var(--rg-red);font-weight:600}
    .rg-stage rect{fill:var(--rg-stage);stroke:var(--rg-stage-edge);stroke-width:1.8}
    .rg-stage.rg-closed rect{fill:var(--rg-card)}
    .rg-elsewhere rect{fill:none;stroke:var(--rg-edge);stroke-width:1.2;stroke-dasharray:2 3}
    .rg-start rect{fill:none;stroke:var(--rg-green);stroke-width:1.8}
    .rg-label rect{fill:var(--rg-card);stroke:var(--rg-edge);stroke-width:.8}
    .rg-label.rg-circle rect{stroke:var(--rg-red);stroke-width:1.4}
    .rg-label.rg-undecided rect{stroke-dasharray:6 4}
    .rg-line{fill:none;stroke:var(--rg-edge);stroke-width:1.4}
    .rg-head{fill:var(--rg-edge)}
    .rg-line.rg-creation{stroke:var(--rg-green);stroke-width:1.8}
    .rg-head.rg-creation{fill:var(--rg-green)}
    .rg-line.rg-circle{stroke:var(--rg-red);stroke-width:2}
    .rg-head.rg-circle{fill:var(--rg-red)}
    .rg-line.rg-undecided{stroke-dasharray:6 4}
    .rg-mark{fill:none;stroke:var(--rg-ink);stroke-width:1.4;stroke-linecap:round;stroke-linejoin:round}
    .rg-clock{stroke:var(--rg-amber)}
    .rg-plus{stroke:var(--rg-green);stroke-width:2.2}
    .rg-event{fill:var(--rg-muted);stroke:none}
    """
}
