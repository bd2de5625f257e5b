internal import RuleChecker
internal import RuleEngine
internal import RuleSchema

//  The words of a test in a table's row: its column's header and its cell as one sentence.

extension Lowering {
  /// `priority is one of High, Medium`; `nil` for a test that no cell can say.
  func words(for test: Test) -> String? {
    switch test {
    case .isOneOf(let field, let literals): words(field, "is", "is one of", literals.map { words(for: $0, of: field) })
    case .compares(let field, .atLeast, let literal):
      "\(words(for: field)) is at least \(words(for: literal, of: field))"
    case .compares(let field, .atMost, let literal): "\(words(for: field)) is at most \(words(for: literal, of: field))"
    case .compares(let field, .above, let literal): "\(words(for: field)) is above \(words(for: literal, of: field))"
    case .compares(let field, .below, let literal): "\(words(for: field)) is below \(words(for: literal, of: field))"
    case .equalsField(let field, let other): "\(words(for: field)) is value of \(words(for: other))"
    case .containsAny(let field, let needles): words(field, "contains", "contains any of", needles.map(Wording.text))
    case .startsWith(let field, let text): "\(words(for: field)) starts with \(Wording.text(text))"
    case .endsWith(let field, let text): "\(words(for: field)) ends with \(Wording.text(text))"
    case .matchesAny(let field, let globs): words(field, "matches", "matches any of", globs.map(Wording.text))
    case .hasAny(let field, let options): words(field, "has", "has any of", names(options, of: field))
    case .hasAll(let field, let options): words(field, "has", "has all of", names(options, of: field))
    case .hasNone(let field, let options): "\(words(for: field)) has none of \(joined(names(options, of: field)))"
    case .hasMatching(let field, let glob): "\(words(for: field)) has any matching \(Wording.text(glob))"
    case .gained(let field, let option): "\(words(for: field)) gained \(joined(names([option], of: field)))"
    case .lost(let field, let option): "\(words(for: field)) lost \(joined(names([option], of: field)))"
    case .was(let field, let literal): "\(words(for: field)) was \(words(for: literal, of: field))"
    case .isKnown(let field): "\(words(for: field)) is known"
    case .isSet(let field): words(for: field)
    case .isBefore(let field, let moment): "\(words(for: field)) is before \(words(for: moment))"
    case .isAfter(let field, let moment): "\(words(for: field)) is after \(words(for: moment))"
    case .isDay(let field, let moment): "\(words(for: field)) is \(words(for: moment))"
    case .comparesField, .changed, .isInNext, .isInLast, .isMoreThanAgo, .isLessThanAgo, .messageIsAutomatic, .actorIs,
      .actorIsOwner,
      .actorIsContact, .ticketIsClosed, .isDuring:
      nil
    }
  }

  private func words(_ field: Field, _ one: String, _ several: String, _ values: [String]) -> String {
    "\(words(for: field)) \(values.count == 1 ? one : several) \(joined(values))"
  }

  private func joined(_ values: [String]) -> String { values.count == 1 ? values[0] : values.joined(separator: ", ") }

  private func words(for field: Field) -> String {
    switch field {
    case .stage: "stage"
    case .pipeline: "pipeline"
    case .owner: "owner"
    case .team: "team"
    case .inbox: "inbox"
    case .channel: "channel"
    case .created: "created"
    case .closed: "closed"
    case .property(let index): words(for: schema.properties[index.value])
    case .contactEmail: "contact.email"
    case .ownerEmail: "owner.email"
    case .ownerTeams: "owner.teams"
    case .messageSubject: "message.subject"
    case .messageFrom: "message.from"
    case .messageText: "message.text"
    }
  }

  private func words(for property: Property) -> String {
    switch property.entity {
    case .ticket: Wording.spelled(property.name)
    case .contact: "contact." + Wording.spelled(property.name)
    case .company: "company." + Wording.spelled(property.name)
    }
  }

  private func words(for literal: Literal, of field: Field) -> String {
    switch literal {
    case .option(let option): joined(names([option], of: field))
    case .number(let number): NumberText.text(of: number)
    case .text(let text), .person(let text): Wording.text(text)
    case .day(let year, let month, let day): Self.day(year, month, day).iso8601
    case .flag(let flag): flag ? "true" : "false"
    case .stage(let stage): Wording.spelled(schema.stages[stage.value].name)
    case .pipeline(let pipeline): Wording.spelled(schema.pipelines[pipeline.value].name)
    case .team(let team): Wording.spelled(schema.teams[team.value].name)
    case .inbox(let inbox): Wording.spelled(schema.inboxes[inbox.value].name)
    case .channel(let channel): channel.rawValue
    }
  }

  private func words(for moment: Moment) -> String {
    switch moment {
    case .day(let year, let month, let day): Self.day(year, month, day).iso8601
    case .today: "today"
    case .valueOf(let field): "value of \(words(for: field))"
    }
  }

  /// The options of a property, or the teams of an owner.
  private func names(_ options: [Int], of field: Field) -> [String] {
    let names: [String] =
      switch field {
      case .property(let index): Self.options(schema.properties[index.value].kind).map(\.name)
      case .ownerTeams: schema.teams.map(\.name)
      case .stage, .pipeline, .owner, .team, .inbox, .channel, .created, .closed, .contactEmail, .ownerEmail,
        .messageSubject, .messageFrom, .messageText:
        []
      }
    return options.filter(names.indices.contains).map { Wording.spelled(names[$0]) }
  }
}
