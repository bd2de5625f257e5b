//  How often a rule may fire for a ticket. Section 9 of grammar/meaning.md.

extension Chain {
  /// Whether one of the rule's limits is used up for the ticket.
  func isUsedUp(_ rule: Int, _ changeSet: ChangeSet) -> Bool {
    if !core.plan.rules[rule].hasLimits { return false }
    let limits = core.rules.with(rule) { $0.limits }
    let state = tickets[changeSet.ticket].state
    let name = core.stateName(of: rule)
    return limits.contains { limit in
      switch limit {
      case .oncePerTicket: return state.usedUp.contains(name)
      case .oncePerStageVisit:
        guard let visit = state.anchors.visit?.anchor.name else { return false }
        return state.visitUses.contains { $0.rule == name && $0.visit == visit }
      case .atMost(let count, let span):
        let firings = state.firings.first { $0.rule == name }?.at ?? []
        return firings.count { counts($0, for: span) } >= count
      }
    }
  }

  /// Counts a firing, fruitful or not.
  mutating func countFiring(of rule: Int, _ changeSet: ChangeSet) {
    if !core.plan.rules[rule].hasLimits { return }
    let limits = core.rules.with(rule) { $0.limits }
    let name = core.stateName(of: rule)
    var state = tickets[changeSet.ticket].state
    var spans: [Span] = []
    for limit in limits {
      switch limit {
      case .oncePerTicket: state.noteUsedUp(name)
      case .oncePerStageVisit:
        guard let visit = state.anchors.visit?.anchor.name else { continue }
        state.visitUses.removeAll { $0.rule == name }
        state.visitUses.append(TicketState.VisitUse(rule: name, visit: visit))
      case .atMost(_, let span): spans.append(span)
      }
    }
    if !spans.isEmpty {
      // One list for all of the rule's limits: what the longest still counts.
      let earlier = state.firings.first { $0.rule == name }?.at ?? []
      let firings = earlier.filter { firing in spans.contains { counts(firing, for: $0) } } + [now]
      state.firings.removeAll { $0.rule == name }
      state.firings.append(TicketState.RuleFirings(rule: name, at: firings))
    }
    tickets[changeSet.ticket].state = state
  }

  /// A firing at t counts until t + span, exclusive.
  private func counts(_ firing: Instant, for span: Span) -> Bool {
    program.instant(adding: span, to: firing).map { now < $0 } ?? true
  }
}
