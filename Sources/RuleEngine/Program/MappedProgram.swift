/// A compiled rulebook that is read where its bytes lie: the vocabulary is decoded, rules stay in their tables, and what a
/// table does not say is decoded when it is asked for. A class because it has some forty words, which nobody should copy.
final class MappedProgram: Sendable {
  private let bytes: RulebookBytes
  /// The checksum in the file: it tells rulebooks apart.
  let checksum: UInt64
  /// The version of the compiler that wrote it.
  let compilerVersion: String
  /// Some rule's answers depend on more than the line.
  let needsMemory: Bool
  /// The program without its rules, tests, branches and texts.
  let vocabulary: Program
  let plan: MatchPlan
  let index: RuleIndex
  let strings: StringTable
  let texts: Table<TextRow>
  let parts: Table<TextPart>
  let actions: Table<ActionRow>
  /// The rules by pipeline and name.
  let ruleNames: Table<Int32>
  private let records: (cells: Cells, count: Int)

  /// The rulebook in `bytes`.
  ///
  /// - Parameter isVerifying: whether to check everything that is read later; only bytes that this engine has just encoded
  ///   may go without.
  /// Throws: why the bytes are no rulebook that this engine can run.
  /// Complexity: O(*n*) in the number of bytes.
  init(_ bytes: RulebookBytes, isVerifying: Bool = true) throws(RulebookFileError) {
    self.bytes = bytes
    checksum = try RulebookHeader.open(bytes, isVerifying: isVerifying)
    var reader = RulebookReader(
      bytes.cells, in: RulebookHeader.size..<(bytes.count - ProgramFile.checksumSize))
    strings = try StringTable(in: &reader, isVerifying: isVerifying)
    reader.use(strings)
    try reader.begin(.info)
    compilerVersion = try reader.string()
    let memoCount = try reader.index()
    needsMemory = try reader.flag()
    try reader.finish(.info)
    vocabulary = try Program(vocabularyFrom: &reader)
    let place = try reader.bytes(.records)
    records = (bytes.cells.advanced(by: place.lowerBound), place.count)
    texts = try reader.table(.texts)
    parts = try reader.table(.parts)
    let tests: Table<MatchPlan.Test> = try reader.table(.tests)
    let options: Table<Int32> = try reader.table(.options)
    let needles: Table<MatchPlan.NeedleRow> = try reader.table(.needles)
    let folded = try reader.bytes(.foldedNeedles)
    let branches: Table<MatchPlan.Branch> = try reader.table(.branches)
    actions = try reader.table(.ruleActions)
    let arms: Table<MatchPlan.Arm> = try reader.table(.arms)
    let triggers: Table<MatchPlan.Trigger> = try reader.table(.triggers)
    plan = MatchPlan(
      rules: try reader.table(.rules), triggers: triggers, arms: arms, branches: branches, tests: tests,
      options: options, needleRows: needles, needles: needles.map(\.needle),
      needleBytes: unsafe Array(bytes.cells.advanced(by: folded.lowerBound).bytes(folded.count)), memoCount: memoCount)
    ruleNames = try reader.table(.ruleNames)
    index = try RuleIndex(from: &reader, stages: vocabulary.stages.count, pipelines: vocabulary.pipelines.count)
    try reader.finishFile()
    if isVerifying { try ProgramVerifier(self).verify() }
  }

  /// The same rulebook in memory of its own, but for the bytes.
  var copy: MappedProgram {
    // What was opened once is opened again: nobody changes the bytes.
    (try? MappedProgram(bytes, isVerifying: false)) ?? self
  }

  /// A reader of the record at a place.
  func record(at place: Int) throws(RulebookFileError) -> RulebookReader {
    guard place >= 0, place < records.count else { throw .malformed("there is no record at \(place)") }
    return RulebookReader(records.cells, in: place..<records.count, strings: strings)
  }
}

extension Program {
  /// What a rulebook says of the portal, without rules.
  fileprivate init(vocabularyFrom reader: inout RulebookReader) throws(RulebookFileError) {
    self.init()
    try reader.begin(.zone)
    zone = try ZoneTable(from: &reader)
    try reader.finish(.zone)
    pipelines = try reader.section(.pipelines)
    stages = try reader.section(.stages)
    properties = try reader.section(.properties)
    teams = try reader.section(.teams)
    inboxes = try reader.section(.inboxes)
    templates = try reader.section(.templates)
    lists = try reader.section(.namedLists)
    calendars = try reader.section(.calendars)
    actions = try reader.section(.actions)
    try reader.begin(.answers)
    answerLimit = try AnswerLimit(from: &reader)
    try reader.finish(.answers)
  }
}

extension StringTable {
  fileprivate init(in reader: inout RulebookReader, isVerifying: Bool) throws(RulebookFileError) {
    let place = try reader.begin(.strings)
    try self.init(reader.cells(from: place.lowerBound), size: place.count, isVerifying: isVerifying)
    try reader.skip(.strings)
  }
}

extension RuleIndex {
  fileprivate init(from reader: inout RulebookReader, stages: Int, pipelines: Int) throws(RulebookFileError) {
    lists = try reader.table(.lists)
    dates = try reader.table(.timedDates)
    facetOfSlot = try reader.table(.facets)
    firstGroups = try reader.table(.buckets)
    groups = try reader.table(.groups)
    offsets = try reader.table(.offsets)
    entries = try reader.table(.entries)
    stageCount = stages
    pipelineCount = pipelines
  }
}

extension RulebookReader {
  fileprivate mutating func section<Record: RulebookRecord>(
    _ tag: SectionTag
  ) throws(RulebookFileError) -> [Record] {
    try begin(tag)
    let records = try array(of: Record.self)
    try finish(tag)
    return records
  }

  fileprivate mutating func bytes(_ tag: SectionTag) throws(RulebookFileError) -> Range<Int> {
    let place = try begin(tag)
    try skip(tag)
    return place
  }

  fileprivate mutating func table<Row: TableRow>(_ tag: SectionTag) throws(RulebookFileError) -> Table<Row> {
    let place = try bytes(tag)
    guard place.count % (4 * Row.cellCount) == 0 else {
      throw .malformed("section \(tag.rawValue) ends in the middle of a row")
    }
    return Table(cells(from: place.lowerBound), size: place.count)
  }
}
