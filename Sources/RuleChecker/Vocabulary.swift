import RuleSchema
import RuleSource
import RuleSyntax

/// The schema with what is needed to look names up.
struct Vocabulary {
  struct PropertyName {
    let entity: Property.Entity
    let text: String
  }

  /// Properties by entity and name; `.some(nil)` for one whose type was reported.
  struct Properties {
    private var ofTicket = NameTable<PropertyIndex?>()
    private var ofContact = NameTable<PropertyIndex?>()
    private var ofCompany = NameTable<PropertyIndex?>()

    subscript(_ name: PropertyName) -> PropertyIndex?? {
      get {
        switch name.entity {
        case .ticket: ofTicket[name.text]
        case .contact: ofContact[name.text]
        case .company: ofCompany[name.text]
        }
      }
      set {
        switch name.entity {
        case .ticket: ofTicket[name.text] = newValue
        case .contact: ofContact[name.text] = newValue
        case .company: ofCompany[name.text] = newValue
        }
      }
    }
  }

  var schema = Schema()
  var pipelines = NameTable<PipelineIndex>()
  /// Pipelines of which a part was reported: a stage they lack may be that part.
  var brokenPipelines: Set<PipelineIndex> = []
  /// Of each pipeline its stages by name.
  var stagesOf: [NameTable<StageIndex>] = []
  /// In the order of pipelines.
  var stages = NameTable<[StageIndex]>()
  /// Of each stage the list of it alone, which the rules about it share.
  var onlyStages: [[StageIndex]] = []
  var properties = Properties()
  /// What each property of the schema means in a word.
  var meanings: [TypedField.Meaning] = []
  /// For each property its options by name.
  var options: [NameTable<Int>] = []
  var teams = NameTable<TeamIndex>()
  var inboxes = NameTable<InboxIndex>()
  var templates = NameTable<TemplateIndex>()
  var lists = NameTable<ListIndex>()
  /// `.some(nil)` for a calendar of which something was reported.
  var calendars = NameTable<CalendarIndex?>()
  /// `.some(nil)` for an action of which something was reported.
  var actions = NameTable<ActionIndex?>()
  /// For each declared action its parameters' defaults, as written.
  var defaults: [[ValueSyntax?]] = []
  /// Indices of `Checker.definitions`.
  var definitions = NameTable<Int>()

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
    stagesOf.span[pipeline.value][name]
  }

  func option(_ name: String, of property: PropertyIndex) -> Int? {
    options.span[property.value][name]
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

  func propertyNames(of entity: Property.Entity) -> [String] {
    schema.properties.filter { $0.entity == entity }.map(\.name)
  }

  /// The calendar of business time that names none: the one declared `default`, or the only one.
  var defaultCalendar: CalendarIndex? {
    if let marked = schema.calendars.firstIndex(where: \.isDefault) { return CalendarIndex(marked) }
    return schema.calendars.count == 1 ? CalendarIndex(0) : nil
  }
}

extension OperandSyntax.Entity {
  /// Whose declared properties it has, if rulebooks declare them.
  var declared: Property.Entity? {
    switch self {
    case .ticket: .ticket
    case .contact: .contact
    case .company: .company
    case .owner, .message, .conversation: nil
    }
  }
}

extension Property.Entity {
  /// What stands before the name of a property.
  var prefix: String {
    switch self {
    case .ticket: ""
    case .contact: "contact."
    case .company: "company."
    }
  }
}
