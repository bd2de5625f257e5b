/// Business hours. Its arithmetic is in another file.
package struct BusinessCalendar: Sendable, Hashable {
  /// Wall-clock hours of a day.
  package struct Interval: Sendable, Hashable {
    /// Minutes of the day, 0 to 1440.
    package var start: Int32
    package var end: Int32

    package init(start: Int32, end: Int32) {
      self.start = start
      self.end = end
    }
  }

  package var name: String
  package var zone: ZoneTable
  package var isDefault: Bool
  /// Seven lists, Monday first; sorted and disjoint.
  package var week: [[Interval]]
  /// Days without hours, ascending.
  package var exceptions: [Day]

  package init(name: String, zone: ZoneTable, isDefault: Bool, week: [[Interval]], exceptions: [Day]) {
    self.name = name
    self.zone = zone
    self.isDefault = isDefault
    self.week = week
    self.exceptions = exceptions
  }
}
