import RuleEngine
import RuleSource
import Testing

/// Rules of one bucket are matched together, up to 64 at a time: what comes out is what each of them would do alone.
@Suite("Rules that are matched together")
struct MatchingTests {
  private struct Rule: Sendable {
    let condition: String
    let holds: @Sendable (Ticket) -> Bool
  }

  private struct Ticket: Sendable {
    var priority: String?
    var amount: Double?
    var subject: String?
    var labels: [String] = []
    var vip: Bool?

    var line: String {
      var properties: [String] = []
      if let priority { properties.append(#""prio":"\#(priority.uppercased())""#) }
      if let amount { properties.append(#""amount":\#(amount)"#) }
      if let subject { properties.append(#""subject":"\#(subject)""#) }
      if !labels.isEmpty { properties.append(#""labels":["\#(labels.joined(separator: #"",""#))"]"#) }
      if let vip { properties.append(#""vip":\#(vip)"#) }
      return #"{"id":"t","stage":"1","properties":{\#(properties.joined(separator: ","))}}"#
    }
  }

  private static func rulebook(_ rules: [String]) throws -> Rulebook {
    let texts = rules.enumerated().map {
      #"rule "r\#($0.offset)" on \#($0.element) do notify team "Tier 1" "r\#($0.offset)""#
    }
    return try #require(StateRulebook.compiled([StateRulebook.vocabulary, texts.joined(separator: "\n")]))
  }

  /// The names of the rules that fire, which must be the same whichever way the lines go.
  private static func fired(_ lines: [String], _ rulebook: Rulebook) throws -> [[String]] {
    var evaluator = Evaluator(rulebook)
    let events = try lines.map { try rulebook.event(from: Array($0.utf8)) }
    // Twice: what is remembered of the first time must not show in the second.
    for event in events { evaluator.evaluate(event) }
    return events.map { event in
      evaluator.evaluate(event)
      let actions = evaluator.actions(of: event)
      let tookLongWay = evaluator.tookLongWay
      #expect(!tookLongWay)
      #expect(actions == rulebook.step(event, from: TicketState()).actions)
      return actions.map(\.rule)
    }
  }

  private static func created(_ ticket: String) -> String {
    #"{"id":"e","at":"2026-01-05T08:12:00Z","ticket":\#(ticket),"created":true}"#
  }

  private static func check(_ rules: [Rule], _ tickets: [Ticket]) throws {
    let rulebook = try rulebook(rules.map { "ticket created" + ($0.condition.isEmpty ? "" : " when " + $0.condition) })
    let fired = try fired(tickets.map { created($0.line) }, rulebook)
    for (ticket, names) in zip(tickets, fired) {
      let expected = rules.indices.filter { rules[$0].holds(ticket) }.map { "r\($0)" }
      #expect(names == expected, "\(ticket)")
    }
  }

  /// All that fields can be: each with and without a value.
  private static let tickets: [Ticket] = {
    var tickets: [Ticket] = []
    let subjects = [nil, "", "Refund", "my invoice 12", "AAAB", "ärger", "2 invoices and a refund"]
    for (index, subject) in subjects.enumerated() {
      for priority in [nil, "Low", "High"] {
        for amount in [nil, -0.5, 0, 10, 10.5, 73, 1e9] {
          for vip in [nil, false, true] {
            let labels = [[], ["stale"], ["stale", "urgent"]][(index + tickets.count) % 3]
            tickets.append(Ticket(priority: priority, amount: amount, subject: subject, labels: labels, vip: vip))
          }
        }
      }
    }
    return tickets
  }()

  private static let conditions: [Rule] = [
    Rule(condition: "") { _ in true },
    Rule(condition: "priority is High") { $0.priority == "High" },
    Rule(condition: "priority is not High") { $0.priority != "High" },
    Rule(condition: "not priority is Low") { $0.priority != "Low" },
    Rule(condition: "vip") { $0.vip == true },
    Rule(condition: "not vip") { $0.vip != true },
    Rule(condition: "amount is above 10") { ($0.amount ?? -.infinity) > 10 },
    Rule(condition: "not amount is above 10") { !(($0.amount ?? -.infinity) > 10) },
    Rule(condition: "amount is at least 10") { ($0.amount ?? -.infinity) >= 10 },
    Rule(condition: "amount is below 0") { ($0.amount ?? .infinity) < 0 },
    Rule(condition: "amount is at most 0 and not vip") { ($0.amount ?? .infinity) <= 0 && $0.vip != true },
    Rule(condition: "labels has stale") { $0.labels.contains("stale") },
    Rule(condition: "labels has stale and labels has urgent") { $0.labels.count == 2 },
    Rule(condition: "not labels has urgent") { !$0.labels.contains("urgent") },
    Rule(condition: "amount is known") { $0.amount != nil },
    Rule(condition: "subject contains \"invoice\"") { $0.subject?.contains("invoice") ?? false },
    Rule(condition: "not subject contains \"invoice\"") { !($0.subject?.contains("invoice") ?? false) },
    Rule(condition: "subject starts with \"ref\"") { $0.subject == "Refund" },
    Rule(condition: "priority is High or vip") { $0.priority == "High" || $0.vip == true },
    Rule(condition: "vip and (priority is High or amount is above 10)") {
      $0.vip == true && ($0.priority == "High" || ($0.amount ?? -.infinity) > 10)
    },
  ]

  @Test("A few rules, with and without values, affirmed and denied")
  func few() throws { try Self.check(Self.conditions, Self.tickets) }

  @Test("So many rules that they take several blocks, in their order", arguments: [63, 64, 65, 200])
  func many(count: Int) throws {
    let rules = (0..<count).map { number in
      let first = Self.conditions[number % Self.conditions.count]
      if number < Self.conditions.count { return first }
      let bound = Double(number % 97)
      return Rule(
        condition: (first.condition.isEmpty ? "" : "(\(first.condition)) and ") + "amount is at most \(Int(bound))"
      ) {
        first.holds($0) && ($0.amount ?? .infinity) <= bound
      }
    }
    try Self.check(rules, Self.tickets)
  }

  @Test("More tests in a block than a word has bits")
  func manyTests() throws {
    let words = (0..<100).map { "word\($0)x" }
    let rules = (0..<50).map { number in
      Rule(condition: "subject contains \"\(words[2 * number])\" and not subject contains \"\(words[2 * number + 1])\"")
      {
        guard let subject = $0.subject else { return false }
        return subject.contains(words[2 * number]) && !subject.contains(words[2 * number + 1])
      }
    }
    var subjects = words.indices.map { "\(words[$0]) \(words[($0 * 7 + 1) % 100])" }
    subjects.append(words.joined(separator: " "))
    subjects.append("")
    try Self.check(rules, subjects.map { Ticket(subject: $0) })
  }

  @Test(
    "Texts: letters of other alphabets, capitals, needles that overlap; alone, and so many that they are a set",
    arguments: [0, 12])
  func texts(others: Int) throws {
    let conditions = [
      #"contains "aab""#, #"contains any of "aaab", "b""#, #"contains "ÄRGER""#, #"contains "straße""#,
      #"starts with "k""#,
      #"ends with "k""#, #"contains "kelvin""#, #"starts with "Ärg""#, #"ends with "ger""#, #"contains "x""#,
      #"contains "Σίσυφος""#, #"starts with "a long beginning of a text""#, #"ends with "aab""#, #"contains "a""#,
    ]
    let more = (0..<others).map { #"contains "aaaaaaa\#($0)""# }
    let rulebook = try Self.rulebook((conditions + more).map { "ticket created when subject " + $0 })
    let expected: [(subject: String, rules: [Int])] = [
      ("", []), ("aaab", [0, 1, 12, 13]), ("AAB", [0, 1, 12, 13]), ("x", [9]), ("aaaaaaaaaaaaaaaaaax", [9, 13]),
      ("so ein ärger", [2, 8]), ("Ärger in der Straße", [2, 3, 7, 13]), ("STRASSE", [13]),
      ("\u{212A}elvin", [4, 6]), ("zero \u{212A}", [5]), ("KELVIN", [4, 6]), ("Kelvi", [4]), ("ΣΊΣΥΦΟΣ", [10]),
      ("a long beginning", [1, 13]), ("A LONG BEGINNING OF A TEXT and so on", [1, 9, 11, 13]),
      (String(repeating: "a", count: 500), [13]), (String(repeating: "a", count: 500) + "ß straßE", [3, 13]),
      ("eight by", [1]), ("nine bytes of an aab", [0, 1, 12, 13]),
    ]
    let fired = try Self.fired(expected.map { Self.created(Ticket(subject: $0.subject).line) }, rulebook)
    for (names, expected) in zip(fired, expected) {
      #expect(names == expected.rules.map { "r\($0)" }, "\(expected.subject)")
    }
  }

  @Test("Rules found by the texts that are there", arguments: [9, 70, 700])
  func manyTexts(count: Int) throws {
    // Short ones and long ones, alike at both ends, several in a rule, several rules for one, beside other conditions.
    let words = (0..<count).map { "\($0 % 7 == 0 ? "ä" : "")order \($0 * 7919 % 1_000) of" } + ["vip", "ab", "refund"]
    @Sendable func has(_ ticket: Ticket, _ number: Int) -> Bool {
      ticket.subject?.contains(words[number % words.count]) ?? false
    }
    func quoted(_ number: Int) -> String { #""\#(words[number % words.count].uppercased())""# }
    let rules = (0..<(count + 80)).map { number -> Rule in
      switch number % 6 {
      case 0:
        return Rule(condition: "subject contains \(quoted(number)) and subject contains \(quoted(number + 1))") {
          has($0, number) && has($0, number + 1)
        }
      case 1:
        return Rule(condition: "subject contains \(quoted(number)) and not subject contains \(quoted(number + 1))") {
          has($0, number) && !has($0, number + 1)
        }
      case 2:
        return Rule(condition: "priority is High and subject contains any of \(quoted(number)), \(quoted(number + 2))")
        {
          $0.priority == "High" && (has($0, number) || has($0, number + 2))
        }
      case 3:
        return Rule(condition: "vip or subject contains \(quoted(number))") { $0.vip == true || has($0, number) }
      case 4: return Rule(condition: "subject contains \"refund\"") { has($0, words.count - 1) }
      default: return Rule(condition: "subject contains \(quoted(number))") { has($0, number) }
      }
    }
    var subjects: [String?] = [
      nil, "", "ab", "a", "no order of it", "VIP refund", String(repeating: "order ", count: 90),
    ]
    for number in stride(from: 0, to: count, by: max(1, count / 40)) {
      subjects += [words[number], "my \(words[number]) \(words[(number + 1) % count])", words[number] + "ä ab vip"]
    }
    subjects.append(words.joined(separator: " "))
    let lowercased = subjects.map { $0?.lowercased() }
    try Self.check(
      rules,
      lowercased.enumerated().map {
        Ticket(priority: $0.offset % 2 == 0 ? "High" : nil, subject: $0.element, vip: $0.offset % 5 == 0)
      })
  }

  @Test("A text that is made so that all texts must be compared at each place")
  func slowTexts() throws {
    let rules = (0..<200).map { number in
      let word = String(repeating: "a", count: 20 + number) + "b"
      return Rule(condition: "subject contains \"\(word)\"") { $0.subject?.contains(word) ?? false }
    }
    let subjects = [100, 1_000].map { String(repeating: "a", count: $0) }
    try Self.check(rules, (subjects + subjects.map { $0 + "b" }).map { Ticket(subject: $0) })
  }

  @Test("Rules with several triggers fire once, for whichever happened")
  func triggers() throws {
    let rulebook = try Self.rulebook([
      "ticket created or priority changed", "stage Waiting or reply from contact", "reply from contact",
      "priority changed",
      "amount changed or priority changed or reply from contact", "email sent to contact",
      "stage New or ticket created",
      "reply from anyone",
    ])
    func line(_ stage: Int, _ rest: String) -> String {
      #"{"id":"e","at":"2026-01-05T08:12:00Z","actor":{"kind":"contact"},"ticket":{"id":"t","stage":"\#(stage)","thread":"T","contact":{"id":"7"},"properties":{"prio":"HIGH","amount":1}},\#(rest)}"#
    }
    let lines: [(line: String, rules: [Int])] = [
      (line(1, #""created":true"#), [0, 6]),
      (line(2, #""before":{"stage":"1"}"#), [1]),
      (line(2, #""before":{"prio":"LOW"}"#), [0, 3, 4]),
      (line(2, #""before":{"prio":"LOW","amount":2}"#), [0, 3, 4]),
      (line(1, #""before":{"stage":"2","amount":2}"#), [4, 6]),
      (line(1, #""message":{"direction":"in","thread":"T"}"#), [1, 2, 4, 7]),
      (line(1, #""message":{"direction":"in","thread":"U"}"#), []),
      (line(1, #""message":{"direction":"in","thread":"T","from":"x@y.example"}"#), [7]),
      (line(2, #""before":{"prio":"LOW"},"message":{"direction":"in","thread":"T"}"#), [0, 1, 2, 3, 4, 7]),
      (line(1, #""message":{"kind":"email","direction":"out","origin":"ticket","thread":"T"}"#), [5]),
    ]
    let fired = try Self.fired(lines.map(\.line), rulebook)
    for (names, expected) in zip(fired, lines) { #expect(names == expected.rules.map { "r\($0)" }, "\(expected.line)") }
  }
}
