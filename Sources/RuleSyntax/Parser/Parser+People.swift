import RuleSource

/// Who is reached, and who gets the ticket.
extension Parser {
  // recipients = recipient , { "and" , recipient } ;
  func parseRecipients() -> [RecipientSyntax]? {
    guard let first = parseRecipient() else { return nil }
    var recipients = [first]
    var progress = LoopProgress()
    while progress.assertAdvanced(position) {
      if at(.and), !isActionStart(position + 1), ahead(1).keyword != .do, ahead(1).keyword != .then {
        advance()
        if at(.and), skipDoubled() {}
      } else if current.kind == .comma, fits(.recipient, position + 1), ahead(1).kind != .string {
        noteHabit(.commaBetweenRecipients(at: range(current)).mended(by: replacingCurrent(with: "and")))
        advance()
      } else {
        break
      }
      guard let recipient = parseRecipient() else { return nil }
      recipients.append(recipient)
    }
    return recipients
  }

  // recipient = "contact" | "owner" | "team" , name | "its" , ( "team" | name ) | "creator" | "cc" | "followers" | string ;
  func parseRecipient() -> RecipientSyntax? {
    if takeBlank(.recipient) { return .address(blankName) }
    if isRepeated, current.kind == .word, skipDoubled() {}
    if current.kind == .string {
      position += 1
      return .address(name(of: position - 1))
    }
    let place = range(current)
    guard let word = keyword(of: Self.recipientWords, before: .anything) else {
      report(.missingRecipient(before: found, at: place))
      return nil
    }
    advance()
    switch word {
    case .contact: return .contact(place)
    case .owner: return .owner(place)
    case .creator: return .creator(place)
    case .cc: return .cc(place)
    case .followers: return .followers(place)
    case .team:
      return parseName("the name of a team", before: .words(.to, .due, .per), orText: true).map(RecipientSyntax.team)
    default: return parseIts().map(RecipientSyntax.its)
    }
  }

  /// What follows `its`: `team`, or a property of the ticket.
  private func parseIts() -> NameSyntax? {
    if at(.its), skipDoubled() {}
    if at(.team) {
      advance()
      return name(of: position - 1)
    }
    return parseName("a property such as `backup`", before: .words(.to, .due, .per), orText: true)
  }

  // "assign" , "to" , ( "team" , name | "actor" | "creator" | "nobody" | "its" , ( "team" | name ) | string )
  func parseAssign() -> ActionKindSyntax? {
    skipTicket()
    guard expect(.to, before: .recipient) else { return nil }
    return parseAssignee()
  }

  func parseAssignee() -> ActionKindSyntax? {
    if takeBlank(.assignee) { return .assign(.person(blankName)) }
    let place = range(current)
    if current.kind == .string {
      position += 1
      return .assign(.person(name(of: position - 1)))
    }
    switch current.anyCase {
    case .team:
      _ = take(.team)
      return parseName("the name of a team").map { .assign(.team($0)) }
    case .actor: return takeAssignee(.actor, .actor(place))
    case .creator: return takeAssignee(.creator, .creator(place))
    case .nobody: return takeAssignee(.nobody, .nobody(place))
    case .its:
      _ = take(.its)
      return parseIts().map { .assign(.its($0)) }
    default: return parseUnquotedPerson()
    }
  }

  private func takeAssignee(_ word: Keyword, _ assignee: AssigneeSyntax) -> ActionKindSyntax {
    _ = take(word)
    return .assign(assignee)
  }

  private func parseUnquotedPerson() -> ActionKindSyntax? {
    if isRepeated, skipDoubled() { return parseAssignee() }
    let words = KeywordSet.words(.team, .actor, .creator, .nobody, .its)
    if let word = nearest(of: words), word != .team && word != .its || fits(.name, position + 1),
      keyword(of: words, before: .anything) != nil
    {
      return parseAssignee()
    }
    guard isNameLike(current), !current.isFirstOnLine else {
      report(.missingAssignee(before: found, at: range(current)))
      return nil
    }
    let first = position
    while isNameLike(ahead(1)), ahead(1).kind == .word, !isEnd(position + 1), !isActionStart(position + 1) {
      position += 1
    }
    position += 1
    let range = rangeSince(first)
    let name = text(from: first, through: position - 1)
    accept(.unquotedPerson(name, at: range).mended(by: quoting(first, through: position - 1, .unsafe)), at: first)
    return .assign(.person(NameSyntax(text: name, range: range, isQuoted: true)))
  }
}
