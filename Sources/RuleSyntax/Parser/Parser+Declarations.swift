import RuleSource

/// Declared actions, and how often rules may answer.
extension Parser {
  // action_decl = "action" , name , { "with" , parameter } ;
  func parseActionDeclaration() -> ActionDeclarationSyntax? {
    let first = position
    _ = take(.action)
    guard let name = parseName("the name of the action", before: .words(.with)) else { return nil }
    var parameters: [ActionDeclarationSyntax.Parameter] = []
    var progress = LoopProgress()
    while progress.assertAdvanced(position), takeWith() {
      if let parameter = parseParameter() {
        parameters.append(parameter)
      } else {
        skip(to: .words(.with))
      }
    }
    return ActionDeclarationSyntax(
      name: name, parameters: parameters, isBroken: isBrokenItem(since: first), range: rangeSince(first))
  }

  /// Goes over `with`, or over the comma people write in its place.
  private func takeWith() -> Bool {
    if current.kind == .comma, isNameLike(ahead(1)), ahead(2).kind == .colon {
      report(.misspelledWord(",", meant: "with", at: range(current)).mended(by: replacingCurrent(with: "with")))
      position += 1
      return true
    }
    if isNameLike(current), ahead(1).kind == .colon, !isItemStart(position), !at(.with) {
      report(missing("with"))
      return true
    }
    guard !isItemStart(position), keyword(of: .words(.with), before: .name) != nil || at(.with) else { return false }
    advance()
    if at(.with), skipDoubled() {}
    return true
  }

  // parameter = name , ":" , type , [ "default" , value ] , [ "optional" ] ;
  private func parseParameter() -> ActionDeclarationSyntax.Parameter? {
    let first = position
    guard let name = parseName("the name of the parameter", before: ahead(1).kind == .colon ? .noWords : Self.typeWords)
    else { return nil }
    guard expect(.colon, ":", before: .word(Self.typeWords)), let type = parseType(before: Self.parameterFollow) else {
      skip(to: .words(.with))
      return ActionDeclarationSyntax.Parameter(
        name: name, type: nil, defaultValue: nil, isOptional: false, range: rangeSince(first))
    }
    var defaultValue: ValueSyntax?
    if !current.isFirstOnLine || at(.default), keyword(of: .words(.default), before: .value) != nil {
      advance()
      if at(.default), skipDoubled() {}
      defaultValue = parseValue("the value of the parameter", before: .words(.optional, .with))
    }
    var isOptional = false
    if !current.isFirstOnLine || at(.optional), keyword(of: .words(.optional), before: .anything) != nil {
      advance()
      isOptional = true
      if at(.optional), skipDoubled() {}
    }
    return ActionDeclarationSyntax.Parameter(
      name: name, type: type, defaultValue: defaultValue, isOptional: isOptional, range: rangeSince(first))
  }

  private static let parameterFollow = KeywordSet.words(.id, .default, .optional, .with)

  // answer_limit = "limit" , "answers" , "at" , "most" , number , "times" , "per" , period ;
  func parseAnswerLimit() -> AnswerLimitSyntax? {
    let first = position
    position += 1
    guard expect(.answers, before: .word(.words(.at))), let (count, period) = parseAtMost() else {
      skip(to: .noWords)
      return nil
    }
    return AnswerLimitSyntax(count: count, per: period, range: rangeSince(first))
  }
}
