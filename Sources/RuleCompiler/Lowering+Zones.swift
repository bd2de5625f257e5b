internal import RuleChecker
internal import RuleEngine
internal import RuleSchema
internal import RuleSource

//  Zones, and the calendars in them: the only part of a rulebook that is not in its files.

extension Lowering {
  /// Reads the zones of portal and calendars, and says what is wrong with them; without a portal days are counted in UTC.
  mutating func lowerZones(_ zone: (String) throws(ZoneProblem) -> ZoneTable) -> [Diagnostic] {
    var diagnostics: [Diagnostic] = []
    var problems: Set<ZoneProblem> = []
    func table(_ name: String, at range: SourceRange) -> ZoneTable {
      do {
        return Self.trim(try zone(name))
      } catch {
        // A missing database is missing once, not once a calendar.
        if problems.insert(error).inserted { diagnostics.append(.zoneProblem(error, at: range)) }
        return .utc
      }
    }
    if let portal = schema.portal { program.zone = table(portal.zone, at: portal.range) }
    program.calendars = schema.calendars.map { calendar in
      BusinessCalendar(
        name: calendar.name, zone: table(calendar.zone, at: calendar.zoneRange), isDefault: calendar.isDefault,
        week: calendar.week.map { day in
          day.map { BusinessCalendar.Interval(start: Int32($0.start), end: Int32($0.end)) }
        },
        exceptions: calendar.exceptions.map { Self.day($0.year, $0.month, $0.day) })
    }
    return diagnostics
  }

  /// Databases write "since ever" as a year long before the first; instants that can be written lie in 0000 to 9999.
  private static func trim(_ zone: ZoneTable) -> ZoneTable {
    var trimmed = zone
    let early = zone.transitions.prefix { $0.at < ProgramLimits.secondsOfCalendar.lowerBound }
    if let last = early.last { trimmed.firstOffset = last.offset }
    trimmed.transitions = zone.transitions.dropFirst(early.count).filter {
      $0.at <= ProgramLimits.secondsOfCalendar.upperBound
    }
    return trimmed
  }
}
