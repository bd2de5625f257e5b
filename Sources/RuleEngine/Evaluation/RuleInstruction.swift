/// One test, and where to go on: at an instruction, or at an end.
struct RuleInstruction: BitwiseCopyable {
  enum Kind: UInt8, BitwiseCopyable {
    case isOption, isOneOfOptions, isAtLeast, isAtMost, isAbove, isBelow, isSet, text
    /// A test looked up in the program.
    case other
    /// Something happened, by its bit.
    case happened
    case isChanged
    /// A trigger looked up in the program.
    case otherTrigger
  }

  /// No arm is taken.
  static let reject: Int32 = -1

  /// An arm is taken, by its number among the arms of all rules.
  static func take(_ arm: Int32) -> Int32 { -2 - arm }

  /// The arm taken at an end; negative if none is.
  static func arm(at end: Int32) -> Int32 { -2 - end }

  var kind: Kind
  /// The field; of a test looked up in the program where its verdict is remembered; of such a trigger its place in the
  /// rule.
  var slot: Int32 = 0
  var ifTrue: Int32 = 0
  var ifFalse: Int32 = 0
  /// The option, the bit of what happened, the first of the options, the text test, the number of the test in the program,
  /// the rule of the trigger; or the bits of a number.
  private var bits: UInt64 = 0

  init(_ kind: Kind, slot: Int32 = 0, operand: Int32 = 0) {
    self.kind = kind
    self.slot = slot
    bits = UInt64(UInt32(bitPattern: operand))
  }

  init(_ kind: Kind, slot: Int32, number: Double) {
    self.kind = kind
    self.slot = slot
    bits = number.bitPattern
  }

  /// Of a list of options.
  init(_ kind: Kind, slot: Int32, first: Int32, count: Int32) {
    self.init(kind, slot: slot, operand: first)
    bits |= UInt64(UInt32(bitPattern: count)) << 32
  }

  /// Whether both ask the same, and reject where it comes out the same.
  func asksTheSame(as other: RuleInstruction) -> Bool {
    kind == other.kind && slot == other.slot && bits == other.bits && rejectsWhatHolds == other.rejectsWhatHolds
  }

  /// Of a test without which nothing is taken: whether it must not hold, rather than must.
  @inline(__always)
  var rejectsWhatHolds: Bool { ifTrue == Self.reject }

  @inline(__always)
  var operand: Int32 { Int32(truncatingIfNeeded: bits) }
  @inline(__always)
  var number: Double { Double(bitPattern: bits) }
  var count: Int32 { Int32(truncatingIfNeeded: bits >> 32) }
}

/// Needles of which one must be in a text.
struct RuleTextTest: BitwiseCopyable {
  var slot: Int32
  /// Into the code's needles.
  var first: Int32
  var end: Int32
  /// Where the verdict is remembered.
  var memo: Int32
  var place: FoldedSearch.Place
}
