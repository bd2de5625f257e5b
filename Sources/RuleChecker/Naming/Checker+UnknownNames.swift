import RuleSchema
import RuleSource
import RuleSyntax

//  What to say of a name that is not declared: its id was written, it is declared as something else, it is misspelled,
//  or it has another name here.

extension Checker {
  /// Reports that there is nothing of this kind called `name`.
  mutating func reportUnknown(_ kind: Diagnostic.NameKind, _ name: String, at range: SourceRange) {
    let names = names(of: kind)
    if let known = nameOfId(name, kind) {
      report(.idForName(name, what: known.what, of: kind.word, known.name, at: range, place: known.range))
      return
    }
    let suggestion = NameSuggestion(
      for: name, among: names, synonym: kind == .channel ? Synonyms.channel(name) : nil)
    if suggestion?.isCertain != true, let other = declaration(of: name) {
      report(
        .otherKind(name, is: other.kind, not: kind.withArticle, at: range, place: other.range)
          .suggesting(nil, among: names, are: kind.plural, at: range))
      return
    }
    report(
      .unknown(kind, name, at: range).suggesting(suggestion, among: names, are: kind.plural, at: range))
  }

  private func names(of kind: Diagnostic.NameKind) -> [String] {
    let schema = vocabulary.schema
    return switch kind {
    case .pipeline: schema.pipelines.map(\.name)
    case .team: schema.teams.map(\.name)
    case .inbox: schema.inboxes.map(\.name)
    case .template: schema.templates.map(\.name)
    case .list: schema.lists.map(\.name)
    case .calendar: schema.calendars.map(\.name)
    case .action: schema.actions.map(\.name)
    case .channel: FactReader.channels.map(\.rawValue)
    }
  }

  /// What is called by its id, or an inbox by its address.
  private func nameOfId(_ id: String, _ kind: Diagnostic.NameKind) -> (what: String, name: String, range: SourceRange)?
  {
    switch kind {
    case .pipeline:
      return vocabulary.schema.pipelines.first { $0.id == id }.map { ("id", $0.name, $0.range) }
    case .inbox:
      return vocabulary.schema.inboxes.first { $0.email.lowercased() == id.lowercased() }
        .map { ("address", $0.name, $0.range) }
    case .team, .template, .list, .calendar, .action, .channel: return nil
    }
  }

  /// The first thing that is declared as `name`, whatever it is.
  func declaration(of name: String) -> (kind: String, range: SourceRange)? {
    let schema = vocabulary.schema
    if let index = vocabulary.teams[name] { return ("a team", schema.teams[index.value].range) }
    if let index = vocabulary.pipelines[name] { return ("a pipeline", schema.pipelines[index.value].range) }
    if let index = vocabulary.stages[name]?.first { return ("a stage", schema.stages[index.value].range) }
    if let index = vocabulary.inboxes[name] { return ("an inbox", schema.inboxes[index.value].range) }
    if let index = vocabulary.templates[name] { return ("a template", schema.templates[index.value].range) }
    if let index = vocabulary.lists[name] { return ("a list", schema.lists[index.value].range) }
    if let known = vocabulary.calendars[name], let index = known {
      return ("a calendar", schema.calendars[index.value].range)
    }
    if let known = vocabulary.actions[name], let index = known {
      return ("an action", schema.actions[index.value].range)
    }
    if let index = property(name, of: .ticket) { return ("a property", schema.properties[index.value].range) }
    if let index = vocabulary.definitions[name] { return ("a definition", definitions[index].syntax.name.range) }
    return nil
  }

  /// The declared property, where its type was understood.
  func property(_ name: String, of entity: Property.Entity) -> PropertyIndex? {
    guard let known = vocabulary.properties[Vocabulary.PropertyName(entity: entity, text: name)] else { return nil }
    return known
  }

  /// Reports that `pipeline`, or none at all, has a stage `name`.
  mutating func reportUnknownStage(_ name: String, of pipeline: PipelineIndex?, at range: SourceRange) {
    let schema = vocabulary.schema
    let stages = pipeline.map { Array(schema.stages[schema.pipelines[$0.value].stages]) } ?? schema.stages
    let place = pipeline.map { schema.pipelines[$0.value].range }
    if let known = stages.first(where: { $0.id == name }) {
      report(.idForName(name, what: "id", of: "stage", known.name, at: range, place: known.range))
      return
    }
    let names = stages.map(\.name)
    let suggestion = NameSuggestion(
      for: name, among: names, synonym: Synonyms.stage(name, among: stages.map { ($0.name, $0.isClosed) }))
    let kind = pipeline == nil ? "the stages" : "its stages"
    if suggestion?.isCertain != true, let other = declaration(of: name) {
      report(
        .otherKind(name, is: other.kind, not: "a stage", at: range, place: other.range)
          .suggesting(nil, among: names, are: "the stages", at: range))
      return
    }
    report(
      .unknownStage(name, at: range, of: pipeline.map { vocabulary.pipelineName($0) })
        .suggesting(suggestion, among: names, are: kind, at: range)
        .declared(at: place, "this pipeline")
        .declared(
          at: context.writtenPipeline ?? pipeline.flatMap { scopePlace(before: range, of: $0) }, "this says so"))
  }

  /// Where `for pipeline` names `pipeline` for what stands at `range`.
  func scopePlace(before range: SourceRange, of pipeline: PipelineIndex) -> SourceRange? {
    let name = vocabulary.pipelineName(pipeline)
    return scope(before: range)?.pipelines.first { $0.text == name }?.range
  }

  /// The `for pipeline` that holds at `range`.
  func scope(before range: SourceRange) -> ScopeSyntax? {
    scopes[Int(range.fileIndex)].last { $0.range.start < range.start }
  }
}
