internal import RuleSource

/// The words after the command's name, sorted out.
struct Arguments {
  private(set) var paths: [String] = []
  private var flags: [String] = []
  private var values: [(option: String, value: String)] = []

  /// The name by which the same is meant as by a short one.
  private static func longName(of name: String) -> String {
    switch name {
    case "-q": "--quiet"
    case "-o": "--output"
    default: name
    }
  }

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
      let written = String(parts[0])
      let name = Self.longName(of: written)
      if command.flags.contains(written) {
        guard parts.count == 1 else { throw CommandProblem("`\(written)` takes no value") }
        flags.append(name)
      } else if command.options.contains(written) || command.repeatable.contains(written) {
        guard let value = parts.count == 2 ? String(parts[1]) : rest.popFirst() else {
          throw CommandProblem("`\(written)` needs a value")
        }
        if command.options.contains(written), values.contains(where: { $0.option == name }) {
          throw CommandProblem("`\(written)` is given twice")
        }
        values.append((name, value))
      } else {
        throw Self.unknown(written, of: command)
      }
    }
  }

  /// Whether warnings and summaries are not wanted.
  var isQuiet: Bool { has("--quiet") }

  /// Whether the flag is given, by its long name.
  func has(_ flag: String) -> Bool { flags.contains(flag) }

  /// The value of an option, by its long name, if it is given.
  func value(_ option: String) -> String? { values.first { $0.option == option }?.value }

  /// The whole number that is the value of an option, if it is given.
  func number<Number>(
    _ option: String, _ read: (String) -> Number?
  ) throws(CommandProblem) -> Number? {
    guard let word = value(option) else { return nil }
    guard let number = read(word) else { throw CommandProblem("`\(option)` needs a whole number, not `\(word)`") }
    return number
  }

  /// The values of the options, in the order of the command line.
  func values(of options: [String]) -> [(option: String, value: String)] {
    values.filter { options.contains($0.option) }
  }

  /// The format that `--format` names, without it the first one.
  func format<Format>() throws(CommandProblem) -> Format
  where Format: RawRepresentable<String> & CaseIterable {
    let names = Format.allCases.map(\.rawValue)
    let word = value("--format") ?? names.first ?? ""
    if let format = Format(rawValue: word) { return format }
    throw CommandProblem(
      "there is no format `\(word)`",
      help: spellingSuggestion(for: word, among: names).map { "did you mean `\($0)`?" }
        ?? "the formats are \(names.dropLast().map { "`\($0)`" }.joined(separator: ", ")) and `\(names.last ?? "")`")
  }

  private enum TextOrJSON: String, CaseIterable { case text, json }

  /// Whether `--format json` is given, for commands that have no other format besides `text`.
  func isJSON() throws(CommandProblem) -> Bool {
    let format: TextOrJSON = try format()
    return format == .json
  }

  private static func unknown(_ option: String, of command: Command) -> CommandProblem {
    let known = (command.flags + command.options + command.repeatable).filter { $0.hasPrefix("--") }.sorted()
    let close = spellingSuggestion(for: option, among: known + ["--help"])
    return CommandProblem(
      "`rulesc \(command.name)` has no option `\(option)`", help: close.map { "did you mean `\($0)`?" })
  }
}
