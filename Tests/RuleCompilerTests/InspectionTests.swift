import RuleCompiler
import RuleEngine
import Testing

@Suite("What inspect prints")
struct InspectionTests {
  @Test("Everything in a rulebook, in the words of the language")
  func everything() throws {
    let file = try ProgramFile(decoding: ProgramFileTests.bytes)
    try Golden.expect(Inspection.text(of: file, size: ProgramFileTests.bytes.count), is: "inspect-everything.txt")
  }

  /// Branches as targets: `T` and `F` are ends, a number is a branch; the words are `a`, `b` …
  static let formulas: [(String, String?)] = [
    ("TF", "a"),
    ("FT", "not a"),
    ("1F TF", "a and b"),
    ("T1 TF", "a or b"),
    ("1F FT", "a and not b"),
    ("T1 FT", "a or not b"),
    ("F1 TF", "not a and b"),
    ("1T TF", "not a or b"),
    ("1F 2F TF", "a and b and c"),
    ("T1 T2 TF", "a or b or c"),
    ("12 T2 TF", "(a and b) or c"),
    ("21 2F TF", "(a or b) and c"),
    ("1F T2 TF", "a and (b or c)"),
    ("T1 2F TF", "a or (b and c)"),
    ("21 2F T3 TF", "(a or b) and (c or d)"),
    ("12 T2 3F TF", "(a and b) or (c and d)"),
    ("1F 23 T3 TF", "a and ((b and c) or d)"),
    ("12 F2 TF", "(not a or not b) and c"),
    ("11 TF", nil),
    ("TT", nil),
    ("12 TF FT", nil),
  ]

  @Test("Branches are read back as a formula", arguments: formulas)
  func formula(_ code: String, _ words: String?) {
    var program = Program()
    func target(_ character: Character) -> Program.Branch.Target {
      character == "T" ? .accept : character == "F" ? .reject : .branch(character.wholeNumberValue ?? 0)
    }
    let letters = ["a", "b", "c", "d"]
    for (index, pair) in code.split(separator: " ").enumerated() {
      let targets = Array(pair)
      program.branches.append(
        .init(test: 0, ifTrue: target(targets[0]), ifFalse: target(targets[1]), text: letters[index]))
    }
    let condition = Program.Condition(branches: 0..<program.branches.count)
    #expect(Formula(condition, of: program)?.words == words)
  }

  @Test("Long and deep conditions end")
  func large() {
    var program = Program()
    let count = 100_000
    for index in 0..<count {
      let next: Program.Branch.Target = index + 1 < count ? .branch(index + 1) : .accept
      program.branches.append(.init(test: 0, ifTrue: next, ifFalse: .reject, text: "x"))
    }
    #expect(Formula(.init(branches: 0..<count), of: program)?.words.utf8.count == count * 6 - 5)
    for index in stride(from: 0, to: count - 1, by: 2) {
      program.branches[index].ifFalse = program.branches[index].ifTrue
      program.branches[index].ifTrue = .accept
    }
    #expect(Formula(.init(branches: 0..<count), of: program) == nil)
  }
}
