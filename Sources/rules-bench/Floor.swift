/// What a programmer would write by hand for this very workload, and nothing more: a table of rules by kind, pipeline and
/// stage, flat conditions, no rounds, no conflicts, no state, no actions. The engine is compared with it.
struct Floor {
  private enum Operation: UInt8 { case option, above, below, flag, contains, starts }

  private struct Condition {
    let operation: Operation
    let property: Int32
    let number: Double
    /// The bytes of a text in `words`.
    let start: Int32
    let end: Int32
  }

  private struct Rule {
    let index: Int32
    let firstCondition: Int32
    let endCondition: Int32
  }

  /// Events as the floor reads them: a column for each fact, a row for each event.
  struct Events {
    private(set) var count = 0
    var kinds: [Int32] = []
    var pipelines: [Int32] = []
    var stages: [Int32] = []
    /// Ten, eight, four and six a row.
    var options: [Int32] = []
    var numbers: [Double] = []
    var flags: [Bool] = []
    /// Start and end of each text in the events' bytes.
    var textStarts: [Int32] = []
    var textEnds: [Int32] = []

    /// Makes room for one more event.
    mutating func addRow() {
      count += 1
      kinds.append(-1)
      pipelines.append(0)
      stages.append(0)
      options += repeatElement(-1, count: Workload.enumCount)
      numbers += repeatElement(0, count: Workload.numberCount)
      flags += repeatElement(false, count: Workload.flagCount)
      textStarts += repeatElement(0, count: Workload.textCount)
      textEnds += repeatElement(0, count: Workload.textCount)
    }
  }

  private static let stagesAtMost = 8
  /// For each kind, pipeline and stage: the range in `rules`.
  private var bucketStarts: [Int32] = []
  private var rules: [Rule] = []
  private var conditions: [Condition] = []
  private var words: [UInt8] = []

  init(_ workload: Workload) {
    let count = Workload.Kind.allCases.count * Workload.pipelineCount * Self.stagesAtMost
    var buckets = Array(repeating: [Int](), count: count)
    for (index, rule) in workload.rules.enumerated() {
      buckets[Self.bucket(Int32(rule.kind.rawValue), Int32(rule.pipeline), Int32(rule.stage))].append(index)
    }
    for bucket in buckets {
      bucketStarts.append(Int32(rules.count))
      for index in bucket {
        let first = Int32(conditions.count)
        for condition in workload.rules[index].conditions { append(condition) }
        rules.append(Rule(index: Int32(index), firstCondition: first, endCondition: Int32(conditions.count)))
      }
    }
    bucketStarts.append(Int32(rules.count))
  }

  private static func bucket(_ kind: Int32, _ pipeline: Int32, _ stage: Int32) -> Int {
    (Int(kind) * Workload.pipelineCount + Int(pipeline)) * stagesAtMost + Int(stage)
  }

  private mutating func append(_ condition: Workload.Condition) {
    func made(_ operation: Operation, _ property: Int, _ number: Double = 0, _ word: String = "") -> Condition {
      let start = words.count
      words += word.utf8
      return Condition(
        operation: operation, property: Int32(property), number: number, start: Int32(start), end: Int32(words.count))
    }
    switch condition {
    case .option(let property, let option): conditions.append(made(.option, property, Double(option)))
    case .above(let property, let number): conditions.append(made(.above, property, number))
    case .below(let property, let number): conditions.append(made(.below, property, number))
    case .flag(let property, let holds): conditions.append(made(.flag, property, holds ? 1 : 0))
    case .contains(let property, let word): conditions.append(made(.contains, property, 0, word))
    case .starts(let property, let word): conditions.append(made(.starts, property, 0, word))
    }
  }

  /// Calls `fire` with the index of each rule that the event in `row` fires, in no particular order.
  func evaluate(_ events: borrowing Events, _ row: Int, in bytes: Span<UInt8>, fire: (Int32) -> Void) {
    let kind = events.kinds[row]
    evaluateBucket(kind, events, row, bytes, fire)
    // A creation enters its first stage, too.
    if kind == Int32(Workload.Kind.created.rawValue) {
      evaluateBucket(Int32(Workload.Kind.entered.rawValue), events, row, bytes, fire)
    }
  }

  private func evaluateBucket(
    _ kind: Int32, _ events: borrowing Events, _ row: Int, _ bytes: Span<UInt8>, _ fire: (Int32) -> Void
  ) {
    let bucket = Self.bucket(kind, events.pipelines[row], events.stages[row])
    for index in Int(bucketStarts[bucket])..<Int(bucketStarts[bucket + 1]) {
      let rule = rules[index]
      var holds = true
      for place in Int(rule.firstCondition)..<Int(rule.endCondition) {
        if !self.holds(conditions[place], events, row, bytes) {
          holds = false
          break
        }
      }
      if holds { fire(rule.index) }
    }
  }

  @inline(__always)
  private func holds(
    _ condition: Condition, _ events: borrowing Events, _ row: Int, _ bytes: Span<UInt8>
  ) -> Bool {
    let property = Int(condition.property)
    switch condition.operation {
    case .option: return events.options[row * Workload.enumCount + property] == Int32(condition.number)
    case .above: return events.numbers[row * Workload.numberCount + property] > condition.number
    case .below: return events.numbers[row * Workload.numberCount + property] < condition.number
    case .flag: return events.flags[row * Workload.flagCount + property] == (condition.number == 1)
    case .contains:
      let text = row * Workload.textCount + property
      var start = Int(events.textStarts[text])
      let last = Int(events.textEnds[text]) - Int(condition.end - condition.start)
      while start <= last {
        if hasWord(condition, at: start, bytes) { return true }
        start += 1
      }
      return false
    case .starts:
      let text = row * Workload.textCount + property
      let start = Int(events.textStarts[text])
      return start + Int(condition.end - condition.start) <= Int(events.textEnds[text])
        && hasWord(condition, at: start, bytes)
    }
  }

  @inline(__always)
  private func hasWord(_ condition: Condition, at start: Int, _ bytes: Span<UInt8>) -> Bool {
    var offset = 0
    let length = Int(condition.end - condition.start)
    let first = Int(condition.start)
    while offset < length {
      if bytes[start + offset] != words[first + offset] { return false }
      offset += 1
    }
    return true
  }
}
