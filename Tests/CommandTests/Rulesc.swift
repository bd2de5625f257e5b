import Foundation

/// `rulesc` as a user runs it.
struct Rulesc {
  /// How a run ended.
  struct Result {
    var status: Int32
    var output: String
    var errors: String

    /// The whole run as a golden file shows it.
    var text: String { "exit status \(status)\n---- standard output\n\(output)---- standard error\n\(errors)" }
  }

  /// The folder of the package.
  static let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent()

  /// The tool that was built with the tests, beside them.
  private static let tool = URL(fileURLWithPath: CommandLine.arguments[0]).deletingLastPathComponent()
    .appendingPathComponent("rulesc")

  /// Runs the tool in the fixtures' folder.
  static func run(_ arguments: [String], input: [UInt8] = [], in folder: URL? = nil) throws -> Result {
    let process = Process()
    process.executableURL = tool
    process.arguments = arguments
    process.currentDirectoryURL = folder ?? root.appendingPathComponent("Tests/CommandTests/Fixtures")
    process.environment = ["PATH": "/usr/bin:/bin", "LC_ALL": "C"]
    let scratch = FileManager.default.temporaryDirectory.appendingPathComponent(UUID().uuidString)
    try FileManager.default.createDirectory(at: scratch, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: scratch) }
    let files = try ["in", "out", "err"].map { name in
      let url = scratch.appendingPathComponent(name)
      try Data(name == "in" ? input : []).write(to: url)
      return url
    }
    process.standardInput = try FileHandle(forReadingFrom: files[0])
    process.standardOutput = try FileHandle(forWritingTo: files[1])
    process.standardError = try FileHandle(forWritingTo: files[2])
    try process.run()
    process.waitUntilExit()
    return Result(
      status: process.terminationStatus, output: String(decoding: try Data(contentsOf: files[1]), as: UTF8.self),
      errors: String(decoding: try Data(contentsOf: files[2]), as: UTF8.self))
  }
}
