internal import Synchronization

/// Finding out what lines are about, by whoever has time.
final class LogLook: Sendable {
  /// What some lines are about.
  struct Finding: Sendable {
    /// Who answers each of them, by what is known without the lines before.
    var homes: [Int] = []
    /// Those for which the lines before may matter, by their places in `homes`.
    var related: [(offset: Int, subject: LineSubject)] = []
    /// The last one is refused; the lines behind it were not looked at.
    var endsAtRefusal = false
  }

  let lines: LogLines
  let homes: FamilySplit.Homes
  /// Whether a line that is refused ends it.
  let findsRefusals: Bool
  /// Of so many lines each.
  private let findings: Mutex<[Finding?]>
  private let started = Atomic(0)
  private let finished = Atomic(0)

  private static let step = 32
  /// About as long as it takes to wake a thread that sleeps.
  private static let mostGlances = 1 << 15

  init(at lines: LogLines, _ homes: FamilySplit.Homes, findsRefusals: Bool) {
    self.lines = lines
    self.homes = homes
    self.findsRefusals = findsRefusals
    findings = Mutex(Array(repeating: nil, count: (lines.count + Self.step - 1) / Self.step))
  }

  /// Whether there are lines for a worker, if each that comes before it takes some.
  func hasLines(forWorker number: Int) -> Bool { lines.count > number * Self.step }

  /// Lines that nobody has looked at, which the caller must do and `keep` what it found.
  func nextLines() -> Range<Int>? {
    let start = started.add(Self.step, ordering: .relaxed).oldValue
    return start < lines.count ? start..<min(lines.count, start + Self.step) : nil
  }

  /// Keeps what was found.
  func keep(_ finding: Finding, of range: Range<Int>) {
    findings.withLock { $0[range.lowerBound / Self.step] = finding }
    finished.add(range.count, ordering: .releasing)
  }

  /// Whether somebody has looked at every line.
  private var isFinished: Bool { finished.load(ordering: .acquiring) == lines.count }

  /// Waits until others have looked at what they took, if that is soon.
  ///
  /// - Returns: whether they have.
  func waitAWhile() -> Bool {
    for _ in 0..<Self.mostGlances where isFinished { return true }
    return isFinished
  }

  /// What was found, up to the first refusal if those are looked for. Somebody must have looked at every line.
  func result() -> [Finding] {
    let all = findings.withLock { $0.compactMap(\.self) }
    guard let end = all.firstIndex(where: \.endsAtRefusal) else { return all }
    return Array(all[...end])
  }
}
