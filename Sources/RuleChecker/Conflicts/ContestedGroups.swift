import RuleSchema

/// The fields that rules of one pipeline can disagree about at all, and the rules that write them.
///
/// Where all only raise one number, or only add to one set, nobody has to know when the rules fire: most arms that write
/// are done with here.
struct ContestedGroups {
  /// Writes that agree with each other, whatever their values.
  private enum Kind { case raised, increased, added, other }

  /// Who writes one field in one pipeline.
  private struct Writers {
    let kind: Kind
    let rule: Int
    var isContested = false
  }

  /// The rules that write something contested, in order.
  private(set) var rules: [Int] = []
  private let schema: Schema
  private let targetCount: Int
  /// By number of group.
  private var groups: [Writers?]

  init(_ checked: [CheckedRule?], schema: Schema, where isIncluded: (Int) -> Bool) {
    self.schema = schema
    targetCount = WriteTarget.property(PropertyIndex(schema.properties.count)).order
    groups = Array(repeating: nil, count: targetCount * (schema.pipelines.count + 1))
    var found: [(rule: Int, group: Int)] = []
    for index in checked.indices where isIncluded(index) && checked[index]?.writes == true {
      guard let rule = checked[index] else { continue }
      let onConversation = rule.isOnConversation
      for arm in rule.arms {
        for (target, kind) in writes(of: arm, onConversation: onConversation) {
          let group = number(of: target, in: onConversation ? nil : rule.pipeline)
          add(kind, by: index, to: group)
          found.append((index, group))
        }
      }
    }
    for (rule, group) in found where rule != rules.last && isContested(group) { rules.append(rule) }
  }

  /// How many groups there may be.
  var count: Int { groups.count }

  /// The number of one field in one pipeline; `nil` for conversations, which have no pipeline yet.
  func number(of target: WriteTarget, in pipeline: PipelineIndex?) -> Int {
    (pipeline.map { $0.value + 1 } ?? 0) * targetCount + target.order
  }

  /// Whether two rules can disagree about the group with this number.
  func isContested(_ group: Int) -> Bool { groups[group]?.isContested ?? false }

  private mutating func add(_ kind: Kind, by rule: Int, to group: Int) {
    guard let first = groups[group] else {
      groups[group] = Writers(kind: kind, rule: rule)
      return
    }
    guard !first.isContested, first.rule != rule || first.kind != kind else { return }
    if kind == .other || first.kind != kind { groups[group]?.isContested = true }
  }

  private func writes(of arm: CheckedArm, onConversation: Bool) -> [(target: WriteTarget, kind: Kind)] {
    if !onConversation, arm.actions.count == 1, let action = arm.actions.first {
      guard action.writes else { return [] }
      switch action {
      case .raise(let field, _): return WriteTarget(field).map { [($0, .raised)] } ?? []
      case .increase(let field, _): return WriteTarget(field).map { [($0, .increased)] } ?? []
      case .add(_, let field): return WriteTarget(field).map { [($0, .added)] } ?? []
      default: break
      }
    }
    return ArmWrites(arm.actions, schema: schema, onConversation: onConversation).writes.map { target, write in
      switch write {
      case .raised: (target, .raised)
      case .increased: (target, .increased)
      case .members(_, let removed): (target, removed.isEmpty ? .added : .other)
      case .fixed, .unlike: (target, .other)
      }
    }
  }
}

extension CheckedRule {
  /// Whether it starts without a ticket.
  var isOnConversation: Bool {
    triggers.contains { if case .newConversation = $0.happening { true } else { false } }
  }

  /// Whether it is on, and an arm of it writes something.
  fileprivate var writes: Bool { !isOff && arms.contains { $0.actions.contains(where: \.writes) } }
}
