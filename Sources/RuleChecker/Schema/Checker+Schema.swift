import RuleSchema
import RuleSource
import RuleSyntax

//  Everything that is declared, in one walk over all files: declarations may stand anywhere. What a rule says is looked
//  at afterwards, when every name is known.

extension Checker {
  /// Fills the vocabulary, the definitions and the list of rules.
  mutating func declareVocabulary() {
    for (_, tree) in sources {
      for item in tree.items {
        switch item {
        case .portal(let portal): declare(portal)
        case .pipeline(let pipeline): declare(pipeline)
        case .property(let property): declare(property)
        case .team(let team): declareTeam(team)
        case .inbox(let inbox): declare(inbox)
        case .template(let template): declareTemplate(template)
        case .list(let list): declare(list)
        case .calendar(let calendar): declare(calendar)
        case .action(let action): declare(action)
        case .answerLimit(let limit): declare(limit)
        case .scope, .definition, .rule, .test, .promise: break
        }
      }
    }
    if let standard = vocabulary.defaultCalendar { vocabulary.schema.calendars[standard.value].isDefault = true }
    checkDefaults()
    collectRules()
  }

  /// Definitions and rules with the scope in force; pipelines are known by now.
  private mutating func collectRules() {
    rules.reserveCapacity(sources.reduce(0) { $0 + $1.tree.items.count })
    for (_, tree) in sources {
      var scope = Scope.unscoped
      var ofRule = Scope.OfRule.unscoped
      // More than one, or none.
      var several: [PipelineIndex] = []
      let items = tree.items.span
      for index in items.indices {
        // Most items are rules.
        if several.isEmpty, let entry = Self.entry(of: items, at: index, scope: ofRule) {
          rules.append(entry)
          continue
        }
        switch items[index] {
        case .scope(let syntax):
          scopes[Int(syntax.range.fileIndex)].append(syntax)
          scope = self.scope(of: syntax)
          ofRule = scope.ofRule
          several = if case .pipelines(let pipelines) = scope, pipelines.count > 1 { pipelines } else { [] }
        case .definition(let definition): declare(definition, in: scope)
        case .rule(let rule):
          // A rule for several pipelines is one rule in each.
          rules += several.map { RuleEntry(syntax: rule, scope: .pipeline($0), isShared: true) }
        case .test(let test): tests.append(TestEntry(syntax: test, scope: scope))
        case .promise(let promise): promises.append(PromiseEntry(syntax: promise, scope: scope))
        case .portal, .pipeline, .property, .team, .inbox, .template, .list, .calendar, .action, .answerLimit: break
        }
      }
    }
  }

  /// The entry of a rule; `nil` for another item. Nothing is done with a rule here, so that it is not counted.
  private static func entry(
    of items: borrowing Swift.Span<ItemSyntax>, at index: Int, scope: Scope.OfRule
  ) -> RuleEntry? {
    guard case .rule(let rule) = items[index] else { return nil }
    return RuleEntry(syntax: rule, scope: scope, isShared: false)
  }

  private mutating func scope(of syntax: ScopeSyntax) -> Scope {
    if syntax.pipelines.count == 1 {
      let name = syntax.pipelines[0]
      return pipeline(named: name.text, at: name.range).map { .pipelines([$0]) } ?? .broken
    }
    var pipelines: [PipelineIndex] = []
    var places: [PipelineIndex: SourceRange] = [:]
    for name in syntax.pipelines {
      guard let pipeline = pipeline(named: name.text, at: name.range) else { continue }
      if let first = places[pipeline] {
        report(
          .pipelineTwice(name, first: first).with(
            fix: removing(name.range, from: syntax.pipelines.map(\.range), after: "pipelines")))
      } else {
        places[pipeline] = name.range
        pipelines.append(pipeline)
      }
    }
    return pipelines.isEmpty ? .broken : .pipelines(pipelines)
  }

  private mutating func declare(_ portal: PortalSyntax) {
    if let first = vocabulary.schema.portal {
      report(.secondPortal(at: portal.range, first: first.range).with(fix: removing(portal.range, .unsafe)))
      return
    }
    guard let edition = Portal.Edition(rawValue: portal.edition.text) else { return }
    vocabulary.schema.portal = Portal(
      name: portal.name.text, edition: edition, zone: portal.zone.text, range: portal.edition.range)
  }

  private mutating func declareTeam(_ team: DeclaredNameSyntax) {
    if let first = vocabulary.teams[team.name.text] {
      report(
        .declaredTwice("team", team.name, first: vocabulary.schema.teams[first.value].range)
          .with(fix: removing(team.range)))
      return
    }
    vocabulary.teams[team.name.text] = TeamIndex(vocabulary.schema.teams.count)
    vocabulary.schema.teams.append(Declared(name: team.name.text, range: team.name.range))
  }

  private mutating func declareTemplate(_ template: DeclaredNameSyntax) {
    if let first = vocabulary.templates[template.name.text] {
      report(
        .declaredTwice("template", template.name, first: vocabulary.schema.templates[first.value].range)
          .with(fix: removing(template.range)))
      return
    }
    vocabulary.templates[template.name.text] = TemplateIndex(vocabulary.schema.templates.count)
    vocabulary.schema.templates.append(Declared(name: template.name.text, range: template.name.range))
  }

  private mutating func declare(_ inbox: InboxSyntax) {
    if let first = vocabulary.inboxes[inbox.name.text] {
      report(
        .declaredTwice("inbox", inbox.name, first: vocabulary.schema.inboxes[first.value].range)
          .with(fix: removing(inbox.range, .unsafe)))
      return
    }
    let email = inbox.email.text.lowercased()
    if let first = vocabulary.schema.inboxes.first(where: { $0.email.lowercased() == email }) {
      report(.sameInboxEmail(inbox.email, other: first.name, first: first.range))
    }
    vocabulary.inboxes[inbox.name.text] = InboxIndex(vocabulary.schema.inboxes.count)
    vocabulary.schema.inboxes.append(
      Inbox(name: inbox.name.text, email: inbox.email.text, isLocked: inbox.isLocked, range: inbox.name.range))
  }

  private mutating func declare(_ list: ListSyntax) {
    if let first = vocabulary.lists[list.name.text] {
      report(
        .declaredTwice("list", list.name, first: vocabulary.schema.lists[first.value].range)
          .with(fix: removing(list.range, .unsafe)))
      return
    }
    vocabulary.lists[list.name.text] = ListIndex(vocabulary.schema.lists.count)
    vocabulary.schema.lists.append(
      GlobList(name: list.name.text, globs: list.globs.map(\.text), range: list.name.range))
  }

  private mutating func declare(_ definition: DefinitionSyntax, in scope: Scope) {
    let name = definition.name
    if let first = vocabulary.definitions[name.text] {
      report(
        .declaredTwice("definition", name, first: definitions[first].syntax.name.range)
          .with(fix: removing(definition.range, .unsafe)))
      return
    }
    if Vocabulary.builtIns.contains(name.text) {
      if !Wording.isReserved(name) { report(.builtInName(name, kind: "definition")) }
      return
    }
    let property = Vocabulary.PropertyName(entity: .ticket, text: name.text)
    if let index = vocabulary.properties[property], let index {
      report(.definitionAndProperty(name, property: vocabulary.schema.properties[index.value].range))
    }
    vocabulary.definitions[name.text] = definitions.count
    definitions.append(Definition(syntax: definition, scope: scope))
  }
}
