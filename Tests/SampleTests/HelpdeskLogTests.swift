import Foundation
import RuleEngine
import RuleSource
import Testing

/// The log of a real help desk, where the machine has it: 6,559 change-sets of 1,400 tickets.
@Suite struct HelpdeskLogTests {
  static let log = [ProjectFolder.root.deletingLastPathComponent().appending(path: "shared"), URL(filePath: "/work/shared")]
    .map { $0.appending(path: "data/events/helpdesk.ndjson.gz") }
    .first { FileManager.default.fileExists(atPath: $0.path) }

  /// How often each action comes out, and how often each rule could not reach anybody.
  struct Tally {
    var lines = 0
    var actions: [String: Int] = [:]
    var rounds: [Int: Int] = [:]
  }

  @Test(
    "The log enters New 1,378 times, always by creation, and each time the rule fires",
    .enabled(if: log != nil, "the log helpdesk.ndjson.gz is not on this machine"))
  func newTickets() throws {
    // The log's tickets have no contact: every notification is skipped, what the rules write comes out.
    let asLogged = try tally(try Self.lines())
    #expect(asLogged.lines == 6_559)
    #expect(asLogged.actions == ["move": 1_378, "assign_team": 2_972])
    // The same log where the customer, whom the log names as a property, is the contact.
    let withContacts = try tally(try Self.lines().map(Self.withContact))
    #expect(withContacts.actions == ["send_ticket_notification": 1_378, "move": 1_378, "assign_team": 2_972])
  }

  private func tally(_ lines: [String]) throws -> Tally {
    let rulebook = try CompiledSample.rulebook(of: try ProjectFolder.ruleFiles(ofSample: "helpdesk-log"))
    var memory = TicketMemory(rulebook: rulebook)
    var tally = Tally()
    for line in lines {
      let step = memory.handle(try rulebook.event(from: Array(line.utf8)))
      tally.lines += 1
      for action in step.actions { tally.actions[Self.name(of: action), default: 0] += 1 }
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

  /// `"customer":"Value 27"` made the ticket's contact.
  private static func withContact(_ line: String) -> String {
    let field = "\"customer\":\""
    guard let start = line.firstRange(of: field)?.upperBound, let end = line[start...].firstIndex(of: "\"") else {
      return line
    }
    let customer = line[start..<end]
    let address = customer.lowercased().replacing(" ", with: "-") + "@customer.example"
    return line.replacing(
      "\"properties\":{", with: "\"contact\":{\"id\":\"\(customer)\",\"email\":\"\(address)\"},\"properties\":{", maxReplacements: 1)
  }

  private static func name(of action: Action) -> String {
    switch action.kind {
    case .createTicket: "create_ticket"
    case .move: "move"
    case .set: "set"
    case .clear: "clear"
    case .assign: "assign"
    case .assignTeam: "assign_team"
    case .rotate: "rotate"
    case .sendNotification: "send_ticket_notification"
    case .sendEmail: "send_email"
    case .sendMessage: "send_message"
    case .notify: "notify"
    case .createTask: "create_task"
    case .addNote: "add_note"
    }
  }
}
