import RuleAnalysis
import RuleCatalogue
import RuleCompiler
import RuleSource
import Testing

@Suite("Fixes that claim to change nothing")
struct SafeFixTests {
  /// What the user certainly meant, but not what was written: an invisible character goes out of a message.
  private static let changing: Set<String> = ["W0508"]

  @Test("A safe fix of a rulebook without errors changes no behaviour, proved")
  func proofs() throws {
    var problems: [String] = []
    var proved: [String] = []
    for page in Catalogue.pages {
      guard let failing = try CheckedExample(page.failing), let (option, mended) = try failing.mended(of: page.code),
        option == "--fix", let old = Toolchain.build(failing.files).program,
        let new = Toolchain.build(mended.files).program
      else { continue }
      let difference = BehaviourDifference(old: old, new: new)
      if Self.changing.contains(page.code) {
        if difference.verdict != .changed { problems.append("\(page.code) changes nothing") }
      } else if difference.verdict == .unchanged {
        proved.append(page.code)
      } else {
        let changes = difference.spaces.flatMap(\.changes).map { "\($0.isLost ? "lost" : "gained") \($0.key.effect)" }
        problems.append("\(page.code): \(difference.verdict) \(changes) \(difference.spaces.flatMap(\.doubts))")
      }
    }
    print("safe fixes proved:", proved.joined(separator: " "))
    #expect(problems.joined(separator: "\n") == "")
    #expect(!proved.isEmpty)
  }
}
