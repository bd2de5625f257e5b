import RuleSource

/// Messages about what is missing, too much or misspelled: E0120 to E0139, and E0175 to E0178.
extension Diagnostic {
  static func expectedWord(_ word: String, before found: String, at range: SourceRange) -> Diagnostic {
    Diagnostic(.error, "E0120", "`\(word)` is missing before \(found)", at: range, help: "write `\(word)` here")
  }

  static func expectedName(_ what: String, before found: String, at range: SourceRange) -> Diagnostic {
    Diagnostic(
      .error, "E0121", "\(what) is missing before \(found)", at: range,
      help: "write one word, or several words in quotes")
  }

  static func expectedValue(_ what: String, before found: String, at range: SourceRange) -> Diagnostic {
    Diagnostic(
      .error, "E0122", "\(what) is missing before \(found)", at: range,
      help: "write a word, a text in quotes, a number or a date like `2026-01-05`")
  }

  static func expectedCondition(before found: String, at range: SourceRange) -> Diagnostic {
    Diagnostic(
      .error, "E0123", "a condition is missing before \(found)", at: range,
      help: "write something like `priority is High` or `not vip`")
  }

  static func expectedAction(before found: String, at range: SourceRange) -> Diagnostic {
    Diagnostic(
      .error, "E0124", "an action is missing before \(found)", at: range,
      help:
        "an action begins with add, assign, call, clear, create, increase, move, notify, raise, remove, rotate, send or set"
    )
  }

  static func expectedTrigger(before found: String, at range: SourceRange) -> Diagnostic {
    Diagnostic(
      .error, "E0125", "what the rule waits for is missing before \(found)", at: range,
      help: "write something like `on ticket created`, `on stage New` or `after 3 days in stage New`")
  }

  static func beforeFirst(at range: SourceRange) -> Diagnostic {
    Diagnostic(
      .error, "E0125", "a rule does not begin with `before`", at: range,
      help: "write `on 2 days before` and a date, or `on`, `after` or `every`")
  }

  static func unexpected(_ found: String, after place: String, at range: SourceRange) -> Diagnostic {
    Diagnostic(
      .error, "E0126", "\(found) does not belong after \(place)", at: range,
      help: "remove it; if it is part of a name, put the name in quotes")
  }

  static func unknownStart(_ found: String, at range: SourceRange) -> Diagnostic {
    Diagnostic(
      .error, "E0127", "nothing begins with \(found)", at: range,
      help: "a rule begins with `rule \"Name\"` or `on`; other parts begin with `for pipeline`, `define`, `test`, "
        + "`promise`, `portal`, `pipeline`, `property`, `team`, `inbox`, `template`, `list`, `calendar` or `action`")
  }

  static func doubledWord(_ word: String, at range: SourceRange) -> Diagnostic {
    Diagnostic(.error, "E0128", "`\(word)` is written twice", at: range, help: "remove one of them")
  }

  static func misspelledWord(_ written: String, meant: String, at range: SourceRange) -> Diagnostic {
    Diagnostic(.error, "E0129", "`\(written)` is not known here", at: range, help: "did you mean `\(meant)`?")
  }

  static func nameNeedsQuotes(_ name: String, at range: SourceRange) -> Diagnostic {
    Diagnostic(
      .error, "E0130", "a name of several words needs quotes", at: range, help: "write `\"\(name)\"`")
  }

  static func reservedName(_ name: String, at range: SourceRange) -> Diagnostic {
    Diagnostic(
      .error, "E0131", "`\(name)` is a word of the language and needs quotes to be a name", at: range,
      help: "write `\"\(name)\"`")
  }

  static func capitalizedKeyword(_ written: String, meant: String, at range: SourceRange) -> Diagnostic {
    Diagnostic(
      .error, "E0132", "`\(written)` is written in small letters", at: range, help: "write `\(meant)`")
  }

  static func nestedTooDeep(at range: SourceRange) -> Diagnostic {
    Diagnostic(
      .error, "E0133", "there are more than 200 parentheses inside each other", at: range,
      help: "give parts of the condition a name with `define`")
  }

  static func mixedAndOr(at range: SourceRange) -> Diagnostic {
    Diagnostic(
      .error, "E0134", "`and` and `or` stand side by side", at: range,
      help: "put parentheses around the parts that belong together, like `a and (b or c)`")
  }

  static func doubleNot(at range: SourceRange) -> Diagnostic {
    Diagnostic(.error, "E0135", "`not` is written twice", at: range, help: "remove one `not`, or both")
  }

  static func missingTrigger(before found: String, at range: SourceRange) -> Diagnostic {
    Diagnostic(
      .error, "E0136", "the rule does not say when it runs, before \(found)", at: range,
      help: "write what it waits for first, such as `on ticket created`")
  }

  static func missingActions(before found: String, at range: SourceRange) -> Diagnostic {
    Diagnostic(
      .error, "E0137", "the rule does nothing: `do` and an action are missing before \(found)", at: range,
      help: "write `do` and an action, or `when`, a condition, `do` and an action")
  }

  static func strayStage(at range: SourceRange) -> Diagnostic {
    Diagnostic(
      .error, "E0138", "a stage is declared inside of a pipeline", at: range,
      help: "move it below `pipeline` and the pipeline's name")
  }

  static func expectedText(_ what: String, before found: String, at range: SourceRange) -> Diagnostic {
    Diagnostic(.error, "E0139", "\(what) is missing before \(found)", at: range, help: "write it in quotes")
  }

  static func pipelineWithoutStage(_ name: String, at range: SourceRange) -> Diagnostic {
    Diagnostic(
      .error, "E0175", "the pipeline `\(name)` is declared without a stage", at: range,
      help: "write `stage` and a name below it; to write rules for a pipeline declared elsewhere, write `for pipeline`")
  }

  static func expectedDate(before found: String, at range: SourceRange) -> Diagnostic {
    Diagnostic(
      .error, "E0176", "a date is missing before \(found)", at: range,
      help: "write a date like `2026-01-05`, `today`, or `value of` and a property")
  }

  static func expectedNumber(before found: String, at range: SourceRange) -> Diagnostic {
    Diagnostic(.error, "E0177", "a number is missing before \(found)", at: range, help: "write a number like `1`")
  }

  static func missingAssignee(before found: String, at range: SourceRange) -> Diagnostic {
    Diagnostic(
      .error, "E0178", "who gets the ticket is missing before \(found)", at: range,
      help: "write `team` and its name, actor, creator, nobody, `its` and a property, or a person in quotes")
  }
}
