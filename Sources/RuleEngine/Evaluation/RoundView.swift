/// What conditions and triggers see of one change-set: everything is read from here, nothing from what rules of the same
/// round write.
struct RoundView {
  let core: RulebookCore
  var changeSet: ChangeSet
  /// The instant of the evaluation.
  let now: Instant

  var program: Program { core.program }
  var snapshot: TicketSnapshot { changeSet.after }

  /// The value of a field, in the snapshot.
  func value(of slot: FieldSlot) -> Value {
    program.value(of: slot, in: snapshot, message: changeSet.message)
  }

  /// The value before this change-set: unknown on a creation, the present one if the field did not change.
  func valueBefore(of slot: FieldSlot) -> Value {
    if changeSet.isCreation || changeSet.isConversation { return .unknown }
    if slot == .pipeline {
      guard let change = changeSet.change(of: .stage) else { return value(of: .pipeline) }
      return program.pipelineValue(ofStage: change.before)
    }
    return changeSet.change(of: slot)?.before ?? value(of: slot)
  }

  /// Whether this change-set changed the field; never on a creation.
  func isChanged(_ slot: FieldSlot) -> Bool {
    if changeSet.isCreation { return false }
    if slot == .pipeline {
      guard let change = changeSet.change(of: .stage) else { return false }
      return program.pipelineValue(ofStage: change.before) != value(of: .pipeline)
    }
    return changeSet.changes(slot)
  }

  /// Created with the field's value; not where somebody changed the field since.
  func isCreated(with slot: FieldSlot) -> Bool {
    changeSet.isCreation && !changeSet.overtaken.contains(slot == .pipeline ? .stage : slot)
  }

  /// `changed [from V] [to V]`
  func isChanged(_ slot: FieldSlot, from old: Value?, to new: Value?) -> Bool {
    guard isChanged(slot) else { return false }
    if let old, !program.isSame(old, valueBefore(of: slot)) { return false }
    if let new, !program.isSame(new, value(of: slot)) { return false }
    return true
  }

  /// Whether the set has the option now, and has it by this change-set.
  func gained(_ slot: FieldSlot, _ option: Int32) -> Bool {
    guard value(of: slot).hasOption(option) else { return false }
    return isCreated(with: slot) || (isChanged(slot) && !valueBefore(of: slot).hasOption(option))
  }

  /// Whether the set had the option before this change-set, and lost it by it.
  func lost(_ slot: FieldSlot, _ option: Int32) -> Bool {
    isChanged(slot) && valueBefore(of: slot).hasOption(option) && !value(of: slot).hasOption(option)
  }

  /// Whether the ticket's stage is a closed one.
  var isClosed: Bool { program.isClosed(stage: value(of: .stage)) }
}

extension RoundView {
  /// What the first round of a line sees whose ticket was never seen before.
  init(core: RulebookCore, line event: Event) {
    var changeSet = ChangeSet(
      ticket: 0, origin: .line, isConversation: event.content.isConversation, after: event.content.snapshot)
    changeSet.changes = event.changes.map { ChangeSet.Change(slot: $0.slot, before: $0.before, ledBy: .empty) }
    changeSet.isCreation = event.isCreation
    changeSet.actor = event.actor
    changeSet.message = event.message
    self.init(core: core, changeSet: changeSet, now: event.at)
  }
}

extension Value {
  /// Whether this is a set that has the option.
  func hasOption(_ option: Int32) -> Bool {
    if case .options(let members) = self { members.contains(option) } else { false }
  }
}

extension Program {
  /// The value of a field of a snapshot; message facts come from the message.
  func value(of slot: FieldSlot, in snapshot: TicketSnapshot, message: Event.Message?) -> Value {
    switch slot {
    case .pipeline: pipelineValue(ofStage: snapshot.fields[FieldSlot.stage.index])
    case .contactEmail: Value(text: snapshot.facts.contact?.emailText)
    case .messageSubject: Value(text: message?.parts.subject)
    case .messageFrom: Value(text: message?.parts.from)
    case .messageText: Value(text: message?.parts.text)
    default: snapshot.fields[slot.index]
    }
  }

  /// The pipeline that a stage belongs to.
  func pipelineValue(ofStage stage: Value) -> Value {
    if case .option(let index) = stage { .option(Int32(stages[Int(index)].pipeline)) } else { .unknown }
  }

  /// Whether the stage is known and closed.
  func isClosed(stage: Value) -> Bool {
    if case .option(let index) = stage { stages[Int(index)].isClosed } else { false }
  }

  /// Equality as conditions mean it: texts fold case.
  func isSame(_ left: Value, _ right: Value) -> Bool {
    if case .text(let leftText) = left, case .text(let rightText) = right {
      return leftText.isEqualInFoldedCase(to: rightText)
    }
    // `was V`, `changed from V` and `becomes V` of a set: it has V.
    if case .options = right, case .option(let option) = left { return right.hasOption(option) }
    return left == right && left.isKnown
  }
}

extension Value {
  /// A text, unknown where there is none or it is empty.
  init(text: EventText?) {
    if let text, !text.isEmpty { self = .text(text) } else { self = .unknown }
  }
}
