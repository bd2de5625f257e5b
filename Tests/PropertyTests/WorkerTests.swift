import Dispatch
import RuleEngine
import RuleSource
import Testing

/// Logs answered by several workers.
@Suite("Several workers")
struct WorkerTests {
  private static let cases = max(50, PropertySettings.cases / 8)

  @Test("Several workers write down what one does")
  func sameRecords() {
    var run = PropertyRun(salt: 14)
    var moved = 0
    run.forEachCase(Self.cases) { sample, totals in
      var random = SplitMix64(seed: sample.seed)
      let lines = Self.tangled(sample, &random)
      let alone = Self.records(of: lines, sample.rulebook.engine, workers: 1, portion: 1)
      let portion = 1 + random.below(lines.count)
      let together = Self.records(of: lines, sample.rulebook.engine, workers: 2 + random.below(4), portion: portion)
      if lines != sample.lines { moved += 1 }
      if alone == together { return true }
      let difference = zip(alone, together).first { $0 != $1 }
      fail("\(lines.joined(separator: "\n"))\nin portions of \(portion) gave \(String(describing: difference))", sample)
      return false
    }
    #expect(moved > Self.cases / 10)
    report("several workers, \(moved) logs tangled", run)
  }

  /// What is written down of each line, and of the timers afterwards.
  private static func records(of lines: [String], _ rulebook: Rulebook, workers: Int, portion: Int) -> [String] {
    var answerer = LogAnswerer(rulebook, recorders: Array(repeating: Recorder(), count: workers)) {
      DispatchQueue.global().async(execute: $0)
    }
    var records: [String] = []
    let write = { (output: ArraySlice<UInt8>, notes: ArraySlice<UInt8>) in
      records.append(String(decoding: output + notes, as: UTF8.self))
    }
    for start in stride(from: 0, to: lines.count, by: portion) {
      var next = LogLines()
      for number in start..<min(lines.count, start + portion) {
        next.append(Array(lines[number].utf8)[...], number: number + 1)
      }
      let isWhole = answerer.answer(next, write: write)
      #expect(isWhole)
    }
    answerer.finish(write: write)
    var record = LineRecord()
    let end = Instant(microseconds: 1_830_000_000_000_000)
    for _ in 0..<Script.mostDeliveriesAtEnd
    where answerer.answerTimer(until: end, line: lines.count, into: &record) {
      records.append(String(decoding: record.output + record.notes, as: UTF8.self))
      record.clear()
    }
    return records
  }

  /// The lines of a case. In some cases ids of tickets and keys of actions stand for each other; in a few a line is broken,
  /// or written as few are.
  private static func tangled(_ sample: PropertyCase, _ random: inout SplitMix64) -> [String] {
    guard random.chance(60) else { return sample.lines }
    let actions = sample.reference.flatMap { $0.flatMap(\.actions) }
    let keys = actions.map(\.key)
    let tickets = actions.map(\.ticket)
    guard !keys.isEmpty else { return sample.lines }
    let created = actions.filter { if case .createTicket = $0.kind { true } else { false } }.map(\.key)
    return sample.lines.map { line in
      var line = line
      switch random.below(8) {
      case 0:
        let cause = random.pick([random.pick(keys), random.pick(tickets)] + created)
        line = random.pick([
          String(line.dropLast()) + ",\"cause\":\"\(cause)\"}", "{\"cause\":\"\(cause)\"," + line.dropFirst(),
          String(line.dropLast()) + ",\"\\u0063ause\":\"\(cause)\"}",
        ])
      case 1:
        let old = random.pick(tickets)
        line = line.replacing("\"id\":\"\(old)\"", with: "\"id\":\"\(random.pick(tickets + keys + created))\"")
      case 2 where random.chance(20): return String(line.dropLast())
      default: break
      }
      return random.chance(20) ? rewritten(line, other: random.pick(tickets + created), &random) : line
    }
  }

  /// The same event in other words, as far as it has an effect.
  private static func rewritten(_ line: String, other: String, _ random: inout SplitMix64) -> String {
    switch random.below(6) {
    // What nobody asks for, but looks like what is asked for.
    case 0: "{\"extra\":{\"ticket\":{\"id\":\"\(other)\"},\"cause\":\"\(other)\"}," + line.dropFirst()
    case 1: String(line.dropLast()) + ",\"extra\":[\"cause\",{\"cause\":\"\(other)\"}]}"
    case 2: line.replacing("\"ticket\":{", with: "\"ticket\" :\t{ \"note\":[{\"id\":\"\(other)\"}] , ")
    case 3: line.replacing("\"ticket\":", with: "\"\\u0074icket\":")
    case 4: line.replacing("\"id\":\"t", with: "\"id\":\"\\u0074")
    default: String(line.dropLast()) + ",\"quote\":\"\\\"cause\\\":\\\"\(other)\\\"\"}"
    }
  }

  private struct Recorder: AnswerRecorder {
    var isTracing: Bool { false }

    func record(_ step: Step, of event: Event, line: Int, into record: inout LineRecord) {
      record.notes += "\(line) \(event.id) \(step.outcome)\n".utf8
      step.actions.writeLines(into: &record.output)
    }

    func refuse(line: Int, because reason: String, into record: inout LineRecord) {
      record.notes += "\(line) \(reason)\n".utf8
    }
  }
}
