internal import RuleChecker
internal import RuleEngine
internal import RuleSchema
internal import RuleSource

//  A condition becomes branches, written from its end to its beginning: when a part is lowered, it is known where to go
//  on after it, whether it holds or not. `and`, `or` and `not` leave nothing behind, and targets can only lie ahead.

extension Lowering {
  mutating func lower(_ condition: CheckedCondition) -> Program.Condition {
    let start = program.branches.count
    _ = emit(condition, ifTrue: .accept, ifFalse: .reject)
    let branches = start..<program.branches.count
    turn(branches)
    return Program.Condition(branches: branches)
  }

  /// Turns the branches of a condition round: they were emitted last one first.
  private mutating func turn(_ branches: Range<Int>) {
    guard branches.count > 1 else { return }
    let ends = branches.lowerBound + branches.upperBound - 1
    func turned(_ target: Program.Branch.Target) -> Program.Branch.Target {
      guard case .branch(let index) = target else { return target }
      return .branch(ends - index)
    }
    var span = program.branches.mutableSpan
    for index in branches {
      span[index].ifTrue = turned(span[index].ifTrue)
      span[index].ifFalse = turned(span[index].ifFalse)
    }
    let half = branches.lowerBound..<(branches.lowerBound + branches.count / 2)
    for index in half { span.swapAt(index, ends - index) }
    for index in half { wordNumbers.swapAt(index, ends - index) }
    // By itself: next to the others the list is made unique even where nothing is noted.
    guard notesPlaces else { return }
    for index in half { places.swapAt(index, ends - index) }
  }

  /// Emits the branches of `condition` behind those it goes on to, and says where to enter it: at the last one emitted.
  private mutating func emit(
    _ condition: CheckedCondition, ifTrue: Program.Branch.Target, ifFalse: Program.Branch.Target
  ) -> Program.Branch.Target {
    switch condition {
    case .all(let parts): emitAll(parts, ifTrue: ifTrue, ifFalse: ifFalse)
    case .any(let parts): emitAny(parts, ifTrue: ifTrue, ifFalse: ifFalse)
    case .not(let part): emitNot(part, ifTrue: ifTrue, ifFalse: ifFalse)
    case .test(let test, let range): emit(test, at: range, ifTrue: ifTrue, ifFalse: ifFalse)
    }
  }

  /// The same for one of several, looked at where it stands: what is handed on is copied.
  private mutating func emit(
    _ conditions: Swift.Span<CheckedCondition>, at index: Int, ifTrue: Program.Branch.Target,
    ifFalse: Program.Branch.Target
  ) -> Program.Branch.Target {
    switch conditions[index] {
    case .all(let parts): emitAll(parts, ifTrue: ifTrue, ifFalse: ifFalse)
    case .any(let parts): emitAny(parts, ifTrue: ifTrue, ifFalse: ifFalse)
    case .not(let part): emitNot(part, ifTrue: ifTrue, ifFalse: ifFalse)
    case .test(let test, let range): emit(test, at: range, ifTrue: ifTrue, ifFalse: ifFalse)
    }
  }

  private mutating func emitAll(
    _ parts: [CheckedCondition], ifTrue: Program.Branch.Target, ifFalse: Program.Branch.Target
  ) -> Program.Branch.Target {
    guard !parts.isEmpty else { return emitNever(ifTrue: ifFalse, ifFalse: ifTrue) }
    var next = ifTrue
    let parts = parts.span
    for index in parts.indices.reversed() { next = emit(parts, at: index, ifTrue: next, ifFalse: ifFalse) }
    return next
  }

  private mutating func emitAny(
    _ parts: [CheckedCondition], ifTrue: Program.Branch.Target, ifFalse: Program.Branch.Target
  ) -> Program.Branch.Target {
    guard !parts.isEmpty else { return emitNever(ifTrue: ifTrue, ifFalse: ifFalse) }
    var next = ifFalse
    let parts = parts.span
    for index in parts.indices.reversed() { next = emit(parts, at: index, ifTrue: ifTrue, ifFalse: next) }
    return next
  }

  private mutating func emitNot(
    _ part: CheckedCondition, ifTrue: Program.Branch.Target, ifFalse: Program.Branch.Target
  ) -> Program.Branch.Target {
    guard case .test(let test, let range) = part else { return emit(part, ifTrue: ifFalse, ifFalse: ifTrue) }
    // `is not`, `is unknown`, `open` say the opposite of the test; a plain `not` stands before its words.
    let (index, words, _) = lower(test, at: range)
    let text = written.positive(words)
    return emit(
      index, text, at: BranchPlace(range: range, isNegated: text != words), ifTrue: ifFalse, ifFalse: ifTrue)
  }

  private mutating func emit(
    _ test: Test, at range: SourceRange, ifTrue: Program.Branch.Target, ifFalse: Program.Branch.Target
  ) -> Program.Branch.Target {
    let (index, words, number) = lower(test, at: range)
    return emit(index, words, number, at: BranchPlace(range: range), ifTrue: ifTrue, ifFalse: ifFalse)
  }

  /// A test that never holds stands for "one of nothing".
  private mutating func emitNever(
    ifTrue: Program.Branch.Target, ifFalse: Program.Branch.Target
  ) -> Program.Branch.Target {
    let index = tests.index(of: .isOneOf(.stage, []), in: &program.tests)
    return emit(index, "never", at: BranchPlace(), ifTrue: ifTrue, ifFalse: ifFalse)
  }

  private mutating func emit(
    _ test: Int, _ text: consuming String, _ wordNumber: Int = -1, at place: BranchPlace, ifTrue: Program.Branch.Target,
    ifFalse: Program.Branch.Target
  ) -> Program.Branch.Target {
    if notesPlaces { places.append(place) }
    wordNumbers.append(Int32(truncatingIfNeeded: wordNumber))
    program.branches.append(Program.Branch(test: test, ifTrue: ifTrue, ifFalse: ifFalse, text: text))
    return .branch(program.branches.count - 1)
  }

  /// The index of a test, the words that say it, and their number among those that are written, or a negative one.
  private mutating func lower(_ test: Test, at range: SourceRange) -> (index: Int, words: String, number: Int) {
    guard let plain = PlainTest.of(test) else {
      let index = tests.index(of: lower(test), in: &program.tests)
      if isInRow, let words = words(for: test) { return (index, words, -1) }
      return words(of: index, at: range)
    }
    let number: Int
    if let known = tests.number(of: plain) {
      number = known
    } else {
      number = tests.add(plain, index: tests.index(of: lower(test), in: &program.tests))
    }
    let index = tests.programIndex(of: number)
    guard isInRow else { return words(of: index, number, at: range) }
    if tests[number].rowWords == nil { tests[number].rowWords = words(for: test) }
    guard let words = tests[number].rowWords else { return words(of: index, number, at: range) }
    return (index, words, -1)
  }

  /// The same for a plain test that is known: most are said by the words by which they were said before.
  private mutating func words(
    of test: Int, _ plainNumber: Int, at range: SourceRange
  ) -> (index: Int, words: String, number: Int) {
    let last = tests.wordNumber(of: plainNumber)
    if last >= 0, files.indices.contains(Int(range.fileIndex)), written.has(last, range, in: files) {
      return (test, written[last], last)
    }
    let found = words(of: test, at: range)
    tests.note(wordNumber: found.number, of: plainNumber)
    return found
  }

  /// The same for a test with an index that is said by the words at a place.
  private mutating func words(of test: Int, at range: SourceRange) -> (index: Int, words: String, number: Int) {
    guard files.indices.contains(Int(range.fileIndex)) else { return (test, "", -1) }
    let number = written.number(of: range, in: files)
    return (test, written[number], number)
  }

  // Mutating, though nothing changes: whoever changes the lowering and calls a method that does not copies all of it.
  private mutating func lower(_ test: Test) -> Program.Test {
    switch test {
    case .isOneOf(let field, let literals): .isOneOf(lower(field), literals.map { lower($0) })
    case .compares(let field, let comparison, let literal):
      .compares(lower(field), lower(comparison), lower(literal))
    case .equalsField(let field, let other): .equalsField(lower(field), lower(other))
    case .comparesField(let field, let comparison, let other):
      .comparesField(lower(field), lower(comparison), lower(other))
    case .containsAny(let field, let needles): .containsAny(lower(field), needles)
    case .startsWith(let field, let text): .startsWith(lower(field), text)
    case .endsWith(let field, let text): .endsWith(lower(field), text)
    case .matchesAny(let field, let globs): .matchesAny(lower(field), globs)
    case .hasAny(let field, let list): .hasAny(lower(field), options(list))
    case .hasAll(let field, let list): .hasAll(lower(field), options(list))
    case .hasNone(let field, let list): .hasNone(lower(field), options(list))
    case .hasMatching(let field, let glob): .hasAny(lower(field), options(of: field, matching: glob))
    case .gained(let field, let option): .gained(lower(field), Int32(option))
    case .lost(let field, let option): .lost(lower(field), Int32(option))
    case .was(let field, let literal): .was(lower(field), lower(literal))
    case .changed(let field, let from, let to):
      .changed(lower(field), from: from.map { lower($0) }, to: to.map { lower($0) })
    case .isKnown(let field): .isKnown(lower(field))
    case .isSet(let field): .isSet(lower(field))
    case .isBefore(let field, let moment): .isBefore(lower(field), lower(moment))
    case .isAfter(let field, let moment): .isAfter(lower(field), lower(moment))
    case .isDay(let field, let moment): .isDay(lower(field), lower(moment))
    case .isInNext(let field, let span): .isInNext(lower(field), lower(span))
    case .isInLast(let field, let span): .isInLast(lower(field), lower(span))
    case .isMoreThanAgo(let field, let span): .isMoreThanAgo(lower(field), lower(span))
    case .isLessThanAgo(let field, let span): .isLessThanAgo(lower(field), lower(span))
    case .messageIsAutomatic: .messageIsAutomatic
    case .actorIs(let kind): .actorIs(lower(kind))
    case .actorIsOwner: .actorIsOwner
    case .actorIsContact: .actorIsContact
    case .ticketIsClosed: .ticketIsClosed
    case .isDuring(let calendar): .isDuring(calendar.value)
    }
  }

  private func lower(_ comparison: Test.Comparison) -> Program.Test.Comparison {
    switch comparison {
    case .atLeast: .atLeast
    case .atMost: .atMost
    case .above: .above
    case .below: .below
    }
  }

  private func lower(_ kind: Test.ActorKind) -> Event.Actor.Kind {
    switch kind {
    case .agent: .agent
    case .contact: .contact
    case .automation: .automation
    case .integration: .integration
    }
  }

  private func lower(_ moment: Moment) -> Program.Moment {
    switch moment {
    case .day(let year, let month, let day): .day(Self.day(year, month, day))
    case .today: .today
    case .valueOf(let field): .valueOf(lower(field))
    }
  }
}
