internal import RuleCatalogue
internal import RuleSource

/// SARIF 2.1.0, for code scanning: the rules with their pages, the results with their fixes.
struct SARIFReport {
  private static let schema =
    "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"

  private let report: Report
  /// The codes of the report, each once, in order.
  private let codes: [String]
  private var positions: PositionFinder
  private var fingerprints: Fingerprints

  init(_ report: Report) {
    self.report = report
    codes = Set(report.diagnostics.map(\.code)).sorted()
    positions = PositionFinder(files: report.files, unit: .codePoints)
    fingerprints = Fingerprints(files: report.files)
  }

  /// The whole log.
  var text: String {
    var copy = self
    return JSONValue.object([
      ("$schema", .string(Self.schema)), ("version", .string("2.1.0")), ("runs", .array([copy.run()])),
    ]).pretty
  }

  private mutating func run() -> JSONValue {
    let driver: [(String, JSONValue)] = [
      ("name", .string("rulesc")), ("version", .string(report.version)), ("rules", .array(codes.map(Self.rule))),
    ]
    return .object([
      ("tool", .object([("driver", .object(driver))])),
      ("columnKind", .string("unicodeCodePoints")),
      ("newlineSequences", .array(["\r\n", "\n", "\r"].map(JSONValue.string))),
      ("invocations", .array([.object([("executionSuccessful", .bool(true))])])),
      (
        "artifacts",
        .array(report.files.map { .object([("location", .object([("uri", .string(Self.uri($0.path)))]))]) })
      ),
      ("results", .array(results())),
    ])
  }

  private static func rule(_ code: String) -> JSONValue {
    var members: [(String, JSONValue)] = [("id", .string(code))]
    let level =
      switch code.first {
      case "W": "warning"
      case "H": "note"
      default: "error"
      }
    if let page = Catalogue.page(for: code) {
      members += [
        ("name", .string(page.name)),
        ("shortDescription", .object([("text", .string(page.summary))])),
        ("fullDescription", .object([("text", .string(page.meaning))])),
        (
          "help",
          .object([("text", .string(page.text())), ("markdown", .string(page.markdown(message: "")))])
        ),
      ]
    }
    return .object(members + [("defaultConfiguration", .object([("level", .string(level))]))])
  }

  private mutating func results() -> [JSONValue] {
    let indices = Dictionary(uniqueKeysWithValues: codes.enumerated().map { ($0.element, $0.offset) })
    var results: [JSONValue] = []
    for diagnostic in report.diagnostics {
      var members: [(String, JSONValue)] = [
        ("ruleId", .string(diagnostic.code)),
        ("ruleIndex", .number(indices[diagnostic.code] ?? -1)),
        ("level", .string(Self.level(diagnostic.severity))),
        ("message", Self.message(Self.words(of: diagnostic))),
        ("locations", .array([.object([("physicalLocation", physicalLocation(diagnostic.range))])])),
      ]
      var related: [JSONValue] = []
      for (index, label) in diagnostic.labels.enumerated() {
        related.append(
          .object([
            ("id", .number(index + 1)), ("physicalLocation", physicalLocation(label.range)),
            ("message", Self.message(label.text)),
          ]))
      }
      if !related.isEmpty { members.append(("relatedLocations", .array(related))) }
      members.append(("partialFingerprints", .object([("rulesc/v1", .string(fingerprints.next(diagnostic)))])))
      if let fix = diagnostic.fix { members.append(("fixes", .array([value(of: fix, help: diagnostic.help)]))) }
      results.append(.object(members))
    }
    return results
  }

  /// One change for each file; the edits of a fix are in text order.
  private mutating func value(of fix: Fix, help: String?) -> JSONValue {
    var changes: [(file: Int32, path: String, replacements: [JSONValue])] = []
    for edit in fix.edits(in: report.files) {
      if changes.last?.file != edit.range.fileIndex {
        changes.append((edit.range.fileIndex, report.path(of: edit.range), []))
      }
      let inserted: [(String, JSONValue)] =
        edit.replacement.isEmpty ? [] : [("insertedContent", .object([("text", .string(edit.replacement))]))]
      changes[changes.count - 1].replacements.append(
        .object([("deletedRegion", region(edit.range))] + inserted))
    }
    var members: [(String, JSONValue)] = []
    if let help { members.append(("description", Self.message(help))) }
    members.append(
      (
        "artifactChanges",
        .array(
          changes.map { change in
            .object([
              ("artifactLocation", .object([("uri", .string(Self.uri(change.path)))])),
              ("replacements", .array(change.replacements)),
            ])
          })
      ))
    members.append(("properties", .object([("safety", .string(fix.safety.rawValue))])))
    return .object(members)
  }

  private mutating func physicalLocation(_ range: SourceRange) -> JSONValue {
    .object([
      (
        "artifactLocation",
        .object([("uri", .string(Self.uri(report.path(of: range)))), ("index", .number(Int(range.fileIndex)))])
      ),
      ("region", region(range)),
    ])
  }

  private mutating func region(_ range: SourceRange) -> JSONValue {
    let start = positions.start(of: range)
    let end = positions.end(of: range)
    return .object([
      ("startLine", .number(start.line)), ("startColumn", .number(start.column)), ("endLine", .number(end.line)),
      ("endColumn", .number(end.column)),
    ])
  }

  private static func level(_ severity: Diagnostic.Severity) -> String {
    switch severity {
    case .error: "error"
    case .warning: "warning"
    case .hint: "note"
    }
  }

  private static func words(of diagnostic: Diagnostic) -> String {
    let lines =
      [diagnostic.message] + (diagnostic.help.map { ["help: \($0)"] } ?? [])
      + diagnostic.notes.flatMap { "note: \($0)".split(separator: "\n").map(String.init) }
    return lines.map(VisibleText.of).joined(separator: "\n")
  }

  /// What a reader could take for a placeholder (`{0}`) or a link (`[a](1)`) is escaped as SARIF says.
  private static func message(_ text: String) -> JSONValue {
    var result = ""
    let scalars = Array(text.unicodeScalars)
    let hasLink = text.contains("](")
    let hasPlaceholder = scalars.indices.contains { index in
      scalars[index] == "{" && index + 1 < scalars.count && ("0"..."9").contains(scalars[index + 1])
    }
    for scalar in scalars {
      if hasLink, scalar == "[" || scalar == "]" || scalar == "\\" { result += "\\" }
      if hasPlaceholder, scalar == "{" || scalar == "}" { result.unicodeScalars.append(scalar) }
      result.unicodeScalars.append(scalar)
    }
    return .object([("text", .string(result))])
  }

  /// The path as a relative reference, or as a `file:` URI where it is absolute.
  private static func uri(_ path: String) -> String {
    let path = Report.pathInRepository(path)
    var result = path.hasPrefix("/") ? "file://" : ""
    let plain = Set("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-._~/".utf8)
    for byte in path.utf8 {
      if plain.contains(byte) {
        result.unicodeScalars.append(Unicode.Scalar(byte))
      } else {
        result += (byte < 16 ? "%0" : "%") + String(byte, radix: 16, uppercase: true)
      }
    }
    return result
  }
}
