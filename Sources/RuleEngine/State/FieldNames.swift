/// How kept state names fields, stages and options: by the ids that events use.
struct FieldNames {
  let program: Program

  /// `stage`, `hs_ticket_priority`, `contact.language`.
  func name(of slot: FieldSlot) -> String {
    guard let index = slot.propertyIndex else { return "." + program.name(of: slot) }
    let property = program.properties[index]
    switch property.entity {
    case .ticket: return property.id
    case .contact: return "contact." + property.id
    case .company: return "company." + property.id
    }
  }

  /// The slots by name.
  func slots() -> [String: FieldSlot] {
    var slots: [String: FieldSlot] = [:]
    for index in 0..<program.slotCount {
      let slot = FieldSlot(index: index)
      slots[name(of: slot)] = slot
    }
    return slots
  }

  /// Ids of options; of a stage the pipeline's and its own.
  func ids(of slot: FieldSlot, _ options: [Int32]) -> [String] {
    options.flatMap { option in
      let index = Int(option)
      switch slot {
      case .stage: return [program.pipelines[program.stages[index].pipeline].id, program.stages[index].id]
      case .ownerTeams: return [program.teams[index]]
      default: return slot.propertyIndex.map { [program.properties[$0].options[index].id] } ?? []
      }
    }
  }

  /// The ids of a stage that is known.
  func ids(of stage: Value) -> [String] {
    if case .option(let option) = stage { ids(of: .stage, [option]) } else { [] }
  }

  /// The options with these ids; those that the rulebook does not declare are left out.
  func value(of slot: FieldSlot, ids: [String]) -> Value {
    switch slot {
    case .stage:
      guard ids.count == 2,
        let stage = program.stages.firstIndex(where: {
          $0.id == ids[1] && program.pipelines[$0.pipeline].id == ids[0]
        })
      else { return .unknown }
      return .option(Int32(stage))
    case .ownerTeams: return set(ids.compactMap { program.teams.firstIndex(of: $0) })
    default:
      guard let property = slot.propertyIndex.map({ program.properties[$0] }) else { return .unknown }
      let indices = ids.compactMap { id in property.options.firstIndex { $0.id == id } }
      switch property.kind {
      case .setOf: return set(indices)
      case .oneOf, .orderedOneOf: return indices.first.map { .option(Int32($0)) } ?? .unknown
      case .number, .text, .date, .time, .flag, .person: return .unknown
      }
    }
  }

  private func set(_ indices: [Int]) -> Value {
    indices.isEmpty ? .unknown : .options(Set(indices).sorted().map { Int32($0) })
  }
}
