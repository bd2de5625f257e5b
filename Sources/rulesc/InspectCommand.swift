internal import RuleCompiler
internal import RuleEngine

extension Command {
  /// `rulesc inspect`
  static let inspect = Command(
    name: "inspect", summary: "print what a compiled rulebook holds",
    help: """
      rulesc inspect: print what a compiled rulebook holds: version, checksum, vocabulary, rules

      usage: rulesc inspect FILE

      exit status: 0 printed, 2 the file could not be read or is no rulebook of this version

      example: rulesc inspect support.rulebook

      """,
    flags: [], options: []
  ) { arguments throws(CommandProblem) in
    guard let path = arguments.paths.first, arguments.paths.count == 1 else {
      throw CommandProblem("`rulesc inspect` takes one compiled rulebook")
    }
    let bytes = try RulebookFile.bytes(at: path)
    do {
      Output.standard.write(Inspection.text(of: try ProgramFile(decoding: bytes), size: bytes.count))
    } catch {
      throw CommandProblem("`\(path)` cannot be loaded: \(error)", help: "compile it again with `rulesc compile`")
    }
    return .clean
  }
}
