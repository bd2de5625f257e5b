package import RuleSource
package import RuleSyntax

//  `# allow(code) reason` silences warnings and hints in one place. On a line of its own right above an item it holds for
//  the item, right above another line for that line, and at the end of a line for that line. This runs after all phases,
//  on what they said.

/// The allow comments of a rulebook.
package struct Allowances: Sendable {
  private struct Place: Sendable {
    let comment: AllowComment
    let reach: Allowance.Reach
  }

  private let places: [Place]

  /// Whether there is none.
  package var isEmpty: Bool { places.isEmpty }

  /// Finds them among the tokens of `sources`.
  ///
  /// Complexity: O(*n*) in the number of comments.
  package init(_ sources: [(file: SourceFile, tree: SyntaxTree)]) {
    var places: [Place] = []
    for (file, tree) in sources {
      for (index, token) in tree.tokens.comments {
        guard let comment = AllowComment(file, at: token.range) else { continue }
        places.append(Place(comment: comment, reach: AllowReach(file, tree).reach(ofTokenAt: index)))
      }
    }
    self.places = places
  }

  /// `diagnostics` without what is allowed, and with what is wrong with the comments.
  ///
  /// Where `isComplete` is false not everything was looked for, so that a comment that silences nothing is not reported;
  /// where `isProved` is false that is so of what takes a proof (W07xx, H07xx).
  package func applied(to diagnostics: [Diagnostic], isComplete: Bool, isProved: Bool = true) -> [Diagnostic] {
    guard !places.isEmpty else { return diagnostics }
    let names = CodeNames(found: Set(diagnostics.map(\.code)))
    var index = AllowanceIndex()
    var reports: [Diagnostic] = []
    for place in places {
      if !place.comment.hasReason { reports.append(.allowWithoutReason(place.comment)) }
      for (name, range) in place.comment.names {
        let allowance = Allowance(name: name, code: names.code(of: name), reach: place.reach, range: range)
        if let code = allowance.code, code.hasPrefix("E") {
          reports.append(.allowedError(allowance, code: code))
        } else if allowance.code == nil {
          reports.append(.unknownAllow(allowance, suggestion: names.suggestion(for: name)))
        } else {
          index.add(allowance)
        }
      }
    }
    index.sort()
    let kept = diagnostics.filter { $0.severity == .error || !index.silences($0) }
    guard isComplete else { return kept + reports }
    let unused = index.unused.filter { allowance in
      isProved || allowance.code.map { !$0.dropFirst().hasPrefix("07") } ?? true
    }
    return kept + reports + unused.map { .unusedAllow($0) }
  }
}

/// Finds what a comment reaches.
private struct AllowReach {
  private let file: SourceFile
  private let tree: SyntaxTree

  init(_ file: SourceFile, _ tree: SyntaxTree) {
    self.file = file
    self.tree = tree
  }

  func reach(ofTokenAt index: Int) -> Allowance.Reach {
    let tokens = tree.tokens
    var line = file.lineIndex(at: tokens[index].range.start)
    if index > 0, file.lineIndex(at: tokens[index - 1].range.start) == line { return .line(range(ofLine: line, index)) }
    // More comments may follow, each on the next line.
    for next in tokens[(index + 1)...] {
      let nextLine = file.lineIndex(at: next.range.start)
      guard nextLine == line + 1, next.kind != .endOfFile else { return .nothing }
      line = nextLine
      guard next.kind == .comment else {
        return item(startingAt: next.range.start).map { .item($0) } ?? .line(range(ofLine: line, index))
      }
    }
    return .nothing
  }

  private func range(ofLine line: Int, _ token: Int) -> SourceRange {
    let bytes = file.line(line)
    return SourceRange(file: Int(tree.tokens[token].range.fileIndex), start: bytes.startIndex, end: bytes.endIndex)
  }

  private func item(startingAt offset: Int) -> SourceRange? {
    let item = tree.items.bisected { $0.range.start < offset }
    guard item < tree.items.count, tree.items[item].range.start == offset else { return nil }
    return tree.items[item].range
  }
}
