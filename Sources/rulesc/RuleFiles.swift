internal import RuleCompiler
internal import RuleSource

/// Rule files as commands take them.
enum RuleFiles {
  /// The files at `paths` in canonical order.
  static func load(_ paths: [String]) throws(CommandProblem) -> [SourceFile] {
    do {
      return try Toolchain.load(paths: paths)
    } catch {
      throw CommandProblem(error.message, help: error.help)
    }
  }
}
