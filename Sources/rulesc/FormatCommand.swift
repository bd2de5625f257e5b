internal import Foundation
internal import RuleCompiler
internal import RuleSource

extension Command {
  /// `rulesc fmt`
  static let format = Command(
    name: "fmt", summary: "align the tables of rule files",
    help: """
      rulesc fmt: align the tables of rule files: one row a line, bars below each other

      usage: rulesc fmt [--check] [paths]

      Paths are files or folders; `-` reads standard input and writes standard output; without paths the present folder.
      Whatever stands outside tables stays as it is written, and so does a table with a mistake. Comments are kept.

      options:
        --check       write nothing, name the files that are not formatted

      exit status: 0 all is formatted, 1 --check found files that are not, 2 files could not be read or written

      example: rulesc fmt --check rules/

      """,
    flags: ["--check"], options: []
  ) { arguments throws(CommandProblem) in
    let files = try RuleFiles.load(arguments.paths.isEmpty ? ["."] : arguments.paths)
    var changed: [String] = []
    for file in files {
      let bytes = Toolchain.format(file)
      if file.path == "-", !arguments.has("--check") { Output.standard.append { $0 += bytes } }
      guard bytes != file.bytes else { continue }
      changed.append(file.path)
      if file.path != "-", !arguments.has("--check") { try write(bytes, to: file.path) }
    }
    for path in changed where path != "-" || arguments.has("--check") {
      Console.note("\(path): \(arguments.has("--check") ? "not formatted" : "formatted")\n")
    }
    return arguments.has("--check") && !changed.isEmpty ? .errors : .clean
  }

  private static func write(_ bytes: [UInt8], to path: String) throws(CommandProblem) {
    do {
      try Data(bytes).write(to: URL(fileURLWithPath: path), options: .atomic)
    } catch {
      throw CommandProblem("`\(path)` cannot be written", help: "check that it may be written to")
    }
  }
}
