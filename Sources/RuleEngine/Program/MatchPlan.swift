/// What matching reads of a rulebook: tables of plain numbers, read where they lie in the file. Reading them copies nothing
/// and counts no references.
struct MatchPlan: Sendable {
  let rules: Table<Rule>
  let triggers: Table<Trigger>
  let arms: Table<Arm>
  let branches: Table<Branch>
  let tests: Table<Test>
  let options: Table<Int32>
  let needleRows: Table<NeedleRow>
  /// What the rows of needles say of their bytes, and the bytes of all: copied, so that searches get spans of them.
  let needles: [Needle]
  let needleBytes: [UInt8]
  /// How many verdicts a round may remember.
  let memoCount: Int
}

extension MatchPlan {
  struct Rule: TableRow {
    static let cellCount = 10
    /// What `extras` is where there are none.
    static let none = Int(UInt32.max)

    /// The number of the name among the strings.
    var name: Int
    var pipeline: Int
    /// Into `triggers`.
    var firstTrigger: Int32
    var endTrigger: Int32
    /// Into `branches`, or negative where there is no guard.
    var guardEntry: Int32
    var guardEnd: Int32
    /// Into `arms`.
    var firstArm: Int32
    var endArm: Int32
    /// Where timer, limits and overrides stand among the records; `none` if it has none of them.
    var extras: Int
    private var flags: Int32

    var hasLimits: Bool { flags & 1 != 0 }
    var hasOverrides: Bool { flags & 2 != 0 }
    var isTimed: Bool { flags & 4 != 0 }
    /// It has something that only the extras say.
    var hasExtras: Bool { flags & 7 != 0 }
    /// Triggered by new conversations, not by tickets.
    var isOfConversations: Bool { flags & 8 != 0 }

    @inline(__always)
    init(_ cells: Cells) {
      name = cells.index(0)
      pipeline = cells.index(1)
      firstTrigger = cells.signed(2)
      endTrigger = cells.signed(3)
      guardEntry = cells.signed(4)
      guardEnd = cells.signed(5)
      firstArm = cells.signed(6)
      endArm = cells.signed(7)
      extras = cells.index(8)
      flags = cells.signed(9)
    }

    static func flags(hasLimits: Bool, hasOverrides: Bool, isTimed: Bool, isOfConversations: Bool) -> UInt32 {
      (hasLimits ? 1 : 0) | (hasOverrides ? 2 : 0) | (isTimed ? 4 : 0) | (isOfConversations ? 8 : 0)
    }

    /// It has neither extras nor flags.
    var isPlain: Bool { flags == 0 && extras == Self.none }
    /// No flag is set but those above.
    var hasKnownFlags: Bool { flags >= 0 && flags < 16 }
  }

  struct Trigger: TableRow {
    enum Kind: UInt8 {
      case ticketCreated, entered, changed, replied, sentFromTicket
      /// A record.
      case other
    }

    static let cellCount = 2

    var kind: Kind
    /// As it stands in the file.
    var kindNumber: UInt8
    var isOfMessage: Bool
    /// The stage entered, the slot changed, or where the record of another trigger stands.
    var operand: Int32

    @inline(__always)
    init(_ cells: Cells) {
      kindNumber = cells.byte(0)
      kind = Kind(rawValue: kindNumber) ?? .other
      isOfMessage = cells.byte(1) != 0
      operand = cells.signed(1)
    }
  }

  struct Arm: TableRow {
    static let cellCount = 8

    /// Into `branches`, or negative where the arm has no condition.
    var entry: Int32
    var end: Int32
    /// Into the actions.
    var firstAction: Int32
    var endAction: Int32
    /// Actions are counted over all arms of a rule.
    var firstOrdinal: Int32
    /// A table's row, counted from 1, or negative.
    var row: Int32
    /// Where the delay of the row stands among the records, or `Rule.none`.
    var delay: Int
    /// Nothing but messages, tasks, notes and calls: no write, no creation, nothing that could be skipped.
    var isOnlyEffects: Bool

    @inline(__always)
    init(_ cells: Cells) {
      entry = cells.signed(0)
      end = cells.signed(1)
      firstAction = cells.signed(2)
      endAction = cells.signed(3)
      firstOrdinal = cells.signed(4)
      row = cells.signed(5)
      delay = cells.index(6)
      isOnlyEffects = cells.signed(7) != 0
    }
  }

  struct Branch: TableRow {
    static let cellCount = 4
    static let accept: Int32 = -1
    static let reject: Int32 = -2

    var test: Int32
    var ifTrue: Int32
    var ifFalse: Int32
    /// The words that say the test: a string.
    var text: Int32

    @inline(__always)
    init(_ cells: Cells) {
      test = cells.signed(0)
      ifTrue = cells.signed(1)
      ifFalse = cells.signed(2)
      text = cells.signed(3)
    }
  }

  struct Test: TableRow {
    enum Kind: UInt8 {
      case isOption, isOneOfOptions, isAtLeast, isAtMost, isAbove, isBelow, isSet, contains, startsWith, endsWith
      /// A record.
      case other
    }

    static let cellCount = 8

    var kind: Kind
    /// As it stands in the file.
    var kindNumber: UInt8
    var slot: Int32
    /// The option; or the first of the options, or of the needles; or where the record of another test stands.
    var first: Int32
    var count: Int32
    var number: Double
    /// Where the round remembers the verdict; negative for what is as cheap as remembering.
    var memo: Int32

    @inline(__always)
    init(_ cells: Cells) {
      kindNumber = cells.byte(0)
      kind = Kind(rawValue: kindNumber) ?? .other
      slot = cells.signed(1)
      first = cells.signed(2)
      count = cells.signed(3)
      number = Double(bitPattern: cells.word(16))
      memo = cells.signed(6)
    }
  }

  /// A text to look for, in folded case: into `needleBytes`.
  struct Needle: Sendable, BitwiseCopyable {
    var start: Int32
    var end: Int32
  }

  struct NeedleRow: TableRow {
    static let cellCount = 3

    /// As written: a string.
    var text: Int32
    /// In folded case.
    var needle: Needle

    @inline(__always)
    init(_ cells: Cells) {
      text = cells.signed(0)
      needle = Needle(start: cells.signed(1), end: cells.signed(2))
    }
  }
}
