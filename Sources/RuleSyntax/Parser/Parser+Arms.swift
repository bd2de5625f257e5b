import RuleSource

/// `when … do … otherwise …`, and actions joined by `then`.
extension Parser {
  // arms = "when" , condition , doing , { "otherwise" , "when" , condition , doing } , [ "otherwise" , doing ] ;
  func parseArms(hasGuard: Bool, guardStart: Int? = nil) -> ShortList<ArmSyntax> {
    var arms: ShortList<ArmSyntax>
    if isWhenHere(before: .condition) {
      arms = .one(parseArm(from: position))
    } else {
      guard isDoingHere else {
        report(.missingActions(before: found, at: range(current)))
        skip(to: .words(.otherwise))
        arms = ShortList()
        parseOtherArms(into: &arms)
        return arms
      }
      if hasGuard, !isMuted {
        let fix = guardStart.map { replacing($0, through: $0 + 1, with: "when") }
        report(.guardWithoutArms(at: range(current)).mended(by: fix))
      }
      let first = position
      arms = .one(parseDoing(condition: nil, from: first))
    }
    if !at(.rule) { parseOtherArms(into: &arms) }
    return arms
  }

  private func parseOtherArms(into arms: inout ShortList<ArmSyntax>) {
    var hasPlainOtherwise = false
    var progress = LoopProgress()
    while !at(.rule), progress.assertAdvanced(position) {
      let start = position
      if isOtherwiseHere() {
        advance()
        if at(.otherwise), skipDoubled() {}
        skipColon()
      } else if at(.when), !isItemStart(position) {
        report(.missingOtherwise(at: range(current)).mended(by: inserting("otherwise", startsLine: true)))
      } else {
        break
      }
      if hasPlainOtherwise, !isItemBroken { report(.armAfterOtherwise(at: rangeSince(start))) }
      if isWhenHere(before: .condition) {
        arms.append(parseArm(from: start))
      } else {
        hasPlainOtherwise = true
        arms.append(parseDoing(condition: nil, from: start))
      }
    }
  }

  /// Whether `when` is next, or `if`, which then becomes `when`.
  private func isWhenHere(before fit: Fit) -> Bool {
    if at(.when) { return true }
    if at(.do) { return false }
    if at(.comma), ahead(1).keyword == .when || ahead(1).keyword == .if { skipStrayComma() }
    if atAnyCase(.if) {
      noteHabit(.ifForWhen(at: range(current)).mended(by: replacingCurrent(with: "when")))
      lexemes[position].keyword = .when
    } else if takeForeignPart(.when) {
      // The caller goes over `when`: the colon stands for it.
      position -= 1
      lexemes[position].kind = .word
      lexemes[position].keyword = .when
      return true
    }
    return keyword(of: .words(.when), before: fit) != nil
  }

  /// Whether `otherwise` is next, or `else`, which then becomes `otherwise`.
  private func isOtherwiseHere() -> Bool {
    if at(.comma), ahead(1).keyword == .otherwise || ahead(1).keyword == .else { skipStrayComma() }
    if atAnyCase(.else) {
      noteHabit(.elseForOtherwise(at: range(current)).mended(by: replacingCurrent(with: "otherwise")))
      lexemes[position].keyword = .otherwise
    }
    if 4...6 ~= current.end - current.start, current.kind == .word, Self.elseIfs.contains(text(current).lowercased()) {
      noteHabit(.elseForOtherwise(at: range(current)).mended(by: replacingCurrent(with: "otherwise when")))
      // The caller goes over `otherwise`, then over `when`.
      lexemes[position].keyword = .when
      position -= 1
      return true
    }
    return keyword(of: .words(.otherwise), before: .word(.words(.when, .if, .do))) != nil
  }

  private func parseArm(from start: Int) -> ArmSyntax {
    advance()
    if at(.when), skipDoubled() {}
    skipColon()
    return parseDoing(condition: parseCondition(), from: start)
  }

  /// Whether actions begin here, with or without their `do`.
  private var isDoingHere: Bool {
    at(.do) || current.folded == .do || at(.then) || isForeignPart(.do) || isArrow || isForeignVerb(position)
      || isActionStart(position) || isActionStart(position + 1)
  }

  // doing = "do" , action , { "then" , action } ;
  private func parseDoing(condition: consuming ConditionSyntax?, from start: Int) -> ArmSyntax {
    if at(.comma) { skipStrayComma() }
    skipColon()
    let firstOfDoing = position
    if at(.do), Self.verbs.contains(ahead(1).keyword) { advance() } else { takeDo() }
    var progress = LoopProgress()
    _ = progress.assertAdvanced(position)
    var actions = ShortList(parseActionOfArm())
    while mayGoOn, takeThen(), progress.assertAdvanced(position) {
      if let action = parseActionOfArm() { actions.append(action) }
    }
    let late = at(.when) || at(.if) ? parseLateCondition(doing: firstOfDoing) : nil
    let range = rangeSince(start)
    return ArmSyntax(condition: condition ?? late, actions: actions, row: nil, range: range)
  }

  @inline(__always)
  private func parseActionOfArm() -> ActionSyntax? {
    let action = parseAction()
    if case .none = action { skip(to: Self.afterAction) }
    if !current.isFirstOnLine, !Self.afterAction.contains(current.keyword) { finishAction() }
    return action
  }

  static let afterAction = KeywordSet.words(.then, .when, .otherwise, .given, .expect, .do)

  /// `=>`, `->`, `→`: what follows, follows.
  var isArrow: Bool { current.kind == .unknown && Self.arrows.contains(text(current)) }
  private static let arrows: Set<String> = ["=>", "->", "→", "⇒", "-->"]

  /// An arrow, and actions after it: no comparison.
  var isArrowBeforeAction: Bool {
    guard isArrow else { return false }
    let next = ahead(1)
    return next.keyword == .do || next.keyword == .then || isActionStart(position + 1) || isForeignVerb(position + 1)
  }

  private func takeDo() {
    if takeForeignPart(.do) {
      _ = skipBullet("")
      return
    }
    if isArrow {
      let fix = ahead(1).keyword == .do ? removing(position, through: position) : replacingCurrent(with: "do")
      noteHabit(.signForWord(text(current), meant: "do", at: range(current)).mended(by: fix))
      position += 1
      _ = take(.do)
      return
    }
    if at(.then) {
      let fix = ahead(1).keyword == .do ? removing(position, through: position) : replacingCurrent(with: "do")
      noteHabit(.thenForDo(at: range(current)).mended(by: fix))
      advance()
      _ = take(.do)
      return
    }
    if keyword(of: .words(.do), before: .action) != nil {
      advance()
      if at(.do), skipDoubled() {}
      skipColon()
      _ = skipBullet("")
      if at(.then), isActionStart(position + 1) {
        noteHabit(.repeatedDo(at: range(current)).mended(by: removing(position, through: position)))
        advance()
      }
      return
    }
    if isActionStart(position) || isForeignVerb(position) && !isMuted {
      accept(.forgottenDo(at: range(current)).mended(by: inserting("do", startsLine: true)))
      return
    }
    report(missing("do", isCertain: false))
    skip(to: .words(.do, .then, .otherwise, .when))
    _ = take(.do)
  }

  /// Reports what stands behind an action and is no part of anything.
  private func finishAction() {
    guard !isActionEnd else { return }
    if skipDoubled(), isActionEnd { return }
    report(.unexpected(found, after: description(of: lexeme(position - 1)), at: range(current)))
    skip(to: Self.afterAction)
  }

  private var isActionEnd: Bool {
    let here = current
    if here.isFirstOnLine || Self.afterAction.contains(here.anyCase) || isItemStart(position) { return true }
    if here.keyword == .and || here.kind == .comma { return true }
    if here.anyCase == .if || here.anyCase == .else { return true }
    if 4...6 ~= here.end - here.start, Self.elseIfs.contains(text(here)) { return true }
    if isActionStart(position) { return true }
    if isArrow || current.kind == .unknown && isActionStart(position + 1) { return true }
    return isMisspelling(of: .then) && isActionStart(position + 1)
      || isMisspelling(of: .otherwise) && fits(.word(.words(.when, .do)), position + 1)
  }

  /// Whether another action can come: no reserved word stands for `then` but these.
  private var mayGoOn: Bool { !current.keyword.isReserved || at(.then) || at(.do) || at(.and) }

  /// Goes over `then`, or over what people write in its place, if another action comes.
  private func takeThen() -> Bool {
    if at(.then), Self.verbs.contains(ahead(1).keyword) {
      advance()
      return true
    }
    if isArrow, isActionStart(position + 1) || isForeignVerb(position + 1) {
      noteHabit(
        .signForWord(text(current), meant: "then", at: range(current)).mended(by: replacingCurrent(with: "then")))
      position += 1
      return true
    }
    if isActionStart(position + 1), skipBullet("then") { return true }
    if at(.comma), ahead(1).keyword == .then || ahead(1).keyword == .and {
      noteHabit(.commaBetweenActions(at: range(current)).mended(by: removing(position, through: position)))
      advance()
    }
    if at(.then) || current.folded == .then || isMisspelling(of: .then) && isActionStart(position + 1) {
      _ = keyword(of: .words(.then), before: .action)
      advance()
      if at(.then), skipDoubled() {}
      skipColon()
      if at(.do) {
        noteHabit(.repeatedDo(at: range(current)).mended(by: removing(position, through: position)))
        advance()
      }
      return true
    }
    if at(.do) {
      let fix = ahead(1).keyword == .then ? removing(position, through: position) : replacingCurrent(with: "then")
      noteHabit(.repeatedDo(at: range(current)).mended(by: fix))
      advance()
      return true
    }
    if at(.and),
      isActionStart(position + 1) || isForeignVerb(position + 1) || ahead(1).keyword == .then || ahead(1).keyword == .do
    {
      let isPair = ahead(1).keyword == .then || ahead(1).keyword == .do
      let fix = replacing(position, through: position + (isPair ? 1 : 0), with: "then")
      noteHabit(.andBetweenActions(at: range(current)).mended(by: fix))
      advance()
      if at(.then) || at(.do) { advance() }
      return true
    }
    if at(.comma) {
      guard isActionStart(position + 1) else {
        if ahead(1).keyword != .otherwise && ahead(1).keyword != .else && ahead(1).keyword != .if {
          report(.strayComma(at: range(current)).mended(by: removing(position, through: position)))
          advance()
          skip(to: Self.afterAction)
        }
        return false
      }
      noteHabit(.commaBetweenActions(at: range(current)).mended(by: replacingCurrent(with: "then")))
      advance()
      return true
    }
    if at(.and) {
      report(.unexpected(found, after: description(of: lexeme(position - 1)), at: range(current)))
      skip(to: Self.afterAction)
      return at(.then)
    }
    guard isActionStart(position), !isItemStart(position) else { return false }
    noteHabit(.nothingBetweenActions(at: range(current)).mended(by: inserting("then", startsLine: true)))
    return true
  }

  /// `do move to Closed when priority is Low`: a condition behind its actions, unless `do` comes after it.
  private func parseLateCondition(doing start: Int) -> ConditionSyntax? {
    guard !isItemStart(position) else { return nil }
    // Looks for the `do` that makes it another arm: at most to the next item, so each word is seen twice at most.
    var index = position + 1
    while index < endPosition, !isItemStart(index), !Self.afterAction.contains(lexeme(index).keyword) {
      index += 1
    }
    guard lexeme(index).keyword != .do else { return nil }
    let when = position
    let isSaid = habits["E0146"] == nil && !isMuted
    noteHabit(.conditionAfterAction(at: range(current)))
    advance()
    let condition = parseCondition()
    if isSaid, diagnostics.last?.code == "E0146" {
      mendLast("E0146", by: moving(when, through: position - 1, before: start))
    }
    return condition
  }
}

extension Array {
  /// Appends `element`. Most lists of a rule hold one: an array made of it takes less than one that grows.
  @inline(__always)
  mutating func add(_ element: consuming Element) {
    if capacity == 0 { self = [element] } else { append(element) }
  }
}
