import ReferenceInterpreter
import RuleEngine

/// One sequence of lines through one rulebook.
struct PropertyCase {
  let rulebook: AcceptedRulebook
  let lines: [String]
  let seed: UInt64
  /// The lines as events; nothing for a refused one.
  let events: [Event?]
  /// What the reference interpreter says to each.
  let reference: [[Action]]

  /// Lines of a host that carries out what the reference interpreter says.
  init(_ rulebook: AcceptedRulebook, seed: UInt64, sequence: Int, isOrderly: Bool, _ totals: inout PropertyTotals) {
    var generator = EventGenerator(seed: seed &* 64 &+ UInt64(sequence), isOrderly: isOrderly)
    var interpreter = ReferenceInterpreter(rules: rulebook.rules, zone: rulebook.zone)
    var lines: [String] = []
    var events: [Event?] = []
    var reference: [[Action]] = []
    for _ in 0..<PropertySettings.linesPerSequence {
      let line = generator.next()
      lines.append(line)
      do throws(EventProblem) {
        let event = try rulebook.engine.event(from: Array(line.utf8))
        let actions = interpreter.handle(event)
        generator.take(actions)
        totals.note(actions)
        events.append(event)
        reference.append(actions)
      } catch {
        totals.note(error)
        events.append(nil)
        reference.append([])
      }
    }
    totals.cases += 1
    totals.lines += lines.count
    self.rulebook = rulebook
    self.lines = lines
    self.seed = seed
    self.events = events
    self.reference = reference
  }
}
