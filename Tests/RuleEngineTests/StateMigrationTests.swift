import RuleEngine
import Testing

@Suite("State under another rulebook")
struct StateMigrationTests {
  /// The state after the sample's lines, as JSON under another vocabulary with the same rules.
  private func migrated(_ vocabulary: String) throws -> String {
    let state = try #require(TicketStateTests.states().last)
    let bytes = state.encoded(by: StateRulebook.rulebook)
    let other = try #require(StateRulebook.compiled([vocabulary, "on closed do add note \"x\""]))
    return String(decoding: try TicketState(encoded: bytes, for: other).encoded(by: other), as: UTF8.self)
  }

  /// The part of an encoded state between a name and the next bracket of this kind.
  private func part(_ name: String, of text: String, upTo end: String) -> String {
    guard let start = text.firstRange(of: "\"\(name)\":") else { return "" }
    let rest = text[start.upperBound...]
    return String(rest[..<(rest.firstRange(of: end)?.lowerBound ?? rest.endIndex)])
  }

  @Test("Properties, options, stages and teams in another order, and new ones between them, keep their values")
  func reordered() throws {
    let text = try migrated(
      """
      portal "Acme" edition professional in "UTC"
      pipeline Billing id "b"
        stage New id "1"
      pipeline "Support Pipeline" id "0" default
        stage Triage id "0"
        stage Closed id "4" closed
        stage New id "1"
      team "Tier 3"
      team "Tier 2"
      property company.tier: one of silver, bronze, gold
      property contact.language: one of en, fr, de
      property vip: flag
      property fresh: number
      property answered: time
      property due: date
      property subject: text
      property amount: number
      property labels: set of urgent, fresh, stale
      property "the priority" id "prio": ordered one of Lowest, Low id "LOW", High id "HIGH"
      """)
    #expect(
      part("fields", of: text, upTo: "}")
        == #"{".stage":["0","1"],".owner":"jo",".contact.email":"a@b.example",".owner.email":"jo@acme.example",".owner.teams":["Tier 2"],"company.tier":["gold"],"contact.language":["de"],"vip":true,"answered":"2026-01-20T00:00:00Z","due":"2026-02-01","subject":"Printer","amount":3,"labels":["stale"]"#
    )
    #expect(part("visit", of: text, upTo: "]").hasPrefix(#"["0","1","e-1/1""#))
    #expect(part("dates", of: text, upTo: "]]").contains(#""due","2026-02-01""#))
  }

  @Test("What a rulebook does not declare any more, or declares with another type, is left out")
  func removed() throws {
    let text = try migrated(
      """
      portal "Acme" edition professional in "UTC"
      pipeline Other id "9" default
        stage New id "1"
      property labels: number
      property amount: set of a
      property due: time
      property vip: text
      property subject: one of Printer id "P", other
      """)
    #expect(
      part("fields", of: text, upTo: "}")
        == #"{".owner":"jo",".contact.email":"a@b.example",".owner.email":"jo@acme.example""#)
    #expect(part("visit", of: text, upTo: "]").hasPrefix(#"["e-1/1""#))
    let changed = part("changed", of: text, upTo: "]")
    #expect(changed.contains(#""amount","2026-01-09T10:00:00Z""#) && !changed.contains(#""prio""#))
    #expect(text.contains(#"["e-5","2026-01-09T11:00:00Z"]"#))
  }

  @Test("A host may change the rulebook between two steps, whatever the state was laid out for")
  func rulebookChanged() throws {
    let state = try #require(TicketStateTests.states().first)
    let other = try #require(
      StateRulebook.compiled([
        StateRulebook.vocabulary.replacing("team \"Tier 1\"\nteam \"Tier 2\"", with: "team Alone"),
        "on activity do notify team Alone \"{owner.teams}\"",
      ]))
    let line =
      #"{"id":"e-9","at":"2026-01-06T00:00:00Z","actor":{"kind":"agent","id":"jo"},"ticket":{"id":"8812","stage":"1"}}"#
    let step = other.step(try other.event(from: Array(line.utf8)), from: state)
    #expect(step.actions.contains { $0.json.contains("\"action\":\"notify\"") })
    #expect(!state.encoded(by: other).isEmpty)
  }
}
