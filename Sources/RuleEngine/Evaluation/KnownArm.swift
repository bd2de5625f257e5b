/// What an arm puts out that does nothing but put out the same words to the same teams, whoever the ticket is about.
///
/// The rules that fire for an event stand anywhere in a large rulebook: this is much less to read of each than the rule.
struct KnownArm: Sendable {
  /// One action to be, but for the event and the ticket.
  struct Effect: Sendable {
    let kind: Action.Kind
    /// A message's key is made of event, ticket, recipient and text; any other of event, rule, action and ticket.
    let isMessage: Bool
    /// What is hashed for the key besides event and ticket.
    let hashed: [UInt8]
    /// Ordinal of the action in its rule, counted over all arms.
    let ordinal: Int
    /// Place among the recipients of the action.
    let place: Int
  }

  /// The rule's title, or its text where it has none.
  let rule: String
  let effects: [Effect]
}

extension MatchPlan {
  /// The rule that an arm belongs to: the arms of a rule follow each other, rule after rule.
  func rule(ofArm number: Int) -> Int {
    var index = 0
    var high = rules.count
    while high - index > 1 {
      let middle = (index + high) / 2
      if Int(rules[middle].firstArm) <= number { index = middle } else { high = middle }
    }
    return index
  }
}

extension MappedProgram {
  /// What an arm puts out; `nil` if that depends on the event or on the ticket, or if it does anything else.
  func knownArm(_ number: Int) -> KnownArm? {
    let planned = plan.arms[number]
    guard planned.isOnlyEffects else { return nil }
    let index = plan.rule(ofArm: number)
    let rule = self.rule(index)
    var effects: [KnownArm.Effect] = []
    var ordinal = Int(planned.firstOrdinal)
    for action in rule.arms[number - Int(plan.rules[index].firstArm)].actions {
      guard let known = self.effects(of: action, ordinal, rule) else { return nil }
      effects += known
      ordinal += 1
    }
    return KnownArm(rule: rule.identity, effects: effects)
  }

  /// What an action puts out if that depends neither on the event nor on the ticket; `nil` if it does.
  private func effects(of action: Program.Action, _ ordinal: Int, _ rule: Program.Rule) -> [KnownArm.Effect]? {
    switch action {
    case .sendEmail(let template, let recipients):
      let name = vocabulary.templates[template]
      return toTeams(recipients, "template:" + name, ordinal) { .sendEmail(template: name, to: $0) }
    case .sendMessage(let text, let recipients):
      let template = self.text(text)
      guard let words = template.literal else { return nil }
      return toTeams(recipients, "text:" + template.asWritten, ordinal) { .sendMessage(text: words, to: $0) }
    case .notify(let text, let recipients):
      let template = self.text(text)
      guard let words = template.literal else { return nil }
      return toTeams(recipients, "text:" + template.asWritten, ordinal) { .notify(text: words, to: $0) }
    case .addNote(let text):
      guard let words = self.text(text).literal else { return nil }
      let hashed = Self.hashed([vocabulary.pipelines[rule.pipeline].id, rule.identity, "\(ordinal)"])
      let kind = Action.Kind.addNote(text: words)
      return [KnownArm.Effect(kind: kind, isMessage: false, hashed: hashed, ordinal: ordinal, place: 0)]
    case .createTask, .call, .sendNotification, .createTicket, .move, .set, .clear, .raise, .add, .remove, .removeAll,
      .increase, .assign, .rotate:
      return nil
    }
  }

  private func toTeams(
    _ recipients: [Program.Recipient], _ written: String, _ ordinal: Int, _ kind: (Action.Recipient) -> Action.Kind
  ) -> [KnownArm.Effect]? {
    var effects: [KnownArm.Effect] = []
    for (place, recipient) in recipients.enumerated() {
      guard case .team(let team) = recipient else { return nil }
      effects.append(
        KnownArm.Effect(
          kind: kind(.team(vocabulary.teams[team])), isMessage: true,
          hashed: Self.hashed([vocabulary.name(of: recipient), written]), ordinal: ordinal, place: place))
    }
    return effects
  }

  private static func hashed(_ parts: [String]) -> [UInt8] {
    var bytes: [UInt8] = []
    for part in parts { ActionKey.Hash.write(part, into: &bytes) }
    return bytes
  }
}
