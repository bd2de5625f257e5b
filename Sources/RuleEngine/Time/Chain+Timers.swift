//  Timers in a chain: anchors follow every round, due timers trigger rules, the difference comes out at the end.
//  Sections 8.1, 8.3 to 8.5 of grammar/meaning.md.

extension Chain {
  /// Brings the ticket's anchors up to date with the change-set that this round looks at.
  mutating func followAnchors(_ view: RoundView) {
    if view.changeSet.isConversation { return }
    tickets[view.changeSet.ticket].state.anchors.follow(
      view, line: keyEvent, round: max(round, 1), eventAt: event.at, isEcho: view.changeSet.isEcho)
  }

  /// The timed rules that the line's timer triggers: told for one instant, and still armed.
  mutating func takeDueRules(_ view: RoundView) -> [Int] {
    guard !view.changeSet.dueTimers.isEmpty else { return [] }
    let changeSet = view.changeSet
    let state = tickets[changeSet.ticket].state
    let finder = TimerFinder(view: view, state: state, timedRules: core.index.timedRules(for: view))
    var due: [Int] = []
    for timer in finder.armed() where changeSet.dueTimers.contains(where: { $0.key == timer.key }) {
      due.append(timer.rule)
      tickets[changeSet.ticket].state.timers.noteUse(
        of: timer.anchor, by: core.stateName(of: timer.rule), at: max(now, timer.due), anchors: state.anchors)
    }
    return due
  }

  /// What is armed now against what the host was told.
  mutating func timerActions(of ticket: Int) -> [Action] {
    let snapshot = tickets[ticket].current
    var state = tickets[ticket].state
    var changeSet = ChangeSet(ticket: ticket, origin: .rules, after: snapshot)
    changeSet.after.since = nil
    let view = RoundView(core: core, changeSet: changeSet, now: now)
    let timedRules = core.index.timedRules(for: view)
    var armed: [ArmedTimer] = []
    for rule in timedRules {
      guard var timer = TimerFinder(view: view, state: state, timedRules: timedRules).timer(of: rule) else { continue }
      if isSkipped(timer, state) {
        state.timers.noteUse(
          of: timer.anchor, by: core.stateName(of: rule), at: now, anchors: state.anchors)
        // What repeats goes on from here; anything else is gone.
        guard core.rules[rule].timer?.kind.repeats == true,
          let next = TimerFinder(view: view, state: state, timedRules: timedRules).timer(of: rule)
        else { continue }
        timer = next
      }
      armed.append(timer)
    }
    var actions: [Action] = []
    for told in state.timers.told where !armed.contains(where: { $0.key == told.key }) {
      actions.append(timerAction(told.key, told.identity, .cancelTimer, ticket))
    }
    let before = state.timers.told
    state.timers.told.removeAll { told in !armed.contains { $0.key == told.key } }
    for timer in armed {
      if let known = before.first(where: { $0.key == timer.key }), known.due == timer.due { continue }
      let identity = core.rules[timer.rule].identity
      actions.append(timerAction(timer.key, identity, .armTimer(due: timer.due), ticket))
      state.timers.told.removeAll { $0.key == timer.key }
      state.timers.told.append(
        TimerMemory.Told(
          key: timer.key, rule: core.stateName(of: timer.rule), identity: identity, anchor: timer.anchor,
          due: timer.due))
    }
    state.timers.rulebook = core.id
    tickets[ticket].state = state
    return actions
  }

  /// First armed for an instant already past, and not wanted then.
  private func isSkipped(_ timer: ArmedTimer, _ state: TicketState) -> Bool {
    guard timer.due <= now, !state.timers.told.contains(where: { $0.key == timer.key }) else { return false }
    if let slot = core.rules[timer.rule].timer?.kind.date,
      let date = state.anchors.dates.first(where: { $0.slot == slot })
    {
      switch date.value {
      case .day(let day): if day < program.zone.localDay(of: now) { return true }
      case .instant(let instant): if instant < now { return true }
      case .unknown, .option, .options, .number, .text, .flag: break
      }
    }
    guard let last = state.timers.rulebook, last != core.id else { return false }
    let name = core.stateName(of: timer.rule)
    return !state.timers.told.contains { $0.rule == name }
  }

  private func timerAction(_ key: String, _ rule: String, _ kind: Action.Kind, _ ticket: Int) -> Action {
    Action(
      key: key, event: event.id, ticket: tickets[ticket].id, at: now, rule: rule, round: max(round, 1), kind: kind)
  }
}
