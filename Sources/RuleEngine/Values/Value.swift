/// A value of a field of a ticket, typed.
package enum Value: Sendable, Hashable {
  /// No value. An empty set is unknown too.
  case unknown
  /// Index of an option of an enum; for the field `stage` an index into `Program.stages`, for `pipeline` into
  /// `Program.pipelines`.
  case option(Int32)
  /// Indices of the options a set has: ascending, unique, never empty.
  case options([Int32])
  case number(Double)
  /// Texts, and the built-ins `owner`, `team`, `inbox`, `channel` and `person` properties.
  case text(EventText)
  case day(Day)
  case instant(Instant)
  case flag(Bool)

  /// A text in memory of its own.
  package static func text(_ text: String) -> Value { .text(EventText(text)) }

  /// Whether it holds memory that is counted.
  @inline(__always)
  var holdsMemory: Bool {
    switch self {
    case .options, .text: true
    case .unknown, .option, .number, .day, .instant, .flag: false
    }
  }

  /// Whether there is a value.
  package var isKnown: Bool {
    if case .unknown = self { false } else { true }
  }
}
