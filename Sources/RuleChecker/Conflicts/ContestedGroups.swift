import RuleSchema
import RuleSource

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

  private let schema: Schema
  private let targetCount: Int
  /// By number of group.
  private var groups: [Writers?]
  /// What arms write, in the order of the rules.
  private var found: [(rule: Int, arm: Int, group: Int)] = []

  init(_ schema: Schema) {
    self.schema = schema
    targetCount = WriteTarget.property(PropertyIndex(schema.properties.count)).order
    groups = Array(repeating: nil, count: targetCount * (schema.pipelines.count + 1))
  }

  /// Takes in what `rule` writes, if it is on. Rules are added in order.
  mutating func add(_ rule: CheckedRule, at index: Int) {
    guard rule.writes else { return }
    let onConversation = rule.isOnConversation
    let first = number(of: .stage, in: onConversation ? nil : rule.pipeline)
    add(rule.arms, of: index, onConversation: onConversation, firstGroup: first)
  }

  private mutating func add(
    _ arms: ShortList<CheckedArm>, of rule: Int, onConversation: Bool, firstGroup: Int
  ) {
    switch arms {
    case .one(let arm): add(arm.actions, of: rule, 0, onConversation: onConversation, firstGroup: firstGroup)
    case .several(let arms):
      let arms = arms.span
      for place in arms.indices {
        add(arms[place].actions, of: rule, place, onConversation: onConversation, firstGroup: firstGroup)
      }
    }
  }

  private mutating func add(
    _ actions: ShortList<CheckedAction>, of rule: Int, _ arm: Int, onConversation: Bool, firstGroup: Int
  ) {
    func note(_ target: WriteTarget, _ kind: Kind) {
      add(kind, by: rule, to: firstGroup + target.order)
      found.append((rule, arm, firstGroup + target.order))
    }
    if !onConversation, Self.writesApart(actions) {
      switch actions {
      case .one(let action): if let (target, kind) = Self.write(of: action) { note(target, kind) }
      case .several(let actions):
        let actions = actions.span
        for index in actions.indices { if let (target, kind) = Self.write(of: actions[index]) { note(target, kind) } }
      }
      return
    }
    for (target, write) in ArmWrites(actions, schema: schema, onConversation: onConversation).writes {
      switch write {
      case .raised: note(target, .raised)
      case .increased: note(target, .increased)
      case .members(_, let removed): note(target, removed.isEmpty ? .added : .other)
      case .fixed, .unlike: note(target, .other)
      }
    }
  }

  /// The rules that write something contested, in order.
  var rules: [Int] {
    var rules: [Int] = []
    for (rule, _, group) in found where rule != rules.last && isContested(group) { rules.append(rule) }
    return rules
  }

  /// Calls `body` with each write of something contested, in the order of the rules and their arms.
  func forEachWrite(_ body: (_ rule: Int, _ arm: Int, _ group: Int) -> Void) {
    for (rule, arm, group) in found where isContested(group) { body(rule, arm, group) }
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

  /// Whether each action writes a field of its own, as those of most arms do.
  private static func writesApart(_ actions: ShortList<CheckedAction>) -> Bool {
    guard case .several(let actions) = actions else { return true }
    let list = actions.span
    var written: UInt64 = 0
    for index in list.indices {
      guard let (target, _) = write(of: list[index]) else { continue }
      guard target.order < 64, written & (1 << UInt64(target.order)) == 0 else { return false }
      written |= 1 << UInt64(target.order)
    }
    return true
  }

  /// What `action` writes, whatever the others of its arm do.
  private static func write(of action: CheckedAction) -> (target: WriteTarget, kind: Kind)? {
    switch action {
    case .move: (.stage, .other)
    case .assign(.team): (.team, .other)
    case .assign, .rotate: (.owner, .other)
    case .set(let field, _), .clear(let field), .remove(_, let field), .removeMatching(_, let field):
      WriteTarget(field).map { ($0, .other) }
    case .raise(let field, _): WriteTarget(field).map { ($0, .raised) }
    case .increase(let field, _): WriteTarget(field).map { ($0, .increased) }
    case .add(_, let field): WriteTarget(field).map { ($0, .added) }
    case .createTicket, .sendNotification, .sendEmail, .sendMessage, .notify, .createTask, .addNote, .call: nil
    }
  }
}

extension CheckedRule {
  /// The last arm that writes something, if one does.
  var lastWritingArm: Int? {
    switch arms {
    case .one(let arm): arm.writes ? 0 : nil
    case .several(let arms): arms.lastThatWrites
    }
  }

  /// Whether it starts without a ticket.
  var isOnConversation: Bool { triggers.haveConversation }

  /// Whether it is on, and an arm of it writes something.
  fileprivate var writes: Bool { !isOff && lastWritingArm != nil }
}

extension CheckedArm {
  fileprivate var writes: Bool {
    switch actions {
    case .one(let action): action.writes
    case .several(let actions): actions.write
    }
  }
}

//  Elements are looked at where they are: a loop over an array copies each of them.

extension [CheckedArm] {
  fileprivate var lastThatWrites: Int? {
    let arms = span
    for index in arms.indices.reversed() where arms[index].writes { return index }
    return nil
  }
}

extension [CheckedAction] {
  /// Whether one of them writes something.
  fileprivate var write: Bool {
    let actions = span
    for index in actions.indices where actions[index].writes { return true }
    return false
  }
}

extension [CheckedTrigger] {
  fileprivate var haveConversation: Bool {
    let triggers = span
    for index in triggers.indices { if case .newConversation = triggers[index].happening { return true } }
    return false
  }
}
