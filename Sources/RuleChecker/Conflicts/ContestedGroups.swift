import RuleSchema

/// The fields that rules of one pipeline can disagree about at all, and the rules that write them.
///
/// Where all only raise one number, or only add to one set, nobody has to know when the rules fire: most arms that write
/// are done with here.
struct ContestedGroups {
  /// One field in one pipeline.
  struct Group: Hashable {
    /// `nil` for conversations, which have no pipeline yet.
    let pipeline: PipelineIndex?
    let target: WriteTarget

    init(_ rule: CheckedRule, writing target: WriteTarget) {
      pipeline = rule.isOnConversation ? nil : rule.pipeline
      self.target = target
    }
  }

  /// Writes that agree with each other, whatever their values.
  private enum Kind { case raised, increased, added, other }

  private struct Writers {
    let kind: Kind
    let rule: Int
    var isContested = false
  }

  /// The rules that write something contested, in order.
  private(set) var rules: [Int] = []
  private var groups: [Group: Writers] = [:]

  init(_ checked: [CheckedRule?], schema: Schema, where isIncluded: (Int) -> Bool) {
    var found: [(rule: Int, group: Group)] = []
    for index in checked.indices where isIncluded(index) {
      guard checked[index]?.writes == true, let rule = checked[index] else { continue }
      for arm in rule.arms where arm.actions.contains(where: \.writes) {
        let writes = ArmWrites(arm.actions, schema: schema, onConversation: rule.isOnConversation)
        for (target, write) in writes.writes {
          let group = Group(rule, writing: target)
          add(Self.kind(of: write), by: index, to: group)
          found.append((index, group))
        }
      }
    }
    for (rule, group) in found where rule != rules.last && contains(group) { rules.append(rule) }
  }

  /// Whether two rules can disagree about `group`.
  func contains(_ group: Group) -> Bool { groups[group]?.isContested ?? false }

  private mutating func add(_ kind: Kind, by rule: Int, to group: Group) {
    guard let first = groups[group] else {
      groups[group] = Writers(kind: kind, rule: rule)
      return
    }
    guard !first.isContested, first.rule != rule || first.kind != kind else { return }
    if kind == .other || first.kind != kind { groups[group]?.isContested = true }
  }

  private static func kind(of write: Write) -> Kind {
    switch write {
    case .raised: .raised
    case .increased: .increased
    case .members(_, let removed): removed.isEmpty ? .added : .other
    case .fixed, .unlike: .other
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
