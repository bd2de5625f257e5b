/// A program as it is lowered and written.
package struct ProgramParts: Sendable {
  /// Everything but rules and texts.
  let frame: Program
  package let rules: RuleParts
  let texts: TextParts
  /// By branch: a number for its words, the same ones for the same words, or a negative one. What has a number is looked
  /// for once.
  let wordNumbers: [Int32]

  /// The parts of a program; rules and texts of `frame` are not looked at.
  package init(frame: Program, rules: RuleParts, texts: TextParts, wordNumbers: [Int32]) {
    self.frame = frame
    self.rules = rules
    self.texts = texts
    self.wordNumbers = wordNumbers
  }

  /// The parts of `program`.
  package init(_ program: Program) {
    self.init(
      frame: program, rules: RuleParts(program.rules), texts: TextParts(program.texts),
      wordNumbers: Array(repeating: -1, count: program.branches.count))
  }

  /// The program in one piece, made anew each time.
  package var program: Program {
    var program = frame
    program.rules = rules.whole
    program.texts = texts.whole
    return program
  }
}
