import Foundation
import Testing

@Suite("rulesc test as a user runs it")
struct TestCommandTests {
  private static let cases = [
    CommandCase(name: "help-test", arguments: ["help", "test"]),
    CommandCase(name: "test-text", arguments: ["test", "tests"]),
    CommandCase(name: "test-quiet", arguments: ["test", "-q", "tests"]),
    CommandCase(name: "test-json", arguments: ["test", "--format", "json", "tests"]),
    CommandCase(name: "test-junit", arguments: ["test", "--format", "junit", "tests"]),
    CommandCase(name: "test-tap", arguments: ["test", "--format", "tap", "tests"]),
    CommandCase(name: "test-github", arguments: ["test", "--format", "github", "tests"]),
    CommandCase(name: "test-format-unknown", arguments: ["test", "--format", "jnuit", "tests"]),
    CommandCase(name: "test-filter", arguments: ["test", "--filter", "reopens", "tests"]),
    CommandCase(name: "test-filter-row", arguments: ["test", "--filter", "routing, row 3", "tests"]),
    CommandCase(name: "test-shuffle", arguments: ["test", "--shuffle", "7", "tests"]),
    CommandCase(name: "test-shuffle-no-number", arguments: ["test", "--shuffle", "often", "tests"]),
    CommandCase(name: "test-empty", arguments: ["test", "--filter", "no such test", "tests"]),
    CommandCase(name: "test-fail-on-empty", arguments: ["test", "--fail-on-empty", "desk"]),
    CommandCase(
      name: "test-fail-on-empty-filter", arguments: ["test", "--fail-on-empty", "--filter", "no such test", "tests"]),
    CommandCase(name: "test-broken", arguments: ["test", "broken"]),
    CommandCase(name: "test-missing", arguments: ["test", "no-such-folder"]),
    CommandCase(
      name: "test-standard-input", arguments: ["test", "-"],
      input: "pipeline Desk default stage New\ntest \"nothing\" when note added expect nothing\n"),
    CommandCase(name: "test-watch", arguments: ["test", "--watch", "--watch-runs", "1", "tests"]),
    CommandCase(name: "test-watch-runs-alone", arguments: ["test", "--watch-runs", "2", "tests"]),
    CommandCase(name: "test-watch-runs-none", arguments: ["test", "--watch", "--watch-runs", "0", "tests"]),
    CommandCase(name: "test-watch-standard-input", arguments: ["test", "--watch", "-"]),
    CommandCase(name: "test-suggest-broken", arguments: ["test", "--suggest", "broken"]),
    CommandCase(
      name: "test-suggest-nowhere", arguments: ["test", "--suggest", "-o", "no-such-folder/a.rules", "mutants"]),
  ]

  @Test("A command line does what its golden file shows", arguments: cases)
  func golden(_ command: CommandCase) throws {
    let result = try Rulesc.run(command.arguments, input: Array(command.input.utf8))
    let text = "$ \((["rulesc"] + command.arguments).joined(separator: " "))\n\(result.text)"
    let file = Rulesc.root.appendingPathComponent("Tests/CommandTests/Golden/\(command.name).txt")
    if ProcessInfo.processInfo.environment["UPDATE_GOLDENS"] != nil { try Data(text.utf8).write(to: file) }
    let golden = String(decoding: (try? Data(contentsOf: file)) ?? Data(), as: UTF8.self)
    #expect(text == golden)
  }

  @Test("Whatever the order of running, the report is the same", arguments: ["0", "1", "18446744073709551615"])
  func shuffled(seed: String) throws {
    for format in ["text", "json", "junit", "tap", "github"] {
      let plain = try Rulesc.run(["test", "--format", format, "tests"])
      #expect(try Rulesc.run(["test", "--format", format, "--shuffle", seed, "tests"]).text == plain.text)
    }
  }

  @Test("Suggested tests are written to a file, pass beside the rules, and then none is missing")
  func suggested() throws {
    let folder = try Self.folder(with: ["desk.rules"])
    defer { try? FileManager.default.removeItem(at: folder) }
    let first = try Rulesc.run(["test", "--suggest", "-o", "more.test.rules", "."], in: folder)
    #expect(first.status == 0)
    #expect(first.output.isEmpty)
    #expect(first.errors.hasPrefix("more.test.rules: "), "\(first.errors)")
    #expect(try Rulesc.run(["test", "-q", "--fail-on-empty", "."], in: folder).text == Self.silence)
    #expect(try Rulesc.run(["fmt", "--check", "more.test.rules"], in: folder).status == 0)
    let second = try Rulesc.run(["test", "--suggest", "."], in: folder)
    #expect(second.text == "exit status 0\n---- standard output\n---- standard error\nno test is missing\n")
  }

  @Test("Rows of a table count as tests: what they try is not suggested again")
  func suggestedBesideRows() throws {
    let folder = try Self.folder(with: ["desk.rules", "desk.test.rules"])
    defer { try? FileManager.default.removeItem(at: folder) }
    let alone = try Rulesc.run(["test", "--suggest", "desk.rules"], in: folder).output
    let beside = try Rulesc.run(["test", "--suggest", "."], in: folder).output
    #expect(alone.split(separator: "\n").count { $0.hasPrefix("test ") } > 0)
    #expect(beside.split(separator: "\n").count { $0.hasPrefix("test ") } == 0, "\(beside)")
  }

  @Test("A watched folder is tested again when a file is saved")
  func watched() throws {
    let folder = try Self.folder(with: ["desk.rules"])
    defer { try? FileManager.default.removeItem(at: folder) }
    let result = try Self.run(["test", "--watch", "--watch-runs", "3", "."], in: folder, saving: "more.test.rules") {
      "test \"save \($0)\" when note added expect nothing\n"
    }
    let lines = result.output.split(separator: "\n")
    #expect(result.status == 0)
    #expect(result.errors.isEmpty)
    #expect(lines.count == 3)
    #expect(lines.last == "2 tests: 2 passed, 0 failed")
  }

  @Test("A watched folder is checked again when a file is saved")
  func watchedCheck() throws {
    let folder = try Self.folder(with: ["desk.rules"])
    defer { try? FileManager.default.removeItem(at: folder) }
    let text = try String(contentsOf: folder.appendingPathComponent("desk.rules"), encoding: .utf8)
    // Broken and whole by turns.
    let result = try Self.run(["check", "--watch", "--watch-runs", "5", "."], in: folder, saving: "desk.rules") {
      text + ($0.isMultiple(of: 2) ? "" : "\non stage Nowhere do add note \"x\"\n")
    }
    #expect(result.output.isEmpty)
    #expect(result.errors.contains("has no stage `Nowhere`"), "\(result.errors)")
    #expect(result.errors.contains("no mistakes in 1 file\n"), "\(result.errors)")
  }

  /// Runs `rulesc` while a file is saved again and again: so it makes no difference how long a run takes.
  private static func run(
    _ arguments: [String], in folder: URL, saving name: String, _ text: @escaping @Sendable (Int) -> String
  ) throws -> Rulesc.Result {
    let file = folder.appendingPathComponent(name)
    // A thread of its own: those of the tests may all be waiting for `rulesc`.
    let saver = Thread {
      var number = 0
      while !Thread.current.isCancelled {
        Thread.sleep(forTimeInterval: 0.3)
        number += 1
        try? Data(text(number).utf8).write(to: file, options: .atomic)
      }
    }
    saver.start()
    defer { saver.cancel() }
    return try Rulesc.run(arguments, in: folder)
  }

  private static let silence = "exit status 0\n---- standard output\n---- standard error\n"

  /// A new folder with these files of the fixture.
  private static func folder(with names: [String]) throws -> URL {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent(UUID().uuidString)
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    for name in names {
      let file = Rulesc.root.appendingPathComponent("Tests/CommandTests/Fixtures/tests/\(name)")
      try FileManager.default.copyItem(at: file, to: folder.appendingPathComponent(name))
    }
    return folder
  }
}
