internal import RuleCatalogue
package import RuleSource

/// What a check found, and in what: everything that every format says.
package struct Report: Sendable {
  /// The rulebook in canonical order.
  let files: [SourceFile]
  /// In the order of `Diagnostic.inOrder`.
  let diagnostics: [Diagnostic]
  /// The rules of a rulebook without errors.
  let ruleCount: Int?
  /// The version of the tool that reports.
  let version: String
  /// Whether the command that reports has `--fix`.
  let offersFixes: Bool

  /// What a check of `files` by the tool of `version` found.
  package init(
    files: [SourceFile], diagnostics: [Diagnostic], ruleCount: Int?, version: String, offersFixes: Bool = true
  ) {
    self.files = files
    self.diagnostics = Diagnostic.inOrder(diagnostics)
    self.ruleCount = ruleCount
    self.version = version
    self.offersFixes = offersFixes
  }

  /// The report in a format that ends in a line end; nothing where there is nothing to say.
  ///
  /// The same report gives the same text.
  package func text(in format: ReportFormat, usesColor: Bool = false) -> String {
    switch format {
    case .text: TextReport(self, usesColor: usesColor).text
    case .plain: PlainReport(self).text
    case .json: JSONReport(self).document
    case .jsonl: JSONReport(self).lines
    case .sarif: SARIFReport(self).text
    case .github: GitHubReport(self).text
    case .junit: JUnitReport(self).text
    case .gitlab: GitLabReport(self).text
    }
  }

  /// How many there are of each kind.
  package var counts: ReportCounts { ReportCounts(diagnostics) }

  /// The name of a code's page: `unknown-property`.
  static func name(of code: String) -> String? { names[code] }

  private static let names = Dictionary(
    Catalogue.pages.map { ($0.code, $0.name) }, uniquingKeysWith: { first, _ in first })

  /// The path that CI systems know a file by: without `./` in front.
  static func pathInRepository(_ path: String) -> String {
    var path = path[...]
    while path.hasPrefix("./") {
      path = path.dropFirst(2)
      while path.hasPrefix("/") { path = path.dropFirst() }
    }
    return path.isEmpty ? "." : String(path)
  }

  /// The path of the file that `range` is in.
  func path(of range: SourceRange) -> String {
    let index = Int(range.fileIndex)
    return files.indices.contains(index) ? files[index].path : "?"
  }
}
