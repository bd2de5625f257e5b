import Foundation
import Testing

@Suite("rulesc fmt writes files")
struct FormatCommandTests {
  @Test("Files of a folder are written once; links and rights stay, and formatted files are not touched")
  func writes() throws {
    let manager = FileManager.default
    let folder = manager.temporaryDirectory.appendingPathComponent(UUID().uuidString)
    try manager.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? manager.removeItem(at: folder) }
    let file = folder.appendingPathComponent("a.rules")
    try Data("team   A\n".utf8).write(to: file)
    try manager.setAttributes([.posixPermissions: 0o640], ofItemAtPath: file.path)
    try Data("team B\n".utf8).write(to: folder.appendingPathComponent("b.rules"))
    let link = folder.appendingPathComponent("link.rules")
    try manager.createSymbolicLink(at: link, withDestinationURL: file)

    let check = try Rulesc.run(["fmt", "--check", "a.rules", "b.rules"], in: folder)
    #expect(
      check.text
        == """
        exit status 1
        ---- standard output
        --- a.rules
        +++ a.rules
        @@ -1 +1 @@
        -team   A
        +team A
        ---- standard error
        a.rules: not formatted

        """)
    let written = try Rulesc.run(["fmt", "link.rules", "b.rules"], in: folder)
    #expect(written.text == "exit status 0\n---- standard output\n---- standard error\nlink.rules: formatted\n")
    #expect(try String(contentsOf: file, encoding: .utf8) == "team A\n")
    #expect(try manager.destinationOfSymbolicLink(atPath: link.path).hasSuffix("a.rules"))
    #expect(try manager.attributesOfItem(atPath: file.path)[.posixPermissions] as? Int == 0o640)
    #expect(try Rulesc.run(["fmt", "--check"], in: folder).status == 0)
  }
}
