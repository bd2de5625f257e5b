internal import RuleChecker
internal import RuleLinter
package import RuleSource
internal import RuleSyntax

//  Rules meet each other only within a pipeline: they conflict, override, repeat each other there. So after an edit of one
//  rule the rules of its pipeline are checked again, with all declarations and with whatever else was wrong, as a small
//  rulebook of their own (Excerpt). What was said of all other rules stands.
//
//  Where that is not certain, all is checked: an edit of a declaration, a new title, a name that is no longer used. That
//  both ways always say the same is what the tests of this type try.

/// Rule files that are open in an editor: checked whole at first, then after each edit at the cost of one pipeline.
package struct Workspace {
  /// All messages: the same as `Toolchain.verify` without proofs gives of the files as they are now.
  package private(set) var diagnostics: [Diagnostic] = []
  /// Whether the last edit took a check of all rules.
  package private(set) var checkedAll = true

  private var files: [OpenFile] = []
  private let zones: ZoneReader
  /// What is known, those messages included that are only looked for in a rulebook without errors.
  private var known: [Diagnostic] = []
  /// Whether `known` is complete: there was no error at some time since all was checked.
  private var isComplete = false
  /// Declarations or tests are wrong: everything may depend on that.
  private var hasBrokenFrame = false

  /// Checks `files`, which are in canonical order.
  package init(_ files: [SourceFile], zones: ZoneReader = ZoneReader()) {
    self.zones = zones
    checkAll(files)
  }

  /// The files as they are now.
  package var sources: [SourceFile] { files.map { SourceFile(path: $0.path, bytes: $0.bytes) } }

  /// Replaces `range` of the file at `index`, and checks what may have changed by it.
  ///
  /// - Returns: `false` where there is no such place: nothing was done.
  /// - Complexity: linear in the rules of one pipeline, apart from copying the file; linear in all rules where a
  ///   declaration or a title is edited.
  @discardableResult
  package mutating func edit(file index: Int, range: Range<Int>, with replacement: [UInt8]) -> Bool {
    guard files.indices.contains(index), range.lowerBound >= 0, range.upperBound <= files[index].bytes.count else {
      return false
    }
    guard let piece = files[index].piece(at: range.lowerBound), isInside(range, piece, of: index) else {
      files[index].replace(range, with: replacement)
      checkAll(sources)
      return true
    }
    let change = Change(
      file: index, range: range, replacement: replacement,
      movesLines: files[index].bytes[range].contains(UInt8(ascii: "\n")) || replacement.contains(UInt8(ascii: "\n")))
    let before = files[index].pieces[piece]
    files[index].replace(range, with: replacement, inPiece: piece)
    if !checkPart(after: change, piece: piece, before: before) { checkAll(sources) }
    return true
  }

  /// Takes the files as they were saved, as if what differs had been edited.
  ///
  /// - Complexity: as that of `edit` for each file that changed; linear in all rules where there are other files than before.
  package mutating func take(_ saved: [SourceFile]) {
    guard saved.map(\.path) == files.map(\.path) else { return checkAll(saved) }
    for (index, file) in saved.enumerated() where file.bytes != files[index].bytes {
      let range = files[index].bytes.difference(to: file.bytes)
      let kept = files[index].bytes.count - range.upperBound
      edit(file: index, range: range, with: Array(file.bytes[range.lowerBound..<(file.bytes.count - kept)]))
    }
  }

  private func isInside(_ range: Range<Int>, _ piece: Int, of file: Int) -> Bool {
    let piece = files[file].pieces[piece]
    return piece.kind == .rules && range.upperBound <= piece.range.upperBound
  }

  // MARK: All of it

  private mutating func checkAll(_ sources: [SourceFile]) {
    let parsed = Toolchain.parse(sources)
    var places: [RulePlace]? = []
    let checked = Toolchain.check(
      parsed.sources, parseDiagnostics: parsed.diagnostics, zones: zones, notingPlaces: &places)
    checkedAll = true
    diagnostics = checked.diagnostics
    known = checked.diagnostics
    isComplete = checked.rules != nil
    let byFile = Dictionary(grouping: places ?? []) { Int($0.range.fileIndex) }
    files = parsed.sources.enumerated().map { index, source in
      OpenFile(
        source.file, source.tree, places: Dictionary(grouping: byFile[index] ?? []) { $0.range.start })
    }
    hasBrokenFrame = false
    for error in known where error.severity == .error {
      if place(of: error.range) == nil { hasBrokenFrame = true }
      suspect(error)
    }
    if let rules = checked.rules {
      noteZoneProblems(checked.zoneProblems, of: rules)
      for index in witnesses(of: rules, in: parsed.sources) { keep(rules.rules[index].range) }
      for range in rules.possibleConflicts.flatMap(\.places) { suspect(range) }
    }
    // A file with rules is not judged as one without.
    for file in files.indices {
      if let first = files[file].pieces.firstIndex(where: { $0.kind == .rules }) { keep(first, of: file) }
    }
  }

  /// Zones stand in declarations: an edit of rules makes none of them wrong, and where one is wrong all is checked.
  private mutating func noteZoneProblems(_ found: [Diagnostic]?, of rules: CheckedRules) {
    let problems =
      found ?? zoneProblems(of: rules) { (name) throws(ZoneProblem) in try zones.zone(named: name) }
    guard !problems.isEmpty else { return }
    diagnostics = Diagnostic.inOrder(diagnostics + problems)
    hasBrokenFrame = true
  }

  /// The piece that holds `range`, and its file; `nil` in the frame.
  private func place(of range: SourceRange) -> (file: Int, piece: Int)? {
    let file = Int(range.fileIndex)
    guard files.indices.contains(file), let piece = files[file].piece(at: range.start) else { return nil }
    return (file, piece)
  }

  private mutating func suspect(_ error: Diagnostic) {
    for range in [error.range] + error.labels.map(\.range) { suspect(range) }
  }

  private mutating func suspect(_ range: SourceRange) {
    guard let place = place(of: range) else { return }
    // Tests are left out of excerpts: what is wrong with them is found in a check of all.
    if files[place.file].pieces[place.piece].kind == .tests { hasBrokenFrame = true }
    files[place.file].pieces[place.piece].isSuspect = true
  }

  private mutating func keep(_ range: SourceRange) {
    if let place = place(of: range) { keep(place.piece, of: place.file) }
  }

  /// Where a kept rule overrides others they come with it: without them it would be wrong.
  private mutating func keep(_ piece: Int, of file: Int) {
    files[file].pieces[piece].isContext = true
    let text = String(decoding: files[file].bytes[files[file].pieces[piece].range], as: UTF8.self)
    if text.contains("overrides") { files[file].pieces[piece].isSuspect = true }
  }

  // MARK: A part

  private struct Change {
    let file: Int
    let range: Range<Int>
    let replacement: [UInt8]
    let movesLines: Bool

    var delta: Int { replacement.count - range.count }

    /// The message after the change, which touches none of its places.
    func moved(_ message: Diagnostic) -> Diagnostic {
      // Most stand before the change or in other files.
      let isBehind = reaches(message.range) || message.labels.contains { reaches($0.range) }
      let hasEdits = message.fix.map { fix in fix.edits.contains { reaches($0.range) } } ?? false
      return isBehind || hasEdits ? message.moved(moved) : message
    }

    private func reaches(_ other: SourceRange) -> Bool {
      delta != 0 && Int(other.fileIndex) == file && other.start >= range.upperBound
    }

    /// Where `range`, which the change does not touch, is after it.
    func moved(_ other: SourceRange) -> SourceRange {
      guard Int(other.fileIndex) == file, other.start >= range.upperBound else { return other }
      return SourceRange(file: file, start: other.start + delta, end: other.end + delta)
    }
  }

  /// What the rules that may meet those of the edited piece come to; `false` where that does not tell enough.
  private mutating func checkPart(after change: Change, piece: Int, before: OpenFile.Piece) -> Bool {
    let edited = files[change.file].pieces[piece]
    guard !hasBrokenFrame, isComplete || !diagnostics.contains(where: \.isOfSyntax),
      endsWithLine(edited.range, files[change.file])
    else { return false }
    let selection = Selection(files, edited: (change.file, piece))
    let excerpt = Excerpt(files) { selection.includes(file: $0, piece: $1) }
    let parsed = Toolchain.parse(excerpt.files)
    var places: [RulePlace]? = []
    let checked = Toolchain.check(
      parsed.sources, parseDiagnostics: parsed.diagnostics, zones: zones, notingPlaces: &places)
    // What is not looked for where there are errors must be known from before.
    guard checked.rules == nil || isComplete else { return false }
    let found = checked.diagnostics.map(excerpt.original(of:))
    guard !found.contains(where: \.dependsOnAll) else { return false }

    // The edited piece holds rules under the same titles, all of it in the pipelines that were looked at.
    var titles: [String?] = []
    let own = excerpt.range(of: edited.range, in: change.file)
    for item in parsed.sources[change.file].tree.items {
      let range = item.range
      guard range.start < own.upperBound, range.end > own.lowerBound else { continue }
      guard case .rule(let rule) = item, range.start >= own.lowerBound, range.end <= own.upperBound
      else { return false }
      titles.append(rule.title?.text)
    }
    guard titles == before.titles, !titles.contains(nil) else { return false }
    var now = edited
    now.pipeline = nil
    now.isOfManyPipelines = false
    now.place((places ?? []).filter { isIn(own, change.file, $0.range) })
    guard !now.isOfManyPipelines, now.pipeline == nil || now.pipeline == before.pipeline else { return false }
    if take(found, hasRules: checked.rules != nil, change, piece: piece, before, now, selection) {
      for range in (checked.rules?.possibleConflicts ?? []).flatMap(\.places) { suspect(excerpt.original(of: range)) }
      return true
    }
    return false
  }

  private func isIn(_ piece: Range<Int>, _ file: Int, _ range: SourceRange) -> Bool {
    Int(range.fileIndex) == file && range.start >= piece.lowerBound && range.end <= piece.upperBound
  }

  private func endsWithLine(_ range: Range<Int>, _ file: OpenFile) -> Bool {
    range.upperBound == file.bytes.count || !range.isEmpty && file.bytes[range.upperBound - 1] == UInt8(ascii: "\n")
  }

  /// Replaces what was known of the part that was looked at by `found`.
  private mutating func take(
    _ found: [Diagnostic], hasRules: Bool, _ change: Change, piece: Int, _ before: OpenFile.Piece,
    _ now: OpenFile.Piece, _ selection: Selection
  ) -> Bool {
    // In order, as what is known is: nothing moves past anything.
    var kept: [Diagnostic] = []
    kept.reserveCapacity(known.count)
    var frameBefore: [Diagnostic] = []
    for message in known {
      let isAtEdit = touches(change, message.range) || message.labels.contains { touches(change, $0.range) }
      if isIn(before.range, change.file, message.range) {
        if !message.isAboutTitles { continue }
        if isAtEdit { return false }
        kept.append(change.moved(message))
        continue
      }
      let moved = change.moved(message)
      if let place = place(of: moved.range) {
        if selection.checks(file: place.file, piece: place.piece), !message.isAboutTitles { continue }
      } else {
        frameBefore.append(moved)
      }
      kept.append(moved)
      if isAtEdit || change.movesLines && message.namesLine { return false }
    }
    var frame: [Diagnostic] = []
    var fresh: [Diagnostic] = []
    for message in found {
      guard let place = place(of: message.range) else {
        frame.append(message)
        continue
      }
      if message.isAboutTitles { continue }
      if selection.checks(file: place.file, piece: place.piece) {
        fresh.append(message)
      } else if message.severity == .error {
        return false
      }
    }
    let expected = hasRules ? frameBefore : frameBefore.filter { !$0.isOfMeaning }
    guard Diagnostic.inOrder(frame) == Diagnostic.inOrder(expected) else { return false }
    // A mistake in the text may swallow what follows: then that is not as it was, either.
    let hasSyntaxError = found.contains(where: \.isOfSyntax)
    if hasSyntaxError, selection.hasUnseenNeighbour { return false }

    files[change.file].pieces[piece] = now
    if hasRules {
      for file in files.indices {
        for piece in files[file].pieces.indices
        where files[file].pieces[piece].isSuspect && !files[file].pieces[piece].isContext {
          files[file].pieces[piece].isSuspect = false
        }
      }
    }
    for error in found where error.severity == .error { suspect(error) }
    known = Diagnostic.merged(kept, Diagnostic.inOrder(fresh))
    diagnostics = hasRules ? known : known.filter { !$0.isOfMeaning }
    checkedAll = false
    return true
  }

  private func touches(_ change: Change, _ range: SourceRange) -> Bool {
    Int(range.fileIndex) == change.file && range.start < change.range.upperBound && change.range.lowerBound < range.end
  }
}

extension [UInt8] {
  /// The smallest part that another text has something else instead of.
  fileprivate func difference(to other: [UInt8]) -> Range<Int> {
    let shorter = Swift.min(count, other.count)
    var start = 0
    while start < shorter, self[start] == other[start] { start += 1 }
    var kept = 0
    while kept < shorter - start, self[count - 1 - kept] == other[other.count - 1 - kept] { kept += 1 }
    return start..<(count - kept)
  }
}
