//  The built-in rule of S7.

extension Chain {
  /// Section 5 of grammar/meaning.md.
  mutating func stampCloseDate(_ changeSet: inout ChangeSet) {
    guard !changeSet.isConversation, !changeSet.givesCloseDate,
      case .option(let stage) = changeSet.after.fields[FieldSlot.stage.index],
      core.hasCloseDate(stage: stage)
    else { return }
    let isClosed = core.isClosed(stage: .option(stage))
    let closeDate: Value
    if changeSet.isCreation {
      guard isClosed, !changeSet.overtaken.contains(.stage) else { return }
      closeDate = .instant(now)
    } else {
      guard let change = changeSet.change(of: .stage), core.isClosed(stage: change.before) != isClosed else {
        return
      }
      closeDate = isClosed ? .instant(now) : .unknown
    }
    guard changeSet.after.fields[FieldSlot.closed.index] != closeDate else { return }
    changeSet.after.fields[FieldSlot.closed.index] = closeDate
    tickets[changeSet.ticket].current.fields[FieldSlot.closed.index] = closeDate
    tickets[changeSet.ticket].note(
      Write(round: round, rule: nil, ordinal: 0), of: .closed)
    tickets[changeSet.ticket].state.noteChange(of: .closed, at: now)
  }
}
