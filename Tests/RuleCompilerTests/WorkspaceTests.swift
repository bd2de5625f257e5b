import Foundation
import RuleCompiler
import RuleSource
import Testing

/// After every edit a workspace says what a check of all its files says.
@Suite("Workspace: what is checked again after an edit")
struct WorkspaceTests {
  private static let project = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent()

  /// A rulebook of several pipelines, with what reaches from one into another.
  private static func made(rules: Int) -> [SourceFile] {
    var text = """
      portal "Acme" edition enterprise in "Europe/Berlin"
      calendar Office in "Europe/Berlin" default
        Monday to Friday 09:00 to 17:00
      property priority: ordered one of Low, High, Urgent
      property subject: text
      property amount: number
      property tier: one of T1, T2
      team Network
      team Printers
      template Received
      list vips: "boss@x", "ceo@x"
      define big as amount is above 100

      """
    for pipeline in ["Support", "Sales", "Returns"] {
      text += "pipeline \(pipeline)\(pipeline == "Support" ? " default" : "")\n  stage New\n  stage Open\n"
      text += "  stage Done closed\n"
    }
    let bodies = [
      "on stage New do send email Received to contact", "on reply from contact when big do notify team Network \"x\"",
      "on ticket created when tier is T1 do move to Open", "on ticket created when tier is T2 do move to Done",
      "on subject changed when subject contains \"x\" do set tier to T1", "after 2 days in stage Open do move to Done",
      "on ticket created\n  when priority is High do assign to team Printers\n  otherwise do add note \"y\"",
      "on priority changed when subject matches any of list vips do raise priority to Urgent",
      "# allow(W0505) on purpose\n  on activity when amount is above 5 and amount is above 3 do add note \"z\"",
    ]
    var other = ""
    for index in 0..<rules {
      let pipeline = ["Support", "Sales", "Returns"][index * 3 / rules]
      if index * 3 % rules < 3 { text += "\nfor pipeline \(pipeline)\n" }
      let override = index % 9 == 3 ? " overrides \"rule \(index - 1)\"" : ""
      text += "\n# Rule \(index).\nrule \"rule \(index)\"\(override)\n  \(bodies[index % bodies.count])\n"
      if index == rules / 2 { other = "on ticket created do add note \"again\"\n" }
    }
    let test = "test \"a\"\n  given stage New\n  when reply from contact\n  expect rule \"rule 1\" did not fire\n"
    return [
      SourceFile(path: "a.rules", bytes: Array(text.utf8)), SourceFile(path: "b.rules", bytes: Array(other.utf8)),
      SourceFile(path: "c.rules", bytes: Array(test.utf8)),
    ]
  }

  private static func rulebook(_ name: String) throws -> [SourceFile] {
    if name.hasPrefix("made") { return made(rules: 27) }
    return try Toolchain.load(paths: [project.appending(path: "samples/\(name)").path()])
  }

  /// An edit of a few bytes of one file.
  private struct Edit {
    let file: Int
    let range: Range<Int>
    let bytes: [UInt8]

    func made(in source: SourceFile) -> SourceFile {
      var text = source.bytes
      text.replaceSubrange(range, with: bytes)
      return SourceFile(path: source.path, bytes: text)
    }
  }

  private static func edit(_ sources: [SourceFile], _ random: inout Random) -> Edit {
    // Large files more often than small ones.
    var place = random.below(sources.reduce(0) { $0 + $1.bytes.count })
    var file = 0
    while place >= sources[file].bytes.count {
      place -= sources[file].bytes.count
      file += 1
    }
    let source = sources[file]
    // Three of four edits are below the first scope, where the rules are.
    let scope = source.bytes.firstRange(of: Array("\nfor pipeline".utf8))?.lowerBound ?? 0
    let first = random.below(4) > 0 ? source.lineIndex(at: scope) : 0
    let line = first + random.below(source.lineStarts.count - first)
    let start = source.lineStarts[line]
    let end = start + source.line(line).count
    let next = line + 1 < source.lineStarts.count ? source.lineStarts[line + 1] : source.bytes.count
    func word(_ random: inout Random) -> Range<Int> {
      let words = source.bytes[start..<end].split(whereSeparator: { $0 == 0x20 })
      guard !words.isEmpty else { return start..<start }
      let word = words[random.below(words.count)]
      return word.startIndex..<word.endIndex
    }
    let kind = random.below(8)
    switch kind {
    case 0: return Edit(file: file, range: word(&random), bytes: [])
    case 1:
      let texts = [
        "New", "Hihg", "Low", "Network", "Netwrok", "\"rule 2\"", "otherwise", "5", "big", "T1", "do", "Sales",
      ]
      return Edit(file: file, range: word(&random), bytes: Array(texts[random.below(texts.count)].utf8))
    case 2: return Edit(file: file, range: start..<next, bytes: [])
    case 3: return Edit(file: file, range: start..<start, bytes: Array(source.bytes[start..<next]))
    case 4:
      let texts = ["\"", "(", "#", "\n", " then add note \"more\"", "\r\n", "\u{e9}", " and vip"]
      let place = start + random.below(end - start + 1)
      return Edit(file: file, range: place..<place, bytes: Array(texts[random.below(texts.count)].utf8))
    case 5:
      let place = word(&random)
      return Edit(file: file, range: place.upperBound..<place.upperBound, bytes: Array("x".utf8))
    case 6:
      let texts = [
        "  when priority is High\n", "# a note\n", "\n", "  then add note \"q\"\n",
        "rule \"new\" on activity do add note \"n\"\n",
      ]
      return Edit(file: file, range: start..<start, bytes: Array(texts[random.below(texts.count)].utf8))
    default: return Edit(file: file, range: word(&random), bytes: Array(source.bytes[word(&random)]))
    }
  }

  @Test(
    "A workspace says what a check says", .timeLimit(.minutes(10)),
    arguments: ["made 1", "made 2", "made 3", "support-desk", "it-incidents", "helpdesk-log", "cookbook/round-robin"])
  func sameAsCheck(name: String) throws {
    let original = try Self.rulebook(name)
    var workspace = Workspace(original)
    #expect(workspace.diagnostics.allSatisfy { $0.severity != .error }, "\(workspace.diagnostics.map(\.message))")
    var random = Random(state: name.utf8.reduce(7) { $0 &* 31 &+ UInt64($1) })
    var parts = 0
    var count = 0
    for round in 0..<120 {
      let sources = workspace.sources
      let edit = Self.edit(sources, &random)
      let removed = Array(sources[edit.file].bytes[edit.range])
      func check(_ what: String) throws {
        count += 1
        if !workspace.checkedAll { parts += 1 }
        let expected = Toolchain.verify(workspace.sources, proving: false).diagnostics
        if workspace.diagnostics != expected {
          let known = Set(workspace.diagnostics)
          let wanted = Set(expected)
          Issue.record(
            """
            \(name) \(round) \(what): \(edit.file) \(edit.range) "\(String(decoding: removed, as: UTF8.self))" -> \
            "\(String(decoding: edit.bytes, as: UTF8.self))"
            too much: \(known.subtracting(wanted).map { "\($0.code) \($0.message) \($0.range.start) \($0.labels) \($0.fix as Any) \($0.notes)" })
            missing: \(wanted.subtracting(known).map { "\($0.code) \($0.message) \($0.range.start) \($0.labels) \($0.fix as Any) \($0.notes)" })
            """)
          throw Failure()
        }
      }
      if round % 3 == 0 {
        var saved = sources
        saved[edit.file] = edit.made(in: sources[edit.file])
        workspace.take(saved)
      } else {
        let isDone = workspace.edit(file: edit.file, range: edit.range, with: edit.bytes)
        #expect(isDone)
      }
      try check("edit")
      // Most edits are taken back, so that the rulebook stays one.
      if random.below(4) > 0 {
        let place = edit.range.lowerBound..<(edit.range.lowerBound + edit.bytes.count)
        workspace.edit(file: edit.file, range: place, with: removed)
        try check("undone")
      }
      if round % 4 == 3 { workspace = Workspace(original) }
    }
    #expect(!name.hasPrefix("made") || parts * 3 > count, "\(parts) of \(count) edits looked at a part")
  }

  @Test("A zone that nobody knows is said until it is mended")
  func unknownZone() throws {
    func files(_ zone: String, _ note: String) -> [SourceFile] {
      [
        SourceFile(
          path: "a.rules",
          bytes: Array("portal \"Acme\" edition enterprise in \"\(zone)\"\npipeline Desk stage New\n".utf8)),
        SourceFile(
          path: "b.rules", bytes: Array("rule \"x\" on stage New do add note \"\(note)\"\n".utf8)),
      ]
    }
    var workspace = Workspace(files("Europe/Berlin", "a"))
    for step in [files("Europe/Berln", "a"), files("Europe/Berln", "b"), files("Europe/Berlin", "b")] {
      workspace.take(step)
      #expect(workspace.diagnostics == Toolchain.verify(step, proving: false).diagnostics)
    }
    workspace.take(files("Europe/Berlin", "c"))
    #expect(!workspace.checkedAll)
    workspace.take(Array(files("Europe/Berlin", "c").prefix(1)))
    #expect(workspace.checkedAll)
    #expect(workspace.sources.count == 1)
  }

  @Test("An edit of a place that is not there changes nothing")
  func noPlace() {
    var workspace = Workspace(Self.made(rules: 3))
    let before = workspace.diagnostics
    let noFile = workspace.edit(file: 9, range: 0..<0, with: [65])
    let noBytes = workspace.edit(file: 0, range: 0..<1_000_000, with: [])
    #expect(!noFile && !noBytes)
    #expect(workspace.diagnostics == before)
  }

  private struct Failure: Error {}

  private struct Random {
    var state: UInt64

    mutating func below(_ limit: Int) -> Int {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return Int((state >> 33) % UInt64(max(1, limit)))
    }
  }
}
