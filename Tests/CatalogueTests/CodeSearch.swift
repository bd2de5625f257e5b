import Foundation

/// Where the project's own files speak of codes.
enum CodeSearch {
  /// Every code that is a literal in `Sources`, apart from the catalogue's own.
  static let codesOfSources: Set<String> = {
    let files = ProjectFolder.files(below: "Sources").filter {
      $0.hasSuffix(".swift") && !$0.hasPrefix("Sources/RuleCatalogue/")
    }
    return files.reduce(into: []) { codes, path in
      codes.formUnion(ProjectFolder.text(path).matches(of: /"([EWH][0-9]{4})"/).map { String($0.1) })
    }
  }()

  /// Every code that a golden file prints as `[E0203]`.
  static let codesOfGoldens: Set<String> = {
    let files = ProjectFolder.files(below: "Tests").filter { $0.contains("/Fixtures/") || $0.contains("/Golden/") }
    return (files + ["grammar/diagnostics.md"]).reduce(into: []) { codes, path in
      codes.formUnion(ProjectFolder.text(path).matches(of: /\[([EWH][0-9]{4})\]:/).map { String($0.1) })
    }
  }()
}
