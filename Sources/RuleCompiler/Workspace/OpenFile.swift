internal import RuleChecker
internal import RuleSchema
internal import RuleSource
internal import RuleSyntax

/// A rule file that is being edited, in pieces: each rule with the comments above it, and each test and promise. What is
/// between them, declarations above all, is the frame that every rule is checked in.
struct OpenFile {
  /// Whole lines with one item, or with several that share a line.
  struct Piece {
    enum Kind { case rules, tests }

    let kind: Kind
    var range: Range<Int>
    /// The pipeline of its rules; `nil` where nothing decides it, or where it has no rule.
    var pipeline: Int?
    /// It may meet rules of any pipeline.
    var isOfManyPipelines = false
    /// Something about it, or about what it is compared with, was wrong, and is looked at again after every edit.
    var isSuspect = false
    /// It is part of every excerpt, since it uses something declared that no other piece of the excerpt may use.
    var isContext = false
    /// The titles of its rules in order, `nil` for a nameless one.
    var titles: [String?] = []
  }

  let path: String
  private(set) var bytes: [UInt8]
  /// In text order, without overlaps.
  var pieces: [Piece]

  /// The pieces of `file`, of whose rules `places` tells the pipelines.
  init(_ file: SourceFile, _ tree: SyntaxTree, places: [Int: [RulePlace]]) {
    path = file.path
    bytes = file.bytes
    pieces = []
    // Where the line after the item before begins; the item itself if the next one begins in the same line.
    var free = 0
    var last: (line: Int, isPiece: Bool) = (-1, false)
    for item in tree.items {
      let range = item.range
      let first = file.lineIndex(at: range.start)
      let end = file.lineIndex(at: max(range.start, range.end - 1))
      let next = end + 1 < file.lineStarts.count ? file.lineStarts[end + 1] : file.bytes.count
      defer {
        free = next
        last.line = end
      }
      guard let kind = item.pieceKind, first > last.line || last.isPiece else {
        // What shares a line with a declaration stays in the frame with it.
        if first <= last.line, last.isPiece { pieces.removeLast() }
        last.isPiece = false
        continue
      }
      if first <= last.line, let before = pieces.popLast() {
        guard before.kind == kind else {
          // A rule and a test in one line stay together in the frame.
          last.isPiece = false
          continue
        }
        var joined = Piece(kind: kind, range: before.range.lowerBound..<next)
        joined.titles = before.titles
        joined.pipeline = before.pipeline
        joined.isOfManyPipelines = before.isOfManyPipelines
        joined.add(item, places[range.start] ?? [])
        pieces.append(joined)
      } else {
        var piece = Piece(kind: kind, range: free..<next)
        piece.add(item, places[range.start] ?? [])
        pieces.append(piece)
      }
      last.isPiece = true
    }
  }

  /// The piece with the byte at `offset`, or that ends there where nothing follows.
  func piece(at offset: Int) -> Int? {
    let piece = pieces.bisected { $0.range.lowerBound <= offset } - 1
    guard piece >= 0 else { return nil }
    let range = pieces[piece].range
    return offset < range.upperBound || offset == range.upperBound && offset == bytes.count ? piece : nil
  }

  /// Replaces bytes inside the piece at `index`; the pieces behind it move.
  mutating func replace(_ range: Range<Int>, with replacement: [UInt8], inPiece index: Int) {
    let delta = replacement.count - range.count
    bytes.replaceSubrange(range, with: replacement)
    let piece = pieces[index].range
    pieces[index].range = piece.lowerBound..<(piece.upperBound + delta)
    for index in (index + 1)..<max(index + 1, pieces.count) {
      let range = pieces[index].range
      pieces[index].range = (range.lowerBound + delta)..<(range.upperBound + delta)
    }
  }

  /// Replaces bytes anywhere; the pieces are made anew afterwards.
  mutating func replace(_ range: Range<Int>, with replacement: [UInt8]) {
    bytes.replaceSubrange(range, with: replacement)
  }
}

extension OpenFile.Piece {
  fileprivate mutating func add(_ item: ItemSyntax, _ places: [RulePlace]) {
    guard case .rule(let rule) = item else { return }
    titles.append(rule.title?.text)
    place(places)
  }

  /// Takes over where its rules are.
  mutating func place(_ places: [RulePlace]) {
    for place in places {
      if place.isOfManyPipelines { isOfManyPipelines = true }
      guard let own = place.pipeline?.value else { continue }
      if let pipeline, pipeline != own { isOfManyPipelines = true }
      pipeline = own
    }
  }
}

extension ItemSyntax {
  /// What is left out where it cannot matter.
  fileprivate var pieceKind: OpenFile.Piece.Kind? {
    switch self {
    case .rule: .rules
    case .test, .promise: .tests
    case .portal, .pipeline, .property, .team, .inbox, .template, .list, .calendar, .action, .answerLimit, .scope,
      .definition:
      nil
    }
  }
}
