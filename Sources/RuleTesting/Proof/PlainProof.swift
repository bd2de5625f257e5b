import RuleAnalysis
import RuleChecker
import RuleCompiler
import RuleEngine
import RuleSchema
import RuleSource

/// What is proved, as people read it.
struct PlainProof {
  let report: ProofReport
  let isBrief: Bool

  var text: String {
    guard let proof = report.proof else {
      return "unknown   nothing: there are too many situations to look at\n" + promises
    }
    return (isBrief ? "" : termination(proof)) + order(proof) + promises + (isBrief ? "" : bounds(proof) + summary)
  }

  private func termination(_ proof: ProgramProof) -> String {
    if proof.longest.isEmpty { return "proved    every chain ends: no rule can fire\n" }
    var text = "proved    every chain ends: rules fire in at most \(count(proof.rounds, "round"))\n"
    for (number, link) in proof.longest.enumerated() {
      var line = "            round \(number + 1): \(VisibleText.of(report.name(link.rule)))"
      if link.creates {
        line += " creates a ticket, which starts"
      } else if !link.writes.isEmpty {
        line += " writes \(link.writes.map { VisibleText.of(report.name($0)) }.joined(separator: ", ")), which starts"
      }
      text += line + "\n"
    }
    if !proof.circles.isEmpty {
      let names = proof.circles.prefix(5).map { VisibleText.of(report.name($0)) }.joined(separator: ", ")
      let more = proof.circles.count > 5 ? " and \(proof.circles.count - 5) more" : ""
      text += "          what they lead to may lead back, and is held back then: \(names)\(more)\n"
    }
    return text
  }

  private func order(_ proof: ProgramProof) -> String {
    if proof.conflicts.isEmpty {
      if isBrief { return "" }
      let pairs = proof.pairs == 0 ? "" : " (\(count(proof.pairs, "pair")) of writers)"
      return
        "proved    the order of rules and files does not matter: no two rules of one round write differently\(pairs)\n"
    }
    var text = ""
    for (conflict, test) in zip(proof.conflicts, report.conflictTests) {
      let what = conflict.slot.map { "write \(report.name($0)) differently" } ?? "make the ticket of one conversation"
      let both = "\(VisibleText.of(report.name(conflict.first))) and \(VisibleText.of(report.name(conflict.second)))"
      text +=
        "\(conflict.example == nil ? "unknown " : "refuted ")  the order of rules does not matter: \(both) \(what)\n"
      if let example = conflict.example { text += self.example(example, test) }
    }
    return text
  }

  private var promises: String {
    var text = ""
    for answer in report.answers {
      let (word, detail): (String, String)
      switch answer.verdict {
      case .proved:
        if isBrief { continue }
        (word, detail) = ("proved ", "")
      case .refuted(let example):
        word = "refuted"
        detail =
          "            \(VisibleText.of(report.finding(answer, example)))\n" + self.example(example, answer.test)
      case .unknown(let reason):
        word = "unknown"
        detail = "            \(VisibleText.of(report.provable.named(reason, in: report.rules)))\n"
      }
      let place = report.place(answer.promise.range) + pipeline(of: answer.promise)
      text += "\(word)   \(VisibleText.of(answer.promise.text)) (\(place))\n" + detail
    }
    return text
  }

  /// Which pipeline it is about, where it is written for several.
  private func pipeline(of promise: CheckedPromise) -> String {
    guard report.answers.count(where: { $0.promise.range == promise.range }) > 1 else { return "" }
    return ", \(VisibleText.of(report.rules.schema.pipelines[promise.pipeline.value].name))"
  }

  private func example(_ example: CounterExample, _ test: String?) -> String {
    var text = ""
    for line in example.lines { text += "            event \(VisibleText.of(line))\n" }
    if let until = example.until { text += "            and time passes until \(until.iso8601)\n" }
    if let test {
      for line in test.split(separator: "\n") { text += "              \(line)\n" }
    }
    return text
  }

  private func bounds(_ proof: ProgramProof) -> String {
    let unknown = "no bound found for"
    let actions = proof.actions.map { "at most \(count($0.most, "action"))" } ?? "\(unknown) actions"
    let messages = proof.messages.map { "\(count($0.most, "message"))" } ?? "\(unknown) messages"
    return "bounds    one event leads to \(actions), \(messages), \(count(proof.tickets.most, "created ticket")); "
      + "one round asks at most \(count(proof.conditions, "condition"))\n"
  }

  private var summary: String {
    if report.answers.isEmpty { return "" }
    var counts = (proved: 0, refuted: 0, unknown: 0)
    for answer in report.answers {
      switch answer.verdict {
      case .proved: counts.proved += 1
      case .refuted: counts.refuted += 1
      case .unknown: counts.unknown += 1
      }
    }
    return "\(count(report.answers.count, "promise")): \(counts.proved) proved, \(counts.refuted) refuted, "
      + "\(counts.unknown) unknown\n"
  }

  private func count(_ number: Int, _ noun: String) -> String { "\(number) \(noun)\(number == 1 ? "" : "s")" }
}
