import RuleSource

/// Messages about what people write before they know the language: E0140 to E0179.
extension Diagnostic {
  static func ifForWhen(at range: SourceRange) -> Diagnostic {
    Diagnostic(.error, "E0140", "a condition begins with `when`, not with `if`", at: range, help: "write `when`")
  }

  static func elseForOtherwise(at range: SourceRange) -> Diagnostic {
    Diagnostic(
      .error, "E0141", "the other case begins with `otherwise`, not with `else`", at: range,
      help: "write `otherwise do`, or `otherwise when` and a condition")
  }

  static func andBetweenActions(at range: SourceRange) -> Diagnostic {
    Diagnostic(.error, "E0142", "actions are joined with `then`, not with `and`", at: range, help: "write `then`")
  }

  static func commaBetweenActions(at range: SourceRange) -> Diagnostic {
    Diagnostic(.error, "E0143", "actions are joined with `then`, not with a comma", at: range, help: "write `then`")
  }

  static func nothingBetweenActions(at range: SourceRange) -> Diagnostic {
    Diagnostic(.error, "E0144", "`then` is missing between two actions", at: range, help: "write `then` before it")
  }

  static func repeatedDo(at range: SourceRange) -> Diagnostic {
    Diagnostic(
      .error, "E0145", "`do` stands before the first action only", at: range, help: "join actions with `then` alone")
  }

  static func conditionAfterAction(at range: SourceRange) -> Diagnostic {
    Diagnostic(
      .error, "E0146", "the condition stands after the action", at: range,
      help: "write the condition first: `when` condition `do` action")
  }

  static func forgottenDo(at range: SourceRange) -> Diagnostic {
    Diagnostic(.error, "E0147", "`do` is missing before the action", at: range, help: "write `do` here")
  }

  static func orBetweenStages(_ name: String, at range: SourceRange) -> Diagnostic {
    Diagnostic(
      .error, "E0148", "stages are joined with a comma, not with `or`", at: range,
      help: "write `, \(name)`, or `or stage \(name)`")
  }

  static func commaBetweenTriggers(at range: SourceRange) -> Diagnostic {
    Diagnostic(
      .error, "E0149", "what the rule waits for is joined with `or`, not with a comma", at: range, help: "write `or`")
  }

  static func stateAsTrigger(_ operand: String, at range: SourceRange) -> Diagnostic {
    Diagnostic(
      .error, "E0150", "a rule waits for something that happens, and `is` tells a state", at: range,
      help: "write `\(operand) becomes …`, or `\(operand) changed` and the state after `when`")
  }

  static func articleMissing(_ written: String, meant: String, at range: SourceRange) -> Diagnostic {
    Diagnostic(.error, "E0151", "`by \(written)` lacks its article", at: range, help: "write `by \(meant)`")
  }

  static func signForWord(_ sign: String, meant: String, at range: SourceRange) -> Diagnostic {
    Diagnostic(.error, "E0152", "`\(sign)` is written as words here", at: range, help: "write `\(meant)`")
  }

  static func isEmpty(meant: String, at range: SourceRange) -> Diagnostic {
    Diagnostic(
      .error, "E0153", "what has no value is `unknown` here", at: range,
      help: "write `\(meant)`; a value that is called so is written `\"empty\"`")
  }

  static func isTrue(_ word: String, meant: String, at range: SourceRange) -> Diagnostic {
    Diagnostic(
      .error, "E0154", "a yes-or-no property is asked by its name alone", at: range,
      help: "write `\(meant)`; a value that is called so is written `\"\(word)\"`")
  }

  static func comparisonWords(_ written: String, meant: String, at range: SourceRange) -> Diagnostic {
    Diagnostic(
      .error, "E0155", "`\(written)` is written `\(meant)` here", at: range, help: "write `\(meant)`")
  }

  static func missingIs(_ operand: String, at range: SourceRange) -> Diagnostic {
    Diagnostic(.error, "E0156", "`is` is missing after `\(operand)`", at: range, help: "write `is` before it")
  }

  static func unquotedPerson(_ name: String, at range: SourceRange) -> Diagnostic {
    Diagnostic(
      .error, "E0157", "a person is written in quotes", at: range,
      help: "write `\"\(name)\"`; a team is written `team \(name)`")
  }

  static func unquotedTitle(_ title: String, at range: SourceRange) -> Diagnostic {
    Diagnostic(.error, "E0158", "the name of a rule is written in quotes", at: range, help: "write `\"\(title)\"`")
  }

  static func missingOtherwise(at range: SourceRange) -> Diagnostic {
    Diagnostic(
      .error, "E0159", "`otherwise` is missing before another `when`", at: range, help: "write `otherwise when`")
  }

  static func armAfterOtherwise(at range: SourceRange) -> Diagnostic {
    Diagnostic(
      .error, "E0160", "nothing can follow a plain `otherwise`", at: range,
      help: "put it last, or give the one before it a condition: `otherwise when … do …`")
  }

  static func guardWithoutArms(at range: SourceRange) -> Diagnostic {
    Diagnostic(
      .error, "E0161", "`only if` stands before `when`, and here is none", at: range,
      help: "write `when` instead of `only if`")
  }

  static func strayComma(at range: SourceRange) -> Diagnostic {
    Diagnostic(.error, "E0162", "there is a comma too much", at: range, help: "remove it")
  }

  static func wordBetweenOptions(_ word: String, at range: SourceRange) -> Diagnostic {
    Diagnostic(.error, "E0163", "these are joined with a comma, not with `\(word)`", at: range, help: "write `,`")
  }

  static func commaBetweenRecipients(at range: SourceRange) -> Diagnostic {
    Diagnostic(.error, "E0164", "recipients are joined with `and`, not with a comma", at: range, help: "write `and`")
  }

  static func missingRecipient(before found: String, at range: SourceRange) -> Diagnostic {
    Diagnostic(
      .error, "E0165", "who gets it is missing before \(found)", at: range,
      help: "write contact, owner, creator, cc, followers, `team` and its name, `its` and a property, "
        + "or an address in quotes")
  }

  static func notBehindOperand(_ operand: String, at range: SourceRange) -> Diagnostic {
    Diagnostic(
      .error, "E0166", "`not` stands before what it denies", at: range,
      help: "write `not \(operand) …`; only `is not` and `was not` are said the other way")
  }

  static func thenForDo(at range: SourceRange) -> Diagnostic {
    Diagnostic(.error, "E0167", "the first action begins with `do`, not with `then`", at: range, help: "write `do`")
  }

  static func secondDuration(at range: SourceRange) -> Diagnostic {
    Diagnostic(
      .error, "E0168", "a time span is one number and one unit", at: range,
      help: "write `28 hours` for a day and 4 hours")
  }

  static func commaBetweenConditions(at range: SourceRange) -> Diagnostic {
    Diagnostic(
      .error, "E0169", "conditions are joined with `and` or `or`, not with a comma", at: range,
      help: "write `and` or `or`")
  }

  static func numberTooLarge(at range: SourceRange) -> Diagnostic {
    Diagnostic(.error, "E0170", "the number is too large", at: range, help: "write it in quotes if it is a name")
  }

  static func missingOn(at range: SourceRange) -> Diagnostic {
    Diagnostic(.error, "E0171", "`on` is missing before what the rule waits for", at: range, help: "write `on` here")
  }

  static func overridesAfterOff(at range: SourceRange) -> Diagnostic {
    Diagnostic(.error, "E0172", "`overrides` stands behind `off`", at: range, help: "write `off` last")
  }

  static func stageBeforePipeline(at range: SourceRange) -> Diagnostic {
    Diagnostic(
      .error, "E0173", "the stage stands behind the pipeline", at: range,
      help: "write `in stage …` before `in pipeline …`")
  }

  static func repeatedPart(_ word: String, at range: SourceRange) -> Diagnostic {
    Diagnostic(
      .error, "E0174", "`\(word)` can be said only once here", at: range,
      help: "write the trigger twice, joined with `or`")
  }
}
