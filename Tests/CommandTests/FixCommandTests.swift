import Foundation
import Testing

@Suite("rulesc check --fix mends files and nothing else")
struct FixCommandTests {
  /// A rule file with an unused team, which has a fix, and with line ends and a comment that must stay.
  private static let broken =
    "pipeline Desk stage New stage Done closed\r\nteam Unused # team Unused\r\n"
    + "rule \"R\" on ticket created do move to Done\r\n"
  private static let mended = broken.replacingOccurrences(of: "team Unused # team", with: "# team")

  private static func withFolder(_ body: (URL) throws -> Void) throws {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent(UUID().uuidString)
    defer { try? FileManager.default.removeItem(at: folder) }
    try FileManager.default.createDirectory(
      at: folder.appendingPathComponent("rules"), withIntermediateDirectories: true)
    try Data(broken.utf8).write(to: folder.appendingPathComponent("real.txt"))
    try FileManager.default.setAttributes(
      [.posixPermissions: 0o640], ofItemAtPath: folder.appendingPathComponent("real.txt").path)
    try FileManager.default.createSymbolicLink(
      atPath: folder.appendingPathComponent("rules/a.rules").path, withDestinationPath: "../real.txt")
    try body(folder)
  }

  private static func text(_ folder: URL) throws -> String {
    String(decoding: try Data(contentsOf: folder.appendingPathComponent("real.txt")), as: UTF8.self)
  }

  @Test("The file is mended through its link, which stays, as do its permissions and its comment")
  func fix() throws {
    try Self.withFolder { folder in
      let result = try Rulesc.run(["check", "--fix", "--unsafe-fixes", "rules"], in: folder)
      #expect(
        result.text
          == "exit status 0\n---- standard output\n---- standard error\n1 rule in 1 file: no mistakes found\n1 fix made in 1 file\n"
      )
      #expect(try Self.text(folder) == Self.mended)
      let link = folder.appendingPathComponent("rules/a.rules").path
      #expect(try FileManager.default.destinationOfSymbolicLink(atPath: link) == "../real.txt")
      let attributes = try FileManager.default.attributesOfItem(atPath: folder.appendingPathComponent("real.txt").path)
      #expect(attributes[.posixPermissions] as? Int == 0o640)
      #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path).sorted() == ["real.txt", "rules"])
    }
  }

  @Test("--diff writes nothing, and patch makes of its output what --fix makes")
  func diff() throws {
    try Self.withFolder { folder in
      let result = try Rulesc.run(["check", "--diff", "--unsafe-fixes", "rules"], in: folder)
      #expect(result.status == 1)
      #expect(try Self.text(folder) == Self.broken)
      #expect(
        result.output == """
          --- rules/a.rules
          +++ rules/a.rules
          @@ -1,3 +1,3 @@
           pipeline Desk stage New stage Done closed\r
          -team Unused # team Unused\r
          +# team Unused\r
           rule "R" on ticket created do move to Done\r

          """)
    }
  }

  @Test("Standard input is mended on standard output")
  func standardInput() throws {
    let result = try Rulesc.run(["check", "--fix", "--unsafe-fixes", "-q", "-"], input: Array(Self.broken.utf8))
    #expect(result.output == Self.mended)
    #expect(result.errors == "")
  }

  @Test("Output that cannot be written is an error, whatever was to be said")
  func outputFull() throws {
    let tool = URL(fileURLWithPath: CommandLine.arguments[0]).deletingLastPathComponent().appendingPathComponent(
      "rulesc")
    for (words, redirection) in [("explain --list", "> /dev/full"), ("explain --list", ">&-"), ("check -", "<&-")] {
      let process = Process()
      process.executableURL = URL(fileURLWithPath: "/bin/sh")
      process.arguments = ["-c", "\(tool.path) \(words) \(redirection) 2> /dev/null"]
      try process.run()
      process.waitUntilExit()
      #expect(process.terminationStatus == 2, "\(words) \(redirection)")
    }
  }
}
