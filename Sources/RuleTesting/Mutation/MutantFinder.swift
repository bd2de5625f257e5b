import RuleChecker
import RuleSchema
import RuleSource
import RuleSyntax

/// Finds the mutants of a rulebook, in the order of its text.
struct MutantFinder {
  let schema: Schema
  private(set) var mutants: [Mutant] = []
  private var file: SourceFile
  private var tree: SyntaxTree
  private let fileIndex: Int
  private var owner = ""
  /// Names of the stages that the rule may name.
  private(set) var stages: [String] = []
  /// In a table's row: only what stands in cells can change.
  var isInRow = false

  /// The mutants of every file of `sources`.
  static func mutants(of sources: [(file: SourceFile, tree: SyntaxTree)], rules: CheckedRules) -> [Mutant] {
    var found: [Mutant] = []
    for (index, source) in sources.enumerated() {
      var finder = MutantFinder(schema: rules.schema, file: source.file, tree: source.tree, fileIndex: index)
      finder.find(in: rules)
      found += finder.mutants
    }
    var seen: Set<String> = []
    return found.filter {
      seen.insert("\($0.range.fileIndex) \($0.range.start) \($0.range.end) \($0.replacement)").inserted
    }
  }

  private init(schema: Schema, file: SourceFile, tree: SyntaxTree, fileIndex: Int) {
    self.schema = schema
    self.file = file
    self.tree = tree
    self.fileIndex = fileIndex
  }

  private mutating func find(in rules: CheckedRules) {
    for item in tree.items {
      switch item {
      case .definition(let definition):
        owner = definition.name.text
        stages = schema.stages.map(\.name)
        mutate(definition.condition)
        negate(definition.condition)
      case .rule(let rule) where !rule.isOff:
        let checked = rules.rules.first { $0.range == rule.range }
        owner = checked?.identity ?? rule.title?.text ?? ""
        if let pipeline = checked?.pipeline {
          stages = schema.pipelines[pipeline.value].stages.map { schema.stages[$0].name }
        } else {
          stages = schema.stages.map(\.name)
        }
        mutate(rule)
      default: break
      }
    }
  }

  // ---- edits ----

  /// Notes a mutant that has `replacement` instead of the bytes of `range`.
  mutating func replace(_ range: SourceRange, by replacement: String, _ kind: Mutant.Kind, _ summary: String? = nil) {
    let old = file.text(of: range)
    guard old != replacement else { return }
    let summary =
      summary
      ?? (replacement.isEmpty
        ? "`\(Self.short(old))` was dropped" : "`\(Self.short(old))` became `\(Self.short(replacement))`")
    mutants.append(Mutant(kind: kind, summary: summary, owner: owner, range: range, replacement: replacement))
  }

  /// Drops the bytes of `range` and the blanks before it.
  mutating func drop(_ range: SourceRange, _ kind: Mutant.Kind, _ summary: String? = nil) {
    var start = range.start
    while start > 0, [UInt8(ascii: " "), UInt8(ascii: "\n")].contains(file.bytes[start - 1]) { start -= 1 }
    // A comment before it would swallow what follows.
    if let last = words(from: file.lineStarts[file.lineIndex(at: start)], to: start, withComments: true).last,
      last.kind == .comment
    {
      start = range.start
    }
    replace(
      self.range(start, range.end), by: "", kind, summary ?? "`\(Self.short(file.text(of: range)))` was dropped")
  }

  /// Drops one of several parts in a row, with what joins it to its neighbour.
  mutating func drop(_ index: Int, of parts: [SourceRange], _ kind: Mutant.Kind) {
    guard parts.count > 1, parts.indices.contains(index), !isInRow else { return }
    let words = "`\(Self.short(file.text(of: parts[index])))` was dropped"
    if index + 1 < parts.count {
      replace(range(parts[index].start, parts[index + 1].start), by: "", kind, words)
    } else {
      replace(range(parts[index - 1].end, parts[index].end), by: "", kind, words)
    }
  }

  func range(_ start: Int, _ end: Int) -> SourceRange { SourceRange(file: fileIndex, start: min(start, end), end: end) }

  func text(_ range: SourceRange) -> String { file.text(of: range) }

  /// The words between two places.
  func words(from start: Int, to end: Int, withComments: Bool = false) -> [Token] {
    tree.tokens.filter {
      $0.range.start >= start && $0.range.end <= end && $0.kind != .endOfFile
        && (withComments || $0.kind != .comment)
    }
  }

  /// The last word before a place.
  func word(before offset: Int) -> Token? {
    tree.tokens.last { $0.range.end <= offset && $0.kind != .comment && $0.kind != .endOfFile }
  }

  private static func short(_ text: String) -> String {
    let words = text.split(whereSeparator: \.isWhitespace).joined(separator: " ")
    return words.count <= 60 ? words : words.prefix(57) + "..."
  }
}
