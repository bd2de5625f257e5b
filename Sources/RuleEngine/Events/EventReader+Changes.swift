extension EventReader {
  /// The fields that `before` names with another value than the ticket has now, in slot order.
  func changes(
    in object: borrowing EventObject, of document: JSONDocument, to snapshot: TicketSnapshot, isCreation: Bool
  ) throws(EventProblem) -> [Event.Change] {
    guard let before = object[.before] else { return [] }
    if isCreation { throw .beforeOfCreation }
    guard document.kind(of: before) == .object else {
      throw .wrongType("before", found: document.description(of: before), expected: "an object")
    }
    var previous = PreviousFields(count: snapshot.fields.count)
    try read(before, in: document, path: "before", into: &previous)
    var changes: [Event.Change] = []
    if let stage = try changeOfStage(previous, to: snapshot, in: document) { changes.append(stage) }
    for (slot, value) in previous.values where snapshot.fields[slot.index] != value {
      changes.append(Event.Change(slot: slot, before: value))
    }
    if changes.count > 1 { changes.sort { $0.slot.index < $1.slot.index } }
    return changes
  }

  /// What `before` says so far.
  private struct PreviousFields {
    var stage: Int?
    var pipeline: Int?
    var values: [(slot: FieldSlot, value: Value)] = []
    var sources: FieldSources

    init(count: Int) { sources = FieldSources(count: count) }

    mutating func set(_ value: Value, of slot: FieldSlot) {
      values.removeAll { $0.slot == slot }
      values.append((slot, value))
    }
  }

  private func read(
    _ node: Int, in document: JSONDocument, path: String, into previous: inout PreviousFields
  ) throws(EventProblem) {
    var members = document.members(of: node)
    while let (name, value) = members.next(in: document) {
      guard let known = document.value(of: name, in: previousNames).map(SlotName.init) else {
        // `{"before":{"properties":{…}}}`, as in a ticket, says the same.
        let isNested = document.value(of: name, in: keys) == Int32(EventKey.properties.rawValue)
        if isNested, document.kind(of: value) == .object, path == "before" {
          try read(value, in: document, path: "before.properties", into: &previous)
        }
        continue
      }
      let verdict = previous.sources.note(known)
      if case .repeats = verdict { throw .duplicate("\(path).\(document.text(of: name))") }
      switch known.slot {
      case .stage: previous.stage = value
      case .pipeline: previous.pipeline = value
      default:
        let typed = try self.value(value, of: known.slot, in: document, path: FieldPath(path, name: name))
        if case .wins = verdict { previous.set(typed, of: known.slot) }
      }
    }
  }

  /// A change of pipeline is a change of the stage; from a pipeline that the rulebook does not know, from no stage.
  private func changeOfStage(
    _ previous: PreviousFields, to snapshot: TicketSnapshot, in document: JSONDocument
  ) throws(EventProblem) -> Event.Change? {
    let now = snapshot.fields[FieldSlot.stage.index]
    var present: NamedPipeline?
    if let foreign = snapshot.foreignPipeline { present = .foreign(foreign) }
    if case .option(let stage) = now { present = .known(program.stages[Int(stage)].pipeline) }

    let named = try previous.pipeline.flatMap { node throws(EventProblem) in
      try namedPipeline(node, in: document, path: "before.pipeline")
    }
    let pipelineChanged = named != nil && named != present
    guard previous.stage != nil || pipelineChanged else { return nil }
    var before = Value.unknown
    if case .known(let pipeline) = named ?? present, let node = previous.stage, document.kind(of: node) != .null {
      before = try stage(node, ofPipeline: pipeline, in: document, path: "before.stage")
    }
    return before == now ? nil : Event.Change(slot: .stage, before: before)
  }
}
