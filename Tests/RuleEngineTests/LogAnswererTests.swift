import RuleEngine
import Testing

@Suite("Logs answered by several workers")
struct LogAnswererTests {
  private let rulebook: Rulebook

  init() throws {
    rulebook = try #require(
      StateRulebook.compiled([
        StateRulebook.vocabulary,
        """
        rule "Late" after 1 hour while amount is unknown do notify team "Tier 1" "late"
        """,
      ]))
  }

  @Test("A refused line that names a ticket as its cause leaves that ticket where it is")
  func refusedCause() {
    let lines = [
      #"{"id":"e1","at":"2026-01-05T08:00:00Z","ticket":{"id":"a","stage":"1"},"created":true}"#,
      #"{"id":"e2","at":"2026-01-05T08:10:00Z","ticket":{"id":"b","stage":"1"},"cause":"a","cause":"a"}"#,
      #"{"id":"e3","at":"2026-01-05T10:00:00Z","ticket":{"id":"c","stage":"1"},"created":true,"cause":"a"}"#,
    ]
    let alone = Self.answers(to: lines, rulebook, workers: 1)
    #expect(alone[2].contains("late"))
    // Which worker a ticket is at home with is known to nobody; with so many it is another one for each.
    #expect(Self.answers(to: lines, rulebook, workers: 1000) == alone)
  }

  @Test("A cause is found wherever it stands in its line", arguments: ["cause", #"c\u0061use"#])
  func placesOfCause(name: String) {
    let lines = (0...72).flatMap { place in
      let space = String(repeating: " ", count: place)
      return [
        #"{"id":"e\#(place)-1","at":"2026-01-05T08:00:00Z","ticket":{"id":"a\#(place)","stage":"1"},"created":true}"#,
        #"{"id":"e\#(place)-2","at":"2026-01-05T08:30:00Z","ticket":{"id":"c\#(place)","stage":"1"}\#(space),"#
          + #""\#(name)":"a\#(place)"}"#,
        #"{"id":"e\#(place)-3","at":"2026-01-05T10:00:00Z","ticket":{"id":"c\#(place)","stage":"1"}}"#,
      ]
    }
    let alone = Self.answers(to: lines, rulebook, workers: 1)
    #expect(alone.count(where: { $0.contains("late") }) == 73)
    #expect(Self.answers(to: lines, rulebook, workers: 1000, portion: 50) == alone)
  }

  @Test(
    "Ids that Unicode calls equal are one ticket's",
    arguments: [("K-1", "\u{212A}-1"), ("a;b", "a\u{37E}b"), ("`", "\u{1FEF}"), ("\u{E9}", "e\u{301}")])
  func equalIDs(one: String, other: String) {
    let lines = [
      #"{"id":"e1","at":"2026-01-05T08:00:00Z","ticket":{"id":"\#(one)","stage":"1"},"created":true}"#,
      #"{"id":"e2","at":"2026-01-05T10:00:00Z","ticket":{"id":"\#(other)","stage":"1"}}"#,
    ]
    let alone = Self.answers(to: lines, rulebook, workers: 1)
    #expect(alone[1].contains("late"))
    #expect(Self.answers(to: lines, rulebook, workers: 1000) == alone)
  }

  @Test("The lines behind one that is refused are left alone where that is asked for", arguments: [1, 2, 7])
  func stopping(workers: Int) {
    let ticket = #""ticket":{"id":"a","stage":"1"}"#
    let lines = (1...200).map { number in
      number == 150 ? "{" : #"{"id":"e\#(number)","at":"2026-01-05T08:00:00Z",\#(ticket),"created":true}"#
    }
    for portion in [1, 40, 200] {
      let answers = Self.answers(to: lines, rulebook, workers: workers, portion: portion, stopsAtRefusal: true)
      #expect(answers.count == 150)
      #expect(answers.last?.hasPrefix("150 refused") == true)
    }
  }

  @Test("What cannot be read is refused in its place, by several workers, too", arguments: [1, 3])
  func unreadable(workers: Int) {
    var lines = LogLines()
    lines.append(
      Array(#"{"id":"e1","at":"2026-01-05T08:00:00Z","ticket":{"id":"a","stage":"1"}}"#.utf8)[...], number: 3)
    lines.append(unreadable: "too long", number: 5)
    lines.append([], number: 6)
    var log = Self.answerer(rulebook, workers: workers)
    var answers: [String] = []
    let write: LogAnswerer<Recorder>.Write = { answers.append(String(decoding: $0 + $1, as: UTF8.self)) }
    let isWhole = log.answer(lines, write: write)
    #expect(isWhole)
    log.finish(write: write)
    #expect(answers.count == 3)
    #expect(answers[1] == "5 refused: too long\n")
    #expect(answers[2].hasPrefix("6 refused"))
  }

  @Test("Work that nobody comes for is done by the caller", arguments: [1, 7, 100, 1000])
  func missingThreads(portion: Int) {
    let lines = (1...1000).map { number in
      let minute = 10 + number / 20
      return #"{"id":"e\#(number)","at":"2026-01-05T08:\#(minute):00Z","ticket":{"id":"t\#(number % 90)","stage":"1"}}"#
    }
    let alone = Self.answers(to: lines, rulebook, workers: 1)
    #expect(alone.count == 1000)
    #expect(Self.answers(to: lines, rulebook, workers: 3, portion: portion) { _ in } == alone)
    let queue = LateQueue()
    #expect(Self.answers(to: lines, rulebook, workers: 3, portion: portion) { queue.add($0) } == alone)
  }

  private static func answerer(
    _ rulebook: Rulebook, workers: Int, stopsAtRefusal: Bool = false,
    elsewhere: @escaping LogAnswerer<Recorder>.Elsewhere = { work in work() }
  ) -> LogAnswerer<Recorder> {
    LogAnswerer(
      rulebook, recorders: Array(repeating: Recorder(), count: workers), stopsAtRefusal: stopsAtRefusal,
      elsewhere: elsewhere)
  }

  private static func answers(
    to lines: [String], _ rulebook: Rulebook, workers: Int, portion: Int = 3, stopsAtRefusal: Bool = false,
    elsewhere: @escaping LogAnswerer<Recorder>.Elsewhere = { work in work() }
  ) -> [String] {
    var log = answerer(rulebook, workers: workers, stopsAtRefusal: stopsAtRefusal, elsewhere: elsewhere)
    var answers: [String] = []
    let write: LogAnswerer<Recorder>.Write = { answers.append(String(decoding: $0 + $1, as: UTF8.self)) }
    for start in stride(from: 0, to: lines.count, by: portion) {
      var next = LogLines()
      for number in start..<min(lines.count, start + portion) {
        next.append(Array(lines[number].utf8)[...], number: number + 1)
      }
      guard log.answer(next, write: write) else { break }
    }
    log.finish(write: write)
    return answers
  }

  private struct Recorder: AnswerRecorder {
    var isTracing: Bool { false }

    func record(_ step: Step, of event: Event, line: Int, into record: inout LineRecord) {
      step.actions.writeLines(into: &record.output)
      record.notes += "\(line) \(event.id)\n".utf8
    }

    func refuse(line: Int, because reason: String, into record: inout LineRecord) {
      record.notes += "\(line) refused: \(reason)\n".utf8
    }
  }

  /// Does work when the third piece after it comes.
  private final class LateQueue {
    private var works: [@Sendable () -> Void] = []

    func add(_ work: @escaping @Sendable () -> Void) {
      works.append(work)
      if works.count > 3 { works.removeFirst()() }
    }
  }
}
