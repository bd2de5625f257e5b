import RuleSchema
import RuleSource
import RuleSyntax

/// The pipeline that `for pipeline` sets.
enum Scope {
  case unscoped
  case pipeline(PipelineIndex)
  /// Its name was reported: stage names below it are left alone.
  case broken
}

/// A `define`, and what it came to.
struct Definition {
  let syntax: DefinitionSyntax
  let scope: Scope
  /// Written out; `nil` where it was reported.
  var condition: CheckedCondition?
  /// Tests, written out.
  var size = 0
  /// Levels of nesting, written out.
  var depth = 0
  var reads = Reads()
}

/// A rule as written, its pipeline and its name.
struct RuleEntry {
  let syntax: RuleDeclarationSyntax
  let scope: Scope
  var pipeline: PipelineIndex?
  /// The title, or the canonical text.
  var identity = ""
  var overrides: [RuleIndex] = []
  /// Reported as standing there twice: nothing else follows from that.
  var isRepeated = false
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
  /// `for pipeline` decided it.
  var isScoped = false
  /// The pipeline was reported: no stage can be looked up.
  var isMuted = false
  /// A condition is being checked, not an action.
  var isInCondition = false
  /// The words of the first event that carries no message.
  var eventWithoutMessage: String?
  /// Stages of two pipelines were reported.
  var hasTwoPipelines = false
  var reads = Reads()
  /// Tests of the present condition so far, written out, and how deep it nests.
  var size = 0
  var level = 0
  var depth = 0
  var isTooLarge = false
}
