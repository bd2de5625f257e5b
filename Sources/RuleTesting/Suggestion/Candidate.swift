import RuleChecker

/// A test that might be worth writing: what is so, and what happens; what to expect of it, the engine says.
struct Candidate: Hashable {
  let rule: Int
  /// Candidates with the same goal are choices: one is enough.
  let goal: String
  /// Index of the pipeline.
  let pipeline: Int
  /// What follows the rule's name and the outcome in the test's name.
  let title: String
  let givens: [String]
  let steps: [String]

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
