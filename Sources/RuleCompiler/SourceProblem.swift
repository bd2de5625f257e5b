/// Why rule files could not be read.
package enum SourceProblem: Error, Sendable, Hashable, CustomStringConvertible {
  case notFound(path: String)
  case unreadable(path: String)
  case tooLarge(path: String)
  /// What `rulesc compile` wrote, not what it reads.
  case compiled(path: String)
  /// A folder without any rule file in it.
  case noRules(path: String)
  /// No path at all.
  case noPaths

  /// What is wrong.
  package var message: String {
    switch self {
    case .notFound(let path): "there is no file or folder `\(path)`"
    case .unreadable(let path): "`\(path)` cannot be read"
    case .tooLarge(let path): "`\(path)` is larger than 1 GiB"
    case .compiled(let path): "`\(path)` is a compiled rulebook, not a file of rules"
    case .noRules(let path): "the folder `\(path)` has no rule files"
    case .noPaths: "no rule files are named"
    }
  }

  /// The way out.
  package var help: String {
    switch self {
    case .notFound: "check the spelling; the path is seen from the present folder"
    case .unreadable: "check who may read it"
    case .tooLarge: "split it into several files"
    case .compiled: "name the rule files it was compiled from; `rulesc inspect` shows what is in it"
    case .noRules: "rule files end in `.rules`; hidden files and folders are not looked at"
    case .noPaths: "name files or folders, such as `rules/`"
    }
  }

  /// Both.
  package var description: String { "\(message): \(help)" }
}
