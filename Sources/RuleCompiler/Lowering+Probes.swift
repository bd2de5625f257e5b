package import RuleChecker
package import RuleEngine
package import RuleSource
internal import RuleSchema

/// Something that is asked about a ticket outside of any rule.
package enum Probe: Sendable {
  /// `isInRow`: its words stand in the head of a column and in a cell, and are made from what it means.
  case condition(CheckedCondition, isInRow: Bool)
  case text(TextTemplate)
}

extension Toolchain {
  /// A program whose n-th rule has the n-th of `probes` as its condition, or as the note it adds: for `RuleProbe`.
  /// `nil` where a time zone is missing.
  package static func program(
    probing probes: [Probe], of rules: CheckedRules, files: [SourceFile], zones: ZoneReader = ZoneReader()
  ) -> Program? {
    var lowering = Lowering(schema: rules.schema, files: files)
    lowering.lowerVocabulary()
    guard lowering.lowerZones({ (name) throws(ZoneProblem) in try zones.zone(named: name) }).isEmpty else { return nil }
    for (number, probe) in probes.enumerated() { lowering.append(probe, number: number) }
    return lowering.finish().program
  }
}

extension Lowering {
  fileprivate mutating func append(_ probe: Probe, number: Int) {
    switch probe {
    case .condition(let condition, let isInRow):
      self.isInRow = isInRow
      let condition = lower(condition)
      self.isInRow = false
      rules.endArm(condition: condition, row: nil, delay: nil)
    case .text(let text):
      rules.actions.append(.addNote(text: lower(text)))
      rules.endArm(condition: nil, row: nil, delay: nil)
    }
    rules.append(Program.Trigger(happening: .noteAdded, by: nil, via: nil))
    rules.endRule(identity: "probe \(number)", pipeline: 0, guardCondition: nil)
  }
}
