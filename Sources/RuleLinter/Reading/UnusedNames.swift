import RuleSchema
import RuleSource
import RuleSyntax

/// Something declared that no rule uses.
struct UnusedName {
  /// `team`
  let kind: String
  let name: NameSyntax
  /// The whole declaration.
  let range: SourceRange
}

extension LintSubject {
  /// Of each file what it declares and no rule uses, with whether it is a file of vocabulary alone. Nothing where the
  /// rulebook has no rules at all.
  ///
  /// Properties, options and stages are the portal's fields: events carry them, whether rules ask or not.
  func unusedNames() -> [(isVocabulary: Bool, names: [UnusedName])] {
    guard !rules.isEmpty else { return [] }
    let used = UsedVocabulary(rules, schema: schema)
    let written = WrittenNames(sources.map(\.tree), declarations)
    let teams = Set(zip(schema.teams, used.teams).compactMap { $1 ? $0.range : nil })
    let inboxes = Set(zip(schema.inboxes, used.inboxes).compactMap { $1 ? $0.range : nil })
    let templates = Set(zip(schema.templates, used.templates).compactMap { $1 ? $0.range : nil })
    let calendars = Set(zip(schema.calendars, used.calendars).compactMap { $1 ? $0.name : nil })
    let actions = Set(zip(schema.actions, used.actions).compactMap { $1 ? $0.name : nil })
    return zip(sources, declarations).map { source, declarations in
      var names: [UnusedName] = []
      func add(_ kind: String, _ name: NameSyntax, at range: SourceRange, isUsed: Bool) {
        if !isUsed { names.append(UnusedName(kind: kind, name: name, range: range)) }
      }
      for item in declarations {
        switch item {
        case .team(let item): add("team", item.name, at: item.range, isUsed: teams.contains(item.name.range))
        case .template(let item):
          add("template", item.name, at: item.range, isUsed: templates.contains(item.name.range))
        case .inbox(let item): add("inbox", item.name, at: item.range, isUsed: inboxes.contains(item.name.range))
        case .list(let item): add("list", item.name, at: item.range, isUsed: written.lists.contains(item.name.text))
        case .calendar(let item): add("calendar", item.name, at: item.range, isUsed: calendars.contains(item.name.text))
        case .action(let item): add("action", item.name, at: item.range, isUsed: actions.contains(item.name.text))
        case .definition(let item):
          add("definition", item.name, at: item.range, isUsed: written.definitions.contains(item.name.text))
        case .portal, .pipeline, .property, .answerLimit, .scope, .rule, .test, .promise: break
        }
      }
      return (declarations.count == source.tree.items.count, names)
    }
  }
}
