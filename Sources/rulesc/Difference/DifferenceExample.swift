internal import RuleAnalysis
internal import RuleEngine
internal import RuleTesting

/// An event in which two versions do not do the same: it went through both engines.
struct DifferenceExample {
  /// The event line, and how often it was sent: a limit may have to be used up.
  let line: String
  let times: Int
  /// When the versions differ, if that is after a timer.
  let timer: Instant?
  /// What came out of the versions there.
  let before: [String]
  let after: [String]
}

/// Looks for examples of changed effects.
struct DifferenceExamples {
  private let old: Rulebook
  private let new: Rulebook
  /// Reads lines in the vocabulary of both.
  private let reader: Rulebook

  init(old: Rulebook, new: Rulebook, vocabulary: Program) {
    self.old = old
    self.new = new
    reader = Rulebook(program: vocabulary)
  }

  /// The first case of the region that both versions answer differently.
  func example(
    of region: SituationRegion, _ cases: [SituationRegion.Case], isLost: Bool, in situations: Situations
  )
    -> DifferenceExample?
  {
    for part in cases {
      guard let region = try? situations.plainest(of: situations.store.and(part.diagram, region.diagram)),
        let outcome = try? situations.witness(of: region, rulebook: reader), let witness = outcome.witness
      else { continue }
      // Who is in a field that decides nothing may still have to be there to be told.
      for line in [witness.line, peopled(witness.line, situations)] {
        if let example = tried(line, witness, isLost) { return example }
      }
    }
    return nil
  }

  /// The line with somebody in every place that has nobody and that rules do not ask about.
  private func peopled(_ line: String, _ situations: Situations) -> String {
    let start = "\"ticket\":{\"id\":\"T-1\","
    var people = [
      ("creator", "{\"id\":\"sam\"}"), ("cc", "[\"cc@customer.example\"]"), ("followers", "[\"kim\"]"),
    ]
    if situations.classCount(of: .value(.owner)) == 0, situations.classCount(of: .value(.ownerEmail)) == 0 {
      people.append(("owner", "{\"id\":\"jo\",\"email\":\"jo@desk.example\"}"))
    }
    if situations.classCount(of: .value(.team)) == 0, let team = situations.program.teams.first {
      people.append(("team", JSON.text(team).line))
    }
    let persons = persons(in: line, situations)
    var line = line
    if !persons.isEmpty {
      let properties = "\"properties\":{"
      if line.contains(properties) {
        line = line.replacing(properties, with: properties + persons.joined(separator: ",") + ",", maxReplacements: 1)
      } else {
        people.append(("properties", "{\(persons.joined(separator: ","))}"))
      }
    }
    let added = people.filter { !line.contains("\"\($0.0)\":") }.map { "\"\($0.0)\":\($0.1)," }
    return line.replacing(start, with: start + added.joined(), maxReplacements: 1)
  }

  /// Somebody in each property that has a person.
  private func persons(in line: String, _ situations: Situations) -> [String] {
    situations.program.properties.enumerated().filter { index, property in
      property.entity == .ticket && property.kind == .person
        && situations.classCount(of: .value(.property(index))) == 0
    }.map { JSON.text($0.element.id).line + ":\"pat\"" }
  }

  /// What was done, with what a created ticket has, and whether it was done to that one.
  private func words(of deed: ReplayDeed, _ report: ReplayReport, _ subject: Substring) -> String {
    let text = report.words(deed)
    guard case .createTicket(let ticket) = deed.kind else {
      return deed.ticket == subject ? text : "\(text), on the new ticket"
    }
    var fields: [String] = []
    for property in ticket.properties {
      let words = report.words(.set(property: property.id, value: property.value)).dropFirst("set ".count)
      fields.append(String(words).replacing(" to ", with: " ", maxReplacements: 1))
    }
    return text + (fields.isEmpty ? "" : " with " + fields.joined(separator: ", "))
  }

  private func tried(_ line: String, _ witness: Witness, _ isLost: Bool) -> DifferenceExample? {
    for times in witness.usedUp.isEmpty ? 1...1 : 2...6 {
      var replay = Replay(old: old, new: new, shown: 20, keepsReasons: false)
      for number in 1...times {
        // Every time it is another event.
        let sent =
          number == 1
          ? line : line.replacing("\"id\":\"e-1\"", with: "\"id\":\"e-\(number)\"", maxReplacements: 1)
        if replay.answer(Array(sent.utf8), number: number) != nil { return nil }
      }
      // A year and more is enough for what waits for days or weeks.
      let end = witness.due.isEmpty ? nil : witness.event.at.advanced(byMicroseconds: 400 * 86_400_000_000)
      let outcome = replay.finish(until: end, instants: 500)
      let differences = outcome.differences(only: isLost ? .old : .new)
      guard let first = differences.first else { continue }
      let report = ReplayReport(outcome, old: "", new: "", ticket: nil)
      let subject = witness.event.subjectKey.drop { $0 != ":" }.dropFirst()
      func words(_ side: ReplayOutcome.Side) -> [String] {
        var lines: [String] = []
        for (own, deed) in differences.flatMap(\.deeds) where own == side || own == .both {
          lines.append("\(self.words(of: deed, report, subject))  (rule \"\(deed.rule)\")")
        }
        return lines
      }
      return DifferenceExample(
        line: line, times: first.place.line ?? times,
        timer: first.place.line == nil ? first.deeds.first?.deed.at : nil,
        before: words(.old), after: words(.new))
    }
    return nil
  }
}

extension ReplayOutcome {
  /// The first place where one version does something that the other does not: what it is there, ticket by ticket.
  fileprivate func differences(only side: Side) -> [Difference] {
    let all = tickets.flatMap(\.differences)
    guard let first = all.first(where: { $0.deeds.contains { $0.side == side } }) ?? all.first else { return [] }
    let instant = first.deeds.first?.deed.at
    return all.filter { $0.place == first.place && $0.deeds.first?.deed.at == instant }
  }
}
