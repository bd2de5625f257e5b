import Foundation
import RuleChecker
import RuleCompiler
import RuleSource
import RuleSyntax

/// What is said about each mutant of one rulebook.
struct MutationRun: Sendable {
  /// What became of a mutant.
  enum Verdict: String, CaseIterable, Sendable {
    /// It means what the good file means.
    case same
    /// It means something else, and nobody said a word.
    case silent
    /// It means something else, and a warning says so.
    case warned
    /// One error.
    case single
    /// More than one error.
    case several
  }

  /// How often each verdict was given.
  private(set) var counts: [Mutant.Kind: [Verdict: Int]] = [:]
  /// A line for each mutant that took other items with it.
  private(set) var lost: [String] = []
  /// A line for each mutant with more than one error, and for each silent one.
  private(set) var offenders: [Verdict: [String]] = [:]

  /// Every `step`th mutant of the files, beginning with the one at `first`.
  init(_ files: [SourceFile], every step: Int, from first: Int) {
    let meaning = Self.meaning(of: Toolchain.check(files).rules)
    var count = first
    for (index, file) in files.enumerated() {
      let items = Self.items(of: file)
      for mutant in Mutant.all(of: file) {
        count += 1
        guard count % step == 0 else { continue }
        var broken = files
        broken[index] = SourceFile(path: file.path, bytes: mutant.bytes(of: file))
        judge(mutant, in: file, broken: broken, at: index, meaning: meaning, items: items)
      }
    }
  }

  /// No mutants at all.
  init() {}

  /// The counts and lines of both.
  mutating func add(_ other: MutationRun) {
    for (kind, verdicts) in other.counts { counts[kind, default: [:]].merge(verdicts, uniquingKeysWith: +) }
    lost += other.lost
    offenders.merge(other.offenders, uniquingKeysWith: +)
  }

  /// How many mutants, of one kind or of all, got `verdict`.
  func count(_ verdict: Verdict, of kind: Mutant.Kind? = nil) -> Int {
    guard let kind else { return counts.values.reduce(0) { $0 + ($1[verdict] ?? 0) } }
    return counts[kind]?[verdict] ?? 0
  }

  /// The share of mutants with exactly one error among those that have any.
  func singleShare(of kind: Mutant.Kind? = nil) -> Double {
    let single = Double(count(.single, of: kind))
    return single / max(1, single + Double(count(.several, of: kind)))
  }

  /// A line for each kind of mistake.
  var table: String {
    let kinds: [Mutant.Kind?] = Mutant.Kind.allCases + [nil]
    return kinds.map { kind in
      let verdicts = Verdict.allCases.map { "\($0.rawValue) \(count($0, of: kind))" }.joined(separator: ", ")
      let share = (singleShare(of: kind) * 1_000).rounded() / 10
      return "\(kind?.rawValue ?? "all"): \(verdicts); one message: \(share) %"
    }.joined(separator: "\n")
  }

  // ---- one mutant ----

  private mutating func judge(
    _ mutant: Mutant, in file: SourceFile, broken: [SourceFile], at index: Int, meaning: String, items: [Item]
  ) {
    let (rules, diagnostics) = Toolchain.check(broken)
    let errors = diagnostics.filter { $0.severity == .error }
    let verdict: Verdict
    switch errors.count {
    case 0 where Self.meaning(of: rules) == meaning: verdict = .same
    case 0: verdict = diagnostics.isEmpty ? .silent : .warned
    case 1: verdict = .single
    default: verdict = .several
    }
    counts[mutant.kind, default: [:]][verdict, default: 0] += 1
    let messages = errors.map { "\($0.code) \($0.message)" }.joined(separator: "; ")
    let line = "\(mutant.summary(in: file)) | \(messages)"
    if verdict == .several || verdict == .silent { offenders[verdict, default: []].append(line) }
    guard verdict == .single || verdict == .several else { return }
    let missing = Self.lostItems(items, in: broken[index], around: mutant.place)
    if !missing.isEmpty { lost.append("\(line) | \(missing.joined(separator: " / "))") }
  }

  /// What the rules say, wherever they stand.
  private static func meaning(of rules: CheckedRules?) -> String {
    guard let rules else { return "" }
    let parts = String(describing: rules).split(separator: "SourceRange(", omittingEmptySubsequences: false)
    return parts.enumerated().map { index, part in
      index == 0 ? String(part) : String(part[(part.firstIndex(of: ")") ?? part.startIndex)...])
    }.joined()
  }

  // ---- items ----

  private typealias Item = (text: String, range: SourceRange)

  private static func items(of file: SourceFile) -> [Item] {
    let tree = parse(file, index: 0).tree
    return tree.items.map { item in (file.text(of: item.range), item.range) }
  }

  /// The first lines of the items of the good file that are gone, except those that the mistake is in.
  private static func lostItems(_ good: [Item], in file: SourceFile, around place: SourceRange) -> [String] {
    let present = items(of: file).map(\.text)
    let exact = Set(present)
    return good.compactMap { item in
      if item.range.start <= place.end, place.start <= item.range.end { return nil }
      // What an item lost with its first line may go to the one before it, which is still there.
      if exact.contains(item.text) || present.contains(where: { $0.hasPrefix(item.text) }) { return nil }
      return String(item.text.prefix { $0 != "\n" })
    }
  }
}
