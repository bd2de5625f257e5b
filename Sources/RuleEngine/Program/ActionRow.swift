//  Actions: a row of four cells each, so that most of them are verified by comparing numbers. What does not fit into a
//  row (recipients, values, durations, arguments) is a record that the last cell points to.

/// A row of the table of actions.
struct ActionRow: TableRow {
  static let cellCount = 4
  /// No template.
  static let none = Int(UInt32.max)

  /// The number of an `ActionTag`.
  var tag: Int
  /// A stage, field, team, template, text or declared action.
  var operand: Int
  /// An option of the field.
  var option: Int32
  /// Where the rest stands among the records.
  var rest: Int

  @inline(__always)
  init(_ cells: Cells) {
    tag = cells.index(0)
    operand = cells.index(1)
    option = cells.signed(2)
    rest = cells.index(3)
  }
}

extension ActionRow {
  /// The action in the row.
  ///
  /// - Parameter records: reads the record at a place.
  /// Throws: where the tag or the record is none.
  func action(_ records: (Int) throws(RulebookFileError) -> RulebookReader) throws(RulebookFileError) -> Program.Action
  {
    let slot = FieldSlot(index: operand)
    guard let tag = UInt8(exactly: tag).flatMap({ ActionTag(rawValue: $0) }) else {
      throw .malformed("there is no \(ActionTag.title) with number \(tag)")
    }
    switch tag {
    case .move: return .move(to: operand)
    case .clear: return .clear(slot)
    case .add: return .add(option, to: slot)
    case .remove: return .remove(option, from: slot)
    case .rotate: return .rotate(team: operand)
    case .sendNotification: return .sendNotification(template: operand == Self.none ? nil : operand)
    case .addNote: return .addNote(text: operand)
    case .createTicket, .set, .raise, .removeAll, .increase, .assign, .sendEmail, .sendMessage, .notify, .createTask,
      .call:
      break
    }
    var reader = try records(rest)
    switch tag {
    case .createTicket: return .createTicket(stage: operand, with: try reader.array(of: Program.FieldChange.self))
    case .set: return .set(slot, try Program.NewValue(from: &reader))
    case .raise: return .raise(slot, try Value(from: &reader))
    case .removeAll: return .removeAll(try reader.array(of: Int32.self), from: slot)
    case .increase: return .increase(slot, by: try Double(from: &reader))
    case .assign: return .assign(try Program.Assignee(from: &reader))
    case .sendEmail: return .sendEmail(template: operand, to: try reader.array(of: Program.Recipient.self))
    case .sendMessage: return .sendMessage(text: operand, to: try reader.array(of: Program.Recipient.self))
    case .notify: return .notify(text: operand, to: try reader.array(of: Program.Recipient.self))
    case .createTask:
      let recipients = try reader.array(of: Program.Recipient.self)
      return .createTask(text: operand, for: recipients, dueIn: try reader.optional(Span.self))
    case .call: return .call(operand, with: try reader.array(of: Program.Argument.self))
    case .move, .clear, .add, .remove, .rotate, .sendNotification, .addNote:
      preconditionFailure("these actions have no record and are made above")
    }
  }

  /// Appends the row of one of `actions`; what does not fit into it goes to `records`.
  static func append(
    _ actions: Swift.Span<Program.Action>, at index: Int, to cells: inout PlainList<UInt32>,
    _ records: inout RecordWriter
  ) {
    func add(_ tag: ActionTag, _ operand: Int = 0, _ option: Int32 = 0, rest: UInt32 = 0) {
      cells.append(row: [UInt32(tag.rawValue), UInt32(truncatingIfNeeded: operand), UInt32(bitPattern: option), rest])
    }
    switch actions[index] {
    case .createTicket(let stage, let changes):
      add(.createTicket, stage, rest: records.place { $0.array(changes) })
    case .move(let stage): add(.move, stage)
    case .set(let slot, let value): add(.set, slot.index, rest: records.place { value.write(to: &$0) })
    case .clear(let slot): add(.clear, slot.index)
    case .raise(let slot, let value): add(.raise, slot.index, rest: records.place { value.write(to: &$0) })
    case .add(let option, let slot): add(.add, slot.index, option)
    case .remove(let option, let slot): add(.remove, slot.index, option)
    case .removeAll(let options, let slot): add(.removeAll, slot.index, rest: records.place { $0.array(options) })
    case .increase(let slot, let amount): add(.increase, slot.index, rest: records.place { amount.write(to: &$0) })
    case .assign(let assignee): add(.assign, rest: records.place { assignee.write(to: &$0) })
    case .rotate(let team): add(.rotate, team)
    case .sendNotification(let template): add(.sendNotification, template ?? Self.none)
    case .sendEmail(let template, let recipients): add(.sendEmail, template, rest: records.place(of: recipients))
    case .sendMessage(let text, let recipients): add(.sendMessage, text, rest: records.place(of: recipients))
    case .notify(let text, let recipients): add(.notify, text, rest: records.place(of: recipients))
    case .createTask(let text, let recipients, let due):
      add(
        .createTask, text,
        rest: records.place {
          $0.array(recipients)
          $0.optional(due)
        })
    case .addNote(let text): add(.addNote, text)
    case .call(let action, let arguments): add(.call, action, rest: records.place { $0.array(arguments) })
    }
  }
}
