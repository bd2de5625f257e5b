internal import RuleAnalysis
internal import RuleCompiler
internal import RuleEngine

extension Command {
  /// `rulesc inspect`
  static let inspect = Command(
    name: "inspect", summary: "print what a compiled rulebook holds",
    help: """
      rulesc inspect: print what a compiled rulebook holds: version, checksum, behaviour, vocabulary, rules

      The fingerprint after `behaviour` is of what the rules do: rulebooks with the same one behave alike, however their
      rules are named, ordered and written (grammar/diff.md).

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
      let file = try ProgramFile(decoding: bytes)
      let behaviour = BehaviourFingerprint.of(file.program) ?? "too entangled to be told"
      Output.standard.write(Inspection.text(of: file, size: bytes.count, behaviour: behaviour))
    } catch {
      throw CommandProblem("`\(path)` cannot be loaded: \(error)", help: "compile it again with `rulesc compile`")
    }
    return .clean
  }
}
