import Foundation
import RuleSource
import RuleSyntax

/// Every rule file of the project, as texts to format.
enum FormattingSources {
  private static let root = Fixture.folder.appending(path: "../../..").standardizedFileURL

  /// The paths of all rule files in samples and tests, sorted.
  static let paths: [String] = ["samples", "Tests"].flatMap { folder in
    let names = FileManager.default.enumerator(atPath: root.appending(path: folder).path)?.allObjects ?? []
    return names.compactMap { $0 as? String }.filter { $0.hasSuffix(".rules") }.map { "\(folder)/\($0)" }
  }.sorted()

  static func source(_ path: String) throws -> SourceFile {
    SourceFile(path: path, bytes: [UInt8](try Data(contentsOf: root.appending(path: path))))
  }

  /// The rule blocks of a page, in order.
  static func blocks(of page: String) throws -> [SourceFile] {
    var blocks: [SourceFile] = []
    var lines: [Substring]?
    let text = try String(contentsOf: root.appending(path: page), encoding: .utf8)
    for line in text.split(separator: "\n", omittingEmptySubsequences: false) {
      if line.hasPrefix("```") {
        if let block = lines {
          let text = block.map { $0 + "\n" }.joined()
          blocks.append(SourceFile(path: "\(page) block \(blocks.count + 1)", bytes: Array(text.utf8)))
          lines = nil
        } else if line.hasPrefix("```rules") {
          lines = []
        } else {
          lines = nil
        }
      } else {
        lines?.append(line)
      }
    }
    return blocks
  }
}

/// The same tokens with other white space.
struct Respacing {
  private let file: SourceFile
  private let tokens: [Token]

  init(_ file: SourceFile) {
    self.file = file
    tokens = Array(parse(file, index: 0).tree.tokens)
  }

  /// Other blanks and tabs in each line; the lines stay, and so does whether a comment is indented.
  func blown(using generator: inout SplitMix64) -> SourceFile {
    rewritten { index, gap in
      let lineEnds = gap.filter { $0 == UInt8(ascii: "\n") }
      let isIndented = gap.last != UInt8(ascii: "\n") && index > 0
      let blanks = [" ", "   ", "\t", " \t "].randomElement(using: &generator) ?? " "
      if lineEnds.isEmpty { return gap.isEmpty ? [] : Array(blanks.utf8) }
      return Array(" \t".utf8) + lineEnds + (isIndented || tokens[index].kind != .comment ? Array(blanks.utf8) : [])
    }
  }

  /// Every token on a line of its own. Comments at the ends of lines stay there, and blank lines where they are.
  func scattered() -> SourceFile {
    rewritten { index, gap in
      let isGlued = tokens[index].kind == .dot || index > 0 && tokens[index - 1].kind == .dot
      let hasLineEnd = gap.contains(UInt8(ascii: "\n"))
      return isGlued || hasLineEnd || tokens[index].kind == .comment || index == 0 ? gap : [UInt8(ascii: "\n")]
    }
  }

  /// A comment in about one gap of `rarity`, at the end of a line or on a line of its own.
  func commented(rarity: Int, using generator: inout SplitMix64) -> SourceFile {
    rewritten { index, gap in
      let isGlued = tokens[index].kind == .dot || index > 0 && tokens[index - 1].kind == .dot
      guard !isGlued, tokens[index].kind != .comment, Int.random(in: 0..<rarity, using: &generator) == 0 else {
        return gap
      }
      return Array(
        [" # end \n", "\n# own\n", "\n\n  # in\t\n", " # a\n# b\n\n\n"].randomElement(using: &generator)?.utf8
          ?? "\n".utf8)
    }
  }

  private func rewritten(_ spacing: (_ index: Int, _ gap: [UInt8]) -> [UInt8]) -> SourceFile {
    var bytes: [UInt8] = []
    var offset = 0
    for (index, token) in tokens.enumerated() {
      bytes += spacing(index, Array(file.bytes[offset..<token.range.start]))
      bytes += file.bytes[token.range.start..<token.range.end]
      offset = token.range.end
    }
    return SourceFile(path: file.path, bytes: bytes)
  }
}
