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
    if paths.count == 1, isRulebook(paths[0]) { return try mapped(paths[0]) }
    let files = try RuleFiles.load(paths)
    let compiled = Toolchain.compile(files)
    // What would be nicer is for `check` to say.
    let diagnostics = compiled.diagnostics.filter { $0.severity != .hint }
    DiagnosticReport(diagnostics, files: files, hidesWarnings: hidesWarnings).show()
    guard let output = compiled.output else { return nil }
    return try loaded(paths[0]) { () throws(RulebookFileError) in try Rulebook(bytes: output.bytes) }
  }

  /// The rulebook in a compiled file, which is mapped where it can be.
  private static func mapped(_ path: String) throws(CommandProblem) -> Rulebook {
    guard let file = MappedFile(at: path) else {
      let bytes = try bytes(at: path)
      return try loaded(path) { () throws(RulebookFileError) in try Rulebook(bytes: bytes) }
    }
    return try loaded(path) { () throws(RulebookFileError) in
      try unsafe Rulebook(mappedBytes: file.bytes, owner: file)
    }
  }

  private static func loaded(
    _ path: String, _ load: () throws(RulebookFileError) -> Rulebook
  ) throws(CommandProblem) -> Rulebook {
    do throws(RulebookFileError) {
      return try load()
    } catch {
      throw CommandProblem("`\(path)` cannot be loaded: \(error)", help: "compile it again with `rulesc compile`")
    }
  }
}
