import RuleSchema
import RuleSource
import RuleSyntax

//  Mutants of a rule's frame: its events, timer, limits, overrides and arms.

extension MutantFinder {
  mutating func mutate(_ rule: RuleDeclarationSyntax) {
    for (index, name) in rule.overrides.enumerated() {
      if rule.overrides.count > 1 {
        drop(index, of: rule.overrides.map(\.range), .overrides)
      } else if let word = word(before: name.range.start) {
        drop(range(word.range.start, name.range.end), .overrides)
      }
    }
    for index in rule.events.indices { drop(index, of: rule.events.map(\.range), .trigger) }
    for event in rule.events { mutate(event) }
    if let timer = rule.timer { mutate(timer) }
    for limit in rule.limits {
      drop(limit.range, .limit)
      guard case .atMost(let count, let span, _) = limit else { continue }
      shift(count, .limit)
      shift(span, .limit)
    }
    if let condition = rule.guardCondition {
      isInRow = false
      drop(condition, from: ["only", "if"])
      negate(condition)
      mutate(condition)
    }
    for index in rule.arms.indices { mutate(arm: index, of: rule) }
    isInRow = false
  }

  private mutating func mutate(arm index: Int, of rule: RuleDeclarationSyntax) {
    let arm = rule.arms[index]
    isInRow = rule.isTable
    defer { isInRow = false }
    if let condition = arm.condition {
      if !rule.isTable {
        drop(condition, from: ["when"])
        negate(condition)
      }
      mutate(condition)
    }
    if let delay = arm.row?.delay { shift(delay, .delay) }
    if arm.actions.count > 1 {
      for action in arm.actions.indices { drop(action, of: arm.actions.map(\.range), .action) }
    } else if rule.arms.count == 1, !rule.isTable {
      if rule.title != nil {
        let end = rule.overrides.last?.range.end ?? rule.headRange.end
        replace(range(end, end), by: " off", .action, "the rule's only action was dropped")
      } else {
        replace(rule.range, by: "", .action, "the rule's only action was dropped")
      }
    } else if index > 0, !rule.isTable {
      drop(arm.range, .action)
    } else if rule.arms.count > 1, !rule.isTable,
      let word = words(from: rule.arms[1].range.start, to: rule.arms[1].range.end).first
    {
      var end = word.range.end
      if let next = words(from: end, to: rule.arms[1].range.end).first { end = next.range.start }
      replace(range(arm.range.start, end), by: "", .action, "the first `do` was dropped")
    }
    for action in arm.actions { mutate(action) }
  }

  private mutating func drop(_ condition: ConditionSyntax, from introduction: [String]) {
    var start = condition.range.start
    for word in introduction.reversed() {
      guard let token = self.word(before: start), text(token.range) == word else { return }
      start = token.range.start
    }
    drop(range(start, condition.range.end), .condition)
  }

  // ---- events ----

  private mutating func mutate(_ event: EventSyntax) {
    if let by = event.by {
      let last: Int =
        switch by {
        case .contact(let range), .agent(let range), .automation(let range), .integration(let range): range.end
        case .list(let name): name.range.end
        }
      if let word = words(from: event.range.start, to: last).last(where: { text($0.range) == "by" }) {
        drop(range(word.range.start, last), .trigger)
      }
    }
    if let via = event.via, let word = word(before: via.range.start) {
      drop(range(word.range.start, via.range.end), .trigger)
      for other in ["email", "chat", "form"] where other != via.text {
        replace(via.range, by: other, .trigger)
        break
      }
    }
    mutate(event.happening, event.range)
  }

  private mutating func mutate(_ happening: HappeningSyntax, _ range: SourceRange) {
    switch happening {
    case .newConversation(let inbox):
      if let inbox {
        swap(inbox, among: schema.inboxes.filter { !$0.isLocked }.map(\.name), .trigger)
      }
    case .entered(let stages), .left(let stages):
      for index in stages.indices { drop(index, of: stages.map(\.range), .trigger) }
      for stage in stages where !stages.contains(where: { $0.text != stage.text }) || stages.count < self.stages.count {
        swap(stage, among: self.stages, avoiding: stages.map(\.text), .trigger)
      }
    case .stageBecomes(let stage): swap(stage, among: self.stages, .trigger)
    case .stageChanged(let old, let new):
      for value in [old, new].compactMap(\.self) { swap(value, among: self.stages, .trigger) }
    case .becomes(let operand, let value), .gained(let operand, let value), .lost(let operand, let value):
      alter(value, of: operand, .trigger)
      exchange("gained", "lost", in: range)
    case .changed(let operand, let old, let new):
      for value in [old, new].compactMap(\.self) { alter(value, of: operand, .trigger) }
    case .closed, .reopened: exchange("closed", "reopened", in: range)
    case .assigned, .unassigned: exchange("assigned", "unassigned", in: range)
    case .ticketCreated: replaceHead(of: range, "note added")
    case .noteAdded: replaceHead(of: range, "delivery failed")
    case .deliveryFailed: replaceHead(of: range, "note added")
    case .activity: replaceHead(of: range, "note added")
    case .emailSent: replaceHead(of: range, "reply from contact")
    case .reply(_, let automatic):
      replaceHead(of: range, "email sent to contact")
      if automatic { break }
    case .messageInAnotherThread: replaceHead(of: range, "reply from contact")
    }
  }

  private mutating func replaceHead(of range: SourceRange, _ other: String) {
    let end = words(from: range.start, to: range.end).first { ["by", "via"].contains(text($0.range)) }?.range.start
    let tail = end.map { " " + text(self.range($0, range.end)) } ?? ""
    replace(range, by: other + tail, .trigger)
  }

  private mutating func exchange(_ one: String, _ other: String, in range: SourceRange) {
    for word in words(from: range.start, to: range.end) {
      if text(word.range) == one { return replace(word.range, by: other, .trigger) }
      if text(word.range) == other { return replace(word.range, by: one, .trigger) }
    }
  }

  // ---- timers ----

  private mutating func mutate(_ timer: TimerSyntax) {
    if let postponement = timer.postponement { drop(postponement.range, .delay) }
    switch timer.kind {
    case .inStage(let span, let stages):
      shift(span, .delay)
      mutate(stages)
    case .columnInStage(let stages): mutate(stages)
    case .withoutReply(let span), .withoutAnswer(let span), .withoutActivity(let span): shift(span, .delay)
    case .whileTrue(let span, let condition), .everyWhile(let span, let condition):
      shift(span, .delay)
      negate(condition)
      mutate(condition)
    case .before(let span, _), .after(let span, _): shift(span, .delay)
    case .reached, .everyDays, .columnAfter: break
    }
  }

  private mutating func mutate(_ stages: [NameSyntax]) {
    for index in stages.indices { drop(index, of: stages.map(\.range), .trigger) }
    for stage in stages { swap(stage, among: self.stages, avoiding: stages.map(\.text), .trigger) }
  }
}
