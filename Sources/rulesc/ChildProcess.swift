@unsafe @preconcurrency internal import Glibc
internal import RuleCompiler

/// Other programs. Foundation's `Process` would bring 45 MB of tables into the static build.
enum ChildProcess {
  /// Whether a file is there that may be run.
  static func canRun(_ path: String) -> Bool { unsafe access(path, X_OK) == 0 }

  /// Runs a program, without a shell and with messages in English, and waits until it ends. It reads nothing, and what it
  /// says on standard error is dropped. `nil` if it cannot be run.
  static func run(_ path: String, _ arguments: [String]) -> (output: [UInt8], isClean: Bool)? {
    var ends: [Int32] = [-1, -1]
    guard unsafe pipe(&ends) == 0 else { return nil }
    defer { close(ends[0]) }
    for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
    let child = start(path, arguments, output: ends[1])
    close(ends[1])
    guard let child else { return nil }
    let output = FileReader.rest(of: ends[0])
    var status: Int32 = 0
    while unsafe waitpid(child, &status, 0) < 0, errno == EINTR {}
    return output.map { ($0, status == 0) }
  }

  private static func start(_ path: String, _ arguments: [String], output: Int32) -> pid_t? {
    var actions = unsafe posix_spawn_file_actions_t()
    guard unsafe posix_spawn_file_actions_init(&actions) == 0 else { return nil }
    defer { unsafe posix_spawn_file_actions_destroy(&actions) }
    guard unsafe posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDONLY, 0) == 0,
      unsafe posix_spawn_file_actions_adddup2(&actions, output, 1) == 0,
      unsafe posix_spawn_file_actions_addopen(&actions, 2, "/dev/null", O_WRONLY, 0) == 0,
      unsafe setenv("LC_ALL", "C", 1) == 0
    else { return nil }
    // SAFETY: the words are copies of ours that live until the child has its own.
    var words = unsafe ([path] + arguments).map { unsafe strdup($0) } + [nil]
    defer { unsafe words.forEach { unsafe free($0) } }
    var child: pid_t = 0
    return unsafe posix_spawn(&child, path, &actions, nil, &words, environ) == 0 ? child : nil
  }
}
