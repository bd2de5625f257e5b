import RuleSource

//  W0521 to W0524: what is wrong with allow comments.

extension Diagnostic {
  static func unusedAllow(_ allowance: Allowance) -> Diagnostic {
    let place: String
    switch allowance.reach {
    case .item: place = "in the item below"
    case .line: place = "in its line"
    case .nothing: place = "here, since nothing stands right below it"
    }
    return Diagnostic(
      .warning, "W0521", "there is no `\(allowance.name)` to allow \(place)", at: allowance.range,
      help: "remove it, or write it at the end of the line or right above the item that it is meant for")
  }

  static func allowWithoutReason(_ comment: AllowComment) -> Diagnostic {
    Diagnostic(
      .warning, "W0522", "this allows something without saying why", at: comment.range,
      help: "write the reason behind the parenthesis, such as `# allow(nameless-rule) short rules read better`")
  }

  static func unknownAllow(_ allowance: Allowance, suggestion: String?) -> Diagnostic {
    Diagnostic(
      .warning, "W0523",
      allowance.name.isEmpty
        ? "`allow( )` names nothing" : "there is no warning or hint `\(allowance.name)`", at: allowance.range,
      help: suggestion.map { "did you mean `\($0)`?" }
        ?? "write a code such as `W0501` or a name such as `unused-declaration`; the message that you mean shows both")
  }

  static func allowedError(_ allowance: Allowance, code: String) -> Diagnostic {
    Diagnostic(
      .warning, "W0524", "`\(allowance.name)` is an error, which no comment can allow", at: allowance.range,
      help: "mend it, and remove this; `rulesc explain \(code)` says how")
  }
}
