import RuleSource
import RuleSyntax
import Testing

/// Whether the tokens and the white space between them are the whole file.
func isLossless(_ tree: SyntaxTree, _ file: SourceFile) -> Bool {
  var offset = file.bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0
  for token in tree.tokens {
    guard token.range.start >= offset, isWhiteSpace(file.bytes[offset..<token.range.start]) else { return false }
    offset = token.range.end
  }
  return offset == file.bytes.count && tree.tokens.last?.kind == .endOfFile
}

private func isWhiteSpace(_ bytes: ArraySlice<UInt8>) -> Bool {
  if bytes.allSatisfy({ $0 == 32 || $0 >= 9 && $0 <= 13 }) { return true }
  return String(decoding: bytes, as: UTF8.self).unicodeScalars.allSatisfy { $0.properties.isWhitespace }
}

@Suite("Hostile input")
struct HostileInputTests {
  static let texts: [(name: String, bytes: [UInt8])] = [
    ("empty", []),
    ("only a byte order mark", [0xEF, 0xBB, 0xBF]),
    ("100,000 open parentheses", many("(", 100_000, after: "on closed when ")),
    ("100,000 nots and parentheses", many("not (", 100_000, after: "define a as ")),
    ("100,000 nots", many("not ", 100_000, after: "define a as ")),
    ("balanced parentheses", Array("define a as ".utf8) + many("(", 50_000) + many(")", 50_000)),
    ("a line of words", many("word ", 200_000, after: "on stage ")),
    ("a line of words in a condition", many("word ", 200_000, after: "define a as ")),
    ("a line of and", many("and ", 200_000, after: "define a as b ")),
    ("a line of quotes", many("\"", 300_001)),
    ("a line of apostrophes", many("' ", 300_001)),
    ("a line of commas", many(",", 300_000, after: "list L: ")),
    ("a line of dots", many("contact.", 100_000)),
    ("a line of when", many("when ", 200_000, after: "on closed do clear x ")),
    ("a line of on", many("on ", 200_000)),
    ("a line of then", many("then ", 200_000, after: "on closed do ")),
    ("a line of zeros", many("0", 300_000)),
    ("digits and commas", many("1,000", 100_000)),
    ("a long word", many("a", 1_000_000)),
    ("a long string", Array("team \"".utf8) + many("a", 1_000_000)),
    ("NUL bytes", [UInt8](repeating: 0, count: 200_000)),
    ("bytes that are no UTF-8", [UInt8](repeating: 0xFF, count: 200_000)),
    ("a backslash at the end", Array("team \"a\\".utf8)),
    ("a cut-off character", Array("team \"a\"".utf8) + [0xE2, 0x82]),
    ("only line ends", many("\r\n\r\n\n", 100_000)),
    ("items without names", many("team\n", 100_000)),
    ("a line of bars", many("|", 300_000, after: "rule \"x\" on closed table ")),
    ("lines of bars", many("|\n", 150_000, after: "rule \"x\" on closed table ")),
    ("words and bars", many("word |\n", 100_000, after: "rule \"x\" on closed table ")),
    ("a table of 50,000 rows", many("| a | \"b\" |\n", 50_000, after: "on closed table | c is | add note ____ |\n")),
    ("50,000 rows too short", many("| a |\n", 50_000, after: "on closed table | c is | add note ____ |\n")),
    ("50,000 rows without the first bar", many("a | \"b\" |\n", 50_000, after: "on closed table | c is | clear |\n")),
    ("a row of 100,000 cells", many("a | ", 100_000, after: "on closed table | c is | clear |\n | ")),
    ("a header of 50,000 columns", many("| add note ____ ", 50_000, after: "on closed table ")),
    ("30,000 tables", many("rule \"x\" table | Clear ____ | | a | | b |\n", 30_000)),
    ("20,000 cases", many("| a | nothing |\n", 20_000, after: "test \"x\" when closed table | given | expect |\n")),
    ("20,000 cases too short", many("| a |\n", 20_000, after: "test \"x\" when closed table | given | expect |\n")),
    ("20,000 cases in one cell", many("a, ", 20_000, after: "test \"x\" when closed table | given p | expect | | ")),
    ("20,000 heads", many("| given p ", 20_000, after: "test \"x\" when closed table ")),
    ("heads without bars", many("given ", 50_000, after: "test \"x\" when closed table | ")),
    ("cases of bars", many("|", 100_000, after: "test \"x\" when closed table | expect ")),
    ("10,000 tables of cases", many("test \"x\" when closed table | expect | | nothing |\n", 10_000)),
    ("a calendar of days", many("Monday 09:00 to 10:00, ", 50_000, after: "calendar C in \"UTC\" ")),
    ("a line of after", many("after 3 days ", 100_000)),
    ("a reserved word that is near another", Array("on closed do assign to is a\n".utf8)),
    ("a day before anything else", Array("Monday at 9:00 do add note \"x\"\n".utf8)),
    (
      "a word in a cell that its head repeats",
      Array("rule \"r\" on closed table\n  | p is | create task ____ \"x\" |\n  | a | \"x\" |\n".utf8)
    ),
    ("a line of limits", many("at most 3 times per day ", 50_000, after: "on closed ")),
    ("a line of only", many("only ", 200_000, after: "rule \"x\" only if a ")),
    ("rules with a guard", many("rule \"x\" only if a\n", 50_000)),
    ("stages without a pipeline", many("stage New\n", 50_000)),
    ("rules that are cut off", many("rule \"x\" on stage New when\n", 30_000)),
  ]

  private static func many(_ text: String, _ count: Int, after start: String = "") -> [UInt8] {
    Array(start.utf8) + Array(repeatElement(Array(text.utf8), count: count).joined())
  }

  @Test("Any text gives a lossless tree in linear time", .timeLimit(.minutes(10)), arguments: texts.indices)
  func anyText(index: Int) {
    let file = SourceFile(path: "hostile", bytes: Self.texts[index].bytes)
    let (tree, _) = parse(file, index: 0)
    #expect(isLossless(tree, file), "\(Self.texts[index].name)")
  }

  @Test("Random bytes give a lossless tree", .timeLimit(.minutes(10)), arguments: [UInt64(1), 2, 3])
  func randomBytes(seed: UInt64) {
    var generator = SplitMix64(seed: seed)
    let bytes = (0..<500_000).map { _ in UInt8.random(in: 0...255, using: &generator) }
    let file = SourceFile(path: "random", bytes: bytes)
    #expect(isLossless(parse(file, index: 0).tree, file))
  }

  @Test("Words in random order give a lossless tree, also with bytes changed", arguments: UInt64(1)...20)
  func shuffledWords(seed: UInt64) throws {
    let desk = try Fixture.source("good-desk")
    let everything = try Fixture.source("good-everything")
    var words: [ArraySlice<UInt8>] = []
    for file in [desk, everything] {
      words += parse(file, index: 0).tree.tokens.map { file.bytes[$0.range.start..<$0.range.end] }
    }
    var generator = SplitMix64(seed: seed)
    var bytes: [UInt8] = []
    for _ in 0..<5_000 {
      bytes += words.randomElement(using: &generator) ?? []
      bytes.append(UInt8.random(in: 0..<8, using: &generator) == 0 ? 10 : 32)
    }
    for _ in 0..<Int(seed) * 10 {
      bytes[Int.random(in: 0..<bytes.count, using: &generator)] = UInt8.random(in: 0...255, using: &generator)
    }
    let file = SourceFile(path: "shuffled", bytes: bytes)
    #expect(isLossless(parse(file, index: 0).tree, file))
  }

  @Test(
    "Words lost, added, changed and moved give a lossless tree",
    arguments: ["good-desk", "good-everything", "good-design"])
  func changedWords(name: String) throws {
    let source = try Fixture.source(name)
    let tree = parse(source, index: 0).tree
    let words = tree.tokens.map { source.bytes[$0.range.start..<$0.range.end] }
    let items = tree.items.map { item in
      tree.tokens.filter { $0.range.start >= item.range.start && $0.range.end <= item.range.end }
        .map { source.bytes[$0.range.start..<$0.range.end] }
    }
    var random = SplitMix64(seed: 11)
    for _ in 0..<3_000 {
      var parts = items[random.below(items.count)]
      for _ in 0...random.below(4) where !parts.isEmpty {
        let place = random.below(parts.count)
        switch random.below(4) {
        case 0: parts.remove(at: place)
        case 1: parts.insert(words[random.below(words.count)], at: place)
        case 2: parts[place] = words[random.below(words.count)]
        default: parts.swapAt(place, random.below(parts.count))
        }
      }
      var bytes: [UInt8] = []
      for part in parts { bytes += part + [random.below(6) == 0 ? 10 : 32] }
      let file = SourceFile(path: "changed", bytes: bytes)
      #expect(isLossless(parse(file, index: 0).tree, file), "\(String(decoding: bytes, as: UTF8.self))")
    }
  }

  @Test("200 parentheses are fine, 201 are one message")
  func nesting() {
    func messages(depth: Int) -> [String] {
      let text = "define a as \(String(repeating: "(", count: depth))b\(String(repeating: ")", count: depth))\nteam T\n"
      let (tree, diagnostics) = parse(SourceFile(path: "nested", bytes: Array(text.utf8)), index: 0)
      return diagnostics.map(\.code) + ["\(tree.items.count) items"]
    }
    #expect(messages(depth: 200) == ["2 items"])
    #expect(messages(depth: 201) == ["E0133", "2 items"])
    #expect(messages(depth: 100_000) == ["E0133", "2 items"])
  }

  @Test("Line ends, a byte order mark and a no-break space change nothing")
  func lineEnds() throws {
    let file = try Fixture.source("good-desk")
    let text = String(decoding: file.bytes, as: UTF8.self)
    let expected = identities(of: parse(file, index: 0).tree).map(\.text)
    let endings = ["\r\n", "\r", "\n\u{A0}"]
    for ending in endings {
      let changed = "\u{FEFF}" + text.split(separator: "\n", omittingEmptySubsequences: false).joined(separator: ending)
      let (tree, diagnostics) = parse(SourceFile(path: "changed", bytes: Array(changed.utf8)), index: 0)
      #expect(identities(of: tree).map(\.text) == expected)
      #expect(diagnostics.isEmpty)
    }
  }

  @Test("A valid file on one line is still valid")
  func oneLine() throws {
    let file = try Fixture.source("good-desk")
    let tokens = parse(file, index: 0).tree.tokens.filter { $0.kind != .comment }
    var bytes: [UInt8] = []
    for (index, token) in tokens.enumerated() {
      let isGlued = token.kind == .dot || index > 0 && tokens[index - 1].kind == .dot
      if !isGlued { bytes.append(32) }
      bytes += file.bytes[token.range.start..<token.range.end]
    }
    let line = SourceFile(path: "line", bytes: bytes)
    let (tree, diagnostics) = parse(line, index: 0)
    #expect(diagnostics.isEmpty, "\(Fixture.messages(diagnostics, in: line))")
    #expect(tree.items.count == parse(file, index: 0).tree.items.count)
  }

  @Test("The canonical text of a rule has no comments and no layout")
  func canonicalText() {
    let text = "on stage New,  \"Waiting on us\" # why\n  when contact.language  is de do clear \"due date\"\n"
    let file = SourceFile(path: "rule", bytes: Array(text.utf8))
    let (tree, _) = parse(file, index: 0)
    let range = SourceRange(file: 0, start: 0, end: text.utf8.count)
    let expected = "on stage New, \"Waiting on us\" when contact.language is de do clear \"due date\""
    #expect(tree.canonicalText(of: range, in: file) == expected)
  }
}
