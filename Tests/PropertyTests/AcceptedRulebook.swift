import RuleChecker
import RuleCompiler
import RuleEngine
import RuleSource

/// A random rulebook that went through the real front end, as checked rules and as the compiled file read back.
struct AcceptedRulebook {
  let text: RulebookText
  let rules: CheckedRules
  let zone: ZoneTable
  let calendars: [BusinessCalendar]
  /// The compiled file.
  let bytes: [UInt8]
  let engine: Rulebook

  /// Compiles a rulebook; nothing if it has errors.
  init?(_ text: RulebookText) {
    guard let compiled = Self.compile(text).compiled else { return nil }
    self = compiled
  }

  /// Makes a rulebook from a seed. Rules that the checker refuses get overrides, or go.
  static func random(seed: UInt64, _ totals: inout PropertyTotals) -> AcceptedRulebook? {
    var generator = RulebookGenerator(seed: seed)
    return accept(generator.rulebook(), &totals)
  }

  /// The rulebook after an edit: rules dropped, added, changed.
  func edited(seed: UInt64, _ totals: inout PropertyTotals) -> AcceptedRulebook? {
    var generator = RulebookGenerator(seed: seed)
    return Self.accept(generator.edited(text), &totals)
  }

  private static func accept(_ written: RulebookText, _ totals: inout PropertyTotals) -> AcceptedRulebook? {
    var text = written
    totals.rulebooks += 1
    for attempt in 0..<8 {
      let (compiled, errors) = compile(text)
      if let compiled {
        totals.accepted += 1
        totals.acceptedAtOnce += attempt == 0 ? 1 : 0
        totals.rules += text.rules.count
        return compiled
      }
      totals.note(errors)
      guard mend(&text, errors, &totals) else { break }
    }
    return nil
  }

  private static func compile(_ text: RulebookText) -> (compiled: AcceptedRulebook?, errors: [Diagnostic]) {
    let files = text.files
    let checked = Toolchain.check(files)
    guard let rules = checked.rules else { return (nil, checked.diagnostics.filter { $0.severity == .error }) }
    let lowered = lower(rules, files: files) { (name) throws(ZoneProblem) in try zone(named: name) }
    guard let program = lowered.program else { return (nil, lowered.diagnostics) }
    let bytes = ProgramFile.encode(program, compilerVersion: Toolchain.version)
    let engine: Rulebook
    do throws(RulebookFileError) { engine = try Rulebook(bytes: bytes) } catch {
      preconditionFailure("the engine refuses its own file: \(error)\n\(text.printed)")
    }
    return (
      AcceptedRulebook(
        text: text, rules: rules, zone: program.zone, calendars: program.calendars, bytes: bytes, engine: engine), []
    )
  }

  private init(
    text: RulebookText, rules: CheckedRules, zone: ZoneTable, calendars: [BusinessCalendar], bytes: [UInt8],
    engine: Rulebook
  ) {
    self.text = text
    self.rules = rules
    self.zone = zone
    self.calendars = calendars
    self.bytes = bytes
    self.engine = engine
  }

  /// Conflicts are settled by an override half of the time; whatever else is refused goes.
  private static func mend(_ text: inout RulebookText, _ errors: [Diagnostic], _ totals: inout PropertyTotals) -> Bool {
    guard let error = errors.first, let rule = rule(at: error.range, of: text) else { return false }
    let others = error.labels.compactMap { self.rule(at: $0.range, of: text) }.filter { $0 != rule }
    if let other = others.first, let name = text.rules[other].name, text.rules[rule].name != nil,
      text.rules[other].pipeline == text.rules[rule].pipeline, !text.rules[rule].overrides.contains(name),
      !text.rules[other].overrides.contains(text.rules[rule].name ?? "")
    {
      text.rules[rule].overrides.append(name)
      totals.overridesAdded += 1
      return true
    }
    totals.rulesDropped += 1
    text.drop(rule)
    return !text.rules.isEmpty
  }

  private static func rule(at range: SourceRange, of text: RulebookText) -> Int? {
    guard range.fileIndex < 3 else { return nil }
    return text.starts(ofFile: Int(range.fileIndex)).last { $0.start <= range.start }?.rule
  }

  private static let zones: [String: ZoneTable] = {
    var zones: [String: ZoneTable] = [:]
    for name in ["Europe/Berlin", "America/New_York", "UTC", "Asia/Kolkata", "Asia/Beirut"] {
      zones[name] = try? ZoneReader().zone(named: name)
    }
    return zones
  }()

  private static func zone(named name: String) throws(ZoneProblem) -> ZoneTable {
    if let zone = zones[name] { return zone }
    return try ZoneReader().zone(named: name)
  }
}

extension RulebookText {
  /// Removes a rule and every mention of it.
  mutating func drop(_ index: Int) {
    let name = rules.remove(at: index).name
    for rule in rules.indices { rules[rule].overrides.removeAll { $0 == name } }
  }
}
