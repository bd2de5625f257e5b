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
    /// The number of the written words that said it last, or negative.
    fileprivate var wordNumber: Int32 = -1
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

  /// The index of a known test in the program. Without a copy of all that is known of it.
  func programIndex(of number: Int) -> Int { known[number].index }

  /// The number of the written words that said a known test last, or negative.
  func wordNumber(of number: Int) -> Int { Int(known[number].wordNumber) }

  /// Notes the number of the written words that said a known test last.
  mutating func note(wordNumber: Int, of number: Int) {
    known[number].wordNumber = Int32(truncatingIfNeeded: wordNumber)
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
  // Mutating, though nothing changes: a lowering that changes would copy the table first.
  mutating func number(of test: PlainTest) -> Int? {
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

  /// `test` as two numbers; `nil` where texts, durations or several values are asked for, and for what is rare.
  ///
  /// No initializers here and below: they take what they are given for themselves, so it is copied for them.
  static func of(_ test: Test) -> PlainTest? {
    switch test {
    case .isOneOf(let field, let literals): literals.count == 1 ? of(.isOneOf, field, literals[0]) : nil
    case .compares(let field, .atLeast, let literal): of(.atLeast, field, literal)
    case .compares(let field, .atMost, let literal): of(.atMost, field, literal)
    case .compares(let field, .above, let literal): of(.above, field, literal)
    case .compares(let field, .below, let literal): of(.below, field, literal)
    case .equalsField(let field, let other): PlainTest(.equalsField, field, of: 0, Lowering.slot(of: other).index)
    case .hasAny(let field, let options): of(.hasAny, field, only: options)
    case .hasAll(let field, let options): of(.hasAll, field, only: options)
    case .hasNone(let field, let options): of(.hasNone, field, only: options)
    case .gained(let field, let option): PlainTest(.gained, field, of: 1, option)
    case .lost(let field, let option): PlainTest(.lost, field, of: 1, option)
    case .was(let field, let literal): of(.was, field, literal)
    case .isKnown(let field): PlainTest(.isKnown, field, of: 0, 0)
    case .isSet(let field): PlainTest(.isSet, field, of: 0, 0)
    case .comparesField, .containsAny, .startsWith, .endsWith, .matchesAny, .hasMatching, .changed, .isBefore, .isAfter,
      .isDay, .isInNext, .isInLast, .isMoreThanAgo, .isLessThanAgo, .messageIsAutomatic, .actorIs, .actorIsOwner,
      .actorIsContact, .ticketIsClosed, .isDuring:
      nil
    }
  }

  private static func of(_ kind: Kind, _ field: Field, only options: [Int]) -> PlainTest? {
    options.count == 1 ? PlainTest(kind, field, of: 1, options[0]) : nil
  }

  private static func of(_ kind: Kind, _ field: Field, _ literal: Literal) -> PlainTest? {
    switch literal {
    case .option(let option): PlainTest(kind, field, of: 1, option)
    case .number(let number): PlainTest(kind, field, of: 2, Int(bitPattern: UInt(number.bitPattern)))
    case .flag(let flag): PlainTest(kind, field, of: 3, flag ? 1 : 0)
    case .stage(let stage): PlainTest(kind, field, of: 4, stage.value)
    case .pipeline(let pipeline): PlainTest(kind, field, of: 5, pipeline.value)
    case .team(let team): PlainTest(kind, field, of: 6, team.value)
    case .inbox(let inbox): PlainTest(kind, field, of: 7, inbox.value)
    case .text, .day, .person, .channel: nil
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
