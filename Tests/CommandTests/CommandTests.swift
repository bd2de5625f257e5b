import Foundation
import Testing

/// A command line, what it reads, and the golden file that shows what it does.
struct CommandCase: Sendable, CustomStringConvertible {
  var name: String
  var arguments: [String]
  var input: String = ""

  var description: String { name }
}

@Suite("rulesc as a user runs it")
struct CommandTests {
  /// Of the tickets some go ways that the tests of `coverage` know, some do not; a line is damaged.
  private static let coverageLog = """
    {"id":"c-1","at":"2026-01-05T09:00:00Z","ticket":{"id":"1","pipeline":"Support","stage":"New","properties":{"priority":"High"}},"before":{"stage":"Waiting"}}
    {"id":"c-2","at":"2026-01-05T10:00:00Z","ticket":{"id":"2","pipeline":"Support","stage":"New","properties":{"priority":"Low","amount":2000}},"before":{"stage":"Waiting"}}
    {"id":"c-3","at":"2026-01-05T11:00:00Z","ticket":
    {"id":"c-4","at":"2026-01-05T12:00:00Z","ticket":{"id":"3","pipeline":"Support","stage":"New","properties":{"priority":"Low","amount":5000}},"before":{"stage":"Waiting"}}
    {"id":"c-5","at":"2026-01-05T13:00:00Z","ticket":{"id":"3","pipeline":"Support","stage":"Closed","properties":{"priority":"Low"}},"before":{"stage":"New"}}
    {"id":"c-6","at":"2026-01-05T14:00:00Z","ticket":{"id":"4","pipeline":"Support","stage":"New","properties":{"priority":"Urgent"}},"created":true}

    """

  private static let cases = [
    CommandCase(name: "no-arguments", arguments: []),
    CommandCase(name: "help", arguments: ["--help"]),
    CommandCase(name: "help-check", arguments: ["help", "check"]),
    CommandCase(name: "help-run", arguments: ["run", "--help"]),
    CommandCase(name: "help-unknown", arguments: ["help", "chekc"]),
    CommandCase(name: "version", arguments: ["--version"]),
    CommandCase(name: "unknown-command", arguments: ["chekc", "desk"]),
    CommandCase(name: "unknown-option", arguments: ["check", "--quite", "desk"]),
    CommandCase(name: "option-without-value", arguments: ["run", "desk", "--events"]),
    CommandCase(name: "option-twice", arguments: ["run", "desk", "--events", "a", "--events", "b"]),
    CommandCase(name: "check-clean", arguments: ["check", "desk"]),
    CommandCase(name: "check-quiet", arguments: ["check", "--quiet", "desk"]),
    CommandCase(name: "check-broken", arguments: ["check", "broken"]),
    CommandCase(name: "check-plain", arguments: ["check", "--format", "plain", "broken"]),
    CommandCase(name: "check-github", arguments: ["check", "--format=github", "broken"]),
    CommandCase(name: "check-json-clean", arguments: ["check", "--format", "json", "desk"]),
    CommandCase(name: "check-format-unknown", arguments: ["check", "--format", "jsno", "broken"]),
    CommandCase(name: "check-option-misspelled", arguments: ["check", "--fromat", "json", "broken"]),
    CommandCase(name: "check-same-file-twice", arguments: ["check", "desk", "desk/desk.rules", "./desk/../desk"]),
    CommandCase(name: "check-standard-input-twice", arguments: ["check", "-", "-"], input: "# nothing\n"),
    CommandCase(name: "check-unsafe-fixes-alone", arguments: ["check", "--unsafe-fixes", "broken"]),
    CommandCase(name: "check-diff-clean", arguments: ["check", "--diff", "desk"]),
    CommandCase(name: "check-diff-format", arguments: ["check", "--diff", "--format", "json", "broken"]),
    CommandCase(name: "check-watch", arguments: ["check", "--watch", "--watch-runs", "1", "desk"]),
    CommandCase(name: "check-watch-broken", arguments: ["check", "--watch", "--watch-runs=1", "broken"]),
    CommandCase(name: "check-watch-fix", arguments: ["check", "--watch", "--fix", "desk"]),
    CommandCase(name: "check-watch-json", arguments: ["check", "--watch", "--format", "json", "desk"]),
    CommandCase(name: "check-watch-runs-alone", arguments: ["check", "--watch-runs", "2", "desk"]),
    CommandCase(name: "help-explain", arguments: ["explain", "--help"]),
    CommandCase(name: "explain", arguments: ["explain", "e0202", "unknown-stage"]),
    CommandCase(name: "explain-unknown", arguments: ["explain", "E9999"]),
    CommandCase(name: "explain-misspelled", arguments: ["explain", "unkown-stage"]),
    CommandCase(name: "explain-nothing", arguments: ["explain"]),
    CommandCase(name: "check-missing", arguments: ["check", "no-such-folder"]),
    CommandCase(name: "check-folder-without-rules", arguments: ["check", "empty"]),
    CommandCase(
      name: "check-standard-input", arguments: ["check", "-"],
      input: "pipeline Desk stage New stage Done closed\non stage Nwe do move to Done\n"),
    CommandCase(name: "check-empty-input", arguments: ["check", "-"]),
    CommandCase(name: "help-fmt", arguments: ["help", "fmt"]),
    CommandCase(name: "fmt-check-clean", arguments: ["fmt", "--check", "desk"]),
    CommandCase(
      name: "fmt-standard-input", arguments: ["fmt", "-"],
      input: "rule \"R\" on ticket created table | area is | add note ____ | | a,b | \"x\" | | any | - | # end\n"),
    CommandCase(
      name: "fmt-check-standard-input", arguments: ["fmt", "--check", "-"],
      input: "rule \"R\" on ticket created\n table\n |area is | add note ____ |\n | a | \"x\" |\n"),
    CommandCase(
      name: "fmt-stdin", arguments: ["fmt", "--stdin"], input: "on  closed do\tadd note \"x\"\r\nteam  A\r\n"),
    CommandCase(
      name: "fmt-mistake", arguments: ["fmt", "-"],
      input: "on  closed do notfy owner\n\n\nteam   A # the first\non stage   New do move to Closed\n"),
    CommandCase(name: "fmt-empty-input", arguments: ["fmt", "-"]),
    CommandCase(name: "fmt-missing", arguments: ["fmt", "no-such.rules"]),
    CommandCase(name: "fmt-check-broken", arguments: ["fmt", "--check", "broken"]),
    CommandCase(name: "help-coverage", arguments: ["help", "coverage"]),
    CommandCase(name: "coverage", arguments: ["coverage", "coverage"]),
    CommandCase(name: "coverage-annotated", arguments: ["coverage", "--format", "annotated", "coverage"]),
    CommandCase(name: "coverage-json", arguments: ["coverage", "--format", "json", "coverage"]),
    CommandCase(name: "coverage-lcov", arguments: ["coverage", "--format", "lcov", "coverage"]),
    CommandCase(name: "coverage-cobertura", arguments: ["coverage", "--format", "cobertura", "coverage"]),
    CommandCase(name: "coverage-html", arguments: ["coverage", "--format", "html", "mutants"]),
    CommandCase(
      name: "coverage-events", arguments: ["coverage", "--events", "-", "--min", "log=60,rules=80", "coverage"],
      input: coverageLog),
    CommandCase(
      name: "coverage-events-json",
      arguments: [
        "coverage", "--events", "-", "--until", "2026-02-01T00:00:00Z", "--format", "json", "--filter", "Nag",
        "coverage",
      ],
      input: coverageLog),
    CommandCase(name: "coverage-filter", arguments: ["coverage", "--filter", "Reply", "coverage"]),
    CommandCase(name: "coverage-min", arguments: ["coverage", "-q", "--min", "20", "coverage"]),
    CommandCase(name: "coverage-below-min", arguments: ["coverage", "-q", "--min", "rules=80,mcdc=90.5", "coverage"]),
    CommandCase(name: "coverage-min-misspelled", arguments: ["coverage", "--min", "outcome=90", "coverage"]),
    CommandCase(name: "coverage-min-no-percentage", arguments: ["coverage", "--min", "rules=all", "coverage"]),
    CommandCase(name: "coverage-min-twice", arguments: ["coverage", "--min", "rules=9,rules=8", "coverage"]),
    CommandCase(name: "coverage-min-log-without-log", arguments: ["coverage", "--min", "log=90", "coverage"]),
    CommandCase(name: "coverage-format-unknown", arguments: ["coverage", "--format", "xml", "coverage"]),
    CommandCase(name: "coverage-broken", arguments: ["coverage", "broken"]),
    CommandCase(name: "coverage-no-tests", arguments: ["coverage", "-q", "desk"]),
    CommandCase(
      name: "coverage-test-fails", arguments: ["coverage", "-q", "-"],
      input: """
        pipeline Desk stage New stage Done closed
        rule "R" on reply from contact do move to Done
        test "t" given stage New when reply from contact expect nothing

        """),
    CommandCase(name: "coverage-nothing", arguments: ["coverage", "-"], input: "pipeline Desk stage New stage Done\n"),
    CommandCase(name: "help-mutate", arguments: ["help", "mutate"]),
    CommandCase(name: "mutate", arguments: ["mutate", "--min", "90", "mutants"]),
    CommandCase(name: "mutate-json", arguments: ["mutate", "--format", "json", "--filter", "Reply", "mutants"]),
    CommandCase(name: "mutate-no-percentage", arguments: ["mutate", "--min", "all", "mutants"]),
    CommandCase(name: "mutate-format-unknown", arguments: ["mutate", "--format", "xml", "mutants"]),
    CommandCase(name: "mutate-broken", arguments: ["mutate", "broken"]),
    CommandCase(name: "help-prove", arguments: ["help", "prove"]),
    CommandCase(name: "prove", arguments: ["prove", "promises"]),
    CommandCase(name: "prove-quiet", arguments: ["prove", "-q", "promises"]),
    CommandCase(name: "prove-json", arguments: ["prove", "--format", "json", "promises"]),
    CommandCase(name: "prove-nothing-promised", arguments: ["prove", "desk"]),
    CommandCase(name: "prove-broken", arguments: ["prove", "broken"]),
    CommandCase(name: "prove-format-unknown", arguments: ["prove", "--format", "xml", "promises"]),
    CommandCase(name: "check-promises", arguments: ["check", "promises"]),
    CommandCase(name: "test-suggest", arguments: ["test", "--suggest", "mutants"]),
    CommandCase(name: "compile-without-output", arguments: ["compile", "desk"]),
    CommandCase(name: "compile-broken", arguments: ["compile", "broken", "-o", "/tmp/never-written.rulebook"]),
    CommandCase(name: "compile-nowhere", arguments: ["compile", "desk", "-o", "no-such-folder/a.rulebook"]),
    CommandCase(name: "compile-over-source", arguments: ["compile", "desk", "-o", "./desk/desk.rules"]),
    CommandCase(name: "inspect-no-rulebook", arguments: ["inspect", "desk/desk.rules"]),
    CommandCase(name: "inspect-missing", arguments: ["inspect", "no-such.rulebook"]),
    CommandCase(name: "run-events", arguments: ["run", "desk", "--events", "events.ndjson"]),
    CommandCase(name: "run-trace", arguments: ["run", "desk", "--events", "events.ndjson", "--trace"]),
    CommandCase(
      name: "run-trace-workers", arguments: ["run", "desk", "--events", "events.ndjson", "--trace", "--workers", "3"]),
    CommandCase(name: "run-workers-none", arguments: ["run", "desk", "--events", "events.ndjson", "--workers", "0"]),
    CommandCase(
      name: "run-strict-workers", arguments: ["run", "desk", "--events", "damaged.ndjson", "--strict", "--workers=2"]),
    CommandCase(name: "run-damaged-workers", arguments: ["run", "desk", "--events", "damaged.ndjson", "--workers=2"]),
    CommandCase(name: "run-strict", arguments: ["run", "desk", "--events", "damaged.ndjson", "--strict"]),
    CommandCase(name: "run-damaged", arguments: ["run", "desk", "--events", "damaged.ndjson"]),
    CommandCase(name: "run-empty-input", arguments: ["run", "desk"]),
    CommandCase(name: "run-blank-lines", arguments: ["run", "desk"], input: "\n\r\n  \n"),
    CommandCase(name: "run-broken-rules", arguments: ["run", "broken", "--events", "events.ndjson"]),
    CommandCase(name: "run-no-events", arguments: ["run", "desk", "--events", "no-such.ndjson"]),
    CommandCase(name: "run-folder-as-events", arguments: ["run", "desk", "--events", "empty"]),
    CommandCase(name: "run-no-rules", arguments: ["run"]),
    CommandCase(name: "help-why", arguments: ["why", "--help"]),
    CommandCase(name: "why-format-unknown", arguments: ["why", "why", "--event", "why/log.ndjson", "--format", "xml"]),
    CommandCase(name: "why-ticket", arguments: ["why", "why", "--events", "why/log.ndjson", "--ticket", "100"]),
    CommandCase(name: "why-chain", arguments: ["why", "why", "--events", "why/log.ndjson", "--id", "w-7"]),
    CommandCase(
      name: "why-rule", arguments: ["why", "why", "--events", "why/log.ndjson", "--line", "4", "--rule", "Big"]),
    CommandCase(
      name: "why-json", arguments: ["why", "why", "--events", "why/log.ndjson", "--line", "4", "--format", "json"]),
    CommandCase(name: "why-damaged-line", arguments: ["why", "why", "--events", "why/log.ndjson", "--line", "2"]),
    CommandCase(
      name: "why-line-out-of-range", arguments: ["why", "why", "--events", "why/log.ndjson", "--line", "400"]),
    CommandCase(name: "why-line-no-number", arguments: ["why", "why", "--events", "why/log.ndjson", "--line", "x"]),
    CommandCase(name: "why-id-unknown", arguments: ["why", "why", "--events", "why/log.ndjson", "--id", "w-44"]),
    CommandCase(
      name: "why-ticket-unknown", arguments: ["why", "why", "--events", "why/log.ndjson", "--ticket", "1000"]),
    CommandCase(
      name: "why-rule-unknown",
      arguments: ["why", "why", "--events", "why/log.ndjson", "--line", "1", "--rule", "Bigg"]),
    CommandCase(
      name: "why-rule-off", arguments: ["why", "why", "--events", "why/log.ndjson", "--line", "1", "--rule", "Off"]),
    CommandCase(name: "why-nothing-asked", arguments: ["why", "desk"]),
    CommandCase(name: "why-file", arguments: ["why", "desk", "--event", "line.json"]),
    CommandCase(name: "run-both-standard-input", arguments: ["run", "-"]),
  ]

  @Test("A command line does what its golden file shows", arguments: cases)
  func golden(_ command: CommandCase) throws {
    let result = try Rulesc.run(command.arguments, input: Array(command.input.utf8))
    let words = (["rulesc"] + command.arguments).joined(separator: " ")
    let text = "$ \(words)\n\(result.text)"
    let file = Rulesc.root.appendingPathComponent("Tests/CommandTests/Golden/\(command.name).txt")
    if ProcessInfo.processInfo.environment["UPDATE_GOLDENS"] != nil { try Data(text.utf8).write(to: file) }
    let golden = String(decoding: (try? Data(contentsOf: file)) ?? Data(), as: UTF8.self)
    #expect(text == golden)
  }

  @Test("A compiled rulebook runs as its rule files do, and compiles to the same bytes twice")
  func compiled() throws {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent(UUID().uuidString)
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let paths = ["a.rulebook", "b.rulebook"].map { folder.appendingPathComponent($0).path }
    for path in paths { #expect(try Rulesc.run(["compile", "desk", "-o", path, "-q"]).status == 0) }
    let bytes = try paths.map { try Data(contentsOf: URL(fileURLWithPath: $0)) }
    #expect(bytes[0] == bytes[1])
    let fromFiles = try Rulesc.run(["run", "desk", "--events", "events.ndjson"])
    let fromRulebook = try Rulesc.run(["run", paths[0], "--events", "events.ndjson"])
    #expect(fromFiles.text == fromRulebook.text)
    // Cut short, flipped, foreign: refused, never a trap.
    var damaged = Array(bytes[0])
    damaged[damaged.count / 2] ^= 1
    for wrong in [Array(bytes[0].prefix(100)), damaged, Array("not a rulebook".utf8), []] {
      try Data(wrong).write(to: URL(fileURLWithPath: paths[1]))
      #expect(try Rulesc.run(["run", paths[1]]).status == 2)
      #expect(try Rulesc.run(["inspect", paths[1]]).status == 2)
    }
  }

  private static let hostileFiles: [String: [UInt8]] = [
    "NUL bytes": Array(repeating: 0, count: 100_000),
    "open parentheses": Array(repeating: UInt8(ascii: "("), count: 100_000),
    "a lost quote": Array("rule \"".utf8),
    "one long line": Array(String(repeating: "on stage New do ", count: 20_000).utf8),
    "not not not": Array("define a as ".utf8) + Array(String(repeating: "not ", count: 50_000).utf8),
    "invalid UTF-8": [0xEF, 0xBB, 0xBF, 0xFF, 0xFE, 0xC0, 0x80],
    "a word of a megabyte": Array(String(repeating: "é", count: 500_000).utf8),
  ]

  @Test("Hostile rule files are answered, not obeyed", arguments: hostileFiles.keys.sorted())
  func hostile(_ name: String) throws {
    let result = try Rulesc.run(["check", "-"], input: Self.hostileFiles[name] ?? [])
    #expect(result.status == 0 || result.status == 1)
  }

  @Test("A reader that goes away ends the run quietly")
  func brokenPipe() throws {
    let folder = Rulesc.root.appendingPathComponent("Tests/CommandTests/Fixtures")
    let tool = URL(fileURLWithPath: CommandLine.arguments[0]).deletingLastPathComponent().appendingPathComponent(
      "rulesc")
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/bin/sh")
    process.currentDirectoryURL = folder
    process.arguments = [
      "-c",
      "yes \"$(cat line.json)\" | head -n 20000 | sed = | sed 'N;s/\\(.*\\)\\n\\(.*\\)\"e-1\"/\\2\"e-\\1\"/' | \(tool.path) run desk -q | head -n 1",
    ]
    let output = Pipe()
    let errors = Pipe()
    process.standardOutput = output
    process.standardError = errors
    try process.run()
    process.waitUntilExit()
    #expect(process.terminationStatus == 0)
    #expect(String(decoding: errors.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self) == "")
    #expect(String(decoding: output.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self).hasSuffix("}\n"))
  }
}
