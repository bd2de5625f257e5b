import Foundation
import RuleEngine
import Testing

@Suite("Real material")
struct SharedDataTests {
  /// Whether the scanner takes the text: every other problem comes after it.
  private func isJSON(_ bytes: [UInt8]) -> Bool {
    do {
      _ = try SampleProgram.reader.event(from: bytes)
      return true
    } catch {
      return !error.reason.hasPrefix("bad JSON")
    }
  }

  @Test("JSONTestSuite: y_ accepted, n_ refused, nothing crashes", .enabled(if: SharedData.has("json/test_parsing")))
  func jsonTestSuite() throws {
    var wrong: [String] = []
    var count = 0
    for name in SharedData.names(in: "json/test_parsing") {
      let bytes = try #require(SharedData.bytes("json/test_parsing/" + name))
      let isAccepted = isJSON(bytes)
      if name.hasPrefix("y_"), !isAccepted { wrong.append(name) }
      if name.hasPrefix("n_"), isAccepted { wrong.append(name) }
      count += 1
    }
    #expect(wrong == [])
    #expect(count > 300)
  }

  @Test("The wide verdict on real mail is that of its corpus", .enabled(if: SharedData.has("mail/headers.ndjson")))
  func mail() throws {
    let bytes = try #require(SharedData.bytes("mail/headers.ndjson"))
    var wrong: [String] = []
    var count = 0
    for line in bytes.split(separator: UInt8(ascii: "\n")) {
      let row = try #require(try JSONSerialization.jsonObject(with: Data(line)) as? [String: Any])
      let headers = String(
        decoding: try JSONSerialization.data(withJSONObject: row["headers"] ?? [:]), as: UTF8.self)
      let event = try SampleProgram.reader.event(
        from: Array(
          #"{"id":1,"at":"2026-01-05T08:12:00Z","ticket":{"id":"t","stage":"1"},"message":{"direction":"in","headers":\#(headers)}}"#
            .utf8))
      let message = try #require(event.message)
      if message.wantsNoAnswer != (row["automatic"] as? Bool) {
        wrong.append("\(row["path"] ?? ""): \(message.wantsNoAnswer) \(row["why"] ?? "")")
      }
      count += 1
    }
    #expect(wrong == [])
    #expect(count == 229)
  }
}
