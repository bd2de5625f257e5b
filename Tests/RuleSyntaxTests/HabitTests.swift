import RuleSource
import RuleSyntax
import Testing

/// What people write who do not know the language yet: each line one message, and where it can be, its repair.
@Suite("Habits")
struct HabitTests {
  struct Row: Sendable, CustomTestStringConvertible {
    let written: String
    let code: String
    /// With the edits made; `nil` where there are none.
    let mended: String?
    var testDescription: String { written }
  }

  static let rows: [Row] = [
    // GRAMMAR.md, what a non-programmer writes first
    row("on stage Waiting on us do clear x", "E0130", "on stage \"Waiting on us\" do clear x"),
    row("on closed if vip do clear x", "E0140", "on closed when vip do clear x"),
    row("on closed when vip do clear x else do clear y", "E0141", "on closed when vip do clear x otherwise do clear y"),
    row("on closed do clear x and clear y", "E0142", "on closed do clear x then clear y"),
    row("on closed do clear x, clear y", "E0143", "on closed do clear x then clear y"),
    row("on closed do clear x\n  clear y", "E0144", "on closed do clear x\n  then clear y"),
    row("on closed do clear x then do clear y", "E0145", "on closed do clear x then clear y"),
    row("on closed do clear x when vip", "E0146", "on closed when vip do clear x"),
    row("on closed when vip clear x", "E0147", "on closed when vip do clear x"),
    row("on stage New or Closed do clear x", "E0148", "on stage New, Closed do clear x"),
    row("on closed, reopened do clear x", "E0149", "on closed or reopened do clear x"),
    row("2 days before due do clear x", "E0171", "on 2 days before due do clear x"),
    row("on priority is High do clear x", "E0150", "on priority becomes High do clear x"),
    row("on closed by agent do clear x", "E0151", "on closed by an agent do clear x"),
    row(
      "every weekday at 09:00 do clear x", "E0181",
      "every Monday, Tuesday, Wednesday, Thursday, Friday at 09:00 do clear x"),
    row("define a as p = High", "E0152", "define a as p is High"),
    row("define a as p >= 5", "E0152", "define a as p is at least 5"),
    row("define a as p is empty", "E0153", "define a as p is unknown"),
    row("define a as p is not empty", "E0153", "define a as p is known"),
    row("define a as vip is true", "E0154", "define a as vip"),
    row("define a as vip is false", "E0154", "define a as not vip"),
    row("define a as p is greater than 5", "E0155", "define a as p is above 5"),
    row("define a as p is more than 5", "E0155", "define a as p is above 5"),
    row("define a as p is greater than or equal to 5", "E0155", "define a as p is at least 5"),
    row("define a as priority High", "E0156", "define a as priority is High"),
    row("define a as amount at most 3", "E0156", "define a as amount is at most 3"),
    row("on closed do assign to jo", "E0157", "on closed do assign to \"jo\""),
    row("on closed at most 3 per day do clear x", "E0120", "on closed at most 3 times per day do clear x"),
    row("after 24h in stage New do clear x", "E0107", "after 24 hours in stage New do clear x"),
    row("define a as p is above 1,000", "E0108", "define a as p is above 1000"),
    row("define a as p is above 2.500,00", "E0109", "define a as p is above 2500.00"),
    row("define a as p is “High”", "E0103", "define a as p is \"High\""),
    row("on closed do clear x.", "E0104", "on closed do clear x"),
    row("on closed do clear x;", "E0104", "on closed do clear x"),
    row("on closed { do clear x }", "E0105", "on closed  do clear x "),
    row("On closed DO clear x", "E0132", "on closed do clear x"),
    row("on closed WHEN vip do clear x", "E0132", "on closed when vip do clear x"),
    // other languages
    row("define a as p == High", "E0152", "define a as p is High"),
    row("define a as p != High", "E0152", "define a as p is not High"),
    row("define a as p <> High", "E0152", "define a as p is not High"),
    row("define a as p <= 5", "E0152", "define a as p is at most 5"),
    row("define a as p > 5", "E0152", "define a as p is above 5"),
    row("define a as p < 5", "E0152", "define a as p is below 5"),
    row("define a as vip && paid", "E0152", "define a as vip and paid"),
    row("define a as vip || paid", "E0152", "define a as vip or paid"),
    row("define a as !vip", "E0152", "define a as not vip"),
    row("define a as vip == true", "E0154", "define a as vip"),
    row("on closed when vip => clear x", "E0152", "on closed when vip do clear x"),
    row("on closed when vip -> do clear x", "E0152", "on closed when vip do clear x"),
    row("on closed if vip then clear x", "E0140", "on closed when vip do clear x"),
    row(
      "on closed when a do clear x elif b do clear y", "E0141",
      "on closed when a do clear x otherwise when b do clear y"),
    row(
      "on closed when a do clear x else if b do clear y", "E0141",
      "on closed when a do clear x otherwise when b do clear y"),
    row("on closed do clear x // why", "E0112", "on closed do clear x # why"),
    row("on closed do clear x -- why", "E0112", "on closed do clear x # why"),
    row("/* why\nand how */\non closed do clear x", "E0112", "# why\n# and how \non closed do clear x"),
    row("team 'Tier 2'", "E0110", "team \"Tier 2\""),
    row("define a as vip AND NOT paid", "E0132", "define a as vip and not paid"),
    row("define a as p in [High, Low]", "E0605", "define a as p is one of High, Low"),
    row("define a as p in (High, Low)", "E0605", "define a as p is one of High, Low"),
    row("define a as p IN High, Low", "E0605", "define a as p is one of High, Low"),
    row("define a as p IS_ANY_OF High, Low", "E0605", "define a as p is one of High, Low"),
    row("define a as p is any of High, Low", "E0605", "define a as p is one of High, Low"),
    row("define a as p EQ High", "E0605", "define a as p is High"),
    row("define a as p contains_any \"a\", \"b\"", "E0605", "define a as p contains any of \"a\", \"b\""),
    row("define a as p HAS_PROPERTY", "E0605", "define a as p is known"),
    row("define a as p is null", "E0605", "define a as p is unknown"),
    row("on status New do clear x", "E0607", "on stage New do clear x"),
    row("on ticket.created do clear x", "E0601", "on ticket created do clear x"),
    row("define a as ticket.priority is High", "E0116", "define a as priority is High"),
    row("on ticket updated do clear x", "E0609", nil),
    row("on create do clear x", "E0602", "on ticket created do clear x"),
    row("each day at 09:00 do clear x", "E0604", "every day at 09:00 do clear x"),
    row("when ticket created do clear x", "E0611", "on ticket created do clear x"),
    row("on closed do set priority = High", "E0152", "on closed do set priority to High"),
    row("on closed do set priority High", "E0120", "on closed do set priority to High"),
    row("on closed do priority := High", "E0608", "on closed do set priority to High"),
    row("on closed do change stage to New", "E0606", "on closed do move to New"),
    row("on closed do update priority to High", "E0606", "on closed do set priority to High"),
    row("on closed do close ticket", "E0606", nil),
    row("on closed do reply to contact \"Thanks\"", "E0606", "on closed do send message \"Thanks\" to contact"),
    row("on closed do email contact Reminder", "E0606", "on closed do send email Reminder to contact"),
    row("on closed do wait 3 days", "E0606", nil),
    row("on closed do assign to @jo", "E0600", "on closed do assign to \"jo\""),
    row("rule \"A\"\n  trigger: closed\n  actions: clear x", "E0604", "rule \"A\"\n  on closed\n  do clear x"),
    row("define a as is is known", "E0131", "define a as \"is\" is known"),
    row("after 1 fortnight in stage New do clear x", "E0610", "after 2 weeks in stage New do clear x"),
    row("on closed do move ticket to Closed", "E0126", "on closed do move to Closed"),
    row("on closed do move to stage Closed", "E0126", "on closed do move to Closed"),
    row("team Tier 2", "E0130", "team \"Tier 2\""),
    row(
      "calendar C in \"UTC\" Monday to Friday 09:00 - 17:00", "E0152",
      "calendar C in \"UTC\" Monday to Friday 09:00 to 17:00"),
    row("define a as p does not contain \"x\"", "E0166", "define a as not p contains \"x\""),
    row("on vip becomes 5.1.2026 do clear x", "E0115", "on vip becomes 2026-01-05 do clear x"),
  ]

  private static func row(_ written: String, _ code: String, _ mended: String?) -> Row {
    Row(written: written, code: code, mended: mended)
  }

  @Test("A habit is one message, and its edits give what is written here", arguments: rows)
  func habit(row: Row) {
    let file = SourceFile(path: "habit", bytes: Array((row.written + "\n").utf8))
    let diagnostics = parse(file, index: 0).diagnostics
    let fixes = diagnostics.compactMap(\.fix)
    let mended = applying(fixes, to: file)
    let text = fixes.isEmpty ? nil : String(decoding: mended.bytes.dropLast(), as: UTF8.self)
    let said = Fixture.messages(diagnostics, in: file)
    #expect(diagnostics.map(\.code) == [row.code] && text == row.mended, "\(said)\(text ?? "no edit")")
    guard row.mended != nil else { return }
    let rest = parse(mended, index: 0).diagnostics
    #expect(rest.isEmpty, "\(Fixture.messages(rest, in: mended))")
  }
}
