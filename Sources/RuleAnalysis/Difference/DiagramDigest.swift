internal import RuleEngine

/// A digest of diagrams that does not depend on how they are laid out: equal digests, equal sets of situations.
///
/// A diagram is walked fact by fact in an order of names. Constants that nothing tells apart are one, facts that decide
/// nothing are left out, and what cannot be decides nothing.
struct DiagramDigest {
  private let situations: Situations
  private let words: CanonicalWords
  private let due: (Int) -> String
  private let limited: (Int) -> String
  private var order: [Fact: (rank: Int, words: String)] = [:]
  private var memo: [Key: String] = [:]

  private struct Key: Hashable {
    let facts: [Fact]
    let diagram: Diagram
    let frame: Diagram
  }

  /// What no situation can be.
  private static let impossible = "*"

  init(_ situations: Situations, due: @escaping (Int) -> String, limited: @escaping (Int) -> String) {
    self.situations = situations
    self.due = due
    self.limited = limited
    words = CanonicalWords(program: situations.program)
  }

  /// The digest of where the diagram holds, of what is possible.
  mutating func digest(of diagram: Diagram) throws(BudgetExceeded) -> String {
    var facts: [(fact: Fact, rank: Int, words: String)] = []
    for fact in try situations.facts(of: [diagram]) {
      let known = order[fact] ?? name(fact)
      order[fact] = known
      facts.append((fact, known.rank, known.words))
    }
    facts.sort { ($0.rank, $0.words) < ($1.rank, $1.words) }
    let frame = try SituationRegion.frame(of: facts.map(\.fact), in: situations)
    return try digest(diagram, frame, facts.map(\.fact)[...])
  }

  private func name(_ fact: Fact) -> (rank: Int, words: String) {
    let own = words.fact(fact, due: due, limited: limited)
    return (words.rank(fact), (words.subject(fact) + own).joined(separator: "\u{1F}"))
  }

  private mutating func digest(
    _ diagram: Diagram, _ frame: Diagram, _ facts: ArraySlice<Fact>
  ) throws(BudgetExceeded) -> String {
    let store = situations.store
    if frame == .never { return Self.impossible }
    if try store.and(diagram, frame) == .never { return "0" }
    if try store.without(frame, diagram) == .never { return "1" }
    guard let fact = facts.first else { return "?" }
    let rest = facts.dropFirst()
    let key = Key(facts: Array(facts), diagram: diagram, frame: frame)
    if let known = memo[key] { return known }
    var children: [String] = []
    let variables = situations.variables(of: fact)
    for index in 0..<situations.classCount(of: fact) {
      let isClass = try situations.diagram(fact, is: index)
      children.append(
        try digest(
          store.exists(variables, store.and(diagram, isClass)), store.exists(variables, store.and(frame, isClass)), rest
        ))
    }
    let seen = Set(children.filter { $0 != Self.impossible })
    let result: String
    if let only = seen.first, seen.count == 1 {
      result = only
    } else {
      let parts = [order[fact]?.words ?? ""] + self.parts(of: fact, children)
      result = Self.hash(parts)
    }
    memo[key] = result
    return result
  }

  /// The classes that differ, with what they lead to.
  private func parts(of fact: Fact, _ children: [String]) -> [String] {
    if case .distance = fact, let cuts = situations.distances[fact]?.cuts { return steps(children, cuts) }
    switch fact {
    case .before(.stage):
      return named(children) { words.stage($0 - 1) }
    case .value(let slot), .before(let slot):
      switch situations.domains[slot] {
      case .cuts(let cuts): return steps(children, cuts)
      case .options(let options, _): return named(children) { words.option(options[$0 - 1], of: slot) }
      case .texts(let texts):
        let others = children.last ?? ""
        var parts: [[String]] = []
        for (text, child) in zip(texts, children.dropFirst()) where child != others && child != Self.impossible {
          parts.append(text.bytes.map { "\($0)" } + ["=", child])
        }
        return [children.first ?? "", others] + parts.sorted { $0.lexicographicallyPrecedes($1) }.flatMap(\.self)
      case .flag, nil: return children
      }
    default: return children
    }
  }

  private func named(_ children: [String], _ name: (Int) -> [String]) -> [String] {
    var parts: [[String]] = []
    for (index, child) in children.enumerated() where child != "0" && child != Self.impossible {
      parts.append((index == 0 ? ["unknown"] : name(index)) + ["=", child])
    }
    return parts.sorted { $0.lexicographicallyPrecedes($1) }.flatMap(\.self)
  }

  /// Where along the numbers something else begins.
  private func steps(_ children: [String], _ cuts: [Double]) -> [String] {
    var parts = [children.first ?? ""]
    var last: String?
    for (index, child) in children.enumerated().dropFirst() where child != last && child != Self.impossible {
      let start =
        index == 1 ? "" : index.isMultiple(of: 2) ? "from \(cuts[index / 2 - 1])" : "above \(cuts[index / 2 - 1])"
      // The first that can be holds from the beginning.
      parts += [last == nil ? "" : start, child]
      last = child
    }
    return parts
  }

  /// 128 bits over words, each with its length.
  static func hash(_ words: [String]) -> String {
    var bytes = Array("a".utf8)
    for word in words { bytes += Array("\(word.utf8.count):".utf8) + Array(word.utf8) }
    let first = RulebookChecksum.of(bytes[...])
    bytes[0] = UInt8(ascii: "b")
    // The second half sees the words from the other end.
    bytes.reverse()
    let second = RulebookChecksum.of(bytes[...])
    return [first, second].map { half in
      let digits = String(half, radix: 16)
      return String(repeating: "0", count: 16 - digits.count) + digits
    }.joined()
  }
}
