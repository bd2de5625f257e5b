import Foundation
import Testing

@Suite("rulesc replay, rulesc diff and rulesc bisect")
struct ReplayCommandTests {
  private static let fixtures = Rulesc.root.appendingPathComponent("Tests/CommandTests/Fixtures")

  /// A command line in a folder with two versions of the desk, `old` and `new`, and its history `repo`.
  private static let cases = [
    CommandCase(name: "help-replay", arguments: ["help", "replay"]),
    CommandCase(name: "replay-identical", arguments: ["replay", "old", "old", "--events", "events.ndjson"]),
    CommandCase(name: "replay-renamed", arguments: ["replay", "old", "renamed", "--events", "events.ndjson"]),
    CommandCase(name: "replay-text", arguments: ["replay", "old", "new", "--events", "events.ndjson"]),
    CommandCase(
      name: "replay-json", arguments: ["replay", "old", "new", "--events", "events.ndjson", "--format", "json"]),
    CommandCase(
      name: "replay-markdown", arguments: ["replay", "old", "new", "--events", "events.ndjson", "--format=markdown"]),
    CommandCase(
      name: "replay-ticket", arguments: ["replay", "old", "new", "--events", "events.ndjson", "--ticket", "8812"]),
    CommandCase(
      name: "replay-no-ticket", arguments: ["replay", "old", "new", "--events", "events.ndjson", "--ticket", "1"]),
    CommandCase(
      name: "replay-damaged", arguments: ["replay", "old", "new", "--events", "damaged.ndjson", "--tickets", "1"]),
    CommandCase(name: "replay-stage-gone", arguments: ["replay", "old", "smaller", "--events", "events.ndjson"]),
    CommandCase(name: "replay-timers", arguments: ["replay", "old", "timers", "--events", "events.ndjson"]),
    CommandCase(
      name: "replay-timers-until",
      arguments: ["replay", "old", "timers", "--events", "events.ndjson", "--until", "2026-02-01T00:00:00Z"]),
    CommandCase(
      name: "replay-created", arguments: ["replay", "creating", "creating-renamed", "--events", "events.ndjson"]),
    CommandCase(name: "replay-broken", arguments: ["replay", "old", "broken", "--events", "events.ndjson"]),
    CommandCase(name: "replay-one-version", arguments: ["replay", "old"]),
    CommandCase(name: "replay-format-unknown", arguments: ["replay", "old", "new", "--format", "html"]),
    CommandCase(name: "help-diff", arguments: ["help", "diff"]),
    CommandCase(name: "diff-renamed", arguments: ["diff", "old", "renamed"]),
    CommandCase(name: "diff-text", arguments: ["diff", "old", "new"]),
    CommandCase(name: "diff-json", arguments: ["diff", "old", "new", "--format", "json"]),
    CommandCase(name: "diff-markdown", arguments: ["diff", "old", "new", "--format=markdown"]),
    CommandCase(name: "diff-lost", arguments: ["diff", "old", "new", "--fail-on", "lost-notification"]),
    CommandCase(name: "diff-not-lost", arguments: ["diff", "new", "old", "--fail-on", "lost-notification"]),
    CommandCase(name: "diff-any", arguments: ["diff", "old", "renamed", "--fail-on", "any"]),
    CommandCase(name: "diff-stage-gone", arguments: ["diff", "old", "smaller"]),
    CommandCase(name: "diff-timers", arguments: ["diff", "old", "timers"]),
    CommandCase(name: "diff-created", arguments: ["diff", "old", "creating"]),
    CommandCase(name: "diff-undecided", arguments: ["diff", "circle", "circle-split"]),
    CommandCase(name: "diff-limits", arguments: ["diff", "limited", "unlimited"]),
    CommandCase(name: "diff-git", arguments: ["diff", "--git", "HEAD~2", "repo/rules"]),
    CommandCase(name: "diff-git-none", arguments: ["diff", "--git", "nothing", "repo/rules"]),
    CommandCase(name: "diff-broken", arguments: ["diff", "old", "broken"]),
    CommandCase(name: "diff-one-version", arguments: ["diff", "old"]),
    CommandCase(name: "diff-unknown-demand", arguments: ["diff", "old", "new", "--fail-on", "everything"]),
    CommandCase(name: "diff-format-unknown", arguments: ["diff", "old", "new", "--format", "markdwon"]),
    CommandCase(name: "help-bisect", arguments: ["help", "bisect"]),
    CommandCase(name: "bisect-found", arguments: bisect("move to \"Waiting on us\"", "--ticket", "8812")),
    CommandCase(name: "bisect-blank", arguments: bisect("move to ____", "--ticket", "8812")),
    CommandCase(name: "bisect-rule", arguments: bisect("rule \"Reply reopens\" fired", "--ticket", "8812")),
    CommandCase(name: "bisect-nothing-else", arguments: bisect("nothing else", "--ticket", "8812")),
    CommandCase(name: "bisect-never", arguments: bisect("send ticket notification to contact", "--ticket", "8812")),
    CommandCase(name: "bisect-there-and-back", arguments: bisect("move to Closed", "--ticket", "8812")),
    CommandCase(
      name: "bisect-range",
      arguments: bisect("move to \"Waiting on us\"", "--ticket", "8812", "--good", "HEAD~1", "--bad", "HEAD")),
    CommandCase(name: "bisect-unknown-stage", arguments: bisect("move to Closd", "--ticket", "8812")),
    CommandCase(
      name: "bisect-condition-found", arguments: bisect("stage is \"Waiting on us\"", "--ticket", "8812")),
    CommandCase(name: "bisect-condition", arguments: bisect("stage is New", "--ticket", "8812")),
    CommandCase(name: "bisect-no-ticket", arguments: bisect("move to Closed", "--ticket", "1")),
    CommandCase(
      name: "bisect-no-revision", arguments: bisect("move to Closed", "--ticket", "8812", "--good", "-rf")),
    CommandCase(
      name: "bisect-wrong-way",
      arguments: bisect("move to Closed", "--ticket", "8812", "--good", "HEAD", "--bad", "HEAD~2")),
    CommandCase(
      name: "bisect-no-repository",
      arguments: ["bisect", "--ticket", "8812", "--expect", "nothing", "--events", "events.ndjson", "old"]),
    CommandCase(name: "bisect-no-expectation", arguments: ["bisect", "--ticket", "8812"]),
  ]

  private static func bisect(_ expectation: String, _ words: String...) -> [String] {
    ["bisect", "--expect", expectation, "--events", "events.ndjson"] + words + ["repo/rules"]
  }

  @Test("A command line does what its golden file shows")
  func golden() throws {
    let folder = try Self.folder()
    defer { try? FileManager.default.removeItem(at: folder) }
    for command in Self.cases {
      let result = try Rulesc.run(command.arguments, in: folder)
      let words = (["rulesc"] + command.arguments.map { $0.contains(" ") ? "'\($0)'" : $0 }).joined(separator: " ")
      let text = "$ \(words)\n\(result.text)"
      let file = Rulesc.root.appendingPathComponent("Tests/CommandTests/Golden/\(command.name).txt")
      if ProcessInfo.processInfo.environment["UPDATE_GOLDENS"] != nil { try Data(text.utf8).write(to: file) }
      let golden = String(decoding: (try? Data(contentsOf: file)) ?? Data(), as: UTF8.self)
      #expect(text == golden, "\(command.name)")
    }
  }

  @Test("Compiled rulebooks compare as their rule files do")
  func compiled() throws {
    let folder = try Self.folder()
    defer { try? FileManager.default.removeItem(at: folder) }
    for version in ["old", "new"] {
      #expect(try Rulesc.run(["compile", version, "-o", "\(version).rulebook", "-q"], in: folder).status == 0)
    }
    let files = try Rulesc.run(["replay", "old", "new", "--events", "events.ndjson"], in: folder)
    let rulebooks = try Rulesc.run(["replay", "old.rulebook", "new.rulebook", "--events", "events.ndjson"], in: folder)
    #expect(rulebooks.text == files.text.replacingOccurrences(of: "`new`", with: "`new.rulebook`"))
  }

  @Test("Rulebooks that behave alike have one fingerprint")
  func fingerprints() throws {
    let folder = try Self.folder()
    defer { try? FileManager.default.removeItem(at: folder) }
    var fingerprints: [String: String] = [:]
    for version in ["old", "renamed", "new"] {
      #expect(try Rulesc.run(["compile", version, "-o", "\(version).rulebook", "-q"], in: folder).status == 0)
      let lines = try Rulesc.run(["inspect", "\(version).rulebook"], in: folder).output.split(separator: "\n")
      fingerprints[version] = lines.first { $0.hasPrefix("  behaviour ") }.map { String($0.dropFirst(12)) }
    }
    #expect(fingerprints["old"]?.count == 32 && fingerprints["old"] == fingerprints["renamed"])
    #expect(fingerprints["new"]?.count == 32 && fingerprints["old"] != fingerprints["new"])
    let files = try Rulesc.run(["diff", "old", "new"], in: folder)
    #expect(try Rulesc.run(["diff", "old.rulebook", "new.rulebook"], in: folder).text == files.text)
  }

  @Test("The sample differs from itself without a rule only by what that rule did")
  func sample() throws {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent(UUID().uuidString)
    defer { try? FileManager.default.removeItem(at: folder) }
    let sample = Rulesc.root.appendingPathComponent("samples/support-desk")
    try FileManager.default.copyItem(at: sample, to: folder)
    let file = folder.appendingPathComponent("rules/automation.rules")
    let text = try String(contentsOf: file, encoding: .utf8)
    let changed = text.replacingOccurrences(of: "rule \"Ask how it was\"", with: "rule \"Ask how it was\" off")
    try Data(changed.utf8).write(to: file)
    let events = sample.appendingPathComponent("events.ndjson").path
    let same = try Rulesc.run(["replay", "rules", "rules", "--events", events, "-q"], in: folder)
    #expect(same.status == 0)
    let result = try Rulesc.run(
      ["replay", sample.path + "/rules", "rules", "--events", events, "-q"], in: folder)
    #expect(result.status == 1)
    #expect(result.output.contains("fewer emails Survey") && !result.output.contains(" more "), "\(result.text)")
  }

  private static let log = "/work/shared/data/events/helpdesk.ndjson.gz"

  @Test("A real log of 6,559 events", .enabled(if: FileManager.default.fileExists(atPath: log)))
  func realLog() throws {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent(UUID().uuidString)
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let events = folder.appendingPathComponent("events.ndjson")
    try Data().write(to: events)
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/bin/gzip")
    process.arguments = ["-dc", Self.log]
    process.standardOutput = try FileHandle(forWritingTo: events)
    try process.run()
    process.waitUntilExit()
    let rules = Rulesc.root.appendingPathComponent("samples/helpdesk-log/rules").path
    let files = try FileManager.default.contentsOfDirectory(atPath: rules)
    for file in files {
      let text = try String(contentsOfFile: rules + "/" + file, encoding: .utf8)
      let changed = text.replacingOccurrences(of: "when team is unknown", with: "when team is Triage")
      try Self.write(changed, to: "new/" + file, in: folder)
    }
    let result = try Rulesc.run(["replay", rules, "new", "--events", events.path, "--tickets", "0", "-q"], in: folder)
    let expected = "1399 tickets differ: 4156 actions alike in 6559 events\n"
    #expect(result.output.hasPrefix(expected), "\(result.text)")
    #expect(result.output.contains("  2972 fewer assignments to team Triage\n"))
  }

  // MARK: Versions and their history

  private static func folder() throws -> URL {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent(UUID().uuidString)
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    for name in ["events.ndjson", "damaged.ndjson", "broken"] {
      try FileManager.default.copyItem(
        at: fixtures.appendingPathComponent(name), to: folder.appendingPathComponent(name))
    }
    let desk = try String(contentsOf: fixtures.appendingPathComponent("desk/desk.rules"), encoding: .utf8)
    let renamed = desk.replacingOccurrences(of: "Reply reopens", with: "Answers reopen")
    let eager = renamed.replacingOccurrences(of: "at least High", with: "at least Low")
    let created = desk + "\nrule \"Twin\"\n  on reply from contact\n  do create ticket in stage New\n"
    try write(desk, to: "old/desk.rules", in: folder)
    try write(renamed, to: "renamed/desk.rules", in: folder)
    try write(
      eager.replacingOccurrences(of: "on stage New do send ticket notification to contact\n", with: ""),
      to: "new/desk.rules", in: folder)
    try write(
      desk.replacingOccurrences(of: "  stage \"Waiting on contact\" id \"2\"\n", with: ""), to: "smaller/desk.rules",
      in: folder)
    try write(
      desk + "\nrule \"Too long\"\n  after 3 days in stage New\n  do add note \"waits\"\n", to: "timers/desk.rules",
      in: folder)
    try write(created, to: "creating/desk.rules", in: folder)
    try write(
      created.replacingOccurrences(of: "\"Twin\"", with: "\"Second ticket\""), to: "creating-renamed/desk.rules",
      in: folder)
    let circle =
      "\nrule \"Again\"\n  on priority changed\n  when stage is New or stage is Closed\n  do clear priority\n"
    try write(desk + circle, to: "circle/desk.rules", in: folder)
    try write(
      desk + circle.replacingOccurrences(of: " or stage is Closed", with: "")
        + circle.replacingOccurrences(of: "Again", with: "And again").replacingOccurrences(
          of: "stage is New or ", with: ""), to: "circle-split/desk.rules", in: folder)
    let limited = "\nrule \"Survey\"\n  on stage Closed once per ticket\n  do send ticket notification to contact\n"
    try write(desk + limited, to: "limited/desk.rules", in: folder)
    try write(
      desk + limited.replacingOccurrences(of: " once per ticket", with: ""), to: "unlimited/desk.rules", in: folder)
    let closing = desk.replacingOccurrences(of: "do move to \"Waiting on us\"", with: "do move to Closed")
    let low = desk.replacingOccurrences(of: "at least High", with: "at least Low")
    let history: [(subject: String, rules: String)] = [
      ("The first rules", desk), ("Low tickets reopen, too", low), ("Replies close", closing),
      ("Half a rule", desk + "rule\n"), ("Replies reopen again", desk), ("A remark", desk + "# a remark\n"),
      (
        "No reply does anything",
        desk.replacingOccurrences(of: "on reply from contact", with: "on email sent to contact")
      ),
    ]
    try git(["init", "-q", "-b", "main", "repo"], in: folder, day: 1)
    let repository = folder.appendingPathComponent("repo")
    for (day, (subject, rules)) in history.enumerated() {
      try write(rules, to: "rules/desk.rules", in: repository)
      try git(["add", "."], in: repository, day: day + 1)
      try git(["-c", "commit.gpgsign=false", "commit", "-q", "-m", subject], in: repository, day: day + 1)
    }
    return folder
  }

  private static func write(_ text: String, to path: String, in folder: URL) throws {
    let url = folder.appendingPathComponent(path)
    try FileManager.default.createDirectory(at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
    try Data(text.utf8).write(to: url)
  }

  private static func git(_ arguments: [String], in folder: URL, day: Int) throws {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/git")
    process.currentDirectoryURL = folder
    process.arguments = arguments
    process.environment = [
      "PATH": "/usr/bin:/bin", "HOME": folder.path, "GIT_CONFIG_NOSYSTEM": "1", "GIT_AUTHOR_NAME": "Ann",
      "GIT_AUTHOR_EMAIL": "ann@desk.example", "GIT_COMMITTER_NAME": "Ann", "GIT_COMMITTER_EMAIL": "ann@desk.example",
      "GIT_AUTHOR_DATE": "2026-01-0\(day)T00:00:00Z", "GIT_COMMITTER_DATE": "2026-01-0\(day)T00:00:00Z",
    ]
    try process.run()
    process.waitUntilExit()
    try #require(process.terminationStatus == 0)
  }
}
