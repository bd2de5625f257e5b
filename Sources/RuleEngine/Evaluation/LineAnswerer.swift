//  Text in, text out, for tickets never seen before: each line is answered on its own, so a text may be cut between any
//  two lines, the parts answered in any order by any number of workers, and the answers put together again.

/// Answers lines of JSON in memory that is used again: reads a line, evaluates it, writes the lines of what comes out.
///
/// One answerer for each thread.
public struct LineAnswerer: ~Copyable {
  /// A line that is no event: nothing came out of it.
  public struct Refusal: Sendable {
    /// Counted from 1.
    public let line: Int
    /// What is wrong with it.
    public let problem: EventProblem
  }

  private var decoder: EventDecoder
  private var evaluator: Evaluator
  private var line: [UInt8] = []

  /// An answerer of lines for one rulebook.
  public init(_ rulebook: Rulebook) {
    decoder = EventDecoder(rulebook)
    evaluator = Evaluator(rulebook)
  }

  /// Appends the actions that come out of the lines, one JSON object a line, in the order of the lines. Blank lines are
  /// skipped.
  ///
  /// - Returns: the lines that are no events.
  /// - Complexity: O(*n*) in the bytes of the text.
  public mutating func answer(_ text: ArraySlice<UInt8>, into output: inout [UInt8]) -> [Refusal] {
    answerLines(text.span, into: &output).refusals
  }

  /// As `answer`, and how many lines there were.
  fileprivate mutating func answerLines(
    _ text: ByteSpan, into output: inout [UInt8]
  ) -> (refusals: [Refusal], lineCount: Int) {
    var refusals: [Refusal] = []
    var start = 0
    var number = 0
    while start < text.count {
      let end = text.lineEnd(from: start)
      number += 1
      line.removeAll(keepingCapacity: true)
      line.append(contentsOf: text.extracting(start..<end))
      start = end + 1
      if line.isBlank { continue }
      do throws(EventProblem) {
        let event = try decoder.event(from: line)
        evaluator.evaluate(event)
        evaluator.writeActions(of: event, into: &output)
      } catch {
        refusals.append(Refusal(line: number, problem: error))
      }
    }
    return (refusals, number)
  }
}

/// Answers texts by several workers at once: each takes a part of the lines, with a rulebook and a memory of its own, which
/// are used again for the next text.
public struct BulkAnswerer: Sendable {
  private let workers: [Worker]

  /// Answerers of lines for one rulebook, at least one.
  public init(_ rulebook: Rulebook, workers: Int) {
    // Threads that share one object count its references for each other.
    self.workers = (0..<max(1, workers)).map { Worker($0 == 0 ? rulebook : rulebook.copyForAnotherThread) }
  }

  /// What `LineAnswerer` answers to a text: the same bytes, however many workers there are.
  ///
  /// - Complexity: O(*n*) in the bytes of the text, shared by the workers.
  public func answers(to text: [UInt8]) async -> (output: [UInt8], refusals: [LineAnswerer.Refusal]) {
    let parts = Self.parts(of: text, count: workers.count)
    if parts.count == 1 {
      let answers = await workers[0].answers(to: text, parts[0])
      return (answers.output, answers.refusals)
    }
    var answers = [Answers?](repeating: nil, count: parts.count)
    await withTaskGroup(of: (Int, Answers).self) { group in
      for (number, part) in parts.enumerated() {
        let worker = workers[number]
        group.addTask { (number, await worker.answers(to: text, part)) }
      }
      for await (number, answer) in group { answers[number] = answer }
    }
    var output: [UInt8] = []
    output.reserveCapacity(answers.reduce(0) { $0 + ($1?.output.count ?? 0) })
    var refusals: [LineAnswerer.Refusal] = []
    var lineCount = 0
    for case let answer? in answers {
      output += answer.output
      refusals += answer.refusals.map { LineAnswerer.Refusal(line: lineCount + $0.line, problem: $0.problem) }
      lineCount += answer.lineCount
    }
    return (output, refusals)
  }

  /// Cuts a text behind line ends into parts of about the same length, at most `count`.
  private static func parts(of text: [UInt8], count: Int) -> [Range<Int>] {
    let length = text.count / count + 1
    var parts: [Range<Int>] = []
    var start = 0
    while start < text.count {
      let end = min(text.count, text.span.lineEnd(from: min(text.count, start + length)) + 1)
      parts.append(start..<end)
      start = end
    }
    return parts.isEmpty ? [0..<0] : parts
  }

  private struct Answers: Sendable {
    var output: [UInt8] = []
    var refusals: [LineAnswerer.Refusal] = []
    var lineCount = 0
  }

  /// One text at a time: a second one that comes while a worker is busy waits for it.
  private actor Worker {
    private var answerer: LineAnswerer

    init(_ rulebook: Rulebook) { answerer = LineAnswerer(rulebook) }

    func answers(to text: [UInt8], _ part: Range<Int>) -> Answers {
      var answers = Answers()
      (answers.refusals, answers.lineCount) = answerer.answerLines(
        text.span.extracting(part), into: &answers.output)
      return answers
    }
  }
}

extension [UInt8] {
  fileprivate var isBlank: Bool {
    for byte in self
    where byte != UInt8(ascii: " ") && byte != UInt8(ascii: "\t") && byte != UInt8(ascii: "\r") {
      return false
    }
    return true
  }
}

extension ByteSpan {
  /// Where the line ends that `start` is in: at its line end, or at the end of all.
  fileprivate func lineEnd(from start: Int) -> Int {
    var index = start
    while index &+ 8 <= count {
      let difference = word(at: index) ^ 0x0a0a_0a0a_0a0a_0a0a
      // The lowest bit that is set marks the first byte that is zero.
      let places = (difference &- 0x0101_0101_0101_0101) & ~difference & 0x8080_8080_8080_8080
      if places != 0 { return index &+ places.trailingZeroBitCount >> 3 }
      index &+= 8
    }
    while index < count, self[index] != UInt8(ascii: "\n") { index &+= 1 }
    return index
  }
}
