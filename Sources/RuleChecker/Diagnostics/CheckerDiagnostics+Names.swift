import RuleSource
import RuleSyntax

//  E0201 to E0211: names nobody declared. E0218 to E0229: names that mean something else here.

extension Diagnostic {
  /// The code of a kind of thing that is looked up by name.
  enum NameKind: String {
    case pipeline = "E0201"
    case team = "E0205"
    case inbox = "E0206"
    case template = "E0207"
    case list = "E0208"
    case calendar = "E0230"
    case action = "E0231"
    case channel = "E0211"

    var word: String {
      switch self {
      case .pipeline: "pipeline"
      case .team: "team"
      case .inbox: "inbox"
      case .template: "template"
      case .list: "list"
      case .calendar: "calendar"
      case .action: "action"
      case .channel: "channel"
      }
    }
  }

  static func unknown(_ kind: NameKind, _ name: String, at range: SourceRange) -> Diagnostic {
    let declare = kind == .channel ? nil : "declare it: `\(kind.word) \(Wording.spelled(name))`\(kind.rest)"
    return Diagnostic(.error, kind.rawValue, "there is no \(kind.word) `\(name)`", at: range, help: declare)
  }

  static func unknownStage(_ name: String, at range: SourceRange, of pipeline: String?) -> Diagnostic {
    let message =
      pipeline.map { "pipeline `\($0)` has no stage `\(name)`" } ?? "no pipeline has a stage `\(name)`"
    return Diagnostic(.error, "E0202", message, at: range, help: "declare it in its pipeline")
  }

  /// E0241: what the help desk calls it stands where its name belongs.
  static func idForName(
    _ id: String, what: String, of kind: String, _ name: String, at range: SourceRange, place: SourceRange?
  ) -> Diagnostic {
    Diagnostic(
      .error, "E0241", "`\(id)` is the \(what) of \(kind) `\(name)`, and rules use names", at: range,
      help: "write `\(Wording.spelled(name))`", fix: .replace(range, with: Wording.spelled(name))
    ).declared(at: place)
  }

  /// E0242: something is called so, but it is nothing of the kind that belongs here.
  static func otherKind(_ name: String, is kind: String, not wanted: String, at range: SourceRange, place: SourceRange)
    -> Diagnostic
  {
    Diagnostic(
      .error, "E0242", "`\(name)` is \(kind), not \(wanted)", at: range,
      labels: [Label("declared here as \(kind)", at: place)], help: "write the name of \(wanted) here")
  }

  static func unknownProperty(_ written: String, at range: SourceRange) -> Diagnostic {
    Diagnostic(
      .error, "E0203", "there is no property `\(written)`", at: range, help: "declare it: `property \(written): …`")
  }

  static func unknownOption(_ name: String, at range: SourceRange, of property: String) -> Diagnostic {
    Diagnostic(
      .error, "E0204", "`\(property)` has no option `\(name)`", at: range,
      help: "add it to the declaration of `\(property)`")
  }

  static func foreignOption(
    _ name: String, at range: SourceRange, of property: String, owner: String, place: SourceRange
  ) -> Diagnostic {
    Diagnostic(
      .error, "E0204", "`\(name)` is an option of `\(owner)`, not of `\(property)`", at: range,
      labels: [Label("`\(owner)` is declared here", at: place)], help: "ask for `\(owner)`, or write another option")
  }

  static func foreignRule(_ name: NameSyntax, of pipeline: String) -> Diagnostic {
    Diagnostic(
      .error, "E0209",
      "rule `\(name.text)` belongs to pipeline `\(pipeline)`, and a rule overrides only rules of its own",
      at: name.range, help: "remove it: a ticket is in one pipeline, so the two never meet")
  }

  static func unknownRule(_ name: NameSyntax, near: NameSuggestion?) -> Diagnostic {
    Diagnostic(
      .error, "E0209", "there is no rule `\(name.text)` in this pipeline", at: name.range,
      help: near?.help ?? "write the title of a rule exactly as it stands after `rule`",
      fix: near?.fix(at: name.range))
  }

  static func unknownPlaceholder(_ name: String, at range: SourceRange, near: NameSuggestion?) -> Diagnostic {
    if name.isEmpty {
      return Diagnostic(
        .error, "E0210", "a placeholder needs a name", at: range,
        help: "write `\\{` for a brace that is no placeholder")
    }
    return Diagnostic(
      .error, "E0210", "there is no property `\(name)` to put in this text", at: range,
      help: near.map { "did you mean `{\($0.spelling)}`?" }
        ?? "declare the property, or write `\\{` for a brace that is no placeholder",
      fix: near.map { .replace(range, with: "{\($0.spelling)}", $0.isCertain ? .safe : .unsafe) })
  }

  /// E0243: `{{ticket.subject}}`
  static func foreignPlaceholder(_ meant: String, at range: SourceRange) -> Diagnostic {
    Diagnostic(
      .error, "E0243", "a placeholder is a property's name in one pair of braces", at: range,
      help: "write `{\(meant)}`", fix: .replace(range, with: "{\(meant)}"))
  }

  static func foreignStage(
    _ name: String, at range: SourceRange, of owner: String, in pipeline: String, declared place: SourceRange
  ) -> Diagnostic {
    Diagnostic(
      .error, "E0218", "stage `\(name)` belongs to pipeline `\(owner)`, not to `\(pipeline)`", at: range,
      labels: [Label("declared here", at: place)],
      help:
        "write a stage of `\(pipeline)`, or where a ticket goes to another pipeline, `in pipeline \(Wording.spelled(owner))`"
    )
  }

  static func ambiguousStage(
    _ name: String, at range: SourceRange, of pipelines: [String], declared places: [SourceRange]
  ) -> Diagnostic {
    Diagnostic(
      .error, "E0219", "stage `\(name)` is in several pipelines: \(Wording.choices(pipelines, word: "and"))", at: range,
      labels: zip(places, pipelines).map { Label("in `\($1)`", at: $0) },
      help: "say which: write `for pipeline \(Wording.spelled(pipelines.first ?? ""))` above")
  }

  static func noPipelineDecides(at range: SourceRange, among pipelines: [String]) -> Diagnostic {
    Diagnostic(
      .error, "E0220", "nothing says which pipeline this rule belongs to", at: range,
      help: "write `for pipeline \(Wording.spelled(pipelines.first ?? ""))` above it, or mark one pipeline `default`")
  }

  static func noPipeline(at range: SourceRange) -> Diagnostic {
    Diagnostic(
      .error, "E0224", "no pipeline is declared, and every rule belongs to one", at: range,
      help: "declare it with its stages: `pipeline \"Support\" default stage New stage Closed closed`")
  }

  static func twoPipelines(
    _ stage: String, at range: SourceRange, of owner: String, not pipeline: String, declared place: SourceRange
  ) -> Diagnostic {
    Diagnostic(
      .error, "E0221",
      "stage `\(stage)` belongs to pipeline `\(owner)`, but what stands before it is about `\(pipeline)`",
      at: range, labels: [Label("declared here", at: place)],
      help:
        "a rule is about one pipeline: write `for pipeline …` above it, or `in pipeline \(Wording.spelled(owner))` after the stage of an action"
    )
  }

  static func foreignDefinition(
    _ name: String, at range: SourceRange, of owners: [String], in pipeline: String?, place: SourceRange
  ) -> Diagnostic {
    let stages =
      owners.count == 1
      ? "stages of pipeline `\(owners.first ?? "")`"
      : "stages of pipelines \(owners.map { "`\($0)`" }.joined(separator: ", "))"
    return Diagnostic(
      .error, "E0222",
      "`\(name)` names \(stages), but \(pipeline.map { "this rule belongs to `\($0)`" } ?? "nothing says which is meant here")",
      at: range, labels: [Label("defined here", at: place)],
      help: pipeline.map { "define it again for `\($0)` under another name" }
        ?? "write `for pipeline \(Wording.spelled(owners.first ?? ""))` above")
  }

  static func definitionCycle(_ path: [String], at range: SourceRange) -> Diagnostic {
    Diagnostic(
      .error, "E0223", "`\(path.first ?? "")` is defined by itself: \(Wording.steps(path))", at: range,
      help: "take one of them out of the circle")
  }

  static func notAFlag(_ name: String, at range: SourceRange, is type: FieldType) -> Diagnostic {
    Diagnostic(
      .error, "E0227", "`\(name)` is \(type.name), so it says nothing on its own", at: range,
      help: "go on with \(type.operators)")
  }

  static func definitionAsProperty(_ name: String, at range: SourceRange) -> Diagnostic {
    Diagnostic(
      .error, "E0228", "`\(name)` is a definition, which has no value", at: range,
      help: "use it alone, as a condition: `when \(Wording.spelled(name))`")
  }

  static func unknownCondition(_ name: String, at range: SourceRange) -> Diagnostic {
    Diagnostic(
      .error, "E0229", "there is no flag and no definition `\(name)`", at: range,
      help:
        "declare it: `property \(Wording.spelled(name)): flag` or `define \(Wording.spelled(name)) as …`")
  }
}

extension Diagnostic.NameKind {
  /// What follows the name in a declaration.
  fileprivate var rest: String {
    switch self {
    case .pipeline: " with its stages"
    case .inbox: " with its `email`"
    case .list: " with what is in it"
    case .calendar: " with its zone and its hours"
    case .action: " with its parameters"
    case .team, .template, .channel: ""
    }
  }

  var withArticle: String {
    switch self {
    case .inbox, .action: "an \(word)"
    case .pipeline, .team, .template, .list, .calendar, .channel: "a \(word)"
    }
  }

  /// `the teams`
  var plural: String { self == .inbox ? "the inboxes" : "the \(word)s" }
}
