import RuleSource

/// The edits that mend what is reported.
extension Parser {
  /// That `word` is missing here. Its edit puts it there; `startsLine`: at the beginning of a line rather than at the end
  /// of the one before.
  func missing(_ word: String, isCertain: Bool = true, startsLine: Bool = false) -> Diagnostic {
    let fix = isCertain ? inserting(word, startsLine: startsLine) : nil
    return Diagnostic.expectedWord(word, before: found, at: range(current)).mended(by: fix)
  }

  /// Puts `word` between the last token and the current one.
  func inserting(_ word: String, startsLine: Bool = false, _ safety: Fix.Safety = .safe) -> Fix {
    let isGlued = word == "," || word == ":" || word == ")"
    guard position > 0, !isSeam(position), isGlued || isAtEnd || current.isFirstOnLine && !startsLine else {
      return .insert(word, before: range(current), safety)
    }
    let end = lexeme(position - 1).end
    return .replace(SourceRange(file: fileIndex, start: end, end: end), with: isGlued ? word : " " + word, safety)
  }

  /// Puts `text` in place of the current token; a comma stands right behind the token before it.
  func replacingCurrent(with text: String, _ safety: Fix.Safety = .safe) -> Fix {
    replacing(position, through: position, with: text, safety)
  }

  /// The parts that begin at the lexemes `first` and `second`, the latter ending at `last`, change places.
  func swapping(_ first: Int, _ second: Int, _ last: Int) -> Fix {
    let parts = [rangeOf(second, last), rangeOf(first, second - 1)].map { file.text(of: $0) }
    return replacing(first, through: last, with: parts.joined(separator: " "))
  }

  /// Puts `text` in place of the tokens from `first` to `last`; a comma stands right behind the token before them.
  func replacing(_ first: Int, through last: Int, with text: String, _ safety: Fix.Safety = .safe) -> Fix {
    if isTorn(first, last) { return Fix(safety, replacement(of: first, text) + removals(after: first, through: last)) }
    var start = lexeme(first).start
    let before = lexeme(first - 1)
    let isBehind = isBehindAnother(first)
    if text == ",", isBehind { start = before.end }
    // A word in the place of a comma needs the blank that the comma did not.
    let needsBlank = isBehind && before.end == start && text != "," && !text.isEmpty
    let place = SourceRange(file: fileIndex, start: start, end: lexeme(last).end)
    let touches = lexeme(last + 1).start == lexeme(last).end && lexeme(last + 1).kind != .endOfFile
    let needsTail = touches && !text.isEmpty && lexeme(last + 1).kind != .comma
    return .replace(place, with: (needsBlank ? " " : "") + text + (needsTail ? " " : ""), safety)
  }

  /// Puts the words from `first` to `last` in quotes, as one name; `nil` where that is no longer one text.
  func quoting(_ first: Int, through last: Int, _ safety: Fix.Safety = .safe) -> Fix? {
    let isPlain = (first...max(first, last)).allSatisfy { lexeme($0).kind != .string && lexeme($0).kind != .unknown }
    guard isPlain, !isTorn(first, last) else { return nil }
    return .replace(rangeOf(first, last), with: "\"\(text(from: first, through: last))\"", safety)
  }

  /// The last token of `operand`, which ends before the current one.
  func endOfOperand(_ operand: OperandSyntax) -> Int {
    var index = position
    while index > 0, lexeme(index).end > operand.range.end { index -= 1 }
    return index
  }

  /// Takes away the tokens from `first` to `last`, and the blanks that would be left over.
  func removing(_ first: Int, through last: Int, _ safety: Fix.Safety = .safe) -> Fix {
    if isTorn(first, last) { return Fix(safety, removals(after: first - 1, through: last)) }
    let isBehind = isBehindAnother(first)
    let start = isBehind ? lexeme(first - 1).end : lexeme(first).start
    let next = lexeme(last + 1)
    if !isBehind, !next.isFirstOnLine, next.kind != .endOfFile, !isSeam(last + 1) {
      return .remove(SourceRange(file: fileIndex, start: start, end: next.start), safety)
    }
    return .remove(SourceRange(file: fileIndex, start: start, end: lexeme(last).end), safety)
  }

  /// Puts the tokens from `first` to `last`, which begin with `when` or `if`, before the one at `place`.
  func moving(_ first: Int, through last: Int, before place: Int) -> Fix? {
    guard place < first, first < last, !isTorn(first, last), lexeme(place).keyword == .do else { return nil }
    let rest = SourceRange(file: fileIndex, start: lexeme(first + 1).start, end: lexeme(last).end)
    return joined(
      .insert("when " + file.text(of: rest), before: range(lexeme(place))), removing(first, through: last))
  }

  /// Whether the tokens from `first` to `last` stand on several lines, so that comments may stand between them, or in
  /// several places.
  private func isTorn(_ first: Int, _ last: Int) -> Bool {
    first < last && (first + 1...last).contains { lexeme($0).isFirstOnLine || isSeam($0) }
  }

  /// Whether another token comes before on the line.
  private func isBehindAnother(_ index: Int) -> Bool { index > 0 && !lexeme(index).isFirstOnLine && !isSeam(index) }

  /// Whether the token stands elsewhere than behind the one before it: a table's head is read with a cell in its blank.
  private func isSeam(_ index: Int) -> Bool {
    guard index > 0 else { return false }
    if let cell, index == cell.lowerBound || index == cell.upperBound { return true }
    return lexeme(index).start < lexeme(index - 1).end
  }

  private func replacement(of index: Int, _ text: String) -> [Fix.Edit] { [Fix.Edit(range(lexeme(index)), text)] }

  private func removals(after first: Int, through last: Int) -> [Fix.Edit] {
    (first + 1...last).map { Fix.Edit(range(lexeme($0)), "") }
  }

  /// The edits of all of `fixes` as one; as unsafe as the worst. `nil` where they touch one another.
  func joined(_ fixes: Fix...) -> Fix? {
    fixes.dropFirst().reduce(fixes.first) { $0?.joined(with: $1) }
  }

  /// Gives the last message, if it has `code`, the edits of `fix`.
  func mendLast(_ code: String, by fix: Fix?) {
    guard let last = diagnostics.last, last.code == code, last.fix == nil, let fix else { return }
    diagnostics[diagnostics.count - 1] = last.mended(by: fix)
  }

  /// The edits of `other`, which is not said apart, go with those of the message at `index`.
  func extendFix(at index: Int?, by other: Diagnostic) {
    guard let index, diagnostics.indices.contains(index), let fix = diagnostics[index].fix, let more = other.fix else {
      return
    }
    guard fix.safety == more.safety || fix.safety == .unsafe, let whole = fix.joined(with: more) else { return }
    diagnostics[index] = diagnostics[index].mended(by: Fix(fix.safety, whole.edits))
  }
}

extension Diagnostic {
  /// The same message with `fix`.
  func mended(by fix: Fix?) -> Diagnostic {
    Diagnostic(severity, code, message, at: range, labels: labels, help: help, notes: notes, fix: fix)
  }
}

extension Fix {
  /// More edits than these are left to another message, so that any text takes linear time.
  private static let mostEdits = 100

  /// The edits of both in text order; `nil` where they touch the same bytes.
  func joined(with other: Fix) -> Fix? {
    guard edits.count + other.edits.count <= Self.mostEdits else { return nil }
    let all = edits + other.edits
    // The index decides ties, so that two insertions at one place keep their order.
    let sorted = all.enumerated().sorted {
      ($0.element.range.start, $0.offset) < ($1.element.range.start, $1.offset)
    }.map(\.element)
    for (edit, next) in zip(sorted, sorted.dropFirst()) where edit.range.end > next.range.start { return nil }
    return Fix(safety == .unsafe ? .unsafe : other.safety, sorted)
  }
}
