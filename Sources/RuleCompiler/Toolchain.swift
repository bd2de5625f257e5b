package import RuleChecker
package import RuleEngine
internal import RuleLinter
package import RuleSource
package import RuleSyntax

/// From rule files to a compiled rulebook: every phase, one line each.
package enum Toolchain {
  /// The version of compiler and engine, as in `rulesc --version` and in every compiled rulebook.
  package static let version = "0.2.0"

  /// What was checked: a rulebook without an error has rules.
  package typealias Checked = (rules: CheckedRules?, diagnostics: [Diagnostic])

  /// What was compiled: a rulebook without an error has a program and its file.
  package typealias Compiled = (output: (program: Program, bytes: [UInt8])?, diagnostics: [Diagnostic])

  /// The rule files at `paths`, which are files, folders or `-`, in canonical order.
  package static func load(paths: [String]) throws(SourceProblem) -> [SourceFile] {
    try SourceLoader().files(at: paths)
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

  /// `file` with its tables aligned; as it is where the result would not say the same.
  package static func format(_ file: SourceFile) -> [UInt8] {
    let tree = RuleSyntax.parse(file, index: 0).tree
    let formatted = SourceFile(path: file.path, bytes: TableFormatter(file, tree).formatted())
    let written = RuleSyntax.parse(formatted, index: 0).tree
    return written.says(the: tree, in: formatted, as: file) ? formatted.bytes : file.bytes
  }

  /// What `files` mean, and everything that is wrong with them or unwise.
  package static func check(_ files: [SourceFile]) -> Checked {
    let parsed = parse(files)
    let checked = RuleChecker.check(parsed.sources, parseDiagnostics: parsed.diagnostics)
    let advice = RuleLinter.lint(parsed.sources, rules: checked.rules)
    let allowances = Allowances(parsed.sources)
    // What the checker says is in order already.
    guard !advice.isEmpty || !allowances.isEmpty else { return checked }
    let shown = allowances.applied(to: checked.diagnostics + advice, isComplete: checked.rules != nil)
    return (checked.rules, Diagnostic.inOrder(shown))
  }

  /// What `files` run as: parse, check, lower, encode.
  package static func compile(_ files: [SourceFile], zones: ZoneReader = ZoneReader()) -> Compiled {
    let checked = check(files)
    guard let rules = checked.rules else { return (nil, checked.diagnostics) }
    let lowered = lower(rules, files: files) { (name) throws(ZoneProblem) in try zones.zone(named: name) }
    let diagnostics =
      lowered.diagnostics.isEmpty
      ? checked.diagnostics : Diagnostic.inOrder(checked.diagnostics + lowered.diagnostics)
    guard let program = lowered.program else { return (nil, diagnostics) }
    return ((program, ProgramFile.encode(program, compilerVersion: version)), diagnostics)
  }
}
