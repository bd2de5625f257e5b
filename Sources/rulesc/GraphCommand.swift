internal import RuleAnalysis
internal import RuleCompiler
internal import RuleEngine
internal import RuleSource

extension Command {
  /// `rulesc graph`
  static let graph = Command(
    name: "graph", summary: "draw the pipelines with what rules do to tickets in them",
    help: """
      rulesc graph: the pipelines as state machines, with the rules on their edges

      usage: rulesc graph [options] [paths]

      Paths are rule files and folders, or one compiled rulebook; without paths the present folder. An edge is drawn only
      where some ticket and some event take it: what is proved impossible is left out, what could not be decided is
      dashed, and for all else an example was tried. Timers and circles (moves that follow one another with nobody doing
      anything) are marked; rules that act without moving are listed with the stages they act in.

      options:
        --format FORMAT   svg (for browsers and paper), dot (Graphviz), mermaid (GitHub, GitLab), json, or html: one page
                          with the drawings, every rule as it is written, an example event for each arm, and the tests
                          (grammar/reports.md); svg if nothing is said
        --pipeline NAME   only this pipeline
        -o, --output FILE where to write; standard output if nothing is said

      exit status: 0 written, 1 the rules have errors, 2 files could not be read or written

      examples: rulesc graph samples/support-desk -o desk.svg
                rulesc graph --format html samples/support-desk -o desk.html
                rulesc graph --format mermaid --pipeline Billing samples/support-desk

      """,
    flags: [], options: ["--format", "--pipeline", "--output", "-o"]
  ) { arguments throws(CommandProblem) in
    let format: GraphFormat = try arguments.format()
    let paths = arguments.paths.isEmpty ? ["."] : arguments.paths
    guard let rules = try GraphRules(paths, output: arguments.value("--output")) else { return .errors }
    var book = rules.book()
    if let name = arguments.value("--pipeline") { try book.keepOnly(pipelineNamed: name) }
    let bytes = format.bytes(of: book)
    if let path = arguments.value("--output"), path != "-" {
      try FileWriter.write(bytes, to: path)
    } else {
      Output.standard.append { $0 += bytes }
    }
    return .clean
  }
}

/// In what a graph is said.
private enum GraphFormat: String, CaseIterable {
  case svg, dot, mermaid, json, html

  func bytes(of book: RulebookGraph) -> [UInt8] {
    switch self {
    case .svg: Array(book.svg().utf8)
    case .dot: Array(book.dot().utf8)
    case .mermaid: Array(book.mermaid().utf8)
    case .json: book.json()
    case .html: Array(book.page().utf8)
    }
  }
}

/// The rules that are drawn: a program, and where they come from rule files their texts.
private struct GraphRules {
  private let program: Program
  private let texts: RulebookTexts?
  private let title: String

  /// `nil` if the rules have errors, which are shown.
  init?(_ paths: [String], output: String?) throws(CommandProblem) {
    title = paths.map(Self.name).joined(separator: ", ")
    if paths.count == 1, RulebookFile.isRulebook(paths[0]) {
      let bytes = try RulebookFile.bytes(at: paths[0])
      texts = nil
      do {
        program = try ProgramFile(decoding: bytes).program
      } catch {
        throw CommandProblem(
          "`\(paths[0])` cannot be loaded: \(error)", help: "compile it again with `rulesc compile`")
      }
      return
    }
    let files = try RuleFiles.load(paths)
    if let output, files.contains(where: { FileWriter.isSame($0.path, output) }) {
      throw CommandProblem(
        "`\(output)` is one of the rule files: it would be overwritten", help: "write to another file")
    }
    let built = Toolchain.build(files)
    guard let program = built.program, let rules = built.rules else {
      DiagnosticReport(built.diagnostics, files: files).show()
      return nil
    }
    self.program = program
    texts = RulebookTexts(rules, files: files)
  }

  /// The last part of a path that says something.
  private static func name(_ path: String) -> String {
    let parts = path.split(separator: "/").filter { $0 != "." && $0 != ".." }
    guard let last = parts.last else { return "Rulebook" }
    return last == "rules" && parts.count > 1 ? String(parts[parts.count - 2]) : String(last)
  }

  func book() -> RulebookGraph {
    let found = GraphFinder.find(in: program)
    var book = RulebookGraph(
      title: title, program: program, graphs: found.graphs, examples: found.examples,
      texts: program.rules.enumerated().map { index, rule in
        let words = RuleInWords(rule, of: program)
        return RuleText(
          title: rule.identity, isNamed: texts?.rules[index].isNamed ?? !words.isText(rule.identity),
          trigger: words.trigger, clock: words.clock,
          arms: words.arms.map { .init(condition: $0.condition, actions: $0.actions) },
          source: texts?.rules[index].source, place: texts?.rules[index].place)
      })
    book.offRules = texts?.offRules.map(Self.written) ?? []
    book.tests = texts?.tests.map(Self.written) ?? []
    return book
  }

  private static func written(_ text: RulebookTexts.Text) -> WrittenText {
    WrittenText(title: text.title, pipeline: text.pipeline, source: text.source, place: text.place)
  }
}

extension RulebookGraph {
  fileprivate mutating func keepOnly(pipelineNamed name: String) throws(CommandProblem) {
    let names = program.pipelines.map(\.name)
    guard let pipeline = names.firstIndex(of: name) else {
      let close = spellingSuggestion(for: name, among: names)
      throw CommandProblem(
        "there is no pipeline `\(name)`",
        help: close.map { "did you mean `\($0)`?" }
          ?? "the pipelines are \(names.map { "`\($0)`" }.joined(separator: ", "))")
    }
    graphs = graphs.filter { $0.pipeline == pipeline }
    offRules = offRules.filter { $0.pipeline == pipeline }
    tests = tests.filter { $0.pipeline == pipeline }
  }
}
