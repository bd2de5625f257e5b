package import RuleEngine

/// A rulebook that was compiled.
package struct CompiledRules: Sendable {
  private let parts: ProgramParts

  init(_ parts: ProgramParts) { self.parts = parts }

  /// How many rules run.
  package var ruleCount: Int { parts.rules.count }

  /// The compiled file, made anew each time.
  package var bytes: [UInt8] { ProgramFile.encode(parts, compilerVersion: Toolchain.version) }

  /// Hands the compiled file to `take`, block by block, and says how many bytes it has. So it need not be in memory as a
  /// whole.
  package func write(to take: @escaping (Swift.Span<UInt8>) -> Void) -> Int {
    ProgramFile.write(parts, compilerVersion: Toolchain.version, to: take)
  }

  /// The program in one piece, made anew each time.
  package var program: Program { parts.program }
}
