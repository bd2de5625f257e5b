import RuleCompiler
import RuleEngine
import Testing

@Suite("Rules of every kind, through the file")
struct VerifiedRulesTests {
  static let lines: [String] =
    [
      "set labels to stale", "set vip to true", "set \"due date\" to today",
      "set \"due date\" to 2026-03-01", "set since to now", "set since to 3 days from now",
      "set since to value of created", "set subject to \"x\"",
      "set backup to \"jo\"", "set backup to value of owner", "set subject to value of backup",
      "set subject to value of message.subject", "set level to value of priority", "set priority to value of level",

      "set amount to -0.5", "clear labels", "clear owner", "raise priority to High",
      "raise amount to 3", "increase amount by 2", "add stale to labels", "remove stale from labels",
      "remove all matching \"nothing*\" from labels", "assign to nobody", "assign to its backup", "assign to actor",
      "assign to creator", "rotate among team \"Tier 2\"", "move to Open in pipeline Billing",
      "create ticket in pipeline Billing with labels stale",
      "send email Reminder to its backup and its team",
      "notify owner \"{stage} {owner} {contact.name} {created} {labels} {message.text}\"",
      "create task \"x\" for team \"Tier 2\" due in 2 hours",
    ].map { "on reply from contact do " + $0 }
    + [
      "labels has none of stale", "labels was stale",
      "labels lost stale", "labels is unknown", "stage was New", "stage changed from New",
      "pipeline is Billing", "pipeline was Billing", "team is \"Tier 2\"", "inbox is \"Support inbox\"",
      "channel is email", "owner is \"jo\"", "backup is \"jo\"", "owner changed",
      "vip was true", "vip changed to true", "amount is 0", "amount is between 1 and 2", "amount was 3",
      "amount changed from 1 to 2", "subject is \"x\"", "subject was \"x\"",
      "subject matches any of list \"Free mail\"",
      "contact.email matches \"*@x\"", "message.text contains any of \"a\", \"b\"", "message is automatic",
      "\"due date\" is today", "\"due date\" is 2026-03-01", "\"due date\" was 2026-03-01",
      "\"due date\" is before value of created", "since is today",
      "since is after 2026-03-01", "created is less than 9 minutes ago", "closed is before today",
      "contact.language is one of en, de", "actor is the owner",
      "actor is automation", "actor is the contact", "ticket is open", "priority is above Low",
      "priority changed from Low to High",
    ].map { "on reply from contact when \($0) do add note \"x\"" }
    + [
      "labels gained stale or labels lost stale", "priority becomes High", "owner changed", "team changed",
      "pipeline changed", "team becomes \"Tier 2\"", "pipeline becomes Billing", "owner changed to \"jo\"",
      "labels changed", "vip becomes true", "amount becomes 3", "subject becomes \"x\"",
      "\"due date\" becomes 2026-03-01", "stage changed from New to Closed", "stage becomes Closed",
      "stage New, Closed", "leaving stage New, Closed by list \"Free mail\"",
      "new conversation", "ticket created by a contact via chat", "channel becomes email",
    ].map { "on \($0) do create ticket in stage New" }

  @Test("What the checker lets through, the verifier lets through", arguments: lines)
  func verified(_ line: String) throws {
    let more = "\nproperty since: time\nproperty level: one of Low, Medium, High\nproperty contact.name: text\n"
    let compiled = Toolchain.compile(ToolchainTests.files([ToolchainTests.vocabulary + more, line]))
    let output = try #require(compiled.output)
    #expect(try ProgramFile(decoding: output.bytes).program == output.program)
  }
}
