import Foundation
import RuleEngine
import RuleSource
import Testing

/// The log of a real help desk, where the machine has it: 6,559 change-sets of 1,400 tickets.
@Suite struct HelpdeskLogTests {
  static let log = [
    ProjectFolder.root.deletingLastPathComponent().appending(path: "shared"), URL(filePath: "/work/shared"),
  ]
  .map { $0.appending(path: "data/events/helpdesk.ndjson.gz") }
  .first { FileManager.default.fileExists(atPath: $0.path) }

  /// How often each action comes out, and how often one is skipped.
  struct Tally {
    var lines = 0
    var actions: [String: Int] = [:]
    var skipped = 0
  }

  @Test(
    "A ticket enters New 1,378 times, and each time a notification comes out and the ticket moves on",
    .enabled(if: log != nil, "the log helpdesk.ndjson.gz is not on this machine"))
  func newTickets() throws {
    let tally = try tally(try Self.lines())
    // 1,378 tickets are created in New, 21 in Waiting on us; none is moved to New, 1,573 moves lead to Waiting on us,
    // and each of the 1,400 is closed once, which sets its close date.
    #expect(tally.lines == 6_559)
    #expect(tally.skipped == 0)
    #expect(
      tally.actions == ["send_notification": 1_378, "move": 1_378, "assign_team": 1_378 + 21 + 1_573, "set": 1_400])
  }

  @Test(
    "Where the log says that its tickets have no contact, the notifications are skipped",
    .enabled(if: log != nil, "the log helpdesk.ndjson.gz is not on this machine"))
  func ticketsWithoutContact() throws {
    let lines = try Self.lines().map {
      $0.replacing("\"properties\":{", with: "\"contact\":null,\"properties\":{", maxReplacements: 1)
    }
    let tally = try tally(lines)
    #expect(tally.skipped == 1_378)
    #expect(tally.actions == ["move": 1_378, "assign_team": 2_972, "set": 1_400])
  }

  private func tally(_ lines: [String]) throws -> Tally {
    let rulebook = try CompiledSample.rulebook(of: try ProjectFolder.ruleFiles(ofSample: "helpdesk-log"))
    var memory = TicketMemory(rulebook: rulebook)
    var tally = Tally()
    for line in lines {
      let step = memory.handle(try rulebook.event(from: Array(line.utf8)), tracing: true)
      tally.lines += 1
      tally.skipped += step.trace.count { if case .skipped = $0.verdict { true } else { false } }
      for action in step.actions { tally.actions[action.kind.word, default: 0] += 1 }
    }
    return tally
  }

  /// The log, decompressed.
  private static func lines() throws -> [String] {
    let process = Process()
    process.executableURL = URL(filePath: "/usr/bin/env")
    process.arguments = ["gzip", "-dc", try #require(log).path]
    let output = Pipe()
    process.standardOutput = output
    try process.run()
    let data = output.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    return data.split(separator: UInt8(ascii: "\n")).map { String(decoding: $0, as: UTF8.self) }
  }
}
