internal import RuleSource

/// The texts of `rulesc --help`.
enum Help {
  /// `rulesc --help`
  static var overview: String {
    let width = Command.all.map(\.name.count).max() ?? 0
    let commands = Command.all.map { command in
      "  " + command.name + String(repeating: " ", count: width - command.name.count + 3) + command.summary
    }
    return """
      rulesc: ticket automation as text, checked before it runs

      usage: rulesc <command> [options] <paths>

      commands:
      \(commands.joined(separator: "\n"))
        help\(String(repeating: " ", count: max(0, width - 4) + 3))what a command does: rulesc help check

      options:
        -h, --help      this text, or a command's
        -V, --version   the version

      exit status: 0 clean, 1 the rules or events have errors, 2 the command could not run

      example: rulesc check rules/

      """
  }

  /// A way out for a command that does not exist.
  static func suggestion(for name: String) -> String {
    let names = Command.all.map(\.name)
    if let close = spellingSuggestion(for: name, among: names) { return "did you mean `\(close)`?" }
    return "the commands are \(names.map { "`\($0)`" }.joined(separator: ", ")); see `rulesc --help`"
  }
}
