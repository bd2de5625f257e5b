internal import RuleEngine

/// Text to actions with several workers: lines are split by family, each worker has a rulebook and a memory of its own,
/// and what comes out is put back into the order of the lines.
struct WorkerBench {
  private let lines: [[UInt8]]
  private let rulebook: Rulebook

  init(_ lines: [[UInt8]], _ rulebook: Rulebook) {
    self.lines = lines
    self.rulebook = rulebook
  }

  /// What came out, and how long it took by the clock.
  func run(workers: Int) async -> (output: [UInt8], seconds: Double) {
    let rulebooks = (0..<workers).map { _ in workers == 1 ? rulebook : rulebook.copyForAnotherThread }
    let start = ContinuousClock.now
    var answers: [Answers] = []
    await withTaskGroup(of: Answers.self) { group in
      for (number, rulebook) in rulebooks.enumerated() {
        group.addTask { Answers(of: lines, worker: number, of: workers, rulebook) }
      }
      for await answer in group { answers.append(answer) }
    }
    answers.sort { $0.worker < $1.worker }
    var output: [UInt8] = []
    output.reserveCapacity(answers.reduce(0) { $0 + $1.output.count })
    var next = Array(repeating: 0, count: workers)
    for line in lines.indices {
      let worker = Self.worker(of: lines[line], among: workers)
      let part = next[worker]
      output += answers[worker].output[answers[worker].ends[part]..<answers[worker].ends[part + 1]]
      next[worker] += 1
    }
    return (output, Measurement.elapsedSeconds(since: start))
  }

  /// The worker that answers a line: by the ticket's id, which stands behind the first `"ticket":{"id":"`. In this
  /// workload no ticket names a family, so each is its own.
  private static func worker(of line: [UInt8], among workers: Int) -> Int {
    if workers == 1 { return 0 }
    let name = StaticString("\"ticket\":{\"id\":\"")
    var start = 0
    let isFound = name.withUTF8Buffer { name in
      while start + name.count <= line.count {
        var place = 0
        while place < name.count, line[start + place] == (unsafe name[place]) { place += 1 }
        if place == name.count { return true }
        start += 1
      }
      return false
    }
    guard isFound else { return 0 }
    var hash: UInt64 = 0xcbf2_9ce4_8422_2325
    var index = start + name.utf8CodeUnitCount
    while index < line.count, line[index] != UInt8(ascii: "\"") {
      hash = (hash ^ UInt64(line[index])) &* 0x0000_0100_0000_01b3
      index += 1
    }
    return Int(hash >> 32) % workers
  }

  /// What one worker made of its lines.
  private struct Answers: Sendable {
    let worker: Int
    private(set) var output: [UInt8] = []
    /// Where the answer to each of its lines ends, after a 0.
    private(set) var ends = [0]

    init(of lines: [[UInt8]], worker: Int, of workers: Int, _ rulebook: Rulebook) {
      self.worker = worker
      var memory = TicketMemory(rulebook: rulebook)
      var decoder = EventDecoder(rulebook)
      for line in lines where WorkerBench.worker(of: line, among: workers) == worker {
        if let event = try? decoder.event(from: line) {
          for action in memory.handle(event).actions {
            action.write(into: &output)
            output.append(UInt8(ascii: "\n"))
          }
        }
        ends.append(output.count)
      }
    }
  }
}
