import ReferenceInterpreter
import RuleEngine
import RuleSource

/// One sequence of lines through one rulebook, perhaps edited on the way.
struct PropertyCase {
  let script: Script
  let seed: UInt64
  /// What the reference interpreter says to each line, deliveries before it included; nothing for a refused one.
  let reference: [[Played]]

  var rulebook: AcceptedRulebook { script.rulebook }
  var lines: [String] { script.lines }
  /// All lines that were played, deliveries included.
  var events: [Event] { reference.flatMap { $0.map(\.event) } }

  /// Lines of a host that carries out what the reference interpreter says.
  init(
    _ rulebook: AcceptedRulebook, seed: UInt64, sequence: Int, isOrderly: Bool, isEdited: Bool,
    _ totals: inout PropertyTotals
  ) {
    var random = SplitMix64(seed: seed &* 977 &+ UInt64(sequence))
    var script = Script(rulebook: rulebook)
    if isEdited {
      script.isRecoded = random.chance(30)
      if random.chance(40), let second = rulebook.edited(seed: random.next(), &totals) {
        script.second = (second, 2 + random.below(PropertySettings.linesPerSequence - 2))
      }
    }
    var generator = EventGenerator(seed: seed &* 64 &+ UInt64(sequence), isOrderly: isOrderly)
    var player = ReferencePlayer(rulebook)
    var reference: [[Played]] = []
    for index in 0..<PropertySettings.linesPerSequence {
      if let second = script.second, second.at == index { player.change(to: second.rulebook) }
      let line = generator.next()
      script.lines.append(line)
      do throws(EventProblem) {
        let played = player.play(try rulebook.engine.event(from: Array(line.utf8)))
        for step in played {
          generator.take(step.actions)
          totals.note(step.actions)
        }
        totals.deliveries += played.count - 1
        reference.append(played)
      } catch {
        totals.note(error)
        reference.append([])
      }
    }
    if isEdited, random.chance(30), let newest = reference.last(where: { !$0.isEmpty })?.last?.event.at {
      let end = newest.advanced(byMicroseconds: Int64(1 + random.below(20)) * 86_400_000_000)
      script.end = end
      let played = player.finish(until: end)
      for step in played { totals.note(step.actions) }
      totals.deliveries += played.count
      reference.append(played)
    }
    totals.cases += 1
    totals.lines += script.lines.count
    self.script = script
    self.seed = seed
    self.reference = reference
  }
}
