import Foundation
import RuleCompiler
import RuleEngine
import Testing

private let hasDatabase = FileManager.default.fileExists(atPath: ZoneReader.systemFolder + "/Europe/Berlin")

@Suite("Time zones")
struct ZoneReaderTests {
  @Test("A zone keeps wall times across its changes, far in the future too", .enabled(if: hasDatabase))
  func berlin() throws {
    let zone = try ZoneReader().zone(named: "Europe/Berlin")
    let day = Span(amount: 1, unit: .days)
    for (before, after) in [
      ("2026-03-28T01:30:00Z", "2026-03-29T01:30:00Z"),  // 02:30 is skipped: read with the offset before
      ("2026-10-24T00:30:00Z", "2026-10-25T00:30:00Z"),  // 02:30 happens twice: the first
      ("2026-03-28T12:00:00Z", "2026-03-29T11:00:00Z"), ("2150-07-01T12:00:00Z", "2150-07-02T12:00:00Z"),
    ] {
      let start = try #require(Instant(iso8601: before))
      #expect(zone.adding(day, to: start).iso8601 == after)
    }
    let summer = try #require(Instant(iso8601: "2150-07-01T22:30:00Z"))
    #expect(zone.offset(at: summer) == 7200)
    #expect(zone.localDay(of: summer).iso8601 == "2150-07-02")
    let midnight = try #require(Day(year: 2026, month: 1, day: 5))
    #expect(zone.instant(of: midnight, secondsOfDay: 0).iso8601 == "2026-01-04T23:00:00Z")
  }

  @Test(
    "Zones without changes, with southern summers, half hours and unusual rules", .enabled(if: hasDatabase),
    arguments: [
      ("UTC", "2060-01-01T00:00:00Z", 0), ("Asia/Kolkata", "2060-01-01T00:00:00Z", 19_800),
      ("Australia/Lord_Howe", "2060-01-01T00:00:00Z", 39_600), ("America/Nuuk", "2060-07-01T00:00:00Z", -3_600),
      ("Africa/Casablanca", "2060-01-01T00:00:00Z", 3_600), ("Etc/GMT+5", "1950-01-01T00:00:00Z", -18_000),
      ("Europe/Dublin", "2060-07-01T00:00:00Z", 3_600), ("America/New_York", "1950-07-01T00:00:00Z", -14_400),
    ])
  func offsets(name: String, at: String, offset: Int32) throws {
    let instant = try #require(Instant(iso8601: at))
    #expect(try ZoneReader().zone(named: name).offset(at: instant) == offset)
  }

  @Test(
    "Names that are no zones", .enabled(if: hasDatabase),
    arguments: ["Europe/Berlni", "", "/etc/passwd", "../zoneinfo/UTC", "Europe/../UTC", "Europe", "tzdata.zi", "a\0b"])
  func unknown(name: String) {
    #expect(throws: ZoneProblem.unknownZone(name)) { try ZoneReader().zone(named: name) }
  }

  @Test("A missing database is a problem of its own; UTC needs none")
  func missingDatabase() throws {
    let reader = ZoneReader(folder: "/nowhere")
    #expect(throws: ZoneProblem.missingDatabase(folder: "/nowhere")) { try reader.zone(named: "Europe/Berlin") }
    #expect(try reader.zone(named: "UTC") == .utc)
  }

  @Test("A cut or damaged zone file is refused or read, never a trap", .enabled(if: hasDatabase))
  func damaged() throws {
    let data = try #require(FileManager.default.contents(atPath: ZoneReader.systemFolder + "/Europe/Berlin"))
    let bytes = [UInt8](data)
    var accepted = 0
    for count in 0..<bytes.count where (try? ZoneTable(name: "X", tzif: Array(bytes.prefix(count)))) != nil {
      accepted += 1
    }
    #expect(accepted == 0)
    var seed: UInt64 = 1
    for _ in 0..<2000 {
      var damaged = bytes
      for _ in 0..<3 {
        seed = seed &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
        damaged[Int(seed >> 33) % bytes.count] = UInt8(truncatingIfNeeded: seed >> 20)
      }
      if let zone = try? ZoneTable(name: "X", tzif: damaged) {
        _ = zone.adding(Span(amount: 1, unit: .days), to: Instant(microseconds: 0))
      }
    }
  }

  /// One line of the shared vectors.
  private struct Vector: Decodable {
    var zone: String
    var at: String
    var plus_24h: String
    var plus_1_calendar_day: String?
  }

  @Test("Calendar days across gaps and folds in ten zones", .enabled(if: hasDatabase && SharedData.has("time")))
  func sharedVectors() throws {
    let text = try #require(SharedData.text("time/dst_arithmetic.ndjson"))
    var zones: [String: ZoneTable] = [:]
    var wrong: [String] = []
    var count = 0
    for line in text.split(separator: "\n") {
      let vector = try JSONDecoder().decode(Vector.self, from: Data(line.utf8))
      let zone = try zones[vector.zone] ?? ZoneReader().zone(named: vector.zone)
      zones[vector.zone] = zone
      let start = try #require(Instant(iso8601: vector.at))
      let exact = zone.adding(Span(amount: 24, unit: .hours), to: start).iso8601
      let calendar = zone.adding(Span(amount: 1, unit: .days), to: start).iso8601
      // In a gap the vectors leave the result open: ours moves forward, as 24 hours do there.
      if exact != vector.plus_24h || calendar != vector.plus_1_calendar_day ?? vector.plus_24h {
        wrong.append(String(line))
      }
      count += 1
    }
    #expect(wrong == [])
    #expect(count == 300)
  }
}

/// The real material beside the repository, where it is present.
enum SharedData {
  private static let folder: URL? = {
    let repository = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent()
    let given = ProcessInfo.processInfo.environment["SHARED_DATA"].map { URL(fileURLWithPath: $0) }
    let candidates = [
      given, repository.deletingLastPathComponent().appendingPathComponent("shared/data"),
      URL(fileURLWithPath: "/work/shared/data"),
    ]
    return candidates.compactMap { $0 }.first { FileManager.default.fileExists(atPath: $0.path) }
  }()

  /// Whether the folder or file is there; tests that need it are skipped where it is not.
  static func has(_ path: String) -> Bool {
    folder.map { FileManager.default.fileExists(atPath: $0.appendingPathComponent(path).path) } ?? false
  }

  static func text(_ path: String) -> String? {
    guard let folder, let data = try? Data(contentsOf: folder.appendingPathComponent(path)) else { return nil }
    return String(decoding: data, as: UTF8.self)
  }
}
