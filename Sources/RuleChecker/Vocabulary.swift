import RuleSchema
import RuleSource
import RuleSyntax

/// The schema with what is needed to look names up.
struct Vocabulary {
  struct PropertyName: Hashable {
    let isContact: Bool
    let text: String
  }

  var schema = Schema()
  var pipelines: [String: PipelineIndex] = [:]
  /// Pipelines of which a part was reported: a stage they lack may be that part.
  var brokenPipelines: Set<PipelineIndex> = []
  var stages: [String: [StageIndex]] = [:]
  /// `.some(nil)` for a property whose type was reported.
  var properties: [PropertyName: PropertyIndex?] = [:]
  /// For each property its options by name.
  var options: [[String: Int]] = []
  var teams: [String: TeamIndex] = [:]
  var inboxes: [String: InboxIndex] = [:]
  var templates: [String: TemplateIndex] = [:]
  var lists: [String: ListIndex] = [:]
  /// Indices of `Checker.definitions`.
  var definitions: [String: Int] = [:]

  static let builtIns = [
    "owner", "team", "stage", "pipeline", "created", "closed", "channel", "inbox", "actor", "message", "ticket",
    "contact",
  ]

  func pipelineName(_ index: PipelineIndex) -> String { schema.pipelines[index.value].name }

  func pipeline(of stage: StageIndex) -> PipelineIndex { schema.stages[stage.value].pipeline }

  func stageNames(of pipeline: PipelineIndex) -> [String] {
    schema.pipelines[pipeline.value].stages.map { schema.stages[$0].name }
  }

  func stage(_ name: String, of pipeline: PipelineIndex) -> StageIndex? {
    stages[name]?.first { self.pipeline(of: $0) == pipeline }
  }

  /// The stage an unscoped `name` stands for: the only one, else the default pipeline's.
  func unscopedStage(_ name: String) -> StageIndex? {
    guard let candidates = stages[name] else { return nil }
    if candidates.count == 1 { return candidates.first }
    guard let standard = schema.defaultPipeline else { return nil }
    return candidates.first { pipeline(of: $0) == standard }
  }

  /// The stage of new tickets: the first open one.
  func firstStage(of pipeline: PipelineIndex) -> StageIndex? {
    let stages = schema.pipelines[pipeline.value].stages
    return (stages.first { !schema.stages[$0].isClosed } ?? stages.first).map(StageIndex.init)
  }

  func propertyNames(ofContact isContact: Bool) -> [String] {
    schema.properties.filter { ($0.entity == .contact) == isContact }.map(\.name)
  }
}
