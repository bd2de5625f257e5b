import RuleSchema
import RuleSource
import RuleSyntax

extension Checker {
  /// Adds a pipeline with its stages.
  mutating func declare(_ syntax: PipelineSyntax) {
    let index = PipelineIndex(vocabulary.schema.pipelines.count)
    if let first = vocabulary.pipelines[syntax.name.text] {
      report(
        .declaredTwice("pipeline", syntax.name, first: range(of: first)).with(fix: removing(syntax.range, .unsafe)))
      return
    }
    let id = syntax.id?.text ?? syntax.name.text
    if let first = vocabulary.schema.pipelines.first(where: { $0.id == id }) {
      report(.idTwice(syntax.id ?? syntax.name, kind: "pipeline", other: first.name, first: first.range))
    }
    if syntax.isDefault, let first = vocabulary.schema.pipelines.first(where: \.isDefault) {
      report(
        .secondDefault("pipeline", syntax.name, other: first.name, first: first.range)
          .with(fix: word("default", in: syntax.range).map { .remove($0, .unsafe) }))
    }
    vocabulary.pipelines[syntax.name.text] = index
    vocabulary.stagesOf.append(NameTable(capacity: syntax.stages.count))
    if syntax.isBroken { vocabulary.brokenPipelines.insert(index) }

    let start = vocabulary.schema.stages.count
    declare(syntax.stages, of: index)
    let stages = start..<vocabulary.schema.stages.count
    vocabulary.schema.pipelines.append(
      Pipeline(
        name: syntax.name.text, id: id, isDefault: syntax.isDefault, hasCloseDate: syntax.hasCloseDate,
        stages: stages, range: syntax.name.range))
    if !syntax.isBroken, !stages.isEmpty, stages.allSatisfy({ vocabulary.schema.stages[$0].isClosed }) {
      let places = syntax.stages.prefix(3).map { Diagnostic.Label("closed", at: $0.name.range) }
      report(.noOpenStage(syntax.name).with(labels: places))
    }
  }

  private mutating func declare(_ stages: [StageSyntax], of pipeline: PipelineIndex) {
    var ids = NameTable<(name: String, range: SourceRange)>(capacity: stages.count)
    for syntax in stages {
      let index = StageIndex(vocabulary.schema.stages.count)
      if let first = vocabulary.stagesOf[pipeline.value].declare(syntax.name.text, as: index) {
        report(
          .declaredTwice("stage", syntax.name, first: vocabulary.schema.stages[first.value].range)
            .with(fix: removing(syntax.range, .unsafe)))
        continue
      }
      let id = syntax.id?.text ?? syntax.name.text
      if let first = ids.declare(id, as: (syntax.name.text, syntax.name.range)) {
        report(.idTwice(syntax.id ?? syntax.name, kind: "stage", other: first.name, first: first.range))
      }
      let alone = [index]
      vocabulary.onlyStages.append(alone)
      if vocabulary.stages.declare(syntax.name.text, as: alone) != nil {
        vocabulary.stages.change(syntax.name.text) { $0.append(index) }
      }
      vocabulary.schema.stages.append(
        Stage(
          name: syntax.name.text, id: id, isClosed: syntax.isClosed, pipeline: pipeline, range: syntax.name.range))
    }
  }

  private func range(of pipeline: PipelineIndex) -> SourceRange { vocabulary.schema.pipelines[pipeline.value].range }
}
