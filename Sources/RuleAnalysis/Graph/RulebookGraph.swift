package import RuleEngine

/// A rule in the words of its rulebook; RuleAnalysis has none of its own.
package struct RuleText: Sendable {
  /// An arm or a row.
  package struct Arm: Sendable {
    /// `when priority is High`, `row 3`, `otherwise`; empty for a bare `do`.
    package var condition: String
    package var actions: [String]

    package init(condition: String, actions: [String]) {
      self.condition = condition
      self.actions = actions
    }
  }

  /// Its name, or its whole text.
  package var title: String
  package var isNamed: Bool
  /// `on reply from contact`, `after 3 days in stage New`.
  package var trigger: String
  /// The same delays as the trigger, or the rows', in short: `3 days`. `nil`: not a timer.
  package var clock: String?
  package var arms: [Arm]
  /// As it is written, if that is known.
  package var source: String?
  /// The file and line, if they are known.
  package var place: String?

  package init(
    title: String, isNamed: Bool, trigger: String, clock: String?, arms: [Arm], source: String? = nil,
    place: String? = nil
  ) {
    self.title = title
    self.isNamed = isNamed
    self.trigger = trigger
    self.clock = clock
    self.arms = arms
    self.source = source
    self.place = place
  }
}

extension RuleText {
  /// Its name, or what a nameless rule waits for.
  var shortTitle: String {
    guard !isNamed, let end = title.firstRange(of: " do ")?.lowerBound else { return title }
    return String(title[..<end])
  }
}

/// A rule that is off, or a test: something of a pipeline that is shown as it is written.
package struct WrittenText: Sendable {
  package var title: String
  package var pipeline: Int
  package var source: String
  package var place: String

  package init(title: String, pipeline: Int, source: String, place: String) {
    self.title = title
    self.pipeline = pipeline
    self.source = source
    self.place = place
  }
}

/// The state machines of a rulebook with what is known about its rules: what every format shows.
package struct RulebookGraph: Sendable {
  /// What the rulebook is called.
  package var title: String
  package var program: Program
  package var graphs: [PipelineGraph]
  /// For each rule, for each arm.
  package var examples: [[ArmExample]]
  /// For each rule.
  package var texts: [RuleText]
  package var offRules: [WrittenText] = []
  package var tests: [WrittenText] = []

  package init(
    title: String, program: Program, graphs: [PipelineGraph], examples: [[ArmExample]], texts: [RuleText]
  ) {
    self.title = title
    self.program = program
    self.graphs = graphs
    self.examples = examples
    self.texts = texts
  }

  func name(ofStage stage: Int) -> String { program.stages[stage].name }

  /// A stage as it is called in a pipeline's drawing: one of another pipeline with that pipeline's name.
  func name(ofStage stage: Int, in pipeline: Int) -> String {
    let home = program.stages[stage].pipeline
    return home == pipeline ? name(ofStage: stage) : "\(name(ofStage: stage)) (\(program.pipelines[home].name))"
  }

  func name(of source: PipelineGraph.Source) -> String {
    switch source {
    case .conversation: "new conversation"
    case .stage(let stage): name(ofStage: stage)
    case .pipeline(let pipeline): program.pipelines[pipeline].name
    }
  }

  /// What makes a transition recognisable where there is room for one line.
  func label(of transition: PipelineGraph.Transition) -> String {
    let text = texts[transition.rule]
    let isSaid = text.clock.map(text.shortTitle.contains) ?? false
    let clock = text.clock.map { isSaid ? "◷ " : "◷ \($0): " } ?? ""
    let circle = transition.circle == nil ? "" : " ↻"
    return clock + (transition.kind == .creation ? "+ " : "") + text.shortTitle + circle
  }
}
