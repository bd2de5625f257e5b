//  rulesc in the terminal: one command, one file. Exit codes: 0 clean; 1 the rules or the events have errors; 2 the
//  command itself could not run.

internal import Glibc
internal import RuleCompiler

@main
struct Rulesc {
  static func main() {
    StandardStreams.fillGaps()
    let status = run(Array(CommandLine.arguments.dropFirst()))
    Output.standard.flush()
    exit(status.rawValue)
  }

  private static func run(_ arguments: [String]) -> ExitStatus {
    guard let first = arguments.first else {
      Console.note(Help.overview)
      return .cannotRun
    }
    switch first {
    case "--help", "-h": return show(Help.overview)
    case "--version", "-V", "version": return show("rulesc " + Toolchain.version + "\n")
    case "help": return help(about: arguments.dropFirst().first)
    default: break
    }
    guard let command = Command.all.first(where: { $0.name == first }) else {
      Console.fail("there is no command `\(first)`", help: Help.suggestion(for: first))
      return .cannotRun
    }
    let rest = Array(arguments.dropFirst())
    let options = rest.prefix { $0 != "--" }
    if options.contains("--help") || options.contains("-h") { return show(command.help) }
    do {
      return try command.run(Arguments(rest, of: command))
    } catch {
      Console.fail(error.message, help: error.help ?? "see `rulesc help \(command.name)`")
      return .cannotRun
    }
  }

  private static func show(_ text: String) -> ExitStatus {
    Output.standard.write(text)
    return .clean
  }

  private static func help(about name: String?) -> ExitStatus {
    guard let name else { return show(Help.overview) }
    guard let command = Command.all.first(where: { $0.name == name }) else {
      Console.fail("there is no command `\(name)`", help: Help.suggestion(for: name))
      return .cannotRun
    }
    return show(command.help)
  }
}

/// How the process ends.
enum ExitStatus: Int32 {
  case clean = 0
  /// The rules have errors, or event lines were refused.
  case errors = 1
  /// The command itself could not run.
  case cannotRun = 2
  /// What was measured is below the least that `--min` asks for.
  case belowMinimum = 3
}
