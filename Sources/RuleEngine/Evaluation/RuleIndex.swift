/// Which rules may be triggered at all: those of the ticket's pipeline, or those of conversations.
struct RuleIndex: Sendable {
  private var conversationRules: [Int] = []
  private var rulesOfPipeline: [[Int]] = []
  private var timedRulesOfPipeline: [[Int]] = []
  /// Some rule is timed.
  private(set) var hasTimers = false
  /// The dates that some timed rule counts from, in slot order.
  private(set) var timedDates: [FieldSlot] = []

  init(program: Program) {
    rulesOfPipeline = Array(repeating: [], count: program.pipelines.count)
    timedRulesOfPipeline = rulesOfPipeline
    for (index, rule) in program.rules.enumerated() {
      if rule.isOfConversations {
        conversationRules.append(index)
      } else {
        rulesOfPipeline[rule.pipeline].append(index)
      }
      if rule.timer != nil {
        timedRulesOfPipeline[rule.pipeline].append(index)
        hasTimers = true
      }
    }
    let dates = Set(program.rules.compactMap { $0.timer?.kind.date?.index })
    timedDates = dates.sorted().map(FieldSlot.init(index:))
  }

  /// The timed rules of the ticket's pipeline, in canonical order.
  func timedRules(for view: RoundView) -> [Int] {
    guard case .option(let pipeline) = view.value(of: .pipeline) else { return [] }
    return timedRulesOfPipeline[Int(pipeline)]
  }

  /// In canonical order.
  func candidates(for view: RoundView) -> [Int] {
    if view.changeSet.isConversation { return conversationRules }
    guard case .option(let pipeline) = view.value(of: .pipeline) else { return [] }
    return rulesOfPipeline[Int(pipeline)]
  }
}

extension Program.Rule {
  /// Triggered by new conversations, not by tickets.
  var isOfConversations: Bool {
    if case .newConversation = triggers.first?.happening { true } else { false }
  }

  /// The ordinal of an arm's first action: actions are counted over all arms.
  func firstOrdinal(ofArm arm: Int) -> Int {
    arms[..<arm].reduce(0) { $0 + $1.actions.count }
  }
}
