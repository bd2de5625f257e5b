import RuleSource
import RuleSyntax

/// What the parser could not read: items with a mistake in them, and the names on broken lines of declarations.
struct UnreadParts {
  private struct Place: Hashable {
    let file: Int32
    let item: Int
  }

  private let itemStarts: [[Int]]
  private var items: Set<Place> = []
  /// The places of messages about what was understood all the same.
  private var understood: [Int32: [SourceRange]] = [:]
  private var notWords: Set<SourceRange> = []
  /// The words and texts on broken lines outside of rules.
  private var names: Set<String> = []
  /// Lines that a lost quote has torn, where names cannot be told.
  private var tornLines: [String] = []
  /// Whether a torn line holds a name: a name that nothing declares is asked for wherever it is used.
  private var isTorn: [String: Bool] = [:]
  /// The codes of unknown names of which a declaration lacks its name.
  private var nameless: Set<String> = []

  /// Habits of the parser, which knows what is meant: the checker goes on with that.
  private static let habits: Set<String> = [
    "E0103", "E0105", "E0106", "E0107", "E0108", "E0109", "E0110", "E0112", "E0116", "E0132", "E0140", "E0141",
    "E0142", "E0143", "E0144", "E0145", "E0147", "E0148", "E0149", "E0151", "E0152", "E0153", "E0154", "E0155", "E0159",
    "E0162", "E0163", "E0164", "E0166", "E0167",
  ]

  /// Which unknown names a nameless declaration may be.
  private static let missingNames: [(what: String, codes: [String])] = [
    ("the name of the property", ["E0203", "E0204", "E0210", "E0229"]),
    ("the name of the definition", ["E0229", "E0203"]),
    ("the name of the pipeline", ["E0201", "E0202"]), ("the name of the stage", ["E0202"]),
    ("the name of a team", ["E0205"]), ("the name of the inbox", ["E0206"]), ("the name of a template", ["E0207"]),
    ("the name of the list", ["E0208"]), ("the name of the rule", ["E0209"]), ("the name of the action", ["E0231"]),
    ("the name of the calendar", ["E0230"]), ("an option is missing", ["E0204"]),
  ]

  /// What may be missing where a line with this word could not be read.
  private static let missingParts: [String: [String]] = [
    "stage": ["E0202", "E0218"], "pipeline": ["E0201", "E0202", "E0218", "E0224"], "calendar": ["E0230", "E0308"],
  ]

  /// What `messages`, those of the parser, say of `sources`.
  init(_ messages: [Diagnostic], in sources: [(file: SourceFile, tree: SyntaxTree)]) {
    itemStarts = sources.map { source in source.tree.items.map(\.range.start) }
    for message in messages {
      let index = Int(message.range.fileIndex)
      guard sources.indices.contains(index) else { continue }
      if message.code == "E0138" { nameless.formUnion(Self.missingParts["pipeline"] ?? []) }
      if message.code == "E0114" { notWords.insert(message.range) }
      for (what, codes) in Self.missingNames where message.message.hasPrefix(what) { nameless.formUnion(codes) }
      if Self.habits.contains(message.code) || message.code.hasPrefix("E06") {
        understood[message.range.fileIndex, default: []].append(message.range)
        continue
      }
      note(message, in: sources[index])
    }
  }

  private mutating func note(_ message: Diagnostic, in source: (file: SourceFile, tree: SyntaxTree)) {
    let file = message.range.fileIndex
    let (item, isAtStart) = item(at: message.range)
    var isInRule = false
    if let item, source.tree.items.indices.contains(item) {
      let range = source.tree.items[item].range
      if message.range.start <= range.end || message.range.start >= source.file.bytes.count {
        items.insert(Place(file: file, item: item))
        if case .rule = source.tree.items[item] { isInRule = true }
      }
      // The item after a line that could not be read may begin on that line.
      let next = item + 1
      if next < source.tree.items.count, isOnLine(source.tree.items[next].range, of: message, in: source.file) {
        items.insert(Place(file: file, item: next))
      }
      // What is missing at the end of an item is reported where the next one begins.
      if isAtStart, item > 0 { items.insert(Place(file: file, item: item - 1)) }
    }
    let line = source.file.lineIndex(at: message.range.start)
    noteNames(onLine: line, of: message, in: source, isInRule: isInRule)
    let isTitle = ["E0136", "E0139", "E0158"].contains(message.code)
    guard !isInRule || isTitle else { return }
    for other in max(0, line - (isInRule ? 0 : 2))..<min(line + 3, source.file.lineStarts.count) where other != line {
      noteNames(onLine: other, of: message, in: source, isInRule: false)
    }
  }

  private func isOnLine(_ range: SourceRange, of message: Diagnostic, in file: SourceFile) -> Bool {
    let distance = file.lineIndex(at: range.start) - file.lineIndex(at: message.range.start)
    return distance == 0 || distance == 1 && message.code == "E0127"
  }

  private mutating func noteNames(
    onLine line: Int, of message: Diagnostic, in source: (file: SourceFile, tree: SyntaxTree), isInRule: Bool
  ) {
    let bytes = source.file.line(line)
    guard bytes.count < 500 else { return }
    let text = String(decoding: bytes, as: UTF8.self)
    if message.code == "E0101" {
      if tornLines.count < 20 { tornLines.append(text) }
      return
    }
    if !isInRule, tornLines.count < 20 { tornLines.append(text) }
    let first = text.drop { $0 == " " || $0 == "\t" }
    guard !isInRule || first.hasPrefix("rule") || first.hasPrefix("\"") || first.hasPrefix("r") else { return }
    let tokens = source.tree.tokens
    var next = tokens.firstToken(at: bytes.startIndex)
    while next < tokens.count, tokens[next].range.start < bytes.endIndex {
      let token = tokens[next]
      let written = source.file.text(of: token.range)
      if token.kind == .string { names.insert(String(written.dropFirst().dropLast())) }
      if token.kind == .word {
        names.insert(written)
        if let dot = written.lastIndex(of: ".") { names.insert(String(written[written.index(after: dot)...])) }
        nameless.formUnion(Self.missingParts[written] ?? [])
      }
      next += 1
    }
  }

  /// The item that `range` begins in or after, and whether it begins with it.
  private func item(at range: SourceRange) -> (item: Int?, isAtStart: Bool) {
    let starts = itemStarts[Int(range.fileIndex)]
    let item = starts.bisected { $0 <= range.start } - 1
    return item < 0 ? (nil, false) : (item, starts[item] == range.start)
  }

  /// Whether `message`, one of the checker, follows from what could not be read.
  mutating func explains(_ message: Diagnostic) -> Bool {
    if notWords.contains(message.range) { return true }
    if let item = item(at: message.range).item, items.contains(Place(file: message.range.fileIndex, item: item)) {
      return true
    }
    for label in message.labels {
      guard let item = item(at: label.range).item else { continue }
      if items.contains(Place(file: label.range.fileIndex, item: item)), message.code.hasPrefix("E04") { return true }
    }
    if let places = understood[message.range.fileIndex]?.prefix(50),
      places.contains(where: { $0.start < message.range.end + 2 && message.range.start < $0.end + 2 })
    {
      return true
    }
    guard let unknown = UnknownName(message) else { return nameless.contains(message.code) }
    if nameless.contains(message.code) || unknown.subjects.contains(where: names.contains) { return true }
    return unknown.subjects.contains { isOnTornLine($0) }
  }

  private mutating func isOnTornLine(_ name: String) -> Bool {
    if tornLines.isEmpty { return false }
    if let known = isTorn[name] { return known }
    let isFound = tornLines.contains { $0.contains(name) }
    isTorn[name] = isFound
    return isFound
  }
}
