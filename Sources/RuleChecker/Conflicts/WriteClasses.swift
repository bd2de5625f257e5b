import RuleSchema

/// Writes, each kept once, with what is known of their agreeing.
///
/// 10,000 rules that all start from one event and write the same took 7.5 s when every pair of writes was compared.
struct WriteClasses {
  /// By the lowest bits of `Write.likely`: the last class of those that have them, plus one. To hash all of each write
  /// took three times as long as what is made of it.
  private var last: [Int32] = Array(repeating: 0, count: 256)
  /// Of each class the one before it that has the same lowest bits, plus one.
  private var before: [Int32] = []
  private var writes: [Write] = []
  /// Of each class `Write.likely`.
  private var likely: [Int] = []
  private var isOfMembers: [Bool] = []
  private var isUnlike: [Bool] = []

  /// The class of `write`: the same for equal ones.
  mutating func index(of write: Write) -> Int {
    let likely = write.likely
    var next = last[likely & (last.count - 1)]
    while next != 0 {
      let known = Int(next) - 1
      if self.likely[known] == likely, writes[known] == write { return known }
      next = before[known]
    }
    if writes.count >= last.count { grow() }
    self.likely.append(likely)
    chain(likely)
    writes.append(write)
    let isMembers = if case .members = write { true } else { false }
    isOfMembers.append(isMembers)
    isUnlike.append(write == .unlike)
    return writes.count - 1
  }

  /// Puts the next class before those that have the same lowest bits.
  private mutating func chain(_ likely: Int) {
    let place = likely & (last.count - 1)
    before.append(last[place])
    last[place] = Int32(before.count)
  }

  private mutating func grow() {
    last = Array(repeating: 0, count: last.count * 4)
    before.removeAll(keepingCapacity: true)
    for likely in likely { chain(likely) }
  }

  /// Whether two rules that write these leave one result.
  func agree(_ one: Int, _ other: Int) -> Bool {
    // Classes of other kinds agree with themselves alone.
    guard isOfMembers[one], isOfMembers[other] else { return one == other && !isUnlike[one] }
    return writes[one].agrees(with: writes[other])
  }
}

extension Write {
  /// A number that is the same for equal writes, and mostly another for others.
  fileprivate var likely: Int {
    switch self {
    case .fixed(let first, let more): more.reduce(first.likely) { $0 &* 31 &+ $1.likely }
    case .raised: -1
    case .increased: -2
    case .members(let added, let removed): added.reduce(-3, ^) &* 31 &- removed.reduce(0, ^)
    case .unlike: -4
    }
  }
}

extension Write.Step {
  fileprivate var likely: Int {
    switch self {
    case .move(let stage): stage.value
    case .set(.literal(let literal)): literal.likely &* 8 &+ 1
    case .set(.options(let options)): options.reduce(2) { $0 &* 31 &+ $1 }
    case .set(.now), .set(.today), .set(.fromNow), .set(.valueOf): 3
    case .clear: 4
    case .assign(.team(let team)): team.value &* 8 &+ 5
    case .assign(.person(let name)): name.utf8.count &* 8 &+ 6
    case .assign: 7
    case .raise(let literal): literal.likely &* 8 &+ 8
    case .increase(let number): Int(truncatingIfNeeded: (number + 0).bitPattern >> 32)
    }
  }
}

extension Literal {
  fileprivate var likely: Int {
    switch self {
    case .option(let option): option
    case .number(let number): Int(truncatingIfNeeded: (number + 0).bitPattern >> 32)
    case .text(let text), .person(let text): text.utf8.reduce(0) { $0 &* 31 &+ Int($1) }
    case .day(_, let month, let day): month * 31 + day
    case .flag(let isSet): isSet ? 1 : 0
    case .stage(let stage): stage.value
    case .pipeline(let pipeline): pipeline.value
    case .team(let team): team.value
    case .inbox(let inbox): inbox.value
    case .channel: 0
    }
  }
}
