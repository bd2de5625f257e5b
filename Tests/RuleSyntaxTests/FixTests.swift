import Foundation
import RuleSource
import RuleSyntax
import Testing

/// The edits that messages carry: made, they take their message away and leave comments alone.
@Suite("Edits of messages")
struct FixTests {
  /// Edits that a message hides come with the next round.
  private static let mostRounds = 6

  @Test("Made again and again, the edits of a file leave no message that has one", arguments: Fixture.names)
  func fixtures(name: String) throws {
    let source = try Fixture.source(name)
    var file = source
    for _ in 0..<Self.mostRounds {
      let fixes = parse(file, index: 0).diagnostics.compactMap(\.fix)
      if fixes.isEmpty { break }
      file = applying(fixes, to: file)
    }
    let rest = parse(file, index: 0).diagnostics.filter { $0.fix != nil }
    let text = String(decoding: file.bytes, as: UTF8.self)
    #expect(rest.isEmpty, "\(Fixture.messages(rest, in: file))\n\(text)")
    #expect(comments(of: file) == comments(of: source))
  }

  @Test("One round takes the message of every fix away that is safe", arguments: Fixture.names)
  func oneRound(name: String) throws {
    let source = try Fixture.source(name)
    let before = parse(source, index: 0).diagnostics.filter { $0.fix?.safety == .safe }
    guard before.count == 1, parse(source, index: 0).diagnostics.count == 1, let fix = before[0].fix else { return }
    let file = applying([fix], to: source)
    let after = parse(file, index: 0).diagnostics
    #expect(after.isEmpty, "\(Fixture.messages(after, in: file))\n\(String(decoding: file.bytes, as: UTF8.self))")
  }

  @Test("At least 60 % of all codes of the syntax carry an edit: what is missing altogether has no obvious repair")
  func share() throws {
    var codes: Set<String> = []
    var mended: Set<String> = []
    for name in Fixture.names {
      for diagnostic in parse(try Fixture.source(name), index: 0).diagnostics {
        codes.insert(diagnostic.code)
        if diagnostic.fix != nil { mended.insert(diagnostic.code) }
      }
    }
    let share = Double(mended.count) / Double(codes.count)
    #expect(share >= 0.6, "\(mended.count) of \(codes.count) codes; without: \(codes.subtracting(mended).sorted())")
  }

  private func comments(of file: SourceFile) -> [String] {
    parse(file, index: 0).tree.tokens.filter { $0.kind == .comment }.map { token in
      // The sign may be mended, what is said may not.
      String(file.text(of: token.range).drop { "#/-* ".contains($0) }.prefix { $0 != "*" })
    }
  }
}

/// `file` with all edits of `fixes`; of two that touch, the later is left out.
func applying(_ fixes: [Fix], to file: SourceFile) -> SourceFile {
  var bytes: [UInt8] = []
  var place = 0
  let sorted = fixes.enumerated().sorted {
    ($0.element.edits.first?.range.start ?? 0, $0.offset) < ($1.element.edits.first?.range.start ?? 0, $1.offset)
  }
  var edits: [Fix.Edit] = []
  for (_, fix) in sorted {
    let isApart = fix.edits.allSatisfy { edit in
      edits.allSatisfy { $0.range.end <= edit.range.start || edit.range.end <= $0.range.start }
    }
    if isApart { edits += fix.edits }
  }
  let ordered = edits.enumerated().sorted {
    ($0.element.range.start, $0.offset) < ($1.element.range.start, $1.offset)
  }
  for (_, edit) in ordered {
    bytes += file.bytes[place..<max(place, edit.range.start)] + Array(edit.replacement.utf8)
    place = max(place, edit.range.end)
  }
  return SourceFile(path: file.path, bytes: bytes + file.bytes[place...])
}
