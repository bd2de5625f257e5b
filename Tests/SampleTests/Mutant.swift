import RuleSource
import RuleSyntax

/// A rule file with one mistake in it.
struct Mutant: Sendable {
  enum Kind: String, CaseIterable, Sendable {
    case deletion, doubling, swap, misspelling, lostQuote, lostLine, wrongCase
  }

  let kind: Kind
  /// What of the good file is not in it as it was.
  let place: SourceRange
  /// What stands there instead.
  let replacement: [UInt8]

  func bytes(of file: SourceFile) -> [UInt8] {
    Array(file.bytes[..<place.start] + replacement + file.bytes[place.end...])
  }

  func summary(in file: SourceFile) -> String {
    let written = file.text(of: place).replacing("\n", with: "⏎").prefix(60)
    let now = String(decoding: replacement, as: UTF8.self).replacing("\n", with: "⏎").prefix(60)
    return "\(kind.rawValue) \(file.path):\(file.lineIndex(at: place.start) + 1): \(written) -> \(now)"
  }

  /// Every single mistake that can be made in a token or a line of `file`, in text order.
  static func all(of file: SourceFile) -> [Mutant] {
    let tokens = parse(file, index: 0).tree.tokens.filter { $0.kind != .comment && $0.kind != .endOfFile }
    var mutants: [Mutant] = []
    for (index, token) in tokens.enumerated() {
      let next = index + 1 < tokens.count ? tokens[index + 1] : nil
      mutants += all(of: token, before: next, in: file)
    }
    for line in file.lineStarts.indices {
      let start = file.lineStarts[line]
      let end = line + 1 < file.lineStarts.count ? file.lineStarts[line + 1] : file.bytes.count
      guard tokens.contains(where: { start <= $0.range.start && $0.range.start < end }) else { continue }
      mutants.append(Mutant(kind: .lostLine, place: SourceRange(file: 0, start: start, end: end), replacement: []))
    }
    return mutants
  }

  private static func all(of token: Token, before next: Token?, in file: SourceFile) -> [Mutant] {
    let written = Array(file.bytes[token.range.start..<token.range.end])
    var mutants: [Mutant] = []
    func add(_ kind: Kind, _ replacement: [UInt8], at place: SourceRange? = nil) {
      mutants.append(Mutant(kind: kind, place: place ?? token.range, replacement: replacement))
    }
    add(.deletion, [])
    add(.doubling, written + [UInt8(ascii: " ")] + written)
    if let next {
      let between = file.bytes[token.range.end..<next.range.start]
      let other = file.bytes[next.range.start..<next.range.end]
      if !other.elementsEqual(written), !between.contains(UInt8(ascii: "#")) {
        add(.swap, other + between + written, at: token.range.joined(to: next.range))
      }
    }
    switch token.kind {
    case .string:
      add(.lostQuote, Array(written.dropLast()))
      add(.lostQuote, Array(written.dropFirst()))
    case .word:
      if let misspelled = misspelling(of: written) { add(.misspelling, misspelled) }
      let capital = written.prefix(1).map(upper) + written.dropFirst()
      if capital != written { add(.wrongCase, capital) }
      let capitals = written.map(upper)
      if capitals != written, capitals != capital { add(.wrongCase, capitals) }
    default: break
    }
    return mutants
  }

  private static func upper(_ byte: UInt8) -> UInt8 { byte &- UInt8(ascii: "a") < 26 ? byte & 0xDF : byte }

  /// Two letters in the middle swapped, or one left out where both are the same.
  private static func misspelling(of word: [UInt8]) -> [UInt8]? {
    guard word.count > 2, word.allSatisfy({ $0 < 0x80 }) else { return nil }
    var result = word
    let place = word.count / 2
    result.swapAt(place - 1, place)
    if result == word { result.remove(at: place) }
    return result
  }
}
