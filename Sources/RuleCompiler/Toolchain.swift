package import RuleChecker
package import RuleEngine
internal import RuleLinter
package import RuleSource
package import RuleSyntax

/// From rule files to a compiled rulebook: every phase, one line each.
package enum Toolchain {
  /// The version of compiler and engine, as in `rulesc --version` and in every compiled rulebook.
  package static let version = "0.2.0"

  /// How large the diagrams of a pipeline may grow, where nothing else is said.
  package static let nodeBudget = 2_000_000

  /// What was checked: a rulebook without an error has rules.
  package typealias Checked = (rules: CheckedRules?, diagnostics: [Diagnostic])

  /// What was compiled: a rulebook without an error has a program.
  package typealias Compiled = (output: CompiledRules?, diagnostics: [Diagnostic])

  /// The rule files at `paths`, which are files, folders or `-`, in canonical order; `willRead` is told before how many
  /// bytes they have about.
  package static func load(
    paths: [String], willRead: (_ bytes: Int) -> Void = { _ in }
  ) throws(SourceProblem) -> [SourceFile] {
    try SourceLoader().files(at: paths, willRead: willRead)
  }

  /// What `files` say.
  package static func parse(
    _ files: [SourceFile]
  ) -> (sources: [(file: SourceFile, tree: SyntaxTree)], diagnostics: [Diagnostic]) {
    var sources: [(file: SourceFile, tree: SyntaxTree)] = []
    var diagnostics: [Diagnostic] = []
    for (index, file) in files.enumerated() {
      let parsed = RuleSyntax.parse(file, index: index)
      sources.append((file, parsed.tree))
      diagnostics += parsed.diagnostics
    }
    return (sources, diagnostics)
  }

  /// What was formatted: nothing where the result would not say the same, which is a mistake of the formatter.
  package typealias Formatted = (bytes: [UInt8], kept: Int)?

  /// `file` in the canonical layout, and how many places in it stay as they are written because they have a mistake.
  package static func format(_ file: SourceFile) -> Formatted { RuleSyntax.format(file) }

  /// What `files` mean, and everything that is wrong with them or unwise.
  package static func check(_ files: [SourceFile], zones: ZoneReader = ZoneReader()) -> Checked {
    let parsed = parse(files)
    let checked = check(parsed.sources, parseDiagnostics: parsed.diagnostics, zones: zones)
    return (checked.rules, checked.diagnostics)
  }

  /// The conflicts among `rules` (section 4.4): those that an event shows, and those of which none can tell.
  package static func conflicts(
    of rules: CheckedRules, files: [SourceFile], zones: ZoneReader = ZoneReader()
  ) -> [Diagnostic] {
    rules.possibleConflicts.isEmpty ? [] : RulebookAnalysis(rules, files: files, zones: zones).conflicts()
  }

  /// Where zones were read on the way, also what is wrong with those.
  private static func check(
    _ sources: [(file: SourceFile, tree: SyntaxTree)], parseDiagnostics: [Diagnostic], zones: ZoneReader,
    advising: Bool = true, proving: Bool = false, nodeBudget: Int = nodeBudget, tests writer: ExampleWriter? = nil
  ) -> (rules: CheckedRules?, diagnostics: [Diagnostic], zoneProblems: [Diagnostic]?) {
    var places: [RulePlace]?
    return check(
      sources, parseDiagnostics: parseDiagnostics, zones: zones, advising: advising, proving: proving,
      nodeBudget: nodeBudget, tests: writer, notingPlaces: &places)
  }

  /// As `check` of files; where `places` is not `nil` it gets the pipeline of every rule.
  static func check(
    _ sources: [(file: SourceFile, tree: SyntaxTree)], parseDiagnostics: [Diagnostic], zones: ZoneReader,
    advising: Bool = true, proving: Bool = false, nodeBudget: Int = nodeBudget, tests writer: ExampleWriter? = nil,
    notingPlaces places: inout [RulePlace]?
  ) -> (rules: CheckedRules?, diagnostics: [Diagnostic], zoneProblems: [Diagnostic]?) {
    var checked = RuleChecker.check(sources, parseDiagnostics: parseDiagnostics, notingPlaces: &places)
    var analysis: RulebookAnalysis?
    var zoneProblems: [Diagnostic]?
    if let rules = checked.rules, proving || !rules.possibleConflicts.isEmpty {
      let found = RulebookAnalysis(rules, files: sources.map(\.file), zones: zones)
      zoneProblems = found.zoneProblems
      let conflicts = found.conflicts()
      if conflicts.isEmpty { analysis = found } else { checked = (nil, checked.diagnostics + conflicts) }
    }
    // Advice is never an error.
    guard advising else { return (checked.rules, Diagnostic.inOrder(checked.diagnostics), zoneProblems) }
    var advice = RuleLinter.lint(sources, rules: checked.rules)
    if proving, let analysis {
      advice += analysis.findings(besides: checked.diagnostics + advice, nodeBudget: nodeBudget, tests: writer)
    }
    if proving, let rules = checked.rules {
      advice += promiseProblems(of: rules, files: sources.map(\.file), zones: zones)
    }
    checked.diagnostics = Diagnostic.inOrder(checked.diagnostics)
    let allowances = Allowances(sources)
    // What the checker says is in order already.
    guard !advice.isEmpty || !allowances.isEmpty else {
      return (checked.rules, checked.diagnostics, zoneProblems)
    }
    let shown = allowances.applied(
      to: checked.diagnostics + advice, isComplete: checked.rules != nil, isProved: proving)
    return (checked.rules, Diagnostic.inOrder(shown), zoneProblems)
  }

  /// How many rules of `files` would run, and everything that `compile` would say of them, without the program.
  ///
  /// What only the compiler can see (a missing time zone) is said, too; rules are neither lowered nor encoded. For a
  /// process that ends soon: giving the trees back, object by object, took a seventh of a check, so they stay.
  ///
  /// Without `proving` what takes a proof over all tickets is left out, conflicts apart.
  ///
  /// - Parameter nodeBudget: how large the diagrams of a pipeline may grow, before nothing is said of its rules but that.
  /// - Parameter writer: says the examples in messages as tests, too.
  package static func verify(
    _ files: [SourceFile], zones: ZoneReader = ZoneReader(), proving: Bool = true, nodeBudget: Int = nodeBudget,
    tests writer: ExampleWriter? = nil
  ) -> (ruleCount: Int?, diagnostics: [Diagnostic]) {
    let parsed = parse(files)
    let checked = check(
      parsed.sources, parseDiagnostics: parsed.diagnostics, zones: zones, proving: proving, nodeBudget: nodeBudget,
      tests: writer)
    keep((parsed.sources, checked.rules))
    guard let rules = checked.rules else { return (nil, checked.diagnostics) }
    let problems =
      checked.zoneProblems ?? zoneProblems(of: rules) { (name) throws(ZoneProblem) in try zones.zone(named: name) }
    let isSound = !(checked.diagnostics + problems).contains { $0.severity == .error }
    let count = isSound ? rules.onCount : nil
    return (count, problems.isEmpty ? checked.diagnostics : Diagnostic.inOrder(checked.diagnostics + problems))
  }

  /// What `files` mean and run as, checked once and not encoded: for who needs both.
  package static func build(
    _ files: [SourceFile], zones: ZoneReader = ZoneReader()
  ) -> (rules: CheckedRules?, program: Program?, diagnostics: [Diagnostic]) {
    let checked = check(files, zones: zones)
    guard let rules = checked.rules else { return (nil, nil, checked.diagnostics) }
    let lowered = lower(rules, files: files) { (name) throws(ZoneProblem) in try zones.zone(named: name) }
    return (rules, lowered.program, Diagnostic.inOrder(checked.diagnostics + lowered.diagnostics))
  }

  /// What `files` run as: parse, check, lower. To encode it is for who wants the file.
  ///
  /// Without `advising` only what an error may come from is looked for. `keeping` is for a process that ends soon, as in
  /// `verify`.
  package static func compile(
    _ files: [SourceFile], zones: ZoneReader = ZoneReader(), advising: Bool = true, keeping: Bool = false
  ) -> Compiled {
    var (sources, parseDiagnostics) = parse(files)
    let checked = check(sources, parseDiagnostics: parseDiagnostics, zones: zones, advising: advising)
    if keeping { keep((sources.map(\.tree.items), checked.rules)) }
    // The memory of their tokens is used again.
    sources = []
    guard let rules = checked.rules else { return (nil, checked.diagnostics) }
    let lowered = lower(rules, files: files) { (name) throws(ZoneProblem) in try zones.zone(named: name) }
    let broken = promiseProblems(of: rules, files: files, zones: zones).filter { $0.severity == .error }
    let problems = lowered.diagnostics + broken
    let diagnostics = problems.isEmpty ? checked.diagnostics : Diagnostic.inOrder(checked.diagnostics + problems)
    if keeping { keep(lowered) }
    guard let parts = lowered.parts, broken.isEmpty else { return (nil, diagnostics) }
    return (CompiledRules(parts), diagnostics)
  }

  /// Keeps `value` until the process ends.
  private static func keep<Value>(_ value: Value) { _ = unsafe Unmanaged.passRetained(Kept(value)) }
}

/// What stays until the process ends.
private final class Kept<Value> {
  let value: Value

  init(_ value: Value) { self.value = value }
}
