/// What few rules have: a timer, limits, overrides.
struct RuleExtras: RulebookRecord {
  // Spelled out: a `Timer?` is `nil` before it is set, and the extras are then copied when they are made.
  var timer: Optional<Program.Timer>
  var limits: [Program.Limit]
  /// Rules of the same pipeline.
  var overrides: [Int]

  static let none = RuleExtras(timer: nil, limits: [], overrides: [])

  init(timer: Program.Timer?, limits: [Program.Limit], overrides: [Int]) {
    self.timer = timer
    self.limits = limits
    self.overrides = overrides
  }

  init(from reader: inout RulebookReader) throws(RulebookFileError) {
    self.init(
      timer: try reader.optional(Program.Timer.self), limits: try reader.array(of: Program.Limit.self),
      overrides: try reader.array(of: Int.self))
  }

  func write(to writer: inout RulebookWriter) {
    writer.optional(timer)
    writer.array(limits)
    writer.array(overrides)
  }

  /// Writes one of `extras`, whose timer is not copied for it.
  static func write(_ extras: Swift.Span<RuleExtras>, at index: Int, to writer: inout RulebookWriter) {
    switch extras[index].timer {
    case .some(let timer):
      writer.flag(true)
      timer.write(to: &writer)
    case .none: writer.flag(false)
    }
    writer.array(extras[index].limits)
    writer.array(extras[index].overrides)
  }
}
