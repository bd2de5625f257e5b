import RuleCompiler
import RuleSource
import RuleTesting
import Testing

@Suite("What tests cover") struct CoverageTests {
  static func run(_ text: String) throws -> CoverageRun {
    let files = [SourceFile(path: "desk.rules", bytes: Array(text.utf8))]
    let rules = try #require(Toolchain.check(files).rules)
    let program = try #require(Toolchain.compile(files).output?.program)
    return CoverageRun(of: try #require(TestSuite(rules: rules, program: program, files: files)))
  }

  // ---- masking MC/DC, found another way ----

  /// A formula over flags, each occurrence a part of its own.
  indirect enum Formula {
    case flag(Int)
    case not(Formula)
    case all([Formula])
    case any([Formula])

    /// A formula of up to so many levels.
    static func random(_ depth: Int, flags: Int, _ numbers: inout SplitMix64) -> Formula {
      let kind = depth == 0 ? 0 : numbers.below(7)
      switch kind {
      case 0, 1: return .flag(numbers.below(flags))
      case 2: return .not(random(depth - 1, flags: flags, &numbers))
      default:
        let parts = (0..<(2 + numbers.below(2))).map { _ in random(depth - 1, flags: flags, &numbers) }
        return kind < 5 ? .all(parts) : .any(parts)
      }
    }

    var words: String {
      switch self {
      case .flag(let flag): "flag\(flag)"
      case .not(let part): "not (\(part.words))"
      case .all(let parts): "(" + parts.map(\.words).joined(separator: " and ") + ")"
      case .any(let parts): "(" + parts.map(\.words).joined(separator: " or ") + ")"
      }
    }

    /// The flag of each occurrence, in the order of reading.
    var occurrences: [Int] {
      switch self {
      case .flag(let flag): [flag]
      case .not(let part): part.occurrences
      case .all(let parts), .any(let parts): parts.flatMap(\.occurrences)
      }
    }

    /// Whether it holds for these values of its occurrences, which are used up.
    func holds(_ values: inout ArraySlice<Bool>) -> Bool {
      switch self {
      case .flag: return values.removeFirst()
      case .not(let part): return !part.holds(&values)
      case .all(let parts): return parts.map { $0.holds(&values) }.allSatisfy { $0 }
      case .any(let parts): return parts.map { $0.holds(&values) }.contains(true)
      }
    }

    func holds(_ values: [Bool]) -> Bool {
      var rest = values[...]
      return holds(&rest)
    }

    /// Whether the occurrence alone can turn the formula.
    func isDecided(by occurrence: Int, _ values: [Bool]) -> Bool {
      var other = values
      other[occurrence].toggle()
      return holds(values) != holds(other)
    }
  }

  @Test("Masking MC/DC is what turning each part of a formula alone finds, over 200 formulas")
  func masking() throws {
    var numbers = SplitMix64(seed: 5)
    var wrong: [String] = []
    var shown = 0
    var unshown = 0
    var impossible = 0
    for number in 0..<200 {
      let flags = 1 + numbers.below(4)
      let formula = Formula.random(1 + numbers.below(3), flags: flags, &numbers)
      let rows = (0..<numbers.below(12)).map { _ in (0..<flags).map { _ in numbers.below(2) == 1 } }
      var text = "pipeline Desk default stage New stage Done closed\n"
      for flag in 0..<flags { text += "property flag\(flag): flag\n" }
      text += "rule \"R\" on note added when \(formula.words) do add note \"x\"\n"
      for (index, row) in rows.enumerated() {
        let given = row.enumerated().filter(\.element).map { ", flag\($0.offset)" }.joined()
        text += "test \"\(index)\" given stage New\(given) when note added expect not create task ____\n"
      }
      let rule = try #require(try Self.run(text).coverage().rules.first)
      let occurrences = formula.occurrences
      let seen = rows.map { row in occurrences.map { row[$0] } }
      // Every ticket there is.
      let every = (0..<(1 << flags)).map { bits in occurrences.map { bits >> $0 & 1 == 1 } }
      let parts = rule.conditions.flatMap(\.parts)
      guard parts.count == occurrences.count else {
        wrong.append("\(number): \(formula.words) has \(parts.count) parts")
        continue
      }
      for (place, part) in parts.enumerated() {
        for (value, way) in [(true, part.whenTrue), (false, part.whenFalse)] {
          let out = seen.filter { $0[place] == value }
          let deciding = out.filter { formula.isDecided(by: place, $0) }
          let isRight =
            way.count == out.count && way.deciding == deciding.count
            && way.isImpossible == !every.contains { $0[place] == value }
            && way.neverDecides == !every.contains { $0[place] == value && formula.isDecided(by: place, $0) }
          if !isRight { wrong.append("\(number): \(formula.words), part \(place) \(value): \(way)") }
          impossible += way.neverDecides ? 1 : 0
        }
        if part.isDecidedBothWays { shown += 1 } else { unshown += 1 }
      }
      if rule.count != seen.count(where: { formula.holds($0) }) { wrong.append("\(number): fired \(rule.count) times") }
    }
    #expect(wrong == [])
    // The formulas are of every kind.
    #expect([shown, unshown, impossible].allSatisfy { $0 > 50 }, "\(shown), \(unshown), \(impossible)")
  }

  // ---- what counts ----

  @Test(
    "Rules of one name in two pipelines, creation from a conversation and the tickets that rules make are told apart")
  func pipelines() throws {
    let coverage = try Self.run(
      """
      portal "Acme" edition professional in "Europe/Berlin"
      pipeline Desk default stage New stage Done closed
      pipeline Billing stage Open stage Paid closed
      inbox Mail email "help@acme.example"
      property vip: flag
      for pipeline Desk
      rule "Made" on new conversation in inbox Mail when message.subject contains "bill"
        do create ticket in stage New with vip yes
      rule "Hello" on stage New when vip do create ticket in stage Open in pipeline Billing
      for pipeline Billing
      rule "Hello" on stage Open do add note "new"
      test "a bill" when new conversation with message.subject "a bill" expect create ticket
      """
    ).coverage()
    #expect(coverage.rules.map(\.fullName) == ["Made", "Desk: Hello", "Billing: Hello"])
    #expect(coverage.rules.map(\.count) == [1, 1, 1])
    #expect(coverage.stages.map { $0.count > 0 } == [true, false, true, false])
  }
}
