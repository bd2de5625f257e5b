extension EventReader {
  /// The fields that `before` names with another value than the ticket has now, in slot order, into `changes`, which has
  /// none.
  func readChanges(
    in object: borrowing EventObject, of document: JSONDocument, to snapshot: TicketSnapshot, isCreation: Bool,
    into changes: inout [Event.Change]
  ) throws(EventProblem) {
    guard let before = object[.before] else { return }
    if isCreation { throw .beforeOfCreation }
    guard document.kind(of: before) == .object else {
      throw .wrongType("before", found: document.description(of: before), expected: "an object")
    }
    var previous = PreviousFields(count: snapshot.fields.count)
    try read(before, in: document, path: "before", into: &previous, &changes)
    changes.removeAll { snapshot.fields[$0.slot.index] == $0.before }
    if let stage = try changeOfStage(previous, to: snapshot, in: document) { changes.append(stage) }
    if changes.count > 1 { changes.sort { $0.slot.index < $1.slot.index } }
  }

  /// What `before` says so far, besides values of fields.
  private struct PreviousFields {
    var stage: Int?
    var pipeline: Int?
    var sources: FieldSources

    init(count: Int) { sources = FieldSources(count: count) }
  }

  private func read(
    _ node: Int, in document: JSONDocument, path: String, into previous: inout PreviousFields,
    _ changes: inout [Event.Change]
  ) throws(EventProblem) {
    var members = document.members(of: node)
    while let (name, value) = members.next(in: document) {
      guard let known = document.value(of: name, in: previousNames).map(SlotName.init) else {
        // `{"before":{"properties":{…}}}`, as in a ticket, says the same.
        let isNested = document.value(of: name, in: keys) == Int32(EventKey.properties.rawValue)
        if isNested, document.kind(of: value) == .object, path == "before" {
          try read(value, in: document, path: "before.properties", into: &previous, &changes)
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
        guard case .wins = verdict else { continue }
        changes.removeAll { $0.slot == known.slot }
        changes.append(Event.Change(slot: known.slot, before: typed))
      }
    }
  }

  /// A change of pipeline is a change of the stage; from a pipeline that the rulebook does not know, from no stage.
  private func changeOfStage(
    _ previous: PreviousFields, to snapshot: TicketSnapshot, in document: JSONDocument
  ) throws(EventProblem) -> Event.Change? {
    let now = snapshot.fields[FieldSlot.stage.index]
    var present: NamedPipeline?
    if let foreign = snapshot.facts.foreignPipeline { present = .foreign(foreign) }
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
