//  Which rules fire for a line whose ticket was never seen before: sections 3, 4.2 and 7 of grammar/meaning.md, as `Chain`
//  does it in its first round, in memory that is used again.

/// Finds the arms that are taken.
struct LineMatcher: ~Copyable {
  private let core: RulebookCore
  private var code: RuleCode
  /// By stage: the bits of what happened that some rule asks for there.
  private let wanted: PlainList<UInt32>
  private var memory: MatchMemory

  /// Arms taken for the line, in canonical order of rules.
  var takenCount: Int { memory.taken.count }
  @inline(__always)
  func taken(_ index: Int) -> Int32 { memory.taken[known: index] }

  init(_ core: RulebookCore) {
    self.core = core
    code = RuleCode(core)
    memory = MatchMemory(core)
    wanted = Self.wanted(core)
  }

  private static func wanted(_ core: RulebookCore) -> PlainList<UInt32> {
    let program = core.program
    let hasClosedStages = program.stages.contains(where: \.isClosed)
    var wanted = PlainList<UInt32>(capacity: program.stages.count)
    for (number, stage) in program.stages.enumerated() {
      var bits: UInt32 = 0
      for facet in 0..<core.index.facetCount where !core.index.isEmpty(facet, stage: number) {
        bits |=
          facet < RuleIndex.Facet.allCases.count ? 1 << UInt32(facet) : Happenings.fieldChanged
      }
      if bits & Happenings.bit(.received) != 0 { bits |= Happenings.replied }
      if bits & Happenings.bit(.sent) != 0 { bits |= Happenings.sentFromTicket }
      if program.pipelines[stage.pipeline].hasCloseDate {
        if stage.isClosed { bits |= Happenings.createdHere }
        if hasClosedStages { bits |= Happenings.moved }
      }
      wanted.append(bits)
    }
    return wanted
  }

  /// The interest in a line that takes the long way.
  static let longWay = UInt32.max

  /// What happened, as far as rules or the close date ask for it: nothing comes out where there is nothing.
  @inline(__always)
  func interest(in happenings: Happenings) -> UInt32 {
    happenings.stage < 0 ? Self.longWay : wanted[Int(happenings.stage)] & happenings.bits
  }

  /// Whether the close date may have to be stamped or cleared.
  // Mutating, for a query that only reads is compiled to copy the whole matcher.
  mutating func movesCloseDate(_ event: Event, _ interest: UInt32) -> Bool {
    interest & Happenings.createdHere != 0 || movesBetweenOpenAndClosed(event)
  }

  private func movesBetweenOpenAndClosed(_ event: Event) -> Bool {
    let before = event.changes.first { $0.slot == .stage }?.before ?? .unknown
    return core.program.isClosed(stage: before)
      != core.program.stages[Int(event.happenings.stage)].isClosed
  }

  /// What is found out about a line before it is its turn.
  struct Outlook: BitwiseCopyable {
    /// What of it is of interest, as `interest(in:)` says.
    var interest: UInt32
    /// Its number, for those who look at many.
    var line: Int32 = 0
    /// The rules that tables and numbers leave of the block, and where the words go on; no block if there is more to match
    /// than one.
    var block: Int32 = -1
    var place: Int32 = 0
    var rules: UInt64 = 0
  }

  /// Looks at a line ahead of its turn. What several lines say is so asked of memory at once, and not line after line: that
  /// halves the time of matching 5,000 events of 10,000 rules.
  @inline(__always)
  mutating func outlook(on line: LineView, _ interest: UInt32) -> Outlook {
    var outlook = Outlook(interest: interest)
    if interest == Self.longWay { return outlook }
    var key = RuleCode.Key(happened: interest & Happenings.asked, stage: line.stage)
    if interest & Happenings.fieldChanged != 0 {
      // Mostly one field, and nothing else.
      guard interest & Happenings.asked == 0, line.changeCount == 1,
        let facet = core.index.facet(ofChangesOf: line.changedSlot(0))
      else { return outlook }
      key = RuleCode.Key(facet: facet, stage: line.stage)
    }
    outlook.block = code.bucket(key).block
    if outlook.block < 0 { return outlook }
    let (rules, place) = code.probe(Int(outlook.block), line)
    (outlook.rules, outlook.place) = (rules, Int32(truncatingIfNeeded: place))
    // A line of which no rule is left is done, unless its close date may have to follow.
    if rules == 0 { outlook.interest &= Happenings.datesChange }
    return outlook
  }

  /// Finds the arms that the line takes, where something is known of it.
  @inline(__always)
  mutating func match(_ line: LineView, _ outlook: Outlook) {
    if outlook.block < 0 { return match(line, outlook.interest) }
    memory.begin()
    memory.take(outlook.rules, ofBlock: Int(outlook.block), from: Int(outlook.place), of: &code, line)
  }

  /// Finds the arms that the line takes.
  private mutating func match(_ line: LineView, _ interest: UInt32) {
    memory.begin()
    let happened = interest & Happenings.asked
    if happened != 0 { addArms(of: RuleCode.Key(happened: happened, stage: line.stage), line) }
    if interest & Happenings.fieldChanged != 0 { addArmsOfChanges(line) }
    memory.sortTaken()
  }

  @inline(never)
  private mutating func addArmsOfChanges(_ line: LineView) {
    for index in 0..<line.changeCount {
      let slot = line.changedSlot(index)
      if slot == .stage { continue }
      if let facet = core.index.facet(ofChangesOf: slot) {
        addArms(of: RuleCode.Key(facet: facet, stage: line.stage), line)
      }
    }
  }

  @inline(__always)
  private mutating func addArms(of key: RuleCode.Key, _ line: LineView) {
    let bucket = code.bucket(key)
    if bucket.block >= 0 { memory.take(Int(bucket.block), of: &code, line) } else { addArms(of: bucket, line) }
  }

  @inline(never)
  private mutating func addArms(of bucket: RuleCode.Bucket, _ line: LineView) {
    for number in bucket.firstGroup..<bucket.endGroup {
      let group = code.groups[Int(number)]
      if group.textSet > 0 {
        memory.take(rulesByText: group, of: &code, line)
      } else {
        memory.take(code.blocks(of: group, line), of: &code, line)
      }
    }
  }
}
