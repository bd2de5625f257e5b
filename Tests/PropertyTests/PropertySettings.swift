import Foundation

/// How much is tried. `RULES_PROPERTY_CASES` and `RULES_PROPERTY_SEED` scale it; `.ci/properties.sh` runs the long form.
enum PropertySettings {
  /// A case is one sequence of lines through one rulebook.
  static let cases = number("RULES_PROPERTY_CASES") ?? 2_400
  static let seed = UInt64(number("RULES_PROPERTY_SEED") ?? 1)
  /// How many sequences go through one rulebook.
  static let sequences = 4
  static let linesPerSequence = 12

  private static func number(_ name: String) -> Int? { ProcessInfo.processInfo.environment[name].flatMap { Int($0) } }
}
