/// Evaluates events one after the other in memory that is used again: what `Rulebook.step` answers to an event whose
/// ticket was never seen before, without the state after it. For rulebooks that do not need memory
/// (`Rulebook.needsMemory`) nothing else is needed.
///
/// One evaluator for each thread. An event for which rules only send the same words to teams is evaluated without an
/// allocation once the memory has grown; where they write, or who gets a message depends on the ticket, it goes the way of
/// `Rulebook.step`.
public struct Evaluator: ~Copyable {
  private let rulebook: Rulebook
  private var matcher: LineMatcher
  private var prepared: PreparedArms
  /// What came out, by numbers of prepared effects.
  private var effects = PlainList<Int32>()
  /// What came out of an event that went the long way.
  private var others: [Action] = []
  /// A rulebook with timers, or one that looks at every rule: all events go the long way.
  private let isAlwaysLong: Bool

  /// An evaluator of events for one rulebook.
  public init(_ rulebook: Rulebook) {
    self.rulebook = rulebook
    matcher = LineMatcher(rulebook.core)
    prepared = PreparedArms(rulebook.core)
    isAlwaysLong = rulebook.core.index.hasTimers || !rulebook.core.usesIndex
  }

  /// How many actions came out of the event evaluated last.
  public private(set) var actionCount = 0

  /// Whether the event evaluated last went the way of `Rulebook.step`.
  package private(set) var tookLongWay = false

  /// Finds out what the rules make of an event; what comes out is asked of `actions(of:)` or `writeActions(of:into:)`.
  ///
  /// - Parameter event: an event of this rulebook.
  /// - Complexity: linear in the rules whose trigger and required options fit.
  public mutating func evaluate(_ event: Event) {
    actionCount = 0
    tookLongWay = false
    let interest = isAlwaysLong ? LineMatcher.longWay : matcher.interest(in: event.happenings)
    if interest == 0 { return }
    unsafe withUnsafePointer(to: event) { event in
      let line = unsafe LineView(unsafe: event)
      evaluate(line, matcher.outlook(on: line, interest))
    }
  }

  /// What is found out about events that are looked at ahead.
  private typealias Outlooks = InlineArray<16, LineMatcher.Outlook>

  /// Evaluates event after event.
  ///
  /// - Parameter body: called with the number of each event that something came out of, and the evaluator.
  public mutating func evaluate(
    _ events: Swift.Span<Event>, _ body: (_ index: Int, _ evaluator: inout Evaluator) -> Void
  ) {
    var first = 0
    while first < events.count {
      let end = min(first + Outlooks.count, events.count)
      unsafe events.extracting(first..<end).withUnsafeBufferPointer { unsafe evaluate($0, from: first, body) }
      first = end
    }
    actionCount = 0
  }

  @unsafe
  private mutating func evaluate(
    _ events: UnsafeBufferPointer<Event>, from first: Int,
    _ body: (_ index: Int, _ evaluator: inout Evaluator) -> Void
  ) {
    guard let start = events.baseAddress else { return }
    // Not kept between calls: `body` may evaluate other events.
    var outlooks = Outlooks(repeating: LineMatcher.Outlook(interest: 0))
    var interesting = 0
    for index in 0..<events.count {
      // Most events are of no interest, which their numbers tell.
      let interest = isAlwaysLong ? LineMatcher.longWay : matcher.interest(in: unsafe events[index].happenings)
      outlooks[interesting].interest = interest
      outlooks[interesting].line = Int32(truncatingIfNeeded: index)
      interesting &+= interest == 0 ? 0 : 1
    }
    var count = 0
    for index in 0..<interesting {
      let line = outlooks[index].line
      var outlook = matcher.outlook(on: unsafe LineView(unsafe: start + Int(line)), outlooks[index].interest)
      outlook.line = line
      outlooks[count] = outlook
      count &+= outlook.interest == 0 ? 0 : 1
    }
    for index in 0..<count {
      let outlook = outlooks[index]
      evaluate(unsafe LineView(unsafe: start + Int(outlook.line)), outlook)
      if actionCount > 0 { body(first + Int(outlook.line), &self) }
    }
  }

  @inline(__always)
  private mutating func evaluate(_ line: LineView, _ outlook: LineMatcher.Outlook) {
    actionCount = 0
    tookLongWay = false
    if outlook.interest == 0 { return }
    if outlook.interest & Happenings.datesChange != 0, takesLongWay(line, outlook.interest) {
      return takeLongWay(line.event)
    }
    if !fire(line, outlook) { takeLongWay(line.event) }
  }

  @inline(never)
  private mutating func takesLongWay(_ line: LineView, _ interest: UInt32) -> Bool {
    interest == LineMatcher.longWay || matcher.movesCloseDate(line.event, interest)
  }

  /// Fires the rules; `false` if one of them does more than put out.
  @inline(__always)
  private mutating func fire(_ line: LineView, _ outlook: LineMatcher.Outlook) -> Bool {
    matcher.match(line, outlook)
    if matcher.takenCount == 0 { return true }
    effects.removeAll()
    prepared.begin()
    for index in 0..<matcher.takenCount {
      guard prepared.putOut(matcher.taken(index), into: &effects) else { return false }
    }
    actionCount = effects.count
    return true
  }

  @inline(never)
  private mutating func takeLongWay(_ event: Event) {
    others = rulebook.step(event, from: TicketState()).actions
    tookLongWay = true
    actionCount = others.count
  }

  /// What came out of the event evaluated last, in the order hosts carry it out.
  ///
  /// - Parameter event: that event. It is not kept, so that its memory can be used for the next one.
  public func actions(of event: Event) -> [Action] {
    if actionCount == 0 { return [] }
    if tookLongWay { return others }
    let key = prepared.beginningOfKey(of: event)
    return (0..<effects.count).map { prepared.action(Int(effects[$0]), of: event, key) }
  }

  /// Appends the lines of the actions that came out of the event evaluated last, each with its end.
  ///
  /// - Parameter event: that event.
  public mutating func writeActions(of event: Event, into output: inout [UInt8]) {
    if actionCount == 0 { return }
    if !tookLongWay { return prepared.write(effects, of: event, into: &output) }
    others.writeLines(into: &output)
  }
}
