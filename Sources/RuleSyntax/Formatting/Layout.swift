import RuleSource

//  The formatter is four steps: segments (which tokens are an item, and which stay as they are), the layout (what stands
//  on a line), the alignment (what stands below each other), the writer. Of the user's own lines it asks only: is this
//  item, or this arm, on one line; does a comment begin its line; is a blank line here. Everything else follows from the
//  tokens, so a formatted file gives itself.

/// Puts the tokens of a file on lines.
struct Layout {
  /// The columns a line may have.
  static let width = 100

  let ruler: TokenRuler
  private(set) var lines: [FormattedLine] = []
  /// The first token that is not on a line yet.
  private var position = 0
  /// Where the last part of the last item begins.
  private var lastIndent = 0

  init(_ ruler: TokenRuler) {
    self.ruler = ruler
  }

  /// Puts everything on lines, with the comments between the segments.
  mutating func place(_ segments: [Segment]) {
    for segment in segments {
      placeCommentsBetweenItems(to: segment.tokens.lowerBound)
      lastIndent = 0
      if segment.isKept {
        keep(segment.tokens)
      } else if let item = segment.item {
        place(parts(of: item, segment.tokens), of: segment.tokens)
      }
    }
    placeCommentsBetweenItems(to: ruler.tokens.count - 1)
  }

  // ---- items ----

  /// Puts an item on lines, part by part; as it is where the parts are not in order.
  private mutating func place(_ parts: [ItemPart], of tokens: Range<Int>) {
    let starts = parts.map(\.start)
    let isInOrder = starts.first == tokens.lowerBound && zip(starts, starts.dropFirst()).allSatisfy { $0 < $1 }
    guard isInOrder, let last = starts.last, last < tokens.upperBound else { return keep(tokens) }
    for (index, part) in parts.enumerated() {
      place(part, to: index + 1 < parts.count ? starts[index + 1] : tokens.upperBound)
      lastIndent = part.indent
    }
  }

  /// Puts whole lines on lines, to the byte.
  private mutating func keep(_ tokens: Range<Int>) {
    let file = ruler.file
    let first = ruler.tokens[tokens.lowerBound].range.start
    let last = file.lineIndex(at: max(first, ruler.tokens[tokens.upperBound - 1].range.end - 1))
    let firstLine = file.lineIndex(at: first)
    let start = firstLine == 0 ? min(first, markLength) : file.lineStarts[firstLine]
    let end = file.line(last).endIndex
    lines.append(
      FormattedLine(
        kind: .verbatim(start..<max(start, end)), indent: 0, tokens: tokens,
        isAfterBlankLine: ruler.isAfterBlankLine(tokens.lowerBound)))
    position = tokens.upperBound
    // A comment at the end of the last line is among these bytes.
    if isComment(position), !ruler.isFirstOnLine(position) { position += 1 }
  }

  /// The bytes of the byte order mark.
  private var markLength: Int { ruler.file.bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0 }

  // ---- comments ----

  private func isComment(_ index: Int) -> Bool { ruler.tokens[index].kind == .comment }

  /// Comments right below an item, farther in than its first line, stay with it; the others are flush left.
  private mutating func placeCommentsBetweenItems(to end: Int) {
    var isWithItem = lastIndent > 0
    while position < end, isComment(position) {
      let start = ruler.tokens[position].range.start
      isWithItem = isWithItem && !ruler.isAfterBlankLine(position) && start > lineStart(of: start)
      placeComment(indent: isWithItem ? lastIndent : 0)
    }
  }

  private func lineStart(of offset: Int) -> Int { ruler.file.lineStarts[ruler.file.lineIndex(at: offset)] }

  private mutating func placeComment(indent: Int, keepsBlankLine: Bool = true) {
    lines.append(
      FormattedLine(
        kind: .comment, indent: indent, tokens: position..<position + 1,
        isAfterBlankLine: keepsBlankLine && ruler.isAfterBlankLine(position)))
    position += 1
  }

  /// Puts comments that follow on their line behind it, and others on lines of their own.
  private mutating func placeComments(inside part: ItemPart, to end: Int) {
    while position < end, isComment(position) {
      if !ruler.isFirstOnLine(position), !lines.isEmpty, lines[lines.count - 1].comment == nil {
        lines[lines.count - 1].comment = position
        position += 1
      } else {
        placeComment(indent: part.continuation, keepsBlankLine: false)
      }
    }
  }

  // ---- parts ----

  /// Puts the tokens before the part that begins at `next` on lines. A comment inside ends its line, wherever that is.
  private mutating func place(_ part: ItemPart, to next: Int) {
    while position < next, isComment(position) { placeComment(indent: part.indent) }
    let first = position
    // Comments at its end stand above the next part.
    let end = ruler.tokenBefore(next) + 1
    var breaks = part.breaks.sorted { $0.token < $1.token }[...]
    while position < end {
      let start = position
      while position < end, !isComment(position) { position += 1 }
      var line = FormattedLine(
        kind: part.kind, indent: start == first ? part.indent : part.continuation, tokens: start..<position,
        isAfterBlankLine: start == first && ruler.isAfterBlankLine(start))
      if start == first, position == end { line.stops = part.stops } else { line.kind = part.kind.broken }
      place(line, continuation: part.continuation, breaks.removeInside(line.tokens))
      placeComments(inside: part, to: end)
    }
    if isComment(position), !ruler.isFirstOnLine(position) { placeComments(inside: part, to: position + 1) }
  }

  /// Puts `line` on as many lines as it takes: broken at the places of the lowest weight, and what is still too long
  /// at the others.
  private mutating func place(_ line: FormattedLine, continuation: Int, _ breaks: ArraySlice<LineBreak>) {
    guard line.indent + ruler.width(line.tokens) > Self.width, let weight = breaks.map(\.weight).min() else {
      return lines.append(line)
    }
    let places = breaks.filter { $0.weight == weight }
    var breaks = breaks
    for (index, piece) in pieces(of: line, at: places, continuation).enumerated() {
      var next = FormattedLine(
        kind: line.kind.broken, indent: line.indent, tokens: piece, isAfterBlankLine: line.isAfterBlankLine)
      if index > 0 {
        next.indent = continuation
        next.isAfterBlankLine = false
      }
      place(next, continuation: continuation + 2, breaks.removeInside(piece))
    }
  }

  /// The tokens between `breaks`, or as many of them together as fit on a line.
  private func pieces(of line: FormattedLine, at breaks: [LineBreak], _ continuation: Int) -> [Range<Int>] {
    var pieces: [Range<Int>] = []
    var start = line.tokens.lowerBound
    for (index, place) in breaks.enumerated() {
      let indent = pieces.isEmpty ? line.indent : continuation
      let next = index + 1 < breaks.count ? breaks[index + 1].token : line.tokens.upperBound
      if place.weight >= LineBreak.words, indent + ruler.width(start..<next) <= Self.width { continue }
      pieces.append(start..<place.token)
      start = place.token
    }
    return pieces + [start..<line.tokens.upperBound]
  }
}

extension ArraySlice<LineBreak> {
  /// Removes the places up to the end of `tokens`, and gives those inside, in order.
  fileprivate mutating func removeInside(_ tokens: Range<Int>) -> ArraySlice<LineBreak> {
    while let first, first.token <= tokens.lowerBound { removeFirst() }
    let inside = prefix { $0.token < tokens.upperBound }
    self = self[inside.endIndex...]
    return inside
  }
}
