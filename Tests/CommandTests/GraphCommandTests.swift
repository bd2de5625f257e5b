import Foundation
import Testing

#if canImport(FoundationXML)
  import FoundationXML
#endif

@Suite("rulesc graph")
struct GraphCommandTests {
  /// A command line in the fixtures' folder; `graph` has creation, moves, timers, a circle, closed stages and two pipelines.
  private static let cases = [
    CommandCase(name: "help-graph", arguments: ["help", "graph"]),
    CommandCase(name: "graph-svg", arguments: ["graph", "graph"]),
    CommandCase(name: "graph-dot", arguments: ["graph", "graph", "--format", "dot"]),
    CommandCase(name: "graph-mermaid", arguments: ["graph", "graph", "--format=mermaid"]),
    CommandCase(name: "graph-json", arguments: ["graph", "graph", "--format", "json"]),
    CommandCase(name: "graph-html", arguments: ["graph", "graph", "--format", "html"]),
    CommandCase(
      name: "graph-pipeline", arguments: ["graph", "graph", "--format", "dot", "--pipeline", "Bills & more"]),
    CommandCase(name: "graph-pipeline-unknown", arguments: ["graph", "graph", "--pipeline", "Desc"]),
    CommandCase(name: "graph-format-unknown", arguments: ["graph", "graph", "--format", "htm"]),
    CommandCase(name: "graph-broken", arguments: ["graph", "broken"]),
    CommandCase(name: "graph-over-rules", arguments: ["graph", "graph", "-o", "graph/desk.rules"]),
  ]

  @Test("A command line does what its golden file shows", arguments: cases)
  func golden(_ command: CommandCase) throws {
    let result = try Rulesc.run(command.arguments)
    let words = (["rulesc"] + command.arguments.map { $0.contains(" ") ? "'\($0)'" : $0 }).joined(separator: " ")
    let text = "$ \(words)\n\(result.text)"
    let file = Rulesc.root.appendingPathComponent("Tests/CommandTests/Golden/\(command.name).txt")
    if ProcessInfo.processInfo.environment["UPDATE_GOLDENS"] != nil { try Data(text.utf8).write(to: file) }
    let golden = String(decoding: (try? Data(contentsOf: file)) ?? Data(), as: UTF8.self)
    #expect(text == golden, "\(command.name)")
  }

  private struct Transition: Decodable, Equatable {
    var kind: String
    var from_stage: String?
    var to_stage: String
    var rule: String
    var verdict: String
    var circle: String?
    var example: String?
  }

  private struct Pipeline: Decodable {
    var name: String
    var transitions: [Transition]
    var never: [String]
  }

  private struct Graphs: Decodable { var pipelines: [Pipeline] }

  private static func desk() throws -> Pipeline {
    let result = try Rulesc.run(["graph", "graph", "--format", "json"])
    let graphs = try JSONDecoder().decode(Graphs.self, from: Data(result.output.utf8))
    return try #require(graphs.pipelines.first)
  }

  @Test("An edge that no ticket can take is not drawn, though the rule names its stage")
  func impossibleEdge() throws {
    let desk = try Self.desk()
    let sources = desk.transitions.filter { $0.rule == "Never from New" }.map(\.from_stage)
    #expect(sources == ["Closed"])
    #expect(desk.never == ["Cannot be"])
  }

  @Test("Every edge that is shown has an event in which the rule moves the ticket")
  func examplesMove() throws {
    let desk = try Self.desk()
    var tried = 0
    for transition in desk.transitions where transition.kind == "move" && transition.from_stage != nil {
      let example = try #require(transition.example, "\(transition)")
      // A timer's example is a ticket, not its due line.
      guard !["Remind, then wait again", "Close what is silent"].contains(transition.rule) else { continue }
      let result = try Rulesc.run(["run", "graph", "--events", "-", "-q"], input: Array((example + "\n").utf8))
      let moves = result.output.split(separator: "\n").filter { $0.contains("\"action\":\"move\"") }
      #expect(!moves.isEmpty, "\(transition): \(result.text)")
      #expect(example.contains("\"stage\":\"\(transition.from_stage ?? "")\""))
      tried += 1
    }
    #expect(tried > 6)
  }

  @Test("Moves that follow one another by themselves are a circle, and no others")
  func circles() throws {
    let circle = try Self.desk().transitions.filter { $0.circle != nil }.map { "\($0.rule): \($0.circle ?? "")" }
    #expect(circle == ["Remind, then wait again: timers", "Back and forth: timers"])
  }

  @Test("A compiled rulebook draws the same, without the texts")
  func compiled() throws {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent(UUID().uuidString)
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let path = folder.appendingPathComponent("graph").path
    #expect(try Rulesc.run(["compile", "graph", "-o", path, "-q"]).status == 0)
    for format in ["svg", "dot", "mermaid"] {
      #expect(
        try Rulesc.run(["graph", "graph", "--format", format]).text
          == Rulesc.run(["graph", path, "--format", format]).text)
    }
    let page = try Rulesc.run(["graph", path, "--format", "html"])
    #expect(page.status == 0 && page.output.contains("Reply reopens") && !page.output.contains("desk.rules"))
  }

  // MARK: Odd names

  private static let name = #"Ä "q" [x] {y} (z) | <b> & 🚀 `k` \ #; --> %% *e* "#

  private static func quoted(_ text: String) -> String {
    "\"" + text.replacingOccurrences(of: "\\", with: "\\\\").replacingOccurrences(of: "\"", with: "\\\"") + "\""
  }

  private static func withOddRules(_ body: (URL) throws -> Void) throws {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent(UUID().uuidString)
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let name = quoted(Self.name)
    let rules = """
      pipeline \(name) id "0" default
        stage \(name)
        stage "]]> </script>" closed
        stage \(quoted(String(repeating: "Längername", count: 30)))

      rule \(name)
        on stage \(name)
        do move to "]]> </script>"

      # </script> & <b> ]]>
      rule "\u{05D0}\u{05D1} and \u{4E2D}\u{6587}"
        after 2 days in stage "]]> </script>"
        do move to \(quoted(String(repeating: "Längername", count: 30)))

      rule "acts"
        on closed
        do add note "</script> &"

      """
    try Data(rules.utf8).write(to: folder.appendingPathComponent("odd.rules"))
    try body(folder)
  }

  @Test("DOT and Mermaid quote odd names")
  func oddNames() throws {
    try Self.withOddRules { folder in
      let dot = try Rulesc.run(["graph", "odd.rules", "--format", "dot"], in: folder)
      #expect(dot.status == 0, "\(dot.errors)")
      let name = #"Ä \"q\" [x] {y} (z) | <b> &amp; 🚀 `k` \\ #; --> %% *e* "#
      #expect(dot.output.contains("s0 [label=\"\(name)\"];"), "\(dot.output)")
      #expect(dot.output.contains("s0 -> s1 [label=\"\(name)\"];"), "\(dot.output)")
      // Outside of quoted texts there is nothing of a name.
      for line in dot.output.split(separator: "\n") {
        let bare = line.replacingOccurrences(of: "\\\\", with: "").replacingOccurrences(of: "\\\"", with: "")
        #expect(bare.count { $0 == "\"" }.isMultiple(of: 2), "\(line)")
      }
      let mermaid = try Rulesc.run(["graph", "odd.rules", "--format", "mermaid"], in: folder).output
      let encoded =
        "Ä #34;q#34; #91;x#93; #123;y#125; #40;z#41; #124; #60;b#62; #38; 🚀 #96;k#96; #92; #35;#59; --#62; #37;#37; #42;e#42; "
      #expect(mermaid.contains("s0(\"\(encoded)\")"), "\(mermaid)")
      #expect(mermaid.contains("s0 -->|\"\(encoded)\"| s1"), "\(mermaid)")
    }
  }

  /// Elements as they begin, and how often each text of a `title` or a `text` element comes.
  private final class Reader: NSObject, XMLParserDelegate {
    var elements: [String: Int] = [:]
    var texts = ""

    func parser(
      _ parser: XMLParser, didStartElement name: String, namespaceURI: String?, qualifiedName: String?,
      attributes: [String: String]
    ) { elements[name, default: 0] += 1 }

    func parser(_ parser: XMLParser, foundCharacters string: String) { texts += string }
  }

  private static func read(_ text: String) -> (isWellFormed: Bool, reader: Reader) {
    let reader = Reader()
    let parser = XMLParser(data: Data(text.utf8))
    parser.delegate = reader
    return (parser.parse(), reader)
  }

  @Test("The SVG is well-formed, has title and description, and its texts are texts")
  func wellFormedSVG() throws {
    try Self.withOddRules { folder in
      for (rules, place) in [("graph", nil), ("odd.rules", folder)] {
        let svg = try Rulesc.run(["graph", rules], in: place)
        let (isWellFormed, reader) = Self.read(svg.output)
        #expect(isWellFormed, "\(svg.text)")
        #expect(reader.elements["desc"] == 1 && reader.elements["text", default: 0] > 5)
        #expect(!svg.output.contains("http") || svg.output.components(separatedBy: "http").count == 2)
        #expect(reader.texts.contains(rules == "graph" ? "Paid <at last>" : "]]> </script>"))
      }
    }
  }

  @Test("The page is well-formed, loads nothing, and says every rule and test")
  func wellFormedPage() throws {
    try Self.withOddRules { folder in
      for (rules, place) in [("graph", nil), ("odd.rules", folder)] {
        let page = try Rulesc.run(["graph", rules, "--format", "html"], in: place).output
        // The script is no XML, and nobody's text is in it.
        let pieces = page.components(separatedBy: "<script>")
        #expect(pieces.count == 2)
        let rest = pieces.last?.components(separatedBy: "</script>") ?? []
        #expect(rest.count == 2)
        let (isWellFormed, reader) = Self.read((pieces.first ?? "") + (rest.last ?? ""))
        #expect(isWellFormed, "\(page.prefix(3000))")
        #expect(reader.elements["article"] == (rules == "graph" ? 13 : 3))
        #expect(reader.elements["main"] == 1 && reader.elements["nav"] == 1 && reader.elements["h1"] == 1)
        for word in ["src=", "url(", "@import", "<link", "fetch("] { #expect(!page.contains(word), "\(word)") }
        #expect(
          page.components(separatedBy: "http").count == page.components(separatedBy: "http://www.w3.org/2000/svg").count
            + 1)
        #expect(reader.texts.contains(rules == "graph" ? "a reply reopens" : "# </script> & <b> ]]>"))
        // Every link of the page leads somewhere.
        for link in page.components(separatedBy: "href=\"#").dropFirst() {
          let anchor = link.prefix { $0 != "\"" }
          #expect(page.contains("id=\"\(anchor)\""), "\(anchor)")
        }
      }
    }
  }

  @Test("Every arm of the samples has an example", arguments: ["support-desk", "it-incidents", "helpdesk-log"])
  func samples(_ name: String) throws {
    let sample = Rulesc.root.appendingPathComponent("samples/\(name)").path
    let page = try Rulesc.run(["graph", sample, "--format", "html"])
    #expect(page.status == 0 && page.output.contains("<summary>Example"))
    #expect(!page.output.contains("No example was found"))
  }

  @Test("The page of one pipeline leads nowhere else")
  func pageOfOnePipeline() throws {
    let page = try Rulesc.run(["graph", "graph", "--format", "html", "--pipeline", "Bills & more"]).output
    #expect(page.contains("Bills go elsewhere") && page.contains("Paid &lt;at last&gt;"))
    for link in page.components(separatedBy: "href=\"#").dropFirst() {
      let anchor = link.prefix { $0 != "\"" }
      #expect(page.contains("id=\"\(anchor)\""), "\(anchor)")
    }
  }

  @Test("Written to a file, twice, it is the same")
  func sameBytes() throws {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent(UUID().uuidString)
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let sample = Rulesc.root.appendingPathComponent("samples/support-desk").path
    for format in ["svg", "dot", "mermaid", "json", "html"] {
      let files = ["one", "two"].map { folder.appendingPathComponent("\($0).\(format)") }
      for file in files {
        let result = try Rulesc.run(["graph", sample, "--format", format, "-o", file.path])
        #expect(result.status == 0 && result.output.isEmpty && result.errors.isEmpty, "\(result.text)")
      }
      #expect(try Data(contentsOf: files[0]) == Data(contentsOf: files[1]))
    }
  }
}
