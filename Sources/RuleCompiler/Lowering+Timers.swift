internal import RuleChecker
internal import RuleEngine
internal import RuleSchema

//  Timers and limits.

extension Lowering {
  mutating func lower(_ timer: CheckedTimer) -> Program.Timer {
    Program.Timer(kind: lower(timer.kind), postponedTo: timer.postponedTo?.value)
  }

  private mutating func lower(_ kind: CheckedTimer.Kind) -> Program.Timer.Kind {
    switch kind {
    case .inStage(let stages, let span): .inStage(stages.map(\.value), span.map { lower($0) })
    case .withoutReply(let span): .withoutReply(lower(span))
    case .withoutAnswer(let span): .withoutAnswer(lower(span))
    case .withoutActivity(let span): .withoutActivity(lower(span))
    case .whileTrue(let condition, let span): .whileTrue(lower(condition), lower(span))
    case .everyWhile(let condition, let span): .everyWhile(lower(condition), lower(span))
    case .before(let field, let span): .before(lower(field), lower(span))
    case .after(let field, let span): .after(lower(field), span.map { lower($0) })
    case .reached(let field): .reached(lower(field))
    case .everyDays(let days, let minute):
      .everyDays(days.reduce(0) { $0 | 1 << UInt8(max(0, min($1, 7) - 1)) }, minute: minute)
    }
  }

  private static let oncePerTicket: [Program.Limit] = [.oncePerTicket]
  private static let oncePerStageVisit: [Program.Limit] = [.oncePerStageVisit]

  /// One limit alone that says no number is the same list for all rules that have it.
  mutating func lower(_ limits: [CheckedRule.Limit]) -> [Program.Limit] {
    if limits.count == 1 {
      switch limits[0] {
      case .oncePerTicket: return Self.oncePerTicket
      case .oncePerStageVisit: return Self.oncePerStageVisit
      case .atMost: break
      }
    }
    return limits.map { lower($0) }
  }

  private func lower(_ limit: CheckedRule.Limit) -> Program.Limit {
    switch limit {
    case .oncePerTicket: .oncePerTicket
    case .oncePerStageVisit: .oncePerStageVisit
    case .atMost(let count, let span): .atMost(count, per: lower(span))
    }
  }
}
