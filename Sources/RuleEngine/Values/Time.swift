/// A point in time: microseconds since 1970-01-01T00:00:00Z, leap seconds ignored.
public struct Instant: Sendable, Hashable, Comparable {
  /// Microseconds since the epoch.
  public let microseconds: Int64

  /// The point `microseconds` after the epoch.
  public init(microseconds: Int64) { self.microseconds = microseconds }

  /// Whether `left` is earlier.
  public static func < (left: Instant, right: Instant) -> Bool { left.microseconds < right.microseconds }
}

/// A day of the proleptic Gregorian calendar: days since 1970-01-01.
package struct Day: Sendable, Hashable, Comparable {
  package let number: Int32

  package init(number: Int32) { self.number = number }

  package static func < (left: Day, right: Day) -> Bool { left.number < right.number }
}

/// A whole number of units, as in `in the next 3 days`.
package struct Span: Sendable, Hashable {
  package enum Unit: UInt8, Sendable, Hashable { case minutes, hours, days, weeks }

  package let amount: Int
  package let unit: Unit
  /// The calendar (index into `Program.calendars`) that business minutes, hours and days are counted in; `nil` for plain
  /// time.
  package let calendar: Int?

  package init(amount: Int, unit: Unit, calendar: Int? = nil) {
    self.amount = amount
    self.unit = unit
    self.calendar = calendar
  }
}

/// The offsets of a time zone, as found in the system's database at compile time.
package struct ZoneTable: Sendable, Hashable {
  package struct Transition: Sendable, Hashable {
    /// Seconds since the epoch (UTC) at which the offset begins to hold.
    package var at: Int64
    /// Seconds east of Greenwich.
    package var offset: Int32

    package init(at: Int64, offset: Int32) {
      self.at = at
      self.offset = offset
    }
  }

  /// IANA name.
  package var name: String
  /// Seconds east of Greenwich before the first transition.
  package var firstOffset: Int32
  /// Ascending by `at`.
  package var transitions: [Transition]

  package init(name: String, firstOffset: Int32, transitions: [Transition]) {
    self.name = name
    self.firstOffset = firstOffset
    self.transitions = transitions
  }

  package static let utc = ZoneTable(name: "UTC", firstOffset: 0, transitions: [])
}
