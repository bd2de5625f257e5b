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

  func write(to writer: inout RulebookWriter) { Self.write(timer, limits, overrides, to: &writer) }

  /// Writes the extras that have these parts, which are not copied for it.
  static func write(
    _ timer: Program.Timer?, _ limits: [Program.Limit], _ overrides: [Int], to writer: inout RulebookWriter
  ) {
    writer.optional(timer)
    writer.array(limits)
    writer.array(overrides)
  }
}
