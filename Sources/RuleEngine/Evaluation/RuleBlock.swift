//  Up to 64 rules are matched together as a block. Each has a bit in a mask; what is found out about a field takes away the
//  rules that need something else.
//
//  A block is a run of words of 64 bits, read from its beginning to its end:
//
//      the bits of all rules
//      how many tables, numbers, texts and others follow, 16 bits each
//      for each table (an option or a flag that some of the rules need):
//          the slot (32 bits), the first option that is asked for (16), and how many follow up to the last (16)
//          for each of these options the rules that it leaves, and those that any other value leaves
//      for each number:
//          the slot (32 bits), and how many bounds it is compared with (32)
//          the bounds in ascending order
//          the rules that are left by what is below the first bound, the bound, what is between it and the next …, what is
//          above the last; and by no number
//      for each text, and each other test:
//          its number among text tests or instructions (32 bits), 1 if it must not hold (1), and the set of texts that it
//          is found with, counted from 1, or 0 (31)
//          the rules that need it
//      where the rules go on that are left, two a word: an instruction, or an end

/// What a block's words say.
enum RuleBlock {
  static let mostRules = 64
  /// In 16 bits.
  static let mostParts = 0xffff

  /// How many parts of each kind there are.
  struct Counts {
    let word: UInt64

    @inline(__always)
    init(word: UInt64) { self.word = word }

    init(tables: Int, numbers: Int, texts: Int, others: Int) {
      word = UInt64(tables) | UInt64(numbers) << 16 | UInt64(texts) << 32 | UInt64(others) << 48
    }

    @inline(__always)
    var tables: Int { Int(word & 0xffff) }
    @inline(__always)
    var numbers: Int { Int(word >> 16 & 0xffff) }
    @inline(__always)
    var texts: Int { Int(word >> 32 & 0xffff) }
    @inline(__always)
    var others: Int { Int(word >> 48) }
  }
}

extension RuleCode {
  /// The rules of a block that tables and numbers leave, and where its texts start.
  // Mutating, for a borrowed one is copied as a whole.
  @inline(__always)
  mutating func probe(_ block: Int, _ line: LineView) -> (rules: UInt64, place: Int) {
    var rules = words[known: block]
    let counts = RuleBlock.Counts(word: words[known: block &+ 1])
    var place = block &+ 2
    for _ in 0..<counts.tables {
      let table = words[known: place]
      let option = UInt64(UInt32(bitPattern: line.tableOption(Int(table & 0xffff_ffff)))) &- (table >> 32 & 0xffff)
      let count = table >> 48
      rules &= words[known: place &+ 1 &+ Int(truncatingIfNeeded: min(option, count))]
      place &+= Int(truncatingIfNeeded: count) &+ 2
    }
    for _ in 0..<counts.numbers {
      let number = words[known: place]
      let count = Int(truncatingIfNeeded: number >> 32)
      let interval = interval(line.number(Int(number & 0xffff_ffff)), place &+ 1, count)
      rules &= words[known: place &+ 1 &+ count &+ interval]
      place &+= 3 &* count &+ 3
    }
    return (rules, place)
  }

  /// Where a number is among the bounds that start at `first`.
  @inline(__always)
  private mutating func interval(_ number: Double, _ first: Int, _ count: Int) -> Int {
    if count <= 8 {
      // Without a jump that depends on the number: it would be foreseen half of the time.
      var interval = 0
      for index in 0..<count {
        let bound = Double(bitPattern: words[known: first &+ index])
        interval &+= (bound < number ? 1 : 0) &+ (bound <= number ? 1 : 0)
      }
      return number.isNaN ? 2 &* count &+ 1 : interval
    }
    if number.isNaN { return 2 &* count &+ 1 }
    var low = 0
    var high = count
    while low < high {
      let middle = (low &+ high) >> 1
      if Double(bitPattern: words[known: first &+ middle]) < number { low = middle &+ 1 } else { high = middle }
    }
    return 2 &* low &+ (low < count && Double(bitPattern: words[known: first &+ low]) == number ? 1 : 0)
  }
}
