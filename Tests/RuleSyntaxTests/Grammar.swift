import Foundation
import RuleSource

/// The productions of `grammar/rules.ebnf`, for making sentences of the language.
struct Grammar {
  indirect enum Part {
    case terminal(String)
    case production(String)
    case sequence([Part])
    case choice([Part])
    case optional(Part)
    case repeated(Part)
  }

  private(set) var productions: [String: Part] = [:]

  /// The grammar in `text`, ISO 14977 without exceptions and special sequences.
  init(_ text: String) {
    var reader = Reader(text)
    while let name = reader.next() {
      guard reader.next() == "=" else { break }
      productions[name] = reader.choice()
      _ = reader.next()
    }
  }

  /// Tokens of `text`, comments left out, and the parts they form.
  private struct Reader {
    private var tokens: [String] = []
    private var position = 0

    init(_ text: String) {
      let pattern = #"\(\*[\s\S]*?\*\)|"[^"]*"|[A-Za-z_]+|[=,;|()\[\]{}]"#
      var rest = text[...]
      while let found = rest.range(of: pattern, options: .regularExpression) {
        if !rest[found].hasPrefix("(*") { tokens.append(String(rest[found])) }
        rest = rest[found.upperBound...]
      }
    }

    mutating func next() -> String? {
      guard position < tokens.count else { return nil }
      position += 1
      return tokens[position - 1]
    }

    mutating func choice() -> Part {
      var parts = [sequence()]
      while position < tokens.count, tokens[position] == "|" {
        position += 1
        parts.append(sequence())
      }
      return parts.count == 1 ? parts[0] : .choice(parts)
    }

    private mutating func sequence() -> Part {
      var parts = [part()]
      while position < tokens.count, tokens[position] == "," {
        position += 1
        parts.append(part())
      }
      return parts.count == 1 ? parts[0] : .sequence(parts)
    }

    private mutating func part() -> Part {
      let token = next() ?? ""
      switch token {
      case "(", "[", "{":
        let inner = choice()
        _ = next()
        return token == "(" ? inner : token == "[" ? .optional(inner) : .repeated(inner)
      default:
        return token.hasPrefix("\"") ? .terminal(String(token.dropFirst().dropLast())) : .production(token)
      }
    }
  }

  /// A sentence of `name`, one string a token.
  func sentence(_ name: String, depth: Int = 0, using generator: inout SplitMix64) -> [String] {
    if name == "table" || name == "timer_table" { return table(hasTimer: name == "timer_table", using: &generator) }
    if name == "test_table" { return testTable(using: &generator) }
    if let lexical = Self.lexical[name] { return lexical.randomElement(using: &generator) ?? [] }
    guard let part = productions[name] else { return ["?\(name)?"] }
    return sentence(part, depth: depth + 1, using: &generator)
  }

  private func sentence(_ part: Part, depth: Int, using generator: inout SplitMix64) -> [String] {
    // Below this depth nothing optional is written, and the last choice, which is never `"(" , condition , ")"`, wins.
    let isDeep = depth > 14
    switch part {
    case .terminal(let text): return [text]
    case .production(let name): return sentence(name, depth: depth, using: &generator)
    case .sequence(let parts): return parts.flatMap { sentence($0, depth: depth, using: &generator) }
    case .choice(let parts):
      let chosen = isDeep ? parts.last : parts.randomElement(using: &generator)
      return chosen.map { sentence($0, depth: depth, using: &generator) } ?? []
    case .optional(let part):
      return isDeep || Bool.random(using: &generator) ? [] : sentence(part, depth: depth, using: &generator)
    case .repeated(let part):
      let count = isDeep ? 0 : Int.random(in: 0...2, using: &generator)
      return (0..<count).flatMap { _ in sentence(part, depth: depth, using: &generator) }
    }
  }

  /// A table whose rows fit its header: the n-th kind of cell below the n-th kind of head.
  private func table(hasTimer: Bool, using generator: inout SplitMix64) -> [String] {
    guard case .choice(let heads)? = productions["head"], case .choice(let cells)? = productions["cell"] else {
      return []
    }
    let timer = heads.count - 1
    let conditions = (0..<Int.random(in: 0...2, using: &generator)).map { _ in Int.random(in: 0..<5, using: &generator)
    }
    let actions = (0..<Int.random(in: 1...2, using: &generator)).map { _ in
      Int.random(in: 5..<timer, using: &generator)
    }
    let kinds = conditions + (hasTimer ? [timer] : []) + actions
    func line(_ parts: [Part]) -> [String] {
      ["|"] + kinds.flatMap { sentence(parts[$0], depth: 6, using: &generator) + ["|"] }
    }
    var words = ["table"] + line(heads)
    for _ in 0..<Int.random(in: 1...3, using: &generator) { words += line(cells) }
    return words
  }

  /// A table of cases: the n-th kind of cell below the n-th kind of head, the same in every row. Something happens in
  /// every row, and something is expected at its end; anything else may be left out.
  private func testTable(using generator: inout SplitMix64) -> [String] {
    guard case .choice(let heads)? = productions["test_head"], case .choice(let cells)? = productions["test_cell"]
    else { return [] }
    func kinds(_ range: Range<Int>, _ count: ClosedRange<Int>) -> [Int] {
      (0..<Int.random(in: count, using: &generator)).map { _ in Int.random(in: range, using: &generator) }
    }
    let columns = kinds(0..<4, 0...2) + kinds(4..<8, 1...1) + kinds(8..<heads.count, 1...2)
    var words = ["table", "|"]
    for kind in columns { words += sentence(heads[kind], depth: 6, using: &generator) + ["|"] }
    for _ in 0..<Int.random(in: 1...3, using: &generator) {
      words.append("|")
      for (index, kind) in columns.enumerated() {
        let mayBeLeftOut = kind < 4 || kind >= 8 && index < columns.count - 1
        let isLeftOut = mayBeLeftOut && Int.random(in: 0..<4, using: &generator) == 0
        words += (isLeftOut ? ["-"] : sentence(cells[kind], depth: 6, using: &generator)) + ["|"]
      }
    }
    return words
  }

  private static let lexical: [String: [[String]]] = [
    "word": [
      ["High"], ["vip"], ["Ärger"], ["x-1"], ["due_date"], ["New"], ["Closed"], ["Know"], ["don"], ["Mon"], ["limit"],
      ["postponed"],
    ],
    "string": [["\"Waiting on us\""], ["\"a \\\"b\\\"\""], ["\"if\""], ["\"\""], ["\"stage\""]],
    "number": [["0"], ["-3.5"], ["14"]],
    "date": [["2026-01-05"]],
    "time": [["00:00"], ["09:30"], ["23:59"]],
    "path": [
      ["contact", ".", "language"], ["message", ".", "from"], ["contact", ".", "\"first name\""],
      ["contact", ".", "list"], ["company", ".", "tier"], ["owner", ".", "teams"], ["conversation", ".", "inbox"],
    ],
  ]
}
