package import RuleSource

/// A rulebook with one small mistake made on purpose: tests that mean something notice it.
package struct Mutant: Sendable {
  /// What was made wrong.
  package enum Kind: String, Sendable {
    case condition, threshold, value, action, trigger, limit, delay, overrides
  }

  package let kind: Kind
  /// What was done, in words: ``"`at least` became `above`"``.
  package let summary: String
  /// The rule or definition it was done to.
  package let owner: String
  /// The words that were replaced.
  package let range: SourceRange
  /// What stands there instead.
  package let replacement: String

  /// The whole file after the edit.
  package func bytes(of file: SourceFile) -> [UInt8] {
    Array(file.bytes[..<range.start]) + Array(replacement.utf8) + Array(file.bytes[range.end...])
  }
}

/// How a mutant fared.
package enum MutantFate: Sendable, Hashable {
  /// A test failed.
  case killed(by: String)
  /// No test failed; whether any could is not decided.
  case survived
  /// No ticket tells it from the original.
  case equivalent
}
