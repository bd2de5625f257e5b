package import RuleSource
internal import RuleSyntax

/// Makes the fixes that diagnostics offer, checks again, and goes on until nothing is left to make.
///
/// Of two fixes that meet the first wins; the other may come back in the next pass. A fix that would change a comment,
/// or what is a comment, is not made.
package struct Fixer {
  /// What came out.
  package struct Outcome: Sendable {
    /// The files as they are after the fixes, in the order they came in.
    package let files: [SourceFile]
    /// How many fixes were made.
    package let made: Int
    /// How many that could have been made were not: they would change a comment, or change nothing.
    package let left: Int
  }

  /// Fixes may uncover mistakes whose fixes uncover others; past this many rounds something goes in circles.
  private static let mostPasses = 10

  private let isUnsafe: Bool
  private let check: ([SourceFile]) -> [Diagnostic]

  /// A fixer that makes safe fixes, and the others too if `isUnsafe`; `check` gives what is wrong with a rulebook.
  package init(isUnsafe: Bool, check: @escaping ([SourceFile]) -> [Diagnostic]) {
    self.isUnsafe = isUnsafe
    self.check = check
  }

  /// `files` with every fix made.
  ///
  /// Complexity: at most ten checks; in each the fixes cost time linear in the files, unless many change comments.
  package func fix(_ files: [SourceFile]) -> Outcome {
    var files = files
    var made = 0
    var useless: Set<String> = []
    var diagnostics = check(files)
    for _ in 0..<Self.mostPasses {
      let offered = diagnostics.filter { !useless.contains(Self.key($0)) && isAllowed($0) }
      let accepted = FixSelection(files: files).accepted(of: offered.map { ($0, $0.fix?.edits(in: files) ?? []) })
      guard !accepted.isEmpty else { break }
      files = FixSelection.applied(accepted.map(\.edits), to: files)
      made += accepted.count
      let before = Self.counts(diagnostics)
      diagnostics = check(files)
      // A fix after which the same is said as often has fixed nothing: once more would only add to it.
      let after = Self.counts(diagnostics)
      for key in accepted.map({ Self.key($0.diagnostic) }) where after[key, default: 0] >= before[key, default: 0] {
        useless.insert(key)
      }
    }
    return Outcome(files: files, made: made, left: diagnostics.count(where: isAllowed))
  }

  private func isAllowed(_ diagnostic: Diagnostic) -> Bool {
    switch diagnostic.fix?.safety {
    case .safe: true
    case .unsafe: isUnsafe
    case nil: false
    }
  }

  private static func key(_ diagnostic: Diagnostic) -> String {
    "\(diagnostic.code) \(diagnostic.range.fileIndex) \(diagnostic.message)"
  }

  private static func counts(_ diagnostics: [Diagnostic]) -> [String: Int] {
    diagnostics.reduce(into: [:]) { $0[key($1), default: 0] += 1 }
  }
}
