//  RuleSyntax answers "what was written?": tokens, the lossless tree, the parser.
//  It refuses to know what names stand for.

package import RuleSource

/// What one rule file says, item by item, with every token kept.
///
/// The tokens, in order, with the bytes between them (white space) are exactly the file: nothing is lost. Comments are
/// tokens. The typed items refer to the file by byte ranges.
package struct SyntaxTree: Sendable {
  /// Every token of the file in order, comments included, `endOfFile` last.
  package let tokens: TokenList
  /// What was declared or ruled, in text order. Items too broken to keep are absent.
  package let items: [ItemSyntax]
}

/// Anything that stands at the top level of a rule file.
///
/// Indirect, since lists of items are walked often, and most of them are rules.
package enum ItemSyntax: Sendable {
  indirect case portal(PortalSyntax)
  indirect case pipeline(PipelineSyntax)
  indirect case property(PropertySyntax)
  indirect case team(DeclaredNameSyntax)
  indirect case inbox(InboxSyntax)
  indirect case template(DeclaredNameSyntax)
  indirect case list(ListSyntax)
  indirect case calendar(CalendarSyntax)
  indirect case action(ActionDeclarationSyntax)
  indirect case answerLimit(AnswerLimitSyntax)
  indirect case scope(ScopeSyntax)
  indirect case definition(DefinitionSyntax)
  case rule(RuleDeclarationSyntax)
  indirect case test(TestDeclarationSyntax)
  indirect case promise(PromiseSyntax)
}

/// A name as written: a bare word or a quoted string.
package struct NameSyntax: Sendable {
  /// The name without quotes, escapes resolved.
  package let text: String
  package let range: SourceRange
  package let isQuoted: Bool
}

/// `portal "Acme" edition professional in "Europe/Berlin"`
package struct PortalSyntax: Sendable {
  package let name: NameSyntax
  /// The word after `edition`; the parser only lets the four editions through.
  package let edition: NameSyntax
  package let zone: NameSyntax
  package let range: SourceRange
}

/// `pipeline "Support Pipeline" id "0" default stage New id "1" …`
package struct PipelineSyntax: Sendable {
  package let name: NameSyntax
  package let id: NameSyntax?
  package let isDefault: Bool
  package let hasCloseDate: Bool
  package let stages: [StageSyntax]
  /// A part was reported: stages may be missing.
  package let isBroken: Bool
  package let range: SourceRange
}

/// `stage Closed id "4" closed`
package struct StageSyntax: Sendable {
  package let name: NameSyntax
  package let id: NameSyntax?
  package let isClosed: Bool
  package let range: SourceRange
}

/// `property priority id "hs_ticket_priority": ordered one of Low, High`
package struct PropertySyntax: Sendable {
  package let subject: OperandSyntax
  package let id: NameSyntax?
  /// `nil` where the type was too broken to read.
  package let type: TypeSyntax?
  package let range: SourceRange
}

/// The type of a property.
package enum TypeSyntax: Sendable {
  case oneOf([OptionSyntax], isOrdered: Bool)
  case setOf([OptionSyntax])
  case number, text, date, time, flag, person
}

/// `High id "HIGH"`
package struct OptionSyntax: Sendable {
  package let name: NameSyntax
  package let id: NameSyntax?
}

/// `team "Tier 2"`, `template Reminder`
package struct DeclaredNameSyntax: Sendable {
  package let name: NameSyntax
  package let range: SourceRange
}

/// `inbox "Sales inbox" email "sales@acme.example" without tickets`
package struct InboxSyntax: Sendable {
  package let name: NameSyntax
  package let email: NameSyntax
  /// `without tickets`: the inbox's own settings decide, and rules may not create tickets from it.
  package let isLocked: Bool
  package let range: SourceRange
}

/// `list "Free mail": "*@mail.example", "*@free.example"`
package struct ListSyntax: Sendable {
  package let name: NameSyntax
  package let globs: [NameSyntax]
  package let range: SourceRange
}

/// `calendar Office in "Europe/Berlin" Monday to Friday 09:00 to 12:00, 13:00 to 17:00 except 2026-12-25`
package struct CalendarSyntax: Sendable {
  /// Days that share their hours.
  package struct Hours: Sendable {
    /// 1 is Monday, 7 is Sunday; `lastDay` is `firstDay` where one day is named.
    package let firstDay: Int
    package let lastDay: Int
    /// Minutes of the day, 0 to 1440 as written: the start may be no earlier than the end.
    package let spans: [(start: Int, end: Int, range: SourceRange)]
    package let range: SourceRange
  }

  package let name: NameSyntax
  package let zone: NameSyntax
  package let isDefault: Bool
  package let hours: [Hours]
  /// Dates as written after `except`.
  package let exceptions: [ValueSyntax]
  package let isBroken: Bool
  package let range: SourceRange
}

/// `action "page on-call" with service: text with severity: one of low, high default low with note: text optional`
package struct ActionDeclarationSyntax: Sendable {
  package struct Parameter: Sendable {
    package let name: NameSyntax
    /// `nil` where the type was too broken to read.
    package let type: TypeSyntax?
    package let defaultValue: ValueSyntax?
    package let isOptional: Bool
    package let range: SourceRange
  }

  package let name: NameSyntax
  package let parameters: [Parameter]
  package let isBroken: Bool
  package let range: SourceRange
}

/// `limit answers at most 5 times per 24 hours`: how often messages of rules may answer the contact's messages.
package struct AnswerLimitSyntax: Sendable {
  package let count: ValueSyntax
  package let per: DurationSyntax
  package let range: SourceRange
}

/// `for pipeline "Support Pipeline"`, `for pipelines A, B`: holds to the end of its file, or to the next one.
package struct ScopeSyntax: Sendable {
  package let pipelines: [NameSyntax]
  package let range: SourceRange
}

/// `define urgent as priority is at least High or subject contains "outage"`
package struct DefinitionSyntax: Sendable {
  package let name: NameSyntax
  package let condition: ConditionSyntax
  package let range: SourceRange
}
