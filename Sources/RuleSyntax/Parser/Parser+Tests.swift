import RuleSource

/// `test` blocks.
extension Parser {
  // test = "test" , string , [ "given" , given , { "," , given } ] , ( { step } , last_step | { step } , test_table ) ;
  func parseTest() -> TestDeclarationSyntax? {
    let first = position
    _ = take(.test)
    let title = parseText("the name of the test")
    let head = rangeSince(first)
    var givens: [GivenSyntax] = []
    if keyword(of: .words(.given), before: .anything) != nil {
      advance()
      givens = parseGivens()
    }
    var steps: [TestStepSyntax] = []
    var progress = LoopProgress()
    while isStepHere, progress.assertAdvanced(position) { steps.append(parseStep()) }
    if isTestTableHere { return parseRows(of: title, givens, steps, from: first, head: head) }
    if steps.isEmpty {
      report(.expectedStep(before: found, at: range(current)))
      skipToItem()
    } else if let last = steps.last, last.expectations.isEmpty, !isItemBroken {
      report(.expectedExpectation(before: found, at: last.range))
    }
    return TestDeclarationSyntax(
      title: title, givens: givens, steps: steps, table: nil, isBroken: isBrokenItem(since: first),
      range: rangeSince(first), headRange: head)
  }

  private func parseRows(
    of title: NameSyntax?, _ givens: [GivenSyntax], _ steps: [TestStepSyntax], from first: Int, head: SourceRange
  ) -> TestDeclarationSyntax {
    let table = parseTestTable(after: steps)
    if isStepHere || at(.given) {
      report(.unexpected(found, after: "a table", at: range(current)))
      skipToItem()
    }
    return TestDeclarationSyntax(
      title: title, givens: givens, steps: steps, table: table, isBroken: isBrokenItem(since: first),
      range: rangeSince(first), headRange: head)
  }

  private static let partsOfTest = KeywordSet.words(.given, .when, .expect, .table)

  private var isStepHere: Bool {
    guard !isItemStart(position) else { return false }
    return at(.when) || current.folded == .when || at(.expect) || current.folded == .expect
      || isMisspelling(of: .expect) || isMisspelling(of: .when)
  }

  // ---- given ----

  func parseGivens() -> [GivenSyntax] {
    var givens: [GivenSyntax] = []
    var progress = LoopProgress()
    repeat {
      guard progress.assertAdvanced(position) else { break }
      let first = position
      guard let kind = parseGiven() else {
        skip(to: Self.partsOfTest)
        break
      }
      givens.append(GivenSyntax(kind: kind, range: rangeSince(first)))
    } while takeGivenSeparator()
    return givens
  }

  private func takeGivenSeparator() -> Bool {
    if take(.comma) {
      _ = take(.given)
      return !at(.when)
    }
    guard at(.and) || at(.given) else {
      if !isStepHere, !isTestTableHere, !isItemStart(position) {
        report(.unexpected(found, after: description(of: lexeme(position - 1)), at: range(current)))
        skip(to: Self.partsOfTest)
      }
      return false
    }
    noteHabit(.wordBetweenGivens(text(current), at: range(current)))
    advance()
    return true
  }

  // given = "stage" , name , [ "for" , duration ] | "at" , date , [ time ] | "not" , operand
  //       | operand , [ [ "is" ] , ( value | date , time | "unknown" ) ] ;
  private func parseGiven() -> GivenSyntax.Kind? {
    if at(.stage), ahead(1).keyword != .unknown {
      advance()
      takeNeedlessIs()
      guard let stage = parseName("the name of a stage", before: .words(.for, .when)) else { return nil }
      guard at(.for), !isItemStart(position) else { return .stage(stage, for: nil) }
      advance()
      return parseDuration().map { .stage(stage, for: $0) }
    }
    if at(.at) {
      advance()
      guard current.kind == .date, let day = parseValue("a date") else {
        report(.expectedDate(before: found, at: range(current)))
        return nil
      }
      return .at(day, minute: parseMinuteIfPresent())
    }
    if take(.not) { return parseSubject().map { .flag($0, isSet: false) } }
    guard let operand = parseSubject() else { return nil }
    takeNeedlessIs()
    if take(Keyword.unknown) { return .unknown(operand) }
    if current.kind == .comma || Self.partsOfTest.contains(current.keyword) || isItemStart(position) {
      return .flag(operand, isSet: true)
    }
    guard let value = parseValue("a value", before: .words(.when, .expect)) else { return nil }
    guard case .date = value.kind, let minute = parseMinuteIfPresent() else { return .value(operand, value) }
    return .instant(operand, value, minute: minute)
  }

  // subject = word | string | path ;
  /// A property, which its value follows: of several words it is in quotes.
  private func parseSubject() -> OperandSyntax? {
    guard ahead(1).kind != .dot, current.kind == .word, !current.keyword.isReserved else {
      return parseOperand("a property", before: Self.partsOfTest.union(.words(.unknown, .is, .has)))
    }
    advance()
    let name = name(of: position - 1)
    return OperandSyntax(name: name, entity: .ticket, range: name.range)
  }

  /// `given priority is High`: understood.
  private func takeNeedlessIs() {
    guard at(.is) || at(.has), !current.isFirstOnLine else { return }
    noteHabit(.needlessWordInGiven(text(current), at: range(current)))
    advance()
  }

  private func parseMinuteIfPresent() -> Int? {
    current.kind == .time ? parseTime(isEnd: false) : nil
  }

  // ---- steps ----

  // step = "when" , ( event , { "and" , event } , [ "with" , pairs ] | duration , ( "pass" | "passes" ) ) ,
  //        { "expect" , expectation } ;
  private func parseStep() -> TestStepSyntax {
    let first = position
    var happening: TestStepSyntax.Happening?
    if keyword(of: .words(.when), before: .anything) != nil {
      advance()
      if at(.when), skipDoubled() {}
      if at(.on) {
        report(.unexpected("`on`", after: "`when`", at: range(current)))
        advance()
      }
      happening = parseTestHappening()
      if happening == nil { skip(to: Self.partsOfTest) }
    } else {
      report(.expectedStep(before: found, at: range(current)))
    }
    var expectations: [ExpectationSyntax] = []
    var progress = LoopProgress()
    while !isItemStart(position), keyword(of: .words(.expect), before: .anything) != nil,
      progress.assertAdvanced(position)
    {
      advance()
      if at(.expect), skipDoubled() {}
      if let expectation = parseExpectation() { expectations.append(expectation) } else { skip(to: Self.partsOfTest) }
      finishExpectation()
    }
    return TestStepSyntax(happening: happening, expectations: expectations, range: rangeSince(first))
  }

  func parseTestHappening() -> TestStepSyntax.Happening? {
    if isTimeSpan(position) || current.kind == .number {
      guard let duration = parseDuration() else { return nil }
      guard
        keyword(of: .words(.pass, .passes), before: .word(.words(.expect, .when))) != nil || at(.pass) || at(.passes)
      else {
        report(.expectedWord("pass", before: found, at: range(current)))
        return .timePasses(duration)
      }
      advance()
      return .timePasses(duration)
    }
    isInOccurrence = true
    defer { isInOccurrence = false }
    var events: [EventSyntax] = []
    var progress = LoopProgress()
    repeat {
      guard progress.assertAdvanced(position), let event = parseEvent() else { return nil }
      events.append(event)
    } while take(.and)
    guard at(.with) else { return .events(events, with: []) }
    advance()
    return .events(events, with: parsePairs())
  }

  // expectation = "nothing" , [ "else" ] | [ "not" ] , action | "rule" , string , ( "fired" | "did" , "not" , "fire" )
  //             | condition ;
  func parseExpectation() -> ExpectationSyntax? {
    let first = position
    func made(_ kind: ExpectationSyntax.Kind) -> ExpectationSyntax {
      ExpectationSyntax(kind: kind, words: nil, range: rangeSince(first))
    }
    if keyword(of: .words(.nothing), before: .end) != nil || at(.nothing) {
      advance()
      return made(take(.else) ? .nothingElse : .nothing)
    }
    if take(.rule) {
      guard let title = parseText("the name of a rule") else { return nil }
      if keyword(of: .words(.fired), before: .end) != nil {
        advance()
        return made(.rule(title, fired: true))
      }
      guard expect(.did, before: .word(.words(.not))), expect(.not, before: .word(.words(.fire))),
        expect(.fire, before: .end)
      else {
        return nil
      }
      return made(.rule(title, fired: false))
    }
    if at(.not), isVerb(position + 1) {
      advance()
      return parseExpectedAction().map { made(.notAction($0)) }
    }
    if isVerb(position) || isMisspelledVerb { return parseExpectedAction().map { made(.action($0)) } }
    guard !isAtEnd, !Self.partsOfTest.contains(current.keyword) else {
      report(.expectedExpectation(before: found, at: range(current)))
      return nil
    }
    return made(.condition(parseCondition()))
  }

  /// Whether the verb of an action is at `index`, and not a flag or property of that name.
  private func isVerb(_ index: Int) -> Bool {
    guard Self.verbs.contains(lexeme(index).anyCase) else { return false }
    let next = lexeme(index + 1)
    return !Self.afterSubject.contains(next.keyword) && next.kind != .endOfFile && next.kind != .closeParenthesis
  }

  /// `mvoe to Closed`, and not a flag or property of that name.
  private var isMisspelledVerb: Bool {
    let next = ahead(1)
    guard current.kind == .word, current.anyCase == .plain, !isEnd(position + 1), next.kind != .dot else {
      return false
    }
    return !Self.afterSubject.contains(next.anyCase) && nearest(of: Self.verbs) != nil
  }

  private static let afterSubject = predicateWords.union(.words(.and, .or, .when, .expect))

  /// An action whose parts may be left open with a blank.
  private func parseExpectedAction() -> ActionSyntax? {
    blanks = TableBlanks()
    defer { blanks = nil }
    return parseAction()
  }

  private func finishExpectation() {
    guard !isStepHere, !isTestTableHere, !isItemStart(position), !isAtEnd else { return }
    if skipDoubled(), isStepHere { return }
    report(.unexpected(found, after: description(of: lexeme(position - 1)), at: range(current)))
    skip(to: Self.partsOfTest)
  }
}
