import RuleSource

/// Declarations: portal, pipeline, property, team, inbox, template, list, and `for`, `define`.
///
/// A declaration whose name was read is kept, whatever else is broken, so that its uses are not reported as well.
extension Parser {
  // portal = "portal" , name , "edition" , edition , "in" , string ;
  // edition = "professional" | "enterprise" | "starter" | "free" ;
  func parsePortal() -> PortalSyntax? {
    let first = position
    _ = take(.portal)
    guard let name = parseName("the name of the portal", before: .words(.edition, .in)) else { return nil }
    // What stands in for a broken part allows everything and means nothing, so that nothing follows from the gap.
    var edition = NameSyntax(text: "enterprise", range: name.range, isQuoted: false)
    var zone = NameSyntax(text: "UTC", range: name.range, isQuoted: true)
    if expect(.edition, before: .word(Self.editions)) {
      if keyword(of: Self.editions, before: .word(.words(.in))) != nil {
        edition = self.name(of: position)
        advance()
      } else {
        report(missing("professional", isCertain: false))
        if isNameLike(current), !at(.in) { advance() }
      }
    }
    if expect(.in, before: .text), let written = parseText("the time zone") {
      zone = written
    } else {
      skip(to: .noWords)
    }
    return PortalSyntax(name: name, edition: edition, zone: zone, range: rangeSince(first))
  }

  private static let editions = KeywordSet.words(.professional, .enterprise, .starter, .free)

  // property = "property" , operand , [ "id" , string ] , ":" , type ;
  func parseProperty() -> PropertySyntax? {
    let first = position
    _ = take(.property)
    guard
      let subject = parseOperand("the name of the property", before: .words(.id, .ordered, .one, .set), orColon: true)
    else { return nil }
    var id: NameSyntax?
    if keyword(of: .words(.id), before: .text) != nil {
      advance()
      id = parseText("the id of the property")
    }
    var type: TypeSyntax?
    if expect(.colon, ":", before: .word(Self.typeWords)) { type = parseType(before: .words(.id)) }
    if type == nil { skip(to: .noWords) }
    return PropertySyntax(subject: subject, id: id, type: type, range: rangeSince(first))
  }

  static let typeWords = KeywordSet.words(.ordered, .one, .set, .number, .text, .date, .time, .flag, .person)

  // type = [ "ordered" ] , "one" , "of" , options | "set" , "of" , options
  //      | "number" | "text" | "date" | "time" | "flag" | "person" ;
  /// `follow`: the words that may come after an option.
  func parseType(before follow: KeywordSet) -> TypeSyntax? {
    guard let word = keyword(of: Self.typeWords, before: .anything) else {
      report(
        .expectedName(
          "the type (`one of`, `set of`, number, text, date, time, flag or person)", before: found, at: range(current)))
      return nil
    }
    if word != .one { advance() }
    switch word {
    case .ordered, .one:
      guard expect(.one, before: .word(.words(.of))), expect(.of, before: .name) else { return nil }
      return parseOptions(before: follow).map { .oneOf($0, isOrdered: word == .ordered) }
    case .set:
      guard expect(.of, before: .name) else { return nil }
      return parseOptions(before: follow).map { .setOf($0) }
    case .number: return .number
    case .text: return .text
    case .date: return .date
    case .time: return .time
    case .flag: return .flag
    default: return .person
    }
  }

  // options = option , { "," , option } ;   option = name , [ "id" , string ] ;
  private func parseOptions(before follow: KeywordSet) -> [OptionSyntax]? {
    var options: [OptionSyntax] = []
    var progress = LoopProgress()
    repeat {
      guard progress.assertAdvanced(position), let name = parseName("an option", before: follow) else { return nil }
      var id: NameSyntax?
      if keyword(of: .words(.id), before: .text) != nil {
        advance()
        id = parseText("the id of the option")
      }
      options.append(OptionSyntax(name: name, id: id))
    } while !isOptionsEnd(follow) && takeSeparator(before: .name)
    return options
  }

  /// Goes over a comma, or over what people write in its place, if another name comes.
  func takeSeparator(before fit: Fit) -> Bool {
    if take(.comma) {
      if current.kind == .comma, skipDoubled() {}
      return true
    }
    if at(.and) || at(.or), fits(fit, position + 1) {
      noteHabit(.wordBetweenOptions(text(current), at: range(current)).mended(by: replacingCurrent(with: ",")))
      advance()
      return true
    }
    guard fits(fit, position), !current.isFirstOnLine, !isItemStart(position) else { return false }
    if current.kind == .string, isRepeated {
      _ = skipDoubled()
      return takeSeparator(before: fit)
    }
    report(missing(","))
    return true
  }

  /// Whether a word that may come after options is here, and not a comma or another option.
  private func isOptionsEnd(_ follow: KeywordSet) -> Bool {
    current.keyword != .plain && follow.contains(current.keyword)
  }

  // team = "team" , name ;   template = "template" , name ;
  func parseDeclaredName(_ what: String) -> DeclaredNameSyntax? {
    let first = position
    position += 1
    guard let name = parseName(what) else { return nil }
    return DeclaredNameSyntax(name: name, range: rangeSince(first))
  }

  // inbox = "inbox" , name , "email" , string , [ "without" , "tickets" ] ;
  func parseInbox() -> InboxSyntax? {
    let first = position
    _ = take(.inbox)
    guard let name = parseName("the name of the inbox", before: .words(.email)) else { return nil }
    var email = NameSyntax(text: "", range: name.range, isQuoted: true)
    var isLocked = false
    if expect(.email, before: .text), let written = parseText("the inbox's e-mail address") {
      email = written
      if keyword(of: .words(.without), before: .word(.words(.tickets))) != nil {
        advance()
        isLocked = expect(.tickets, before: .end)
      } else if at(.tickets), !current.isFirstOnLine {
        report(missing("without"))
        advance()
        isLocked = true
      }
    } else {
      skip(to: .noWords)
    }
    return InboxSyntax(name: name, email: email, isLocked: isLocked, range: rangeSince(first))
  }

  // list = "list" , name , ":" , string , { "," , string } ;
  func parseList() -> ListSyntax? {
    let first = position
    _ = take(.list)
    guard let name = parseName("the name of the list") else { return nil }
    var globs: [NameSyntax] = []
    var progress = LoopProgress()
    if expect(.colon, ":", before: .text) {
      repeat {
        guard progress.assertAdvanced(position), let glob = parseText("a pattern such as `\"*@mail.example\"`") else {
          break
        }
        globs.append(glob)
      } while takeSeparator(before: .text)
    }
    return ListSyntax(name: name, globs: globs, range: rangeSince(first))
  }

  // scope = "for" , ( "pipeline" , name | "pipelines" , names ) ;
  func parseScope() -> ScopeSyntax? {
    let first = position
    _ = take(.for)
    let word = current
    let isSeveral = at(.pipelines) || current.folded == .pipelines
    if isSeveral { _ = take(.pipelines) }
    if isSeveral, at(.pipelines), skipDoubled() {}
    guard isSeveral || expect(.pipeline, before: .name) else { return nil }
    guard let name = parseName("the name of the pipeline") else { return nil }
    var names = [name]
    var progress = LoopProgress()
    while progress.assertAdvanced(position), takeSeparator(before: .name) {
      if !isSeveral {
        noteHabit(
          .misspelledWord(text(word), meant: "pipelines", at: range(word))
            .mended(by: .replace(range(word), with: "pipelines")))
      }
      guard let name = parseName("the name of the pipeline") else { break }
      names.append(name)
    }
    return ScopeSyntax(pipelines: names, range: rangeSince(first))
  }

  // definition = "define" , name , "as" , condition ;
  func parseDefinition() -> DefinitionSyntax? {
    let first = position
    _ = take(.define)
    guard let name = parseName("the name of the definition", before: .words(.as)) else { return nil }
    guard expect(.as, before: .condition) else {
      let place = range(current)
      skip(to: .noWords)
      return DefinitionSyntax(name: name, condition: .missing(place), range: rangeSince(first))
    }
    let condition = parseCondition()
    return DefinitionSyntax(name: name, condition: condition, range: rangeSince(first))
  }
}
