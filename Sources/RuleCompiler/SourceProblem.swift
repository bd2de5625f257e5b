/// Why rule files could not be read.
package enum SourceProblem: Error, Sendable, Hashable, CustomStringConvertible {
  case notFound(path: String)
  /// What the operating system says, if it says anything.
  case unreadable(path: String, reason: String?)
  case tooLarge(path: String)
  /// A link without a file behind it.
  case leadsNowhere(path: String)
  /// A rule file in a folder whose name is no UTF-8.
  case unusableName(path: String)
  /// A file that somebody wrote to while it was read.
  case changing(path: String)
  /// What `rulesc compile` wrote, not what it reads.
  case compiled(path: String)
  /// A folder without any rule file in it.
  case noRules(path: String)
  /// No path at all.
  case noPaths

  /// What is wrong.
  package var message: String {
    switch self {
    case .notFound(let path): "there is no file or folder \(Self.quoted(path))"
    case .unreadable("-", let reason): "standard input cannot be read" + Self.because(reason)
    case .unreadable(let path, let reason): "\(Self.quoted(path)) cannot be read" + Self.because(reason)
    case .tooLarge("-"): "standard input is larger than 1 GiB"
    case .tooLarge(let path): "\(Self.quoted(path)) is larger than 1 GiB"
    case .leadsNowhere(let path): "the link \(Self.quoted(path)) leads nowhere"
    case .unusableName(let path): "the name of \(Self.quoted(path)) is not UTF-8, or the file has just gone"
    case .changing(let path): "\(Self.quoted(path)) was changed while it was read"
    case .noRules(let path): "the folder \(Self.quoted(path)) has no rule files"
    case .compiled(let path): "\(Self.quoted(path)) is a compiled rulebook, not a file of rules"
    case .noPaths: "no rule files are named"
    }
  }

  /// The way out.
  package var help: String {
    switch self {
    case .notFound: "check the spelling; the path is seen from the present folder"
    case .unreadable("-", _): "pipe the rules in, or name a file"
    case .unreadable: "check who may read it"
    case .tooLarge: "split it into several files"
    case .leadsNowhere: "remove the link, or put the file there that it points to"
    case .unusableName: "give the file a name in UTF-8"
    case .changing: "run the command again when nobody writes to it"
    case .compiled: "name the rule files it was compiled from; `rulesc inspect` shows what is in it"
    case .noRules: "rule files end in `.rules`; hidden files and folders are not looked at"
    case .noPaths: "name files or folders, such as `rules/`"
    }
  }

  /// Both.
  package var description: String { "\(message): \(help)" }

  private static func because(_ reason: String?) -> String { reason.map { ": \($0)" } ?? "" }

  /// Of a path longer than a screen the beginning and the end.
  private static func quoted(_ path: String) -> String {
    guard path.count > 300 else { return "`\(path)`" }
    return "`\(path.prefix(140))…\(path.suffix(140))`"
  }
}
