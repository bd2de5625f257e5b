import RuleSource

/// Conditions: `and`, `or`, `not`, parentheses, and what is said of an operand.
extension Parser {
  // condition = negation , [ "and" , negation , { "and" , negation } | "or" , negation , { "or" , negation } ] ;
  func parseCondition() -> ConditionSyntax {
    let first = position
    let condition = parseNegation()
    guard let joint = takeJoint() else { return condition }
    if at(joint), skipDoubled() {}
    // Most have two parts: an array made of them takes less than one that grows.
    var parts = [condition, parseNegation()]
    var next = takeJoint()
    var progress = LoopProgress()
    while let word = next, progress.assertAdvanced(position) {
      if word != joint, !isMissing(parts.last) { accept(.mixedAndOr(at: range(lexeme(position - 1)))) }
      if at(word), skipDoubled() {}
      parts.append(parseNegation())
      next = takeJoint()
    }
    let range = rangeSince(first)
    return joint == .or ? .any(parts, range) : .all(parts, range)
  }

  private func isMissing(_ condition: ConditionSyntax?) -> Bool {
    if case .missing = condition { return true }
    return false
  }

  /// Goes over `and` or `or`, or a comma in their place, if another condition comes.
  @inline(__always)
  private func takeJoint() -> Keyword? {
    // Most conditions end before a reserved word.
    current.keyword.isReserved && !at(.and) && !at(.or) ? nil : takeJointHere()
  }

  private func takeJointHere() -> Keyword? {
    if current.kind == .comma, fits(.condition, position + 1) || ahead(1).keyword == .and || ahead(1).keyword == .or {
      if isActionStart(position + 1) { return nil }
      let isExtra = ahead(1).keyword == .and || ahead(1).keyword == .or
      let fix = isExtra ? removing(position, through: position) : replacingCurrent(with: "and", .unsafe)
      noteHabit(.commaBetweenConditions(at: range(current)).mended(by: fix))
      advance()
      guard at(.and) || at(.or) else { return .and }
    }
    guard !current.isFirstOnLine || at(.and) || at(.or) || current.folded == .and || current.folded == .or else {
      return nil
    }
    guard !isActionStart(position), let word = keyword(of: .words(.and, .or), before: .condition) else { return nil }
    advance()
    return word
  }

  // negation = [ "not" ] , primary ;
  @inline(__always)
  private func parseNegation() -> ConditionSyntax {
    current.kind == .word && current.anyCase != .not ? parsePrimary() : parseNegationHere()
  }

  private func parseNegationHere() -> ConditionSyntax {
    let first = position
    _ = skipBullet("")
    if current.kind == .unknown, text(current) == "!" {
      noteHabit(.signForWord("!", meant: "not", at: range(current)).mended(by: replacingCurrent(with: "not")))
      position += 1
      return .not(parsePrimary(), rangeSince(first))
    }
    guard take(.not) else { return parsePrimary() }
    var isTwice = false
    while at(.not) {
      if !isTwice {
        report(.doubleNot(at: rangeOf(first, position)).mended(by: removing(position, through: position, .unsafe)))
      }
      isTwice = true
      position += 1
    }
    let condition = parsePrimary()
    return .not(condition, rangeSince(first))
  }

  // primary = "(" , condition , ")" | ( "during" | "outside" ) , "business" , "hours" , [ "of" , name ]
  //         | operand , [ predicate ] ;
  private func parsePrimary() -> ConditionSyntax {
    if current.kind == .openParenthesis { return parseParenthesized() }
    if isBusinessHours { return parseBusinessHours() }
    guard isOperandLike(current) || isReservedOperand else {
      return reportMissingCondition()
    }
    let first = position
    if isReservedOperand, at(.is) {
      // `is is known`: of two words of the language, the first is the name.
      position += 1
      let name = name(of: first)
      report(.reservedName(name.text, at: name.range).mended(by: quoting(first, through: first)), at: first)
      return parseTest(of: OperandSyntax(name: name, entity: .ticket, range: name.range), from: first)
    }
    guard let operand = parseOperand("a property", before: Self.predicateWords) else {
      return .missing(rangeOf(first, position))
    }
    return parseTest(of: operand, from: first)
  }

  /// `table is High`: a word of the language used as a property.
  private var isReservedOperand: Bool {
    current.keyword.isReserved && !Self.structure.contains(current.keyword) && current.keyword != .not
      && Self.predicateWords.contains(ahead(1).keyword)
  }

  private func reportMissingCondition() -> ConditionSyntax {
    let place = range(current)
    if position > 0, skipDoubled() { return parsePrimary() }
    report(.expectedCondition(before: found, at: place))
    if !isConditionEnd { skip(to: Self.afterCondition) }
    return .missing(place)
  }

  static let afterCondition = KeywordSet.words(.do, .when, .then, .otherwise, .and, .or)

  private var isConditionEnd: Bool {
    Self.afterCondition.contains(current.keyword) || current.kind == .closeParenthesis || isItemStart(position)
      || isActionStart(position)
  }

  private func parseParenthesized() -> ConditionSyntax {
    let first = position
    guard depth < Self.deepestNesting else { return skipNested() }
    depth += 1
    defer { depth -= 1 }
    position += 1
    let condition = parseCondition()
    if current.kind == .closeParenthesis {
      position += 1
    } else {
      report(missing(")"))
    }
    return .parenthesized(condition, rangeSince(first))
  }

  /// Goes over what is nested too deep, without recursion.
  private func skipNested() -> ConditionSyntax {
    let first = position
    report(.nestedTooDeep(at: range(current)))
    var open = 0
    while !isAtEnd, !isItemStart(position), !at(.do), !at(.when), !at(.otherwise) {
      if current.kind == .openParenthesis { open += 1 }
      if current.kind == .closeParenthesis { open -= 1 }
      if open < 0 { break }
      position += 1
      if open == 0 { break }
    }
    return .missing(rangeSince(first))
  }

  /// Whether `during business hours` is here, one word misspelled or left out.
  @inline(__always)
  private var isBusinessHours: Bool {
    (ahead(1).keyword == .business || Self.ofBusinessHours.contains(current.keyword)) && areBusinessHoursHere
  }

  private static let ofBusinessHours = KeywordSet.words(.during, .outside, .business)

  private var areBusinessHoursHere: Bool {
    guard current.kind == .word else { return false }
    if at(.during) || at(.outside) {
      let next = ahead(1).anyCase
      return next == .business || next == .hours || ahead(2).anyCase == .hours && !ahead(1).isFirstOnLine
    }
    if ahead(1).keyword == .business, ahead(2).keyword == .hours {
      return at(.in) || current.keyword == .plain && nearest(of: .words(.during, .outside)) != nil
    }
    return at(.business) && ahead(1).keyword == .hours
  }

  private func parseBusinessHours() -> ConditionSyntax {
    let first = position
    if at(.in) {
      report(
        .misspelledWord("in", meant: "during", at: range(current)).mended(by: replacingCurrent(with: "during")))
      lexemes[position].keyword = .during
    }
    let word = keyword(of: .words(.during, .outside), before: .anything)
    if word == nil { report(missing("during")) } else { advance() }
    if at(.during) || at(.outside), skipDoubled() {}
    guard expect(.business, before: .word(.words(.hours))), expect(.hours, before: .anything) else {
      skip(to: Self.afterCondition)
      return .missing(rangeSince(first))
    }
    let calendar = parseOfCalendar()
    return .businessHours(isDuring: word != .outside, calendar: calendar, rangeSince(first))
  }

  // ---- what is said of an operand ----

  static let predicateWords = KeywordSet.words(
    .is, .contains, .starts, .ends, .matches, .has, .gained, .lost, .was, .changed, .are, .equals, .does
  )

  // predicate = "is" , [ "not" ] , quality
  //           | "contains" , ( value | "any" , "of" , values ) | "starts" , "with" , value | "ends" , "with" , value
  //           | "matches" , ( string | "any" , "of" , "list" , name )
  //           | "has" , ( value | ( "any" | "all" | "none" ) , "of" , values | "any" , "matching" , string )
  //           | "gained" , value | "lost" , value | "was" , [ "not" ] , value | "changed" , from_to ;
  private func parseTest(of operand: consuming OperandSyntax, from first: Int) -> ConditionSyntax {
    if !isPlainPredicate {
      if let habit = parseTestByHabit(of: operand, from: first) { return habit }
      guard !isNothingSaid(of: operand) else { return .named(operand) }
    }
    guard let word = keyword(of: Self.predicateWords, before: .anything) else {
      return parseWithoutPredicate(of: operand, from: first)
    }
    advance()
    if current.keyword == word, skipDoubled() {}
    if word == .is || word == .are || word == .equals { return parseIs(word, of: operand, from: first) }
    let test = parsePredicate(word)
    // Asked for here: what is taken out before a call is copied.
    let range = rangeSince(first)
    if let test { return .test(operand, test, range) }
    if !isConditionEnd { skip(to: Self.afterCondition) }
    return .missing(rangeSince(first))
  }

  /// Whether a word of ours is here that no phrase of others begins with, as nearly always.
  private var isPlainPredicate: Bool {
    switch current.keyword {
    case .contains, .starts, .ends, .matches, .was, .changed: true
    case .is, .has: !mayBeForeign
    default: false
    }
  }

  /// What is said in the words or signs of others, or with `not` behind the operand.
  private func parseTestByHabit(of operand: OperandSyntax, from first: Int) -> ConditionSyntax? {
    if let negated = parseLateNot(of: operand, from: first) { return negated }
    if current.kind == .unknown, !isArrowBeforeAction, let condition = parseSign(after: operand, from: first) {
      return condition
    }
    return parseForeignTest(of: operand, from: first)
  }

  private func isNothingSaid(of operand: OperandSyntax) -> Bool {
    if Self.predicateWords.contains(current.anyCase) { return false }
    if isArrowBeforeAction { return true }
    // `while vip at most 3 times per day`: the limit of a rule.
    if at(.at), ahead(1).keyword == .most, ahead(2).kind == .number, ahead(3).keyword == .times { return true }
    return isEnd(position) || isActionStart(position) || current.anyCase == .and || current.anyCase == .or
      || Self.structure.contains(current.anyCase)
  }

  func parsePredicate(_ word: Keyword) -> TestSyntax? {
    switch word {
    case .contains: return parseContains()
    case .starts: return expect(.with, before: .value) ? parseValue("a text").map(TestSyntax.startsWith) : nil
    case .ends: return expect(.with, before: .value) ? parseValue("a text").map(TestSyntax.endsWith) : nil
    case .matches: return parseMatches()
    case .has: return parseHas()
    case .gained: return parseValue("a value").map(TestSyntax.gained)
    case .lost: return parseValue("a value").map(TestSyntax.lost)
    case .was:
      let isNegated = take(.not)
      if isNegated, at(.not), skipDoubled() {}
      return parseValue("a value").map { .was($0, isNegated: isNegated) }
    default:
      let (from, to) = parseFromTo()
      return .changed(from: from, to: to)
    }
  }

  private func parseContains() -> TestSyntax? {
    guard at(.any), ahead(1).keyword == .of || isMisspelledOf else {
      return parseValue("a text").map { .contains([$0]) }
    }
    advance()
    return expect(.of, before: .value) ? parseValues("a text").map(TestSyntax.contains) : nil
  }

  private func parseMatches() -> TestSyntax? {
    guard at(.any), current.kind == .word else { return parseTextValue("a pattern").map(TestSyntax.matches) }
    advance()
    guard expect(.of, before: .word(.words(.list))), expect(.list, before: .name) else { return nil }
    return parseName("the name of a list").map(TestSyntax.matchesList)
  }

  private func parseHas() -> TestSyntax? {
    if at(.any), ahead(1).anyCase == .matching {
      advance()
      advance()
      return parseTextValue("a pattern").map(TestSyntax.hasMatching)
    }
    let modes: [(Keyword, HasModeSyntax)] = [(.any, .any), (.all, .all), (.none, .none)]
    for (word, mode) in modes where at(word) && (ahead(1).anyCase == .of || isMisspelledOf) {
      advance()
      return expect(.of, before: .value) ? parseValues("a value").map { .has(mode, $0) } : nil
    }
    return parseValue("a value").map { .has(.value, [$0]) }
  }

  /// Whether the next word stands where `of` should, with a value after it.
  private var isMisspelledOf: Bool {
    let next = ahead(1)
    return !next.isFirstOnLine && (next.kind == .word || next.kind == .string) && !Self.structure.contains(next.keyword)
  }
}
