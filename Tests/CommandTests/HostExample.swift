import RuleEngine

// README shows what stands between the marks.
// readme: begin
/// A host: load the rulebook at startup, feed it events, carry out what comes back.
struct Host {
  let rulebook: Rulebook
  /// Your database: what the engine must remember of each ticket.
  var states: [String: TicketState] = [:]

  init(rulebookFile bytes: [UInt8]) throws(RulebookFileError) {
    rulebook = try Rulebook(bytes: bytes)
  }

  mutating func receive(line: [UInt8], carryOut: (Action) -> Void) throws(EventProblem) {
    let event = try rulebook.event(from: line)
    let step = rulebook.step(event, from: states[event.subjectKey] ?? TicketState())
    // Store state and actions in one transaction, and carry out from there: a crash then loses and repeats nothing.
    states[event.subjectKey] = step.state
    for ticket in step.created { states["ticket:" + ticket.provisionalID] = ticket.state }
    for action in step.actions { carryOut(action) }
  }
}
// readme: end
