internal import RuleEngine

/// Finds a text that fits some patterns and not others, by searching the product of their automata: shortest first.
enum TextFinder {
  enum Outcome: Equatable {
    case text(String)
    /// There is no such text.
    case none
    /// The search was given up.
    case unknown
  }

  private enum Element: Hashable {
    case scalar(Unicode.Scalar)
    case anyScalar
    case anything
  }

  /// The most states that are looked at.
  private static let budget = 20_000

  /// A text, never the empty one, that fits all of `wanted` and none of `unwanted`, and is none of `others`.
  static func text(
    fitting wanted: [TextPattern], butNot unwanted: [TextPattern], besides others: [FoldedText]
  ) -> Outcome {
    if let guess = guess(wanted, unwanted, others) { return .text(guess) }
    let automata =
      wanted.map { Automaton(elements(of: $0), mustFit: true) }
      + unwanted.map { Automaton(elements(of: $0), mustFit: false) }
      + others.map { Automaton(elements(of: $0), mustFit: false) }
    return search(automata)
  }

  /// Parts in a row: what people would write.
  private static func guess(
    _ wanted: [TextPattern], _ unwanted: [TextPattern], _ others: [FoldedText]
  ) -> String? {
    let starts = wanted.filter { $0.place == .beginning }.map(\.text)
    let ends = wanted.filter { $0.place == .end }.map(\.text)
    let middles = wanted.filter { $0.place == .anywhere }.map(\.text)
    let wholes = wanted.filter { $0.place == .whole }.map { $0.text.replacing("*", with: "").replacing("?", with: "x") }
    for filler in ["something else", "x"] {
      let parts = starts + middles + wholes + ends
      let text = parts.isEmpty ? filler : parts.joined(separator: " ")
      let folded = FoldedText(text)
      if !text.isEmpty, !text.contains("\\"), wanted.allSatisfy({ $0.matches(folded) }),
        !unwanted.contains(where: { $0.matches(folded) }), !others.contains(folded)
      {
        return text
      }
    }
    return nil
  }

  private static func elements(of pattern: TextPattern) -> [Element] {
    let plain = String(decoding: FoldedText(pattern.text).bytes, as: UTF8.self).unicodeScalars.map(Element.scalar)
    switch pattern.place {
    case .anywhere: return [.anything] + plain + [.anything]
    case .beginning: return plain + [.anything]
    case .end: return [.anything] + plain
    case .whole: break
    }
    var elements: [Element] = []
    var isEscaped = false
    let scalars = Array(String(decoding: FoldedText(pattern.text).bytes, as: UTF8.self).unicodeScalars)
    for (index, scalar) in scalars.enumerated() {
      if isEscaped {
        elements.append(.scalar(scalar))
        isEscaped = false
      } else if scalar == "\\", index + 1 < scalars.count, scalars[index + 1] == "*" || scalars[index + 1] == "?" {
        isEscaped = true
      } else {
        elements.append(scalar == "*" ? .anything : scalar == "?" ? .anyScalar : .scalar(scalar))
      }
    }
    return elements
  }

  private static func elements(of text: FoldedText) -> [Element] {
    String(decoding: text.bytes, as: UTF8.self).unicodeScalars.map(Element.scalar)
  }

  /// The places of a pattern that a text read so far may have reached.
  private struct Automaton {
    let elements: [Element]
    let mustFit: Bool

    init(_ elements: [Element], mustFit: Bool) {
      self.elements = elements
      self.mustFit = mustFit
    }

    var start: Set<Int> { closed([0]) }

    func isFitting(_ places: Set<Int>) -> Bool { places.contains(elements.count) }

    func next(_ places: Set<Int>, _ scalar: Unicode.Scalar) -> Set<Int> {
      var result: Set<Int> = []
      for place in places where place < elements.count {
        switch elements[place] {
        case .anything: result.insert(place)
        case .anyScalar: result.insert(place + 1)
        case .scalar(let own): if own == scalar { result.insert(place + 1) }
        }
      }
      return closed(result)
    }

    private func closed(_ places: Set<Int>) -> Set<Int> {
      var result = places
      for place in places {
        var next = place
        while next < elements.count, elements[next] == .anything {
          next += 1
          result.insert(next)
        }
      }
      return result
    }
  }

  private static func search(_ automata: [Automaton]) -> Outcome {
    struct State: Hashable {
      var places: [Set<Int>]
      var isEmpty: Bool
    }
    var alphabet: [Unicode.Scalar] = []
    for automaton in automata {
      for case .scalar(let scalar) in automaton.elements where !alphabet.contains(scalar) { alphabet.append(scalar) }
    }
    // One letter that no pattern names stands for all others.
    for scalar in "xyzabcdefghijklmnopqrstuvw0123456789-_ ~äöüßéñ".unicodeScalars where !alphabet.contains(scalar) {
      alphabet.append(scalar)
      break
    }
    let start = State(places: automata.map(\.start), isEmpty: true)
    var queue = [(state: start, previous: -1, scalar: Unicode.Scalar(UInt8(0)))]
    var seen: Set<State> = [start]
    var next = 0
    while next < queue.count {
      let state = queue[next].state
      let fits = !state.isEmpty && zip(automata, state.places).allSatisfy { $0.isFitting($1) == $0.mustFit }
      if fits {
        var text: [Unicode.Scalar] = []
        var place = next
        while queue[place].previous >= 0 {
          text.append(queue[place].scalar)
          place = queue[place].previous
        }
        var result = String.UnicodeScalarView()
        result.append(contentsOf: text.reversed())
        return .text(String(result))
      }
      for scalar in alphabet {
        let places = zip(automata, state.places).map { $0.next($1, scalar) }
        // A wanted pattern that can fit no more leads nowhere.
        if zip(automata, places).contains(where: { $0.mustFit && $1.isEmpty }) { continue }
        let state = State(places: places, isEmpty: false)
        guard seen.insert(state).inserted else { continue }
        guard seen.count < budget else { return .unknown }
        queue.append((state, next, scalar))
      }
      next += 1
    }
    return .none
  }
}
