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
  case text(String)
  case day(Day)
  case instant(Instant)
  case flag(Bool)

  /// Whether two values are the same; texts by their bytes, not as Swift compares them (`é` may be one scalar or two).
  package static func == (left: Value, right: Value) -> Bool {
    switch (left, right) {
    case (.unknown, .unknown): true
    case (.option(let left), .option(let right)): left == right
    case (.options(let left), .options(let right)): left == right
    case (.number(let left), .number(let right)): left == right
    case (.text(let left), .text(let right)): left.utf8.elementsEqual(right.utf8)
    case (.day(let left), .day(let right)): left == right
    case (.instant(let left), .instant(let right)): left == right
    case (.flag(let left), .flag(let right)): left == right
    case (.unknown, _), (.option, _), (.options, _), (.number, _), (.text, _), (.day, _), (.instant, _), (.flag, _):
      false
    }
  }

  /// Whether there is a value.
  package var isKnown: Bool { self != .unknown }
}
