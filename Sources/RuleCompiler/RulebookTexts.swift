package import RuleChecker
internal import RuleSchema
package import RuleSource

/// What a rulebook's files say, rule by rule and test by test: for who shows it elsewhere than where it stands.
package struct RulebookTexts: Sendable {
  /// A rule or a test as it is written, with the comment right above it.
  package struct Text: Sendable {
    package let title: String
    package let isNamed: Bool
    /// Index into the pipelines.
    package let pipeline: Int
    package let source: String
    /// `rules/desk.rules:12`
    package let place: String
  }

  /// For each rule of the program, in its order.
  package private(set) var rules: [Text] = []
  /// Rules that are off, which no program has.
  package private(set) var offRules: [Text] = []
  package private(set) var tests: [Text] = []

  /// The texts of `rules`, read from `files`.
  package init(_ rules: CheckedRules, files: [SourceFile]) {
    for rule in rules.rules {
      let text = Self.text(rule.identity, isNamed: rule.isNamed, rule.pipeline.value, rule.range, files)
      if rule.isOff { offRules.append(text) } else { self.rules.append(text) }
    }
    tests = rules.tests.map { Self.text($0.name, isNamed: true, $0.pipeline.value, $0.range, files) }
  }

  private static func text(
    _ title: String, isNamed: Bool, _ pipeline: Int, _ range: SourceRange, _ files: [SourceFile]
  ) -> Text {
    let file = files[Int(range.fileIndex)]
    let line = file.lineIndex(at: range.start)
    var first = line
    while first > 0, isComment(file.line(first - 1)), isBlank(file.bytes[file.lineStarts[line]..<range.start]) {
      first -= 1
    }
    let comment = first == line ? [] : file.bytes[file.lineStarts[first]..<file.lineStarts[line]]
    return Text(
      title: title, isNamed: isNamed, pipeline: pipeline,
      source: String(decoding: comment, as: UTF8.self) + file.text(of: range),
      place: "\(file.path):\(line + 1)")
  }

  private static func isComment(_ line: ArraySlice<UInt8>) -> Bool {
    line.first { !isSpace($0) } == UInt8(ascii: "#")
  }

  private static func isBlank(_ bytes: ArraySlice<UInt8>) -> Bool { bytes.allSatisfy(isSpace) }

  private static func isSpace(_ byte: UInt8) -> Bool { byte == UInt8(ascii: " ") || byte == UInt8(ascii: "\t") }
}
