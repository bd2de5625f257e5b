import RuleChecker

/// A test that might be worth writing: what is so, and what happens; what to expect of it, the engine says.
struct Candidate: Hashable {
  let rule: Int
  let pipeline: PipelineIndexValue
  /// What follows the rule's name in the test's.
  let title: String
  let givens: [String]
  let steps: [String]

  typealias PipelineIndexValue = Int

  /// The test without its name, to tell doubles by.
  var body: String { (givens + ["when"] + steps).joined(separator: "\n") + " \(pipeline)" }

  /// The whole test in the rule language.
  func text(named name: String, expecting expectations: [String]) -> String {
    var lines = ["test " + RuleText.string(name)]
    if !givens.isEmpty { lines.append("  given " + givens.joined(separator: ", ")) }
    for step in steps { lines.append("  when " + step) }
    lines += expectations.map { "  expect " + $0 }
    return lines.joined(separator: "\n") + "\n"
  }
}
