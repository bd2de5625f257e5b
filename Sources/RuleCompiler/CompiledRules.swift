package import RuleEngine

/// A rulebook that was compiled.
package struct CompiledRules: Sendable {
  private let parts: ProgramParts
  /// The compiled file.
  package let bytes: [UInt8]

  init(_ parts: ProgramParts, bytes: [UInt8]) {
    self.parts = parts
    self.bytes = bytes
  }

  /// How many rules run.
  package var ruleCount: Int { parts.rules.count }

  /// The program in one piece, made anew each time.
  package var program: Program { parts.program }
}
