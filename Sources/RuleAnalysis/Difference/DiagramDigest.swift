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
  private var names: [Fact: String] = [:]
  private var memo: [Key: String] = [:]

  private struct Key: Hashable {
    let facts: [Fact]
    let diagram: Diagram
    let frame: Diagram
  }

  /// What no situation can be.
  private static let impossible = "*"

  /// Facts are looked at in the order they are laid out in, which has to be one of names: see `CanonicalProgram`.
  init(_ situations: Situations, due: @escaping (Int) -> String, limited: @escaping (Int) -> String) {
    self.situations = situations
    self.due = due
    self.limited = limited
    words = CanonicalWords(program: situations.program)
  }

  /// The digest of where the diagram holds, of what is possible.
  mutating func digest(of diagram: Diagram) throws(BudgetExceeded) -> String {
    let facts = try situations.facts(of: [diagram])
    let frame = try SituationRegion.frame(of: facts, in: situations)
    // Limits stand at the end, in the order of rules.
    var limits: [Fact] = []
    var others: [Fact] = []
    for fact in facts {
      if names[fact] == nil { names[fact] = name(fact) }
      if case .isUsedUp = fact { limits.append(fact) } else { others.append(fact) }
    }
    limits.sort { (names[$0] ?? "") < (names[$1] ?? "") }
    return try digest(situations.store.and(diagram, frame), frame, (others + limits)[...])
  }

  private func name(_ fact: Fact) -> String {
    words.fact(fact, due: due, limited: limited).joined(separator: "\u{1F}")
  }

  /// `diagram` is inside `frame`.
  private mutating func digest(
    _ diagram: Diagram, _ frame: Diagram, _ facts: ArraySlice<Fact>
  ) throws(BudgetExceeded) -> String {
    if frame == .never { return Self.impossible }
    if diagram == .never { return "0" }
    if diagram == frame { return "1" }
    guard let fact = facts.first else { return "?" }
    let key = Key(facts: Array(facts), diagram: diagram, frame: frame)
    if let known = memo[key] { return known }
    var children: [String] = []
    for index in 0..<situations.classCount(of: fact) {
      children.append(
        try digest(
          situations.restricted(diagram, to: fact, index), situations.restricted(frame, to: fact, index),
          facts.dropFirst()))
    }
    let seen = Set(children.filter { $0 != Self.impossible })
    let result: String
    if let only = seen.first, seen.count == 1 {
      result = only
    } else {
      result = Self.hash([names[fact] ?? ""] + parts(of: fact, children))
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
    let first = RulebookChecksum.of(bytes)
    bytes[0] = UInt8(ascii: "b")
    // The second half sees the words from the other end.
    bytes.reverse()
    let second = RulebookChecksum.of(bytes)
    return [first, second].map { half in
      let digits = String(half, radix: 16)
      return String(repeating: "0", count: 16 - digits.count) + digits
    }.joined()
  }
}

extension Situations {
  /// Where the diagram holds, a fact being of a class: no diagram of the fact any more.
  func restricted(_ diagram: Diagram, to fact: Fact, _ index: Int) throws(BudgetExceeded) -> Diagram {
    let variables = variables(of: fact)
    guard let root = store.branches(of: diagram), root.variable < variables.upperBound else { return diagram }
    guard root.variable >= variables.lowerBound else {
      return try store.exists(variables, store.and(diagram, self.diagram(fact, is: index)))
    }
    // From the root down nothing new is made.
    var result = diagram
    for variable in variables {
      guard let node = store.branches(of: result), node.variable == variable else { continue }
      let isOne = index >> (variables.upperBound - 1 - variable) & 1 == 1
      result = isOne ? node.high : node.low
    }
    return result
  }
}
