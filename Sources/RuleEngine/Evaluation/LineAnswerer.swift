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
    var refusals: [Refusal] = []
    var start = text.startIndex
    var number = 0
    while start < text.endIndex {
      let end = text.span.lineEnd(from: start - text.startIndex) + text.startIndex
      number += 1
      line.removeAll(keepingCapacity: true)
      line += text[start..<end]
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
    return refusals
  }
}

extension Rulebook {
  /// What `LineAnswerer` answers to a text, by several workers at once: each takes a part of the lines, with a rulebook
  /// of its own.
  ///
  /// - Complexity: O(*n*) in the bytes of the text, shared by the workers.
  public func answers(
    to text: [UInt8], workers: Int
  ) async -> (output: [UInt8], refusals: [LineAnswerer.Refusal]) {
    let parts = Self.parts(of: text, count: workers)
    var answers: [Answers] = []
    await withTaskGroup(of: Answers.self) { group in
      for (number, part) in parts.enumerated() {
        // Threads that share one object count its references for each other.
        let rulebook = parts.count == 1 ? self : copyForAnotherThread
        let lines = Array(text[part])
        group.addTask { Answers(part: number, to: lines, rulebook) }
      }
      for await answer in group { answers.append(answer) }
    }
    answers.sort { $0.part < $1.part }
    var output: [UInt8] = []
    output.reserveCapacity(answers.reduce(0) { $0 + $1.output.count })
    var refusals: [LineAnswerer.Refusal] = []
    var lineCount = 0
    for answer in answers {
      output += answer.output
      refusals += answer.refusals.map {
        LineAnswerer.Refusal(line: lineCount + $0.line, problem: $0.problem)
      }
      lineCount += answer.lineCount
    }
    return (output, refusals)
  }

  /// Cuts a text behind line ends into parts of about the same length.
  private static func parts(of text: [UInt8], count: Int) -> [Range<Int>] {
    let length = text.count / max(1, count) + 1
    var parts: [Range<Int>] = []
    var start = 0
    while start < text.count {
      let end = min(text.count, text.span.lineEnd(from: min(text.count, start + length)) + 1)
      parts.append(start..<end)
      start = end
    }
    return parts
  }

  private struct Answers: Sendable {
    let part: Int
    let output: [UInt8]
    let refusals: [LineAnswerer.Refusal]
    let lineCount: Int

    init(part: Int, to lines: [UInt8], _ rulebook: Rulebook) {
      self.part = part
      var answerer = LineAnswerer(rulebook)
      var output: [UInt8] = []
      refusals = answerer.answer(lines[...], into: &output)
      self.output = output
      lineCount = lines.count { $0 == UInt8(ascii: "\n") }
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
