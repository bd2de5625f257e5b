import RuleSource
import RuleSyntax

//  A definition called like an option or a stage: the word means one thing alone and another after `is`. One called like
//  a property or a built-in is an error of the checker.

let shadowedDefinitions = Lint(codes: ["W0511"]) { subject in
  var definitions: [String: NameSyntax] = [:]
  for items in subject.declarations {
    for case .definition(let definition) in items { definitions[definition.name.text] = definition.name }
  }
  guard !definitions.isEmpty else { return [] }
  var found: [Diagnostic] = []
  func look(at name: NameSyntax, as description: @autoclosure () -> String) {
    guard let definition = definitions.removeValue(forKey: name.text) else { return }
    let what = description()
    found.append(
      Diagnostic(
        .warning, "W0511", "`\(name.text)` is a definition and \(what)", at: definition.range,
        labels: [Diagnostic.Label(what, at: name.range)], help: "give the definition a name of its own",
        notes: ["alone in a condition the word means the definition, after `is` or `to` it means the other"]))
  }
  for items in subject.declarations {
    for item in items {
      switch item {
      case .pipeline(let pipeline):
        for stage in pipeline.stages { look(at: stage.name, as: "a stage of pipeline `\(pipeline.name.text)`") }
      case .property(let property):
        switch property.type {
        case .oneOf(let options, _), .setOf(let options):
          for option in options { look(at: option.name, as: "an option of property `\(property.subject.name.text)`") }
        case .number, .text, .date, .time, .flag, .person, nil: break
        }
      case .portal, .team, .inbox, .template, .list, .calendar, .action, .answerLimit, .scope, .definition, .rule,
        .test, .promise:
        break
      }
    }
  }
  return found
}
