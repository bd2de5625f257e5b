internal import RuleCompiler
internal import RuleEngine
internal import RuleSource

/// Compiled rulebooks as commands take them.
enum RulebookFile {
  /// All bytes of a file; `-` is standard input.
  static func bytes(at path: String) throws(CommandProblem) -> [UInt8] {
    do {
      return try FileReader.bytes(at: path)
    } catch {
      switch error {
      case .cannotOpen: throw CommandProblem("there is no file `\(path)`, or it cannot be read")
      case .cannotRead: throw CommandProblem("`\(path)` cannot be read")
      }
    }
  }

  /// Whether the path is a file that begins like a compiled rulebook.
  static func isRulebook(_ path: String) -> Bool {
    if path.hasSuffix(".rulebook") { return true }
    // What is read from a pipe to look at it is gone: a compiled rulebook is a file.
    guard FileWriter.isFile(path) else { return false }
    let start = try? FileReader.bytes(at: path, atMost: ProgramFile.magic.count)
    return start == ProgramFile.magic
  }

  /// The rulebook at `paths`: one compiled file, or rule files and folders, compiled now. `nil` if the rules have errors,
  /// which are shown.
  static func load(_ paths: [String], hidesWarnings: Bool) throws(CommandProblem) -> Rulebook? {
    let compiledBytes: [UInt8]
    if paths.count == 1, isRulebook(paths[0]) {
      compiledBytes = try bytes(at: paths[0])
    } else {
      let files = try RuleFiles.load(paths)
      let compiled = Toolchain.compile(files)
      // What would be nicer is for `check` to say.
      let diagnostics = compiled.diagnostics.filter { $0.severity != .hint }
      DiagnosticReport(diagnostics, files: files, hidesWarnings: hidesWarnings).show()
      guard let output = compiled.output else { return nil }
      compiledBytes = output.bytes
    }
    do {
      return try Rulebook(bytes: compiledBytes)
    } catch {
      throw CommandProblem(
        "`\(paths[0])` cannot be loaded: \(error)", help: "compile it again with `rulesc compile`")
    }
  }
}
