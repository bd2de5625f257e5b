import RuleSource

//  The report as one page that needs nothing else: no script, no font, no picture. What has a colour has a word or a mark, too;
//  headings, links and tables are those of HTML, so that keyboards and screen readers know their way.

extension CoverageReport {
  func html() -> String {
    let total = coverage.total().percent
    var text = """
      <!DOCTYPE html>
      <html lang="en">
      <head>
      <meta charset="utf-8">
      <meta name="viewport" content="width=device-width, initial-scale=1">
      <meta name="color-scheme" content="light dark">
      <title>Coverage of the rules: \(Self.percent(total))</title>
      <style>
      \(Self.style)
      </style>
      </head>
      <body>
      <a class="skip" href="#missing">to what is missing</a>
      <header>
      <h1>Coverage of the rules: \(Self.percent(total))</h1>
      <p>\(Self.count(testCount, "test")) ran\(failedCount == 0 ? "" : ", <strong class=\"none\">\(failedCount) failed</strong>").
      \(coverage.impossibleCount == 0 ? "" : "What no ticket can reach is set apart: \(coverage.impossibleCount).")</p>
      </header>
      <main>

      """
    text += htmlTable
    if let log { text += Self.html(log) }
    text += htmlGaps + htmlTransitions
    if !coverage.coveredFiles.isEmpty { text += Self.legend }
    for index in coverage.coveredFiles { text += htmlSource(of: index) }
    return text + "</main>\n</body>\n</html>\n"
  }

  private static let style = """
    :root { --ink: #1c1e21; --paper: #fff; --soft: #f3f4f6; --line: #d5d8dd; --all: #146c2e; --some: #8a5300; --none: #b3261e;
      --all-paper: #e3f4e7; --some-paper: #fdf0d5; --none-paper: #fce4e2; --link: #0b57d0; }
    @media (prefers-color-scheme: dark) { :root { --ink: #e4e6ea; --paper: #17191c; --soft: #212429; --line: #3a3f46;
      --all: #7fd493; --some: #f0b95b; --none: #ff9d94; --all-paper: #14301c; --some-paper: #3a2b0c; --none-paper: #451b18;
      --link: #9cc2ff; } }
    body { margin: 0 auto; padding: 1rem 1.5rem 4rem; max-width: 76rem; color: var(--ink); background: var(--paper);
      font: 16px/1.5 system-ui, sans-serif; }
    h1 { font-size: 1.5rem; margin: .5rem 0; } h2 { font-size: 1.15rem; margin: 2rem 0 .5rem; } h3 { font-size: 1rem; }
    a { color: var(--link); } a:focus-visible, summary:focus-visible, .scroll:focus-visible { outline: 3px solid var(--link);
      outline-offset: 2px; }
    .skip { position: absolute; left: -99rem; } .skip:focus { position: static; }
    table { border-collapse: collapse; font-variant-numeric: tabular-nums; }
    td { white-space: nowrap; }
    th, td { padding: .25rem .75rem; border-bottom: 1px solid var(--line); text-align: right; }
    th:first-child, td:first-child { text-align: left; }
    .all { color: var(--all); } .some { color: var(--some); } .none { color: var(--none); }
    meter { width: 6rem; vertical-align: middle; }
    .scroll { overflow-x: auto; }
    ul { padding-left: 1.25rem; } li { margin: .15rem 0; }
    code { font: .875rem/1.5 ui-monospace, monospace; }
    .source { border: 1px solid var(--line); border-radius: 6px; }
    .source table { width: 100%; } .source td { border: 0; padding: 0 .5rem; vertical-align: top; }
    .source td:last-child { text-align: left; width: 100%; } .source td:first-child { text-align: right; }
    .source pre { margin: 0; font: .875rem/1.6 ui-monospace, monospace; white-space: pre; }
    .source .number { color: inherit; opacity: .7; text-decoration: none; font: .8rem/1.8 ui-monospace, monospace; }
    tr.all { background: var(--all-paper); color: var(--ink); } tr.some { background: var(--some-paper); color: var(--ink); }
    tr.none { background: var(--none-paper); color: var(--ink); }
    tr:target { outline: 3px solid var(--link); outline-offset: -3px; }
    .gap { white-space: normal; font: .875rem/1.5 system-ui, sans-serif; margin: 0; } .gap.none { color: var(--none); }
    .gap.some { color: var(--some); }
    """

  private static let legend = """
    <h2>The rules</h2>
    <p>Before a line stands how often it was reached; <code>~</code>: not in every way, <code>!</code>: never.</p>

    """

  private static func grade(_ percent: Double) -> String { percent >= 100 ? "all" : percent > 0 ? "some" : "none" }

  private var htmlTable: String {
    let metrics = Coverage.Metric.allCases
    var text =
      "<div class=\"scroll\" tabindex=\"0\" role=\"region\" aria-label=\"coverage by file\">\n<table>\n<thead><tr>"
    for title in ["file"] + metrics.map(\.title) + ["total"] { text += "<th scope=\"col\">\(title)</th>" }
    text += "</tr></thead>\n<tbody>\n"
    func row(_ head: String, _ tally: (Coverage.Metric?) -> Coverage.Tally) {
      text += "<tr><th scope=\"row\">\(head)</th>"
      for metric in metrics {
        let tally = tally(metric)
        text +=
          tally.total == 0
          ? "<td>-</td>" : "<td class=\"\(Self.grade(tally.percent))\">\(tally.covered)/\(tally.total)</td>"
      }
      let total = tally(nil).percent
      text +=
        "<td class=\"\(Self.grade(total))\"><meter min=\"0\" max=\"100\" value=\"\(JSON.number(total).line)\"></meter>"
      text += " \(Self.percent(total))</td></tr>\n"
    }
    for index in coverage.coveredFiles {
      row("<a href=\"#f\(index)\">\(TestReport.xml(coverage.files[index].path))</a>") { metric in
        metric.map { coverage.tally($0, in: index) } ?? coverage.total(in: index)
      }
    }
    guard coverage.coveredFiles.count != 1 else { return text + "</tbody>\n</table>\n</div>\n" }
    row("all") { metric in metric.map { coverage.tally($0) } ?? coverage.total() }
    return text + "</tbody>\n</table>\n</div>\n"
  }

  private var htmlGaps: String {
    let gaps = coverage.gaps
    guard !gaps.isEmpty else { return "<h2 id=\"missing\">Nothing is missing</h2>\n" }
    var text = "<h2 id=\"missing\">Missing (\(gaps.count))</h2>\n"
    var last: String?
    for gap in gaps {
      let owner = gap.rule ?? "Stages"
      if owner != last {
        text += (last == nil ? "" : "</ul>\n") + "<p><strong>\(TestReport.xml(owner))</strong></p>\n<ul>\n"
        last = owner
      }
      let line = coverage.line(of: gap.place)
      text += "<li><a href=\"#f\(gap.place.fileIndex)l\(line)\">\(TestReport.xml(path(of: gap))):\(line)</a>: "
      text += Self.marked(gap.text) + "</li>\n"
    }
    return text + "</ul>\n"
  }

  /// With what stands between grave accents as code.
  private static func marked(_ text: String) -> String {
    let pieces = TestReport.xml(text).split(separator: "`", omittingEmptySubsequences: false)
    return pieces.enumerated().map { $0.offset.isMultiple(of: 2) ? String($0.element) : "<code>\($0.element)</code>" }
      .joined()
  }

  private static func html(_ log: LogCoverage.Outcome) -> String {
    var text =
      "<h2>The log</h2>\n<p>The tests cover <strong class=\"\(grade(log.percent))\">\(percent(log.percent))</strong> "
    text += "of what happened: \(log.covered) of \(count(log.concerning, "event")) that rules looked at"
    text += log.idle == 0 ? ".</p>\n" : "; \(log.idleWords).</p>\n"
    guard !log.gaps.isEmpty else { return text }
    text += "<details open><summary>What no test does (\(log.gaps.count))</summary>\n<ul>\n"
    for gap in log.gaps.prefix(200) {
      text += "<li>\(count(gap.count, "event")), first \(TestReport.xml(gap.first)): "
      text += "<strong>\(TestReport.xml(gap.rule))</strong>: \(marked(gap.text))</li>\n"
    }
    return text + "</ul>\n</details>\n"
  }

  private var htmlTransitions: String {
    var text = ""
    for pipeline in pipelines {
      let names = coverage.stages.filter { $0.pipeline == pipeline }.map(\.name)
      let seen = coverage.transitions.filter { $0.pipeline == pipeline }
      let title = "Moves in \(TestReport.xml(pipeline))"
      text +=
        "<h2>\(title)</h2>\n<div class=\"scroll\" tabindex=\"0\" role=\"region\" aria-label=\"\(title)\">\n<table>\n"
      text += "<thead><tr><th scope=\"col\">from \\ to</th>"
      for name in names { text += "<th scope=\"col\">\(TestReport.xml(name))</th>" }
      text += "</tr></thead>\n<tbody>\n"
      for from in names {
        text += "<tr><th scope=\"row\">\(TestReport.xml(from))</th>"
        for to in names {
          let count = seen.first { $0.from == from && $0.to == to }?.count
          text += count.map { "<td class=\"all\">\($0)</td>" } ?? "<td>\(from == to ? "" : "-")</td>"
        }
        text += "</tr>\n"
      }
      text += "</tbody>\n</table>\n</div>\n"
    }
    return text
  }

  private func htmlSource(of index: Int) -> String {
    let lines = CoverageLines(of: coverage, file: index)
    let path = TestReport.xml(lines.file.path)
    var text = "<h3 id=\"f\(index)\">\(path)</h3>\n"
    text += "<div class=\"source scroll\" tabindex=\"0\" role=\"region\" aria-label=\"\(path)\">\n<table>\n"
    let count = lines.file.lineStarts.count - (lines.file.lineStarts.last == lines.file.bytes.count ? 1 : 0)
    for number in 1...max(1, count) where number <= count {
      let line = lines.lines[number]
      let grade = line.map { $0.count == 0 ? "none" : $0.gaps.isEmpty ? "all" : "some" } ?? ""
      let mark = ["none": "never", "some": "partly", "all": "covered"][grade] ?? ""
      text += "<tr id=\"f\(index)l\(number)\"\(grade.isEmpty ? "" : " class=\"\(grade)\" title=\"\(mark)\"")>"
      text += "<td>\(line.map { $0.count == 0 ? "!" : "\($0.gaps.isEmpty ? "" : "~")\($0.count)×" } ?? "")</td>"
      text += "<td><a class=\"number\" href=\"#f\(index)l\(number)\">\(number)</a></td><td><pre>"
      let source = String(decoding: lines.file.line(number - 1), as: UTF8.self)
      text += source.split(separator: "\t", omittingEmptySubsequences: false).map { TestReport.xml(String($0)) }
        .joined(separator: "    ")
      text += "</pre>"
      for gap in line?.gaps ?? [] { text += "<p class=\"gap \(grade)\">\(Self.marked(gap.text))</p>" }
      text += "</td></tr>\n"
    }
    return text + "</table>\n</div>\n"
  }
}
