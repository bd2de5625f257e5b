//  Text in, text out, for tickets never seen before: each line is answered on its own, so a text may be cut between any
//  two lines, the parts answered in any order by any number of workers, and the answers put together again.

internal import Synchronization

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
      let line = text.extracting(start..<end)
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

/// Answers texts by several workers at once: each takes a part of the lines when it has done the one before, with a rulebook
/// and a memory of its own, which are used again for the next text.
public struct BulkAnswerer: Sendable {
  private let workers: [Worker]

  /// Answerers of lines for one rulebook, at least one.
  public init(_ rulebook: Rulebook, workers: Int) {
    self.workers = (0..<max(1, workers)).map { Worker(rulebook, sharesRulebook: $0 == 0) }
  }

  /// What `LineAnswerer` answers to a text: the same bytes, however many workers there are.
  ///
  /// - Complexity: O(*n*) in the bytes of the text, shared by the workers.
  public func answers(to text: [UInt8]) async -> (output: [UInt8], refusals: [LineAnswerer.Refusal]) {
    var output: [UInt8] = []
    let refusals = await answer(text) { output += $0 }
    return (output, refusals)
  }

  /// Answers a text; what comes out is handed over piece by piece, in the order of the lines: a copy of all of it would take
  /// as long as an eighth of the work.
  ///
  /// - Returns: the lines that are no events.
  /// - Complexity: O(*n*) in the bytes of the text, shared by the workers.
  public func answer(_ text: [UInt8], write: (ArraySlice<UInt8>) -> Void) async -> [LineAnswerer.Refusal] {
    let parts = Parts(of: text, workers: workers.count)
    if workers.count == 1 || parts.ranges.count == 1 {
      let answers = await workers[0].answers(to: text, parts)
      write(answers.output[...])
      return Self.refusals(of: answers.pieces)
    }
    var answers: [Answers] = []
    await withTaskGroup(of: Answers.self) { group in
      for worker in workers { group.addTask { await worker.answers(to: text, parts) } }
      for await answer in group { answers.append(answer) }
    }
    let pieces = answers.indices.flatMap { worker in answers[worker].pieces.map { (worker: worker, piece: $0) } }
      .sorted { $0.piece.part < $1.piece.part }
    for (worker, piece) in pieces { write(answers[worker].output[piece.output]) }
    return Self.refusals(of: pieces.map(\.piece))
  }

  /// The refusals of all pieces, which are in the order of the text, with the numbers of its lines.
  private static func refusals(of pieces: [Piece]) -> [LineAnswerer.Refusal] {
    var refusals: [LineAnswerer.Refusal] = []
    var lineCount = 0
    for piece in pieces {
      refusals += piece.refusals.map { LineAnswerer.Refusal(line: lineCount + $0.line, problem: $0.problem) }
      lineCount += piece.lineCount
    }
    return refusals
  }

  /// The parts of a text, each for the worker that asks next.
  private final class Parts: Sendable {
    let ranges: [Range<Int>]
    private let taken = Atomic<Int>(0)

    /// Taking a part costs about as much as a line.
    private static let fewestBytes = 1 << 12

    /// Cuts a text behind line ends. Each part is half of what every worker would get of the rest, so that they are few and
    /// none waits long for another at the end.
    init(of text: [UInt8], workers: Int) {
      let shares = workers == 1 ? 1 : 2 * workers
      var ranges: [Range<Int>] = []
      var start = 0
      while start < text.count {
        let length = max((text.count - start - 1) / shares + 1, Self.fewestBytes)
        let end = min(text.count, text.span.lineEnd(from: min(text.count, start + length)) + 1)
        ranges.append(start..<end)
        start = end
      }
      self.ranges = ranges
    }

    /// The number of a part that nobody has taken, `nil` if there is none left.
    func next() -> Int? {
      let number = taken.add(1, ordering: .relaxed).oldValue
      return number < ranges.count ? number : nil
    }
  }

  /// What a worker answers to a part.
  private struct Piece: Sendable {
    let part: Int
    /// Where it stands in the worker's output.
    let output: Range<Int>
    let refusals: [LineAnswerer.Refusal]
    let lineCount: Int
  }

  private struct Answers: Sendable {
    var output: [UInt8] = []
    var pieces: [Piece] = []
  }

  /// One text at a time: a second one that comes while a worker is busy waits for it.
  private actor Worker {
    /// What a worker writes to all the time. It is made by the thread that works first, in memory that is not next to
    /// that of others: threads that write to one line of the processor's memory wait for each other.
    private final class Desk {
      var answerer: LineAnswerer
      /// Of the text before: its room is used again once nobody has it.
      var output: [UInt8] = []

      init(_ rulebook: Rulebook) { answerer = LineAnswerer(rulebook) }
    }

    /// The room of an output that was much longer than others is not kept for ever.
    private static let mostBytesKept = 1 << 26

    private let rulebook: Rulebook
    private let sharesRulebook: Bool
    private var desk: Desk?

    init(_ rulebook: Rulebook, sharesRulebook: Bool) {
      self.rulebook = rulebook
      self.sharesRulebook = sharesRulebook
    }

    func answers(to text: [UInt8], _ parts: Parts) -> Answers {
      // Threads that share one object count its references for each other.
      let desk = desk ?? Desk(sharesRulebook ? rulebook : rulebook.copyForAnotherThread)
      self.desk = desk
      desk.output.removeAll(keepingCapacity: desk.output.capacity <= Self.mostBytesKept)
      var pieces: [Piece] = []
      while let part = parts.next() {
        let start = desk.output.count
        let (refusals, lineCount) = desk.answerer.answerLines(
          text.span.extracting(parts.ranges[part]), into: &desk.output)
        pieces.append(
          Piece(part: part, output: start..<desk.output.count, refusals: refusals, lineCount: lineCount))
      }
      return Answers(output: desk.output, pieces: pieces)
    }
  }
}

extension ByteSpan {
  fileprivate var isBlank: Bool {
    for index in indices {
      let byte = self[index]
      if byte != UInt8(ascii: " ") && byte != UInt8(ascii: "\t") && byte != UInt8(ascii: "\r") { return false }
    }
    return true
  }

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
