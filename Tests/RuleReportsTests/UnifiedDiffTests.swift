import RuleReports
import Testing

@Suite("A unified diff shows what changed")
struct UnifiedDiffTests {
  private static func diff(_ old: String, _ new: String, path: String = "a.rules") -> String {
    String(decoding: UnifiedDiff.bytes(old: Array(old.utf8), new: Array(new.utf8), path: path), as: UTF8.self)
  }

  private static let cases: [(String, String, String)] = [
    ("a\n", "a\n", ""),
    ("", "a\n", "--- a.rules\n+++ a.rules\n@@ -0,0 +1 @@\n+a\n"),
    ("a\n", "", "--- a.rules\n+++ a.rules\n@@ -1 +0,0 @@\n-a\n"),
    (
      "1\n2\n3\n4\n5\n6\n7\n8\n9\n", "1\n2\n3\n4\n5!\n6\n7\n8\n9\n",
      "--- a.rules\n+++ a.rules\n@@ -2,7 +2,7 @@\n 2\n 3\n 4\n-5\n+5!\n 6\n 7\n 8\n"
    ),
    (
      "a\nb", "a\nb\n",
      "--- a.rules\n+++ a.rules\n@@ -1,2 +1,2 @@\n a\n-b\n\\ No newline at end of file\n+b\n"
    ),
    ("a\r\n", "a\n", "--- a.rules\n+++ a.rules\n@@ -1 +1 @@\n-a\r\n+a\n"),
  ]

  @Test("The diff is the one `diff -u` writes", arguments: cases)
  func text(_ example: (String, String, String)) {
    #expect(Self.diff(example.0, example.1) == example.2)
  }

  @Test("A path cannot break the heading")
  func path() {
    #expect(Self.diff("", "a\n", path: "a\n\"\u{1}.rules").hasPrefix("--- \"a\\n\\\"\\001.rules\"\n+++ "))
  }

  /// Applies a diff, strictly: every context and removed line must be there.
  private static func applied(_ diff: [UInt8], to old: [UInt8]) -> [UInt8]? {
    let oldLines = old.split(separator: 10, omittingEmptySubsequences: false).map(Array.init)
    var result: [[UInt8]] = []
    var place = 0
    for line in diff.split(separator: 10, omittingEmptySubsequences: false).dropFirst(2) {
      if line.starts(with: Array("@@ -".utf8)) {
        let numbers = line.dropFirst(4).prefix { $0 != 32 }.split(separator: 44).compactMap {
          Int(String(decoding: $0, as: UTF8.self))
        }
        let start = numbers.count == 2 && numbers[1] == 0 ? numbers[0] : numbers[0] - 1
        while place < start {
          result.append(oldLines[place])
          place += 1
        }
        continue
      }
      guard let mark = line.first else { continue }
      let text = Array(line.dropFirst())
      if mark == UInt8(ascii: "+") {
        result.append(text)
      } else {
        guard place < oldLines.count, oldLines[place] == text else { return nil }
        if mark == UInt8(ascii: " ") { result.append(text) }
        place += 1
      }
    }
    result += oldLines[min(place, oldLines.count)...]
    return Array(result.joined(separator: [10]))
  }

  @Test("Applying the diff gives the new text, for texts of all kinds")
  func applies() {
    var state: UInt64 = 7
    func random(_ limit: Int) -> Int {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return Int(state >> 33) % limit
    }
    var failures: [String] = []
    for round in 0..<400 {
      let letters = 2 + random(40)
      var lines = (0..<random(60)).map { _ in "\(random(letters))" }
      let old = Array(lines.map { $0 + "\n" }.joined().utf8)
      for _ in 0..<random(20) {
        switch random(3) {
        case 0: lines.insert("\(random(letters))", at: random(lines.count + 1))
        case 1 where !lines.isEmpty: lines.remove(at: random(lines.count))
        default: if !lines.isEmpty { lines.swapAt(random(lines.count), random(lines.count)) }
        }
      }
      let new = Array(lines.map { $0 + "\n" }.joined().utf8)
      let diff = UnifiedDiff.bytes(old: old, new: new, path: "x")
      if old != new, Self.applied(diff, to: old) != new { failures.append("round \(round)") }
    }
    #expect(failures == [])
  }

  @Test("Texts with nothing in common, or only repeated lines, cost no quadratic time")
  func large() {
    let old = Array(String(repeating: "a\nb\n", count: 30_000).utf8)
    let new = Array(String(repeating: "b\nc\n", count: 30_000).utf8)
    #expect(Self.applied(UnifiedDiff.bytes(old: old, new: new, path: "x"), to: old) == new)
  }
}
