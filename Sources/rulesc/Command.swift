/// One command of `rulesc`.
struct Command: Sendable {
  let name: String
  /// One line for the overview.
  let summary: String
  /// The whole `--help` text.
  let help: String
  /// Options that stand alone, such as `--quiet`.
  let flags: Set<String>
  /// Options that take a value, such as `--events`.
  let options: Set<String>
  let run: @Sendable (Arguments) throws(CommandProblem) -> ExitStatus

  /// Every command, in the order of the overview.
  static let all: [Command] = [.check, .format, .test, .compile, .run, .inspect]
}

/// Why a command could not run.
struct CommandProblem: Error {
  var message: String
  var help: String?

  init(_ message: String, help: String? = nil) {
    self.message = message
    self.help = help
  }
}

/// The words after the command's name, sorted out.
struct Arguments {
  private(set) var paths: [String] = []
  private var flags: Set<String> = []
  private var values: [String: String] = [:]

  /// Every word must be known to the command; `--` ends the options; `-` is standard input.
  init(_ words: [String], of command: Command) throws(CommandProblem) {
    var rest = words[...]
    while let word = rest.popFirst() {
      if word == "--" {
        paths += rest
        return
      }
      guard word.hasPrefix("-"), word != "-" else {
        paths.append(word)
        continue
      }
      let parts = word.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
      let name = String(parts[0])
      if command.flags.contains(name) {
        guard parts.count == 1 else { throw CommandProblem("`\(name)` takes no value") }
        flags.insert(name)
      } else if command.options.contains(name) {
        guard let value = parts.count == 2 ? String(parts[1]) : rest.popFirst() else {
          throw CommandProblem("`\(name)` needs a value")
        }
        guard values.updateValue(value, forKey: name) == nil else {
          throw CommandProblem("`\(name)` is given twice")
        }
      } else {
        throw CommandProblem("`rulesc \(command.name)` has no option `\(name)`")
      }
    }
  }

  /// Whether the flag is given.
  func has(_ flag: String) -> Bool { flags.contains(flag) }

  /// The value of an option, if it is given.
  func value(_ option: String) -> String? { values[option] }
}
