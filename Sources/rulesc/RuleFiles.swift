internal import RuleCompiler
internal import RuleSource
internal import RuleTesting

/// Rule files as commands take them.
enum RuleFiles {
  /// The files at `paths` in canonical order.
  ///
  /// - Parameter heapShare: what a byte of them will take, where that is much and all at once.
  static func load(_ paths: [String], heapShare: Int? = nil) throws(CommandProblem) -> [SourceFile] {
    do {
      return try Toolchain.load(paths: paths) { size in
        if let heapShare { Heap.prepare(for: size, share: heapShare) }
      }
    } catch {
      throw CommandProblem(error.message, help: error.help)
    }
  }

  /// The tests of `files`; `nil` if the rules have errors, which are shown then.
  static func suite(of files: [SourceFile]) -> TestSuite? {
    let built = Toolchain.build(files)
    if let rules = built.rules, let program = built.program,
      let suite = TestSuite(rules: rules, program: program, files: files)
    {
      return suite
    }
    DiagnosticReport(built.diagnostics, files: files).show()
    return nil
  }
}
