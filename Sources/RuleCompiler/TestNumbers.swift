internal import RuleChecker
internal import RuleEngine
internal import RuleSchema

/// Gives equal tests equal indices: by their bytes in the file, because `==` of texts calls more equal than engines do.
///
/// Rules ask the same few things again and again. Of a plain test that was asked before neither the test nor its bytes
/// are made: that was a seventh of lowering 10,000 rules.
struct TestNumbers: ~Copyable {
  /// What is known of a plain test.
  struct Known {
    fileprivate let test: PlainTest
    /// Into `Program.tests`.
    let index: Int
    /// What it is called in a table's row, once that was asked.
    var rowWords: String?
  }

  private var writer = RulebookWriter()
  private var records = ByteTable()
  private var known: [Known] = []
  /// Numbers plus one at the place that their hash leads to or after it; 0 where nothing stands. A power of two.
  private var slots = [UInt32](repeating: 0, count: 256)

  subscript(number: Int) -> Known {
    get { known[number] }
    set { known[number] = newValue }
  }

  /// The index of `test` in `tests`, to which it is added if it is new.
  ///
  /// Precondition: nobody else adds to `tests`.
  mutating func index(of test: Program.Test, in tests: inout [Program.Test]) -> Int {
    test.write(to: &writer)
    let (index, isNew) = writer.takeNumber(in: &records)
    if isNew { tests.append(test) }
    return index
  }

  /// The number of `test`, if it was added.
  func number(of test: PlainTest) -> Int? {
    let slot = slots[slot(of: test)]
    return slot == 0 ? nil : Int(slot) - 1
  }

  /// Adds `test`, which has `index` in the program, and gives its number.
  mutating func add(_ test: PlainTest, index: Int) -> Int {
    known.append(Known(test: test, index: index, rowWords: nil))
    if known.count * 2 > slots.count {
      slots = [UInt32](repeating: 0, count: slots.count * 4)
      for number in known.indices.dropLast() { slots[slot(of: known[number].test)] = UInt32(number + 1) }
    }
    slots[slot(of: test)] = UInt32(known.count)
    return known.count - 1
  }

  /// Where the number of `test` stands, or would stand.
  private func slot(of test: PlainTest) -> Int {
    var place = test.hash & (slots.count - 1)
    while slots[place] != 0, known[Int(slots[place]) - 1].test != test { place = (place + 1) & (slots.count - 1) }
    return place
  }
}

/// A test that two numbers say.
struct PlainTest: Equatable {
  private enum Kind: UInt64 {
    case isOneOf, atLeast, atMost, above, below, equalsField, hasAny, hasAll, hasNone, gained, lost, was, isKnown, isSet
  }

  /// Kind, field and what is compared.
  private let question: UInt64
  private let operand: UInt64

  /// `nil` where texts, durations or several values are asked for, and for what is rare.
  init?(_ test: Test) {
    switch test {
    case .isOneOf(let field, let literals):
      guard literals.count == 1 else { return nil }
      self.init(.isOneOf, field, literals[0])
    case .compares(let field, .atLeast, let literal): self.init(.atLeast, field, literal)
    case .compares(let field, .atMost, let literal): self.init(.atMost, field, literal)
    case .compares(let field, .above, let literal): self.init(.above, field, literal)
    case .compares(let field, .below, let literal): self.init(.below, field, literal)
    case .equalsField(let field, let other): self.init(.equalsField, field, of: 0, Lowering.slot(of: other).index)
    case .hasAny(let field, let options):
      guard options.count == 1 else { return nil }
      self.init(.hasAny, field, .option(options[0]))
    case .hasAll(let field, let options):
      guard options.count == 1 else { return nil }
      self.init(.hasAll, field, .option(options[0]))
    case .hasNone(let field, let options):
      guard options.count == 1 else { return nil }
      self.init(.hasNone, field, .option(options[0]))
    case .gained(let field, let option): self.init(.gained, field, .option(option))
    case .lost(let field, let option): self.init(.lost, field, .option(option))
    case .was(let field, let literal): self.init(.was, field, literal)
    case .isKnown(let field): self.init(.isKnown, field, of: 0, 0)
    case .isSet(let field): self.init(.isSet, field, of: 0, 0)
    case .comparesField, .containsAny, .startsWith, .endsWith, .matchesAny, .hasMatching, .changed, .isBefore, .isAfter,
      .isDay, .isInNext, .isInLast, .isMoreThanAgo, .isLessThanAgo, .messageIsAutomatic, .actorIs, .actorIsOwner,
      .actorIsContact, .ticketIsClosed, .isDuring:
      return nil
    }
  }

  private init?(_ kind: Kind, _ field: Field, _ literal: Literal) {
    switch literal {
    case .option(let option): self.init(kind, field, of: 1, option)
    case .number(let number): self.init(kind, field, of: 2, Int(bitPattern: UInt(number.bitPattern)))
    case .flag(let flag): self.init(kind, field, of: 3, flag ? 1 : 0)
    case .stage(let stage): self.init(kind, field, of: 4, stage.value)
    case .pipeline(let pipeline): self.init(kind, field, of: 5, pipeline.value)
    case .team(let team): self.init(kind, field, of: 6, team.value)
    case .inbox(let inbox): self.init(kind, field, of: 7, inbox.value)
    case .text, .day, .person, .channel: return nil
    }
  }

  private init(_ kind: Kind, _ field: Field, of type: UInt64, _ operand: Int) {
    question = kind.rawValue | type << 8 | UInt64(truncatingIfNeeded: Lowering.slot(of: field).index) << 16
    self.operand = UInt64(truncatingIfNeeded: operand)
  }

  var hash: Int {
    let mixed = (question ^ operand &* 0x9E37_79B9_7F4A_7C15).multipliedFullWidth(by: 0xA076_1D64_78BD_642F)
    return Int(truncatingIfNeeded: mixed.high ^ mixed.low)
  }
}
