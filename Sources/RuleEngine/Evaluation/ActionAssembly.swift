//  From a finished chain to the actions that come out: final values, receivers, texts, keys, order.
//  Section 6 of grammar/meaning.md.

/// Writes out what a chain led to.
struct ActionAssembly: ~Copyable {
  /// Where an action stands in the order.
  private struct Placed {
    var place: Place
    /// Keys that differ in it are different.
    var keyDigest: UInt32
    /// Index of the ticket it is about.
    var ticket: Int
    /// Who it goes to as rules write it, if it answers the contact's message.
    var answers: String?
  }

  /// Round, ticket looked at, rule (the close date first), ordinal, recipient.
  private struct Place: Comparable {
    var round: Int
    var lookedAt: Int
    var rule: Int
    var ordinal: Int
    var recipient: Int

    static func < (left: Place, right: Place) -> Bool {
      (left.round, left.lookedAt, left.rule, left.ordinal, left.recipient)
        < (right.round, right.lookedAt, right.rule, right.ordinal, right.recipient)
    }
  }

  /// Taken over, and given back for what is done with its tickets afterwards: a copy would be made of every ticket.
  var chain: Chain
  /// Who sent the line's message: no message of the chain goes to a sender who wants no answer, and what goes to the
  /// contact is an answer.
  let sender: Event.Sender?
  var trace: [TraceEntry] = []
  /// The actions, in order, equal keys once.
  private(set) var actions: [Action] = []
  /// How many of them answer the contact, by ticket.
  private(set) var answers: [Int: Int] = [:]
  /// The actions as they were made, and where each belongs.
  private var made: [Action] = []
  private var placed: [Placed] = []
  /// What the keys of messages about the line's ticket begin with.
  private var keyBeginning: ActionKey.Hash?
  var program: Program { chain.core.program }

  /// The actions of a chain that ended, and what the trace says of those that do not come out.
  init(_ chain: consuming Chain) {
    sender = chain.outputs.isEmpty ? nil : chain.event.sender
    self.chain = consume chain
    for ticket in self.chain.tickets.indices { assembleFields(of: ticket) }
    let outputs = self.chain.outputs
    placed.reserveCapacity(outputs.count)
    made.reserveCapacity(outputs.count)
    for output in outputs {
      switch output.content {
      case .creation(let ticket): assembleCreation(of: ticket, output)
      case .effect(let effect): assemble(effect, output)
      case .known(let arm, let effect): assembleKnown(arm, effect, output)
      }
    }
  }

  /// Puts the actions in order and withholds answers beyond the limit. Section 9 of grammar/meaning.md.
  mutating func limitAnswers() {
    // Most chains answer nobody and make no action twice: what was made is what comes out.
    if hasDistinctKeys, !placed.contains(where: { $0.answers != nil }) {
      Self.putInOrder(&made, &placed)
      swap(&actions, &made)
      return
    }
    for index in order() {
      if let recipient = placed[index].answers {
        let ticket = placed[index].ticket
        guard isAnswerAllowed(for: ticket) else {
          noteLimited(made[index], recipient)
          continue
        }
        answers[ticket, default: 0] += 1
      }
      actions.append(made[index])
    }
  }

  /// The actions, which are not needed here any more.
  mutating func takeActions() -> [Action] {
    var taken: [Action] = []
    swap(&taken, &actions)
    return taken
  }

  private func isAnswerAllowed(for ticket: Int) -> Bool {
    let earlier = chain.tickets[ticket].state.answers.count { program.answerLimit.counts($0, at: chain.now) }
    return earlier + answers[ticket, default: 0] < program.answerLimit.count
  }

  private mutating func noteLimited(_ action: Action, _ recipient: String) {
    guard chain.isTracing else { return }
    trace.append(
      TraceEntry(
        ticket: action.ticket, round: action.round, rule: action.rule,
        verdict: .answersLimited(action: action.kind.word, recipient: recipient)))
  }

  /// No two of the actions have the same key.
  private var hasDistinctKeys: Bool {
    // A few keys are compared faster than hashed.
    guard placed.count <= 24 else { return false }
    for index in placed.indices.dropFirst() {
      for earlier in 0..<index where placed[earlier].keyDigest == placed[index].keyDigest { return false }
    }
    return true
  }

  /// Puts each of a few actions where it belongs; those of one place stay as they were made.
  private static func putInOrder(_ made: inout [Action], _ placed: inout [Placed]) {
    // An array's own `swapAt` copies the actions.
    var actions = made.mutableSpan
    for index in placed.indices.dropFirst() {
      var place = index
      while place > 0, placed[place].place < placed[place - 1].place {
        placed.swapAt(place, place - 1)
        actions.swapAt(place, place - 1)
        place -= 1
      }
    }
  }

  /// The actions in order, by index; of those with equal keys the first.
  private mutating func order() -> [Int] {
    // `sorted` does not promise to be stable.
    let ordered = placed.indices.sorted { (placed[$0].place, $0) < (placed[$1].place, $1) }
    var result: [Int] = []
    var indexOfKey: [ActionKey: Int] = [:]
    for index in ordered {
      let key = made[index].name
      guard let first = indexOfKey[key] else {
        indexOfKey[key] = index
        result.append(index)
        continue
      }
      // Which rule of a round is named must not depend on the order of rules.
      let (known, other) = (made[first], made[index])
      if known.round == other.round, other.rule.utf8.lexicographicallyPrecedes(known.rule.utf8) { made[first] = other }
    }
    return result
  }

  // MARK: Fields

  private mutating func assembleFields(of index: Int) {
    // A field without a write has the value that the host knows.
    var writes = chain.tickets[index].lastWrites
    let rotation = chain.tickets[index].rotation
    if writes.isEmpty, rotation == nil { return }
    if index == 0, chain.event.content.isConversation { return }
    if let rotation {
      writes.removeAll { $0.slot == .owner }
      writes.append(Chain.FieldWrite(slot: .owner, write: rotation.write))
    }
    if writes.count > 1 { writes.sort { $0.slot.index < $1.slot.index } }
    for field in writes {
      let (slot, write) = (field.slot, field.write)
      if slot == .owner, let rotation {
        let team = chain.core.program.teams[rotation.team]
        add(.rotate(team: team), field: "owner", write, index)
        continue
      }
      let value = chain.tickets[index].current.fields[slot.index]
      guard value != chain.tickets[index].known.fields[slot.index] else { continue }
      let (kind, field) = fieldAction(slot, value)
      add(kind, field: field, write, index)
    }
  }

  /// The action that gives a field its final value: what to do, and the field's name in keys.
  private func fieldAction(_ slot: FieldSlot, _ value: Value) -> (Action.Kind, String) {
    switch (slot, value) {
    case (.stage, .option(let stage)):
      let target = program.stages[Int(stage)]
      return (.move(pipeline: program.pipelines[target.pipeline].id, stage: target.id), "stage")
    case (.owner, .text(let owner)): return (.assign(owner: owner.string), "owner")
    case (.owner, _): return (.assign(owner: nil), "owner")
    case (.team, .text(let team)): return (.assignTeam(team.string), "team")
    default:
      let id = slot.propertyIndex.map { program.properties[$0].id } ?? program.name(of: slot)
      guard let written = program.fieldValue(of: slot, value) else { return (.clear(property: id), id) }
      return (.set(property: id, value: written), id)
    }
  }

  private mutating func add(
    _ kind: consuming Action.Kind, field: String, _ write: Chain.Write, _ ticket: Int
  ) {
    let id = chain.tickets[ticket].id
    let word = kind.name
    let key: ActionKey
    if let rule = write.rule {
      key = chain.core.key(word, of: rule, field, event: chain.keyEvent, ticket: id)
    } else {
      let stage = chain.tickets[ticket].current.fields[FieldSlot.stage.index]
      var pipeline = ""
      if case .option(let index) = program.pipelineValue(ofStage: stage) { pipeline = program.pipelines[Int(index)].id }
      key = ActionKey(word, ActionKey.Hash(of: [chain.keyEvent, pipeline, Program.closeDateRule, field, id]))
    }
    place(kind, key, write, ticket: ticket, lookedAt: lookedAt(write, ticket))
  }

  /// Whose change-set a rule looked at that wrote a field of `ticket`: round 1 of a conversation writes its ticket.
  private func lookedAt(_ write: Chain.Write, _ ticket: Int) -> Int {
    write.round == 1 && chain.event.content.isConversation ? 0 : ticket
  }

  /// Adds an action where it is in the order.
  mutating func place(
    _ kind: consuming Action.Kind, _ key: ActionKey, _ write: Chain.Write, ticket: Int, lookedAt: Int,
    recipient: Int = 0, answers: String? = nil
  ) {
    let rule = ruleName(write)
    place(kind, key, of: rule, write, ticket: ticket, lookedAt: lookedAt, recipient: recipient, answers: answers)
  }

  private mutating func place(
    _ kind: consuming Action.Kind, _ key: ActionKey, of rule: String, _ write: Chain.Write, ticket: Int, lookedAt: Int,
    recipient: Int, answers: String? = nil
  ) {
    made.append(
      Action(
        key, event: chain.eventID, ticket: chain.tickets[ticket].id, at: chain.now, rule: rule,
        round: write.round, kind: kind))
    placed.append(
      Placed(
        place: Place(
          round: write.round, lookedAt: lookedAt, rule: write.rule ?? -1, ordinal: write.ordinal, recipient: recipient),
        keyDigest: key.digest, ticket: ticket, answers: answers))
  }

  /// What an arm puts out that is the same for all: nobody it goes to is the sender, and none of it answers.
  private mutating func assembleKnown(_ arm: Int, _ number: Int, _ output: Chain.Output) {
    let core = chain.core
    core.knownArms.with(arm) { known in
      guard let known else { return }
      let hashed = known.effects[number].hashed
      var hash: ActionKey.Hash
      if known.effects[number].isMessage {
        hash = beginningOfKey(ticket: output.ticket)
        hash.add(written: hashed.span)
      } else {
        hash = ActionKey.Hash()
        hash.add(chain.keyEvent)
        hash.add(written: hashed.span)
        hash.add(chain.tickets[output.ticket].id)
      }
      place(
        known.effects[number].kind, ActionKey(known.effects[number].kind.name, hash), of: known.rule, output.write,
        ticket: output.ticket, lookedAt: output.lookedAt, recipient: known.effects[number].place)
    }
  }

  /// What the keys of messages about a ticket begin with.
  mutating func beginningOfKey(ticket: Int) -> ActionKey.Hash {
    if ticket == 0, let keyBeginning { return keyBeginning }
    var hash = ActionKey.Hash()
    hash.add(chain.keyEvent)
    hash.add(chain.tickets[ticket].id)
    if ticket == 0 { keyBeginning = hash }
    return hash
  }

  func ruleName(_ write: Chain.Write) -> String {
    write.rule.map { chain.core.identity(of: $0) } ?? Program.closeDateRule
  }

  // MARK: Created tickets

  private mutating func assembleCreation(of index: Int, _ output: Chain.Output) {
    let ticket = chain.tickets[index]
    let known = ticket.known
    guard case .option(let stage) = known.fields[FieldSlot.stage.index] else { return }
    let target = program.stages[Int(stage)]
    var conversation: String?
    var origin: String?
    if output.lookedAt == 0, case .conversation(let snapshot) = chain.event.subject {
      conversation = snapshot.id
    } else {
      origin = chain.tickets[output.lookedAt].id
    }
    var properties: [Action.NewTicket.Property] = []
    for (number, property) in program.properties.enumerated() where property.entity == .ticket {
      let slot = FieldSlot.property(number)
      guard let value = program.fieldValue(of: slot, known.fields[slot.index]) else { continue }
      properties.append(Action.NewTicket.Property(id: property.id, value: value))
    }
    let new = Action.NewTicket(
      pipeline: program.pipelines[target.pipeline].id, stage: target.id, conversation: conversation, origin: origin,
      family: chain.family, contactID: known.contact?.id, contactEmail: known.contact?.email,
      channel: known.text(of: .channel), inbox: known.text(of: .inbox), thread: known.thread,
      owner: known.text(of: .owner), team: known.text(of: .team), properties: properties)
    place(.createTicket(new), ActionKey(ticket.id), output.write, ticket: index, lookedAt: output.lookedAt)
  }
}

extension TicketSnapshot {
  /// The text of a field, if it has one.
  func text(of slot: FieldSlot) -> String? {
    if case .text(let text) = fields[slot.index] { text.string } else { nil }
  }
}
