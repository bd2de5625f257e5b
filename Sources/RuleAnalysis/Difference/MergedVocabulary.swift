package import RuleEngine

/// One vocabulary for two programs: what is the same in both (by id, by name, or by contents) is there once.
///
/// What rules do not decide (zone, closed stages, close dates, locked inboxes, the limit of answers) is taken from the new
/// program; where the old one has it otherwise, that is a change of its own: `SettingChange`.
struct MergedVocabulary {
  /// The vocabulary without a rule.
  private(set) var program: Program
  /// How each program's vocabulary is found in it; `nil` where it is the same.
  private(set) var old: VocabularyMap?
  private(set) var new: VocabularyMap?
  private(set) var changes: [SettingChange] = []

  init(old: Program, new: Program) {
    program = new
    program.rules = []
    program.tests = []
    program.branches = []
    program.texts = []
    noteSettings(old, new)
    noteLabels(old, new)
    guard !Self.haveSameNames(old, new) else { return }
    merge(old, new)
  }

  /// Every index means the same in both.
  private static func haveSameNames(_ old: Program, _ new: Program) -> Bool {
    old.pipelines.elementsEqual(new.pipelines) { $0.id == $1.id && $0.stages == $1.stages }
      && old.stages.elementsEqual(new.stages) { $0.id == $1.id && $0.pipeline == $1.pipeline }
      && old.properties.elementsEqual(new.properties, by: isSame) && old.teams == new.teams
      && old.inboxes.map(\.name) == new.inboxes.map(\.name) && old.templates == new.templates && old.lists == new.lists
      && old.calendars == new.calendars && old.actions == new.actions
  }

  private static func isSame(_ old: Program.Property, _ new: Program.Property) -> Bool {
    old.entity == new.entity && old.id == new.id && old.kind == new.kind
      && old.options.map(\.id) == new.options.map(\.id)
  }

  // MARK: What rules do not decide

  private mutating func noteSettings(_ old: Program, _ new: Program) {
    if old.zone != new.zone { changes.append(.zone(old: old.zone.name, new: new.zone.name)) }
    if old.answerLimit != new.answerLimit { changes.append(.answerLimit(old: old.answerLimit, new: new.answerLimit)) }
    for before in old.pipelines {
      guard let after = new.pipelines.first(where: { $0.id == before.id }) else {
        changes.append(.pipelineRemoved(before.name))
        continue
      }
      if before.hasCloseDate != after.hasCloseDate {
        changes.append(.closeDate(pipeline: after.name, isStamped: after.hasCloseDate))
      }
      if before.isDefault != after.isDefault, after.isDefault { changes.append(.defaultPipeline(after.name)) }
      for stage in old.stages[before.stages] {
        guard let other = new.stages[after.stages].first(where: { $0.id == stage.id }) else {
          changes.append(.stageRemoved(stage.name, pipeline: before.name))
          continue
        }
        if stage.isClosed != other.isClosed {
          changes.append(.stageClosed(other.name, pipeline: after.name, isClosed: other.isClosed))
        }
      }
      for stage in new.stages[after.stages] where !old.stages[before.stages].contains(where: { $0.id == stage.id }) {
        changes.append(.stageAdded(stage.name, pipeline: after.name))
      }
    }
    for after in new.pipelines where !old.pipelines.contains(where: { $0.id == after.id }) {
      changes.append(.pipelineAdded(after.name))
    }
    for before in old.inboxes {
      let after = new.inboxes.first { $0.name == before.name }
      if before.isLocked != after?.isLocked ?? false {
        changes.append(.inbox(before.name, isLocked: !before.isLocked))
      }
    }
    for after in new.inboxes where after.isLocked && !old.inboxes.contains(where: { $0.name == after.name }) {
      changes.append(.inbox(after.name, isLocked: true))
    }
    for before in old.properties where before.kind == .orderedOneOf {
      guard let after = new.properties.first(where: { $0.entity == before.entity && $0.id == before.id }) else {
        continue
      }
      let common = before.options.map(\.id).filter { id in after.options.contains { $0.id == id } }
      if common != after.options.map(\.id).filter(common.contains) {
        changes.append(.optionOrder(property: after.qualifiedName))
      }
    }
  }

  /// Labels matter where texts print them; those of a set are printed in declared order.
  private mutating func noteLabels(_ old: Program, _ new: Program) {
    let printed = [old, new].reduce(into: Set<[String]>()) { names, program in
      let words = CanonicalWords(program: program)
      for case .placeholder(let slot) in program.texts.flatMap(\.parts) { names.insert(words.slot(slot)) }
    }
    guard !printed.isEmpty else { return }
    for before in old.properties where !before.options.isEmpty && printed.contains(before.canonicalName) {
      guard let after = new.properties.first(where: { $0.canonicalName == before.canonicalName }) else { continue }
      let common = before.options.filter { option in after.options.contains { $0.id == option.id } }
      let others = after.options.filter { option in common.contains { $0.id == option.id } }
      let isSame =
        before.kind == .setOf
        ? common == others : common.allSatisfy { option in others.contains(option) }
      if !isSame { changes.append(.labels(of: after.qualifiedName)) }
    }
    for (name, before, after) in [
      (
        "stage", old.stages.map { (old.pipelines[$0.pipeline].id, $0.id, $0.name) },
        new.stages.map { (new.pipelines[$0.pipeline].id, $0.id, $0.name) }
      ),
      ("pipeline", old.pipelines.map { ($0.id, "", $0.name) }, new.pipelines.map { ($0.id, "", $0.name) }),
    ] where printed.contains([name]) {
      let isChanged = before.contains { one in after.contains { $0.0 == one.0 && $0.1 == one.1 && $0.2 != one.2 } }
      if isChanged { changes.append(.labels(of: name)) }
    }
  }

  // MARK: Names

  private mutating func merge(_ old: Program, _ new: Program) {
    program.pipelines = []
    program.stages = []
    var (first, second) = (VocabularyMap(of: old), VocabularyMap(of: new))
    mergeStages(old, new, &first, &second)
    mergeProperties(old, new, &first, &second)
    (program.teams, first.teams) = Self.united(new.teams, old.teams) { $0 == $1 }
    (program.inboxes, first.inboxes) = Self.united(new.inboxes, old.inboxes) { $0.name == $1.name }
    (program.templates, first.templates) = Self.united(new.templates, old.templates) { $0 == $1 }
    (program.lists, first.lists) = Self.united(new.lists, old.lists) { $0 == $1 }
    (program.calendars, first.calendars) = Self.united(new.calendars, old.calendars) {
      $0.week == $1.week && $0.exceptions == $1.exceptions && $0.zone == $1.zone
    }
    (program.actions, first.actions) = Self.united(new.actions, old.actions) { $0 == $1 }
    self.old = first
    self.new = second
  }

  private mutating func mergeStages(
    _ old: Program, _ new: Program, _ first: inout VocabularyMap, _ second: inout VocabularyMap
  ) {
    let pipelines = new.pipelines + old.pipelines.filter { one in !new.pipelines.contains { $0.id == one.id } }
    for pipeline in pipelines {
      let start = program.stages.count
      var merged = pipeline
      for (source, isNew) in [(new, true), (old, false)] {
        guard let place = source.pipelines.firstIndex(where: { $0.id == pipeline.id }) else { continue }
        if isNew {
          second.pipelines[place] = program.pipelines.count
        } else {
          first.pipelines[place] = program.pipelines.count
        }
        for index in source.pipelines[place].stages {
          let stage = source.stages[index]
          let known = program.stages[start...].firstIndex { $0.id == stage.id }
          if isNew {
            second.stages[index] = known ?? program.stages.count
          } else {
            first.stages[index] = known ?? program.stages.count
          }
          guard known == nil else { continue }
          var added = stage
          added.pipeline = program.pipelines.count
          program.stages.append(added)
        }
      }
      merged.stages = start..<program.stages.count
      program.pipelines.append(merged)
    }
  }

  private mutating func mergeProperties(
    _ old: Program, _ new: Program, _ first: inout VocabularyMap, _ second: inout VocabularyMap
  ) {
    let (united, places) = Self.united(new.properties, old.properties) {
      $0.entity == $1.entity && $0.id == $1.id && $0.kind == $1.kind
    }
    program.properties = united
    first.properties = places
    for (index, place) in places.enumerated() {
      let (options, moved) = Self.interleaved(program.properties[place].options, old.properties[index].options)
      program.properties[place].options = options
      first.options[index] = moved
      guard let own = new.properties.indices.first(where: { $0 == place }) else { continue }
      second.options[own] = new.properties[own].options.map { option in
        Int32(options.firstIndex { $0.id == option.id } ?? 0)
      }
    }
  }

  /// All of `left`, then what only `right` has; and where each of `right` is.
  private static func united<Element>(
    _ left: [Element], _ right: [Element], by isSame: (Element, Element) -> Bool
  ) -> (all: [Element], places: [Int]) {
    var all = left
    var places: [Int] = []
    for element in right {
      if let place = all.firstIndex(where: { isSame($0, element) }) {
        places.append(place)
      } else {
        places.append(all.count)
        all.append(element)
      }
    }
    return (all, places)
  }

  /// Options that only `right` has stand behind those they stand behind there.
  private static func interleaved(
    _ left: [Program.Property.Option], _ right: [Program.Property.Option]
  ) -> (all: [Program.Property.Option], places: [Int32]) {
    var all = left
    var place = -1
    for option in right {
      if let found = all.firstIndex(where: { $0.id == option.id }) {
        place = found
      } else {
        place += 1
        all.insert(option, at: place)
      }
    }
    return (all, right.map { option in Int32(all.firstIndex { $0.id == option.id } ?? 0) })
  }
}

/// Something of the vocabulary that changes what happens without any rule.
package enum SettingChange: Sendable, Hashable {
  case zone(old: String, new: String)
  case answerLimit(old: Program.AnswerLimit, new: Program.AnswerLimit)
  case pipelineAdded(String), pipelineRemoved(String)
  case stageAdded(String, pipeline: String), stageRemoved(String, pipeline: String)
  case stageClosed(String, pipeline: String, isClosed: Bool)
  case closeDate(pipeline: String, isStamped: Bool)
  case defaultPipeline(String)
  case inbox(String, isLocked: Bool)
  case optionOrder(property: String)
  /// What texts print for its options.
  case labels(of: String)
}
