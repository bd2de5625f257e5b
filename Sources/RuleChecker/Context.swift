import RuleSchema
import RuleSource
import RuleSyntax

/// The pipelines that `for pipeline` sets.
enum Scope {
  case unscoped
  /// At least one; what stands below is checked once for each.
  case pipelines([PipelineIndex])
  /// Its name was reported: stage names below it are left alone.
  case broken
}

extension Scope {
  /// Of which a rule, written for several pipelines or not, has one.
  enum OfRule {
    case unscoped, broken
    case pipeline(PipelineIndex)
  }

  /// That of a rule written for the first of its pipelines.
  var ofRule: OfRule {
    switch self {
    case .unscoped: .unscoped
    case .pipelines(let pipelines): pipelines.first.map { .pipeline($0) } ?? .broken
    case .broken: .broken
    }
  }
}

/// A `define`, and what it came to.
struct Definition {
  /// What it means in one pipeline, or in all.
  struct Meaning {
    /// `nil` outside `for pipeline`.
    let pipeline: PipelineIndex?
    /// Written out; `nil` where it was reported.
    let condition: CheckedCondition?
    /// Tests, written out.
    let size: Int
    /// Levels of nesting, written out.
    let depth: Int
    let reads: Reads
  }

  let syntax: DefinitionSyntax
  let scope: Scope
  /// One for each pipeline of its scope.
  var meanings: [Meaning] = []

  /// The pipelines whose stages it names.
  var pipelines: [PipelineIndex] { meanings.compactMap(\.reads.pipeline) }
}

/// A rule as written, for one pipeline, and its name.
///
/// Taken from `Checker.rules` part by part: a copy of so many costs a count for each of them.
struct RuleEntry {
  // Not counted: to note 10,000 rules in a list would touch each of them, and take as long as to check 300 of them.
  private unowned(unsafe) let written: RuleDeclarationSyntax
  let scope: Scope.OfRule
  /// It is written for several pipelines, this being one of them.
  let isShared: Bool
  private(set) var pipeline: PipelineIndex?
  /// The stage name that decided the pipeline.
  private(set) var pipelinePlace: SourceRange?
  /// The canonical text, if there is no title.
  var text = ""
  var overrides: [RuleIndex] = []
  /// Reported as standing there twice: nothing else follows from that.
  var isRepeated = false

  /// Notes where it belongs.
  mutating func place(in pipeline: PipelineIndex?, decidedAt place: SourceRange?) {
    self.pipeline = pipeline
    pipelinePlace = place
  }

  /// The title, or the canonical text.
  var identity: String { Self.identity(of: syntax, text: text) }

  /// The same for who has the rule at hand, which is then not counted.
  static func identity(of syntax: RuleDeclarationSyntax, text: String) -> String {
    switch syntax.title {
    case .some(let title): title.text
    case .none: text
    }
  }

  /// `syntax` belongs to the trees that the checker is about, and holds as long as it has them.
  init(syntax: RuleDeclarationSyntax, scope: Scope.OfRule, isShared: Bool) {
    unsafe written = syntax
    self.scope = scope
    self.isShared = isShared
  }

  // SAFETY: entries are made for the rules of `Checker.sources` and live in `Checker.rules`, beside them.
  var syntax: RuleDeclarationSyntax { unsafe written }
}

/// What a condition reads, as far as somebody cares.
struct Reads {
  /// The first thing that only a ticket has, in the user's words.
  var ticketFact: String?
  /// The first thing that only a message has.
  var messageFact: String?
  /// The pipeline of the stages it names.
  var pipeline: PipelineIndex?

  mutating func add(_ other: Reads) {
    ticketFact = ticketFact ?? other.ticketFact
    messageFact = messageFact ?? other.messageFact
    pipeline = pipeline ?? other.pipeline
  }
}

/// What the words being checked may refer to.
struct Context {
  enum Subject {
    /// A definition: whether a ticket or a message is there shows where it is used.
    case definition
    case ticketRule
    case conversationRule
  }

  var subject = Subject.definition
  /// The pipeline of the rule; `nil` where nothing decided it yet.
  var pipeline: PipelineIndex?
  /// The stage name that decided it.
  var pipelinePlace: SourceRange?
  /// The stage of `move to` or `create ticket in stage` is being looked up, which `in pipeline` may follow.
  var isStageOfAction = false
  /// The `P` of `in pipeline P` that such a stage is looked up in.
  var writtenPipeline: SourceRange?
  /// `for pipeline` decided it.
  var isScoped = false
  /// The pipeline was reported: no stage can be looked up.
  var isMuted = false
  /// A `test` is being checked: its ticket may go to another pipeline.
  var isTest = false
  /// A condition is being checked, not an action.
  var isInCondition = false
  /// The first event, or the timer, that carries no message.
  var eventWithoutMessage: SourceRange?
  /// The first `new conversation`.
  var conversationPlace: SourceRange?
  /// The rule is written for several pipelines, this being one of them.
  var isShared = false
  /// The rule is a table, where headings stand apart from their cells and a cell is one value.
  var isInTable = false
  /// Stages of two pipelines were reported.
  var hasTwoPipelines = false
  /// Tests of the present condition so far, written out, and how deep it nests.
  var size = 0
  var level = 0
  var depth = 0
  var isTooLarge = false
}
