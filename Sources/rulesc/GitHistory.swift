internal import RuleCompiler
internal import RuleSource

/// The versions of rule files that git knows. Asks `git` itself, without a shell and without touching the work tree.
struct GitHistory {
  /// A commit of the history.
  struct Commit {
    let id: String
    let shortID: String
    let subject: String
    let author: String
    let date: String
  }

  /// Where git is asked.
  private let folder: String
  /// The rule files and folders, as seen from `folder`.
  private let paths: [String]
  private let tool: String

  /// The history of `paths`: one folder is asked from within, anything else from the present folder.
  init(of paths: [String]) throws(CommandProblem) {
    if let only = paths.first, paths.count == 1, Entry(only)?.kind == .folder {
      folder = only
      self.paths = ["."]
    } else {
      folder = "."
      self.paths = paths
    }
    let places = (Environment.value(of: "PATH") ?? "/usr/bin:/bin").split(separator: ":")
    guard let tool = places.map({ "\($0)/git" }).first(where: ChildProcess.canRun) else {
      throw CommandProblem("there is no `git` on the PATH", help: "install git")
    }
    self.tool = tool
    guard (try git(["rev-parse", "--is-inside-work-tree"])).map({ $0.starts(with: Array("true".utf8)) }) == true else {
      throw CommandProblem("`\(folder)` is in no git repository", help: "name a folder of rules that git knows")
    }
  }

  /// The commit that `name` means.
  func revision(_ name: String) throws(CommandProblem) -> String {
    let arguments = ["rev-parse", "--verify", "--quiet", "--end-of-options", name + "^{commit}"]
    guard let output = try git(arguments), let id = lines(output).first else {
      throw CommandProblem("git knows no revision `\(name)`", help: "name a commit, a branch or a tag")
    }
    return id
  }

  /// The commits up to `last` that changed the rules, oldest first. After `first`, which then comes first itself.
  func commits(from first: String?, to last: String) throws(CommandProblem) -> [String] {
    let range = first.map { "\($0)..\(last)" } ?? last
    guard let output = try git(["rev-list", "--first-parent", "--reverse", range, "--"] + paths) else {
      throw CommandProblem("git cannot list the commits of the rules")
    }
    return (first.map { [$0] } ?? []) + lines(output)
  }

  /// Whether `older` is `newer` or one of those before it.
  func isAncestor(_ older: String, of newer: String) throws(CommandProblem) -> Bool {
    try git(["merge-base", "--is-ancestor", older, newer]) != nil
  }

  /// What git says of a commit.
  func commit(_ id: String) throws(CommandProblem) -> Commit {
    let format = "--format=%h%x00%s%x00%an%x00%ad"
    let output = try git(["show", "--no-patch", "--no-show-signature", format, "--date=short", id])
    let parts = (output ?? []).split(separator: 0, maxSplits: 3, omittingEmptySubsequences: false).map { part in
      String(decoding: part.last == UInt8(ascii: "\n") ? part.dropLast() : part, as: UTF8.self)
    }
    guard parts.count == 4 else { throw CommandProblem("git cannot show the commit `\(id)`") }
    return Commit(id: id, shortID: parts[0], subject: parts[1], author: parts[2], date: parts[3])
  }

  /// The rule files of a commit in canonical order; none where it has none.
  func files(of commit: String) throws(CommandProblem) -> [SourceFile] {
    guard let output = try git(["ls-tree", "-r", "-z", "--name-only", commit, "--"] + paths) else { return [] }
    let names = output.split(separator: 0).map { String(decoding: $0, as: UTF8.self) }.filter { name in
      let isHidden = name.split(separator: "/").contains { $0.hasPrefix(".") && $0 != ".." }
      return paths.contains(name) || name.hasSuffix(".rules") && !isHidden
    }
    var files: [SourceFile] = []
    for name in names.sorted(by: { $0.utf8.lexicographicallyPrecedes($1.utf8) }) {
      guard let bytes = try git(["cat-file", "blob", "\(commit):./\(name)"]) else { continue }
      files.append(SourceFile(path: name, bytes: bytes))
    }
    return files
  }

  private func lines(_ output: [UInt8]) -> [String] {
    output.split(separator: UInt8(ascii: "\n")).map { String(decoding: $0, as: UTF8.self) }
  }

  /// What `git` prints; `nil` where it fails.
  private func git(_ arguments: [String]) throws(CommandProblem) -> [UInt8]? {
    let options = ["-C", folder, "--no-pager", "--no-optional-locks", "--literal-pathspecs", "-c", "core.abbrev=10"]
    guard let ended = ChildProcess.run(tool, options + arguments) else { throw CommandProblem("`git` cannot be run") }
    return ended.isClean ? ended.output : nil
  }
}
