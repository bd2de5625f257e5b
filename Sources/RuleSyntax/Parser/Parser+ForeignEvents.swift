import RuleSource

/// What people call an event elsewhere: `on create`, `on new ticket`, `on ticket updated`, `on status New`.
extension Parser {
  private static let events: [String: String] = [
    "create": "ticket created", "created": "ticket created", "creation": "ticket created",
    "new ticket": "ticket created", "ticket create": "ticket created",
    "ticket creation": "ticket created", "ticket is created": "ticket created", "ticket opened": "ticket created",
    "ticket new": "ticket created", "new ticket created": "ticket created", "ticket is new": "ticket created",
    "close": "closed", "ticket closed": "closed", "ticket close": "closed", "ticket is closed": "closed",
    "resolved": "closed", "solved": "closed", "ticket resolved": "closed", "ticket solved": "closed",
    "reopen": "reopened", "ticket reopened": "reopened", "ticket is reopened": "reopened",
    "assign": "assigned", "assignment": "assigned", "ticket assigned": "assigned",
    "ticket is assigned": "assigned", "ticket unassigned": "unassigned",
    "reply": "reply from contact", "replied": "reply from contact", "new reply": "reply from contact",
    "reply received": "reply from contact", "contact replied": "reply from contact",
    "contact replies": "reply from contact", "customer reply": "reply from contact",
    "customer replied": "reply from contact", "customer replies": "reply from contact",
    "message received": "reply from contact", "new message": "reply from contact",
    "email received": "reply from contact", "new email": "reply from contact",
    "comment": "note added", "comment added": "note added", "new comment": "note added", "new note": "note added",
    "note": "note added", "note created": "note added", "stage change": "stage changed",
    "stage changes": "stage changed", "status change": "stage changed", "status changed": "stage changed",
    "status changes": "stage changed",
  ]
  private static let unnamed: Set<String> = [
    "update", "updated", "change", "changed", "modified", "ticket update", "ticket updated", "ticket changed",
    "ticket modified", "ticket is updated", "ticket change", "ticket changes", "updates",
  ]
  private static let states: Set<String> = [
    "status", "state", "phase", "pipeline_stage", "hs_pipeline_stage", "ticket_status", "column",
  ]

  /// How many words at `index`, at most 3, are a foreign name of an event, and what is meant; `nil` meant: of some change.
  private func foreignEvent(at index: Int) -> (words: Int, meant: String?)? {
    for count in stride(from: 3, through: 1, by: -1) {
      let last = index + count - 1
      guard last < endPosition, (index...last).allSatisfy({ lexeme($0).kind == .word }),
        count == 1 || !(index + 1...last).contains(where: { lexeme($0).isFirstOnLine }), isEventOver(last + 1)
      else { continue }
      let exact = text(from: index, through: last)
      let written = exact.lowercased()
      // `Resolved` is rather a stage.
      if count == 1, exact.prefix(1) != written.prefix(1) { continue }
      if let meant = Self.events[written] { return (count, meant) }
      if Self.unnamed.contains(written) { return (count, nil) }
    }
    return nil
  }

  private func isEventOver(_ index: Int) -> Bool {
    let here = lexeme(index)
    return isListEnd(index) || here.keyword == .by || here.keyword == .via || here.keyword == .or
      || Self.partsOfRule.contains(here.anyCase) || here.keyword == .then || here.kind == .colon
  }

  /// `stage change`, `stage changes`: not a stage of that name.
  var isForeignStageEvent: Bool {
    // Asked of every stage: only these two words after it can be one.
    guard at(.stage), isWord(position + 1, "change") || isWord(position + 1, "changes") else { return false }
    return foreignEvent(at: position) != nil
  }

  /// Whether an event begins at `index`, by a name of ours or of others.
  func isEventByAnyName(_ index: Int) -> Bool {
    isHappeningStart(index) && lexeme(index).kind != .number || foreignEvent(at: index)?.meant != nil
  }

  /// What happened, in the words of another product; reported.
  func parseForeignHappening() -> HappeningSyntax? {
    if !at(.stage), isStatus {
      accept(.statusForStage(text(current), at: range(current)).mended(by: replacingCurrent(with: "stage")))
      return parseStageHappening()
    }
    guard let (count, meant) = foreignEvent(at: position) else { return nil }
    let first = position
    let last = position + count - 1
    let place = rangeOf(first, last)
    guard let meant else {
      report(.unnamedChange(text(from: first, through: last), at: place))
      position += count
      return .activity
    }
    accept(
      .foreignEvent(text(from: first, through: last), meant: meant, at: place)
        .mended(by: replacing(first, through: last, with: meant)))
    position += count
    switch meant {
    case "closed": return .closed
    case "reopened": return .reopened
    case "assigned": return .assigned
    case "unassigned": return .unassigned
    case "reply from contact": return .reply(fromAnyone: false, includingAutomatic: false)
    case "note added": return .noteAdded
    case "stage changed": return .stageChanged(from: nil, to: nil)
    default: return .ticketCreated
    }
  }

  /// `status New`: a stage by another name, and not a property of that name, of which something is said.
  private var isStatus: Bool {
    guard current.kind == .word, Self.states.contains(text(current).lowercased()) else { return false }
    let isCertain = text(current).hasSuffix("pipeline_stage")
    if ahead(1).keyword == .changed || ahead(1).keyword == .becomes || ahead(1).keyword == .is { return isCertain }
    return isNameLike(ahead(1)) && !ahead(1).isFirstOnLine && !eventFollow.contains(ahead(1).keyword)
  }

  // ---- other words for `on`, `when` and `do` ----

  private static let parts: [String: Keyword] = [
    "trigger": .on, "triggers": .on, "event": .on, "events": .on, "condition": .when, "conditions": .when,
    "criteria": .when, "filter": .when, "filters": .when, "where": .when, "actions": .do, "action": .do, "steps": .do,
    "perform": .do, "run": .do,
  ]

  /// Whether `trigger:`, `conditions:` or `actions:` stands here in place of `keyword`.
  func isForeignPart(_ keyword: Keyword) -> Bool {
    current.kind == .word && ahead(1).kind == .colon && Self.parts[text(current).lowercased()] == keyword
  }

  /// Goes over `trigger:`, `conditions:` or `actions:` in place of `keyword`.
  func takeForeignPart(_ keyword: Keyword) -> Bool {
    guard isForeignPart(keyword) else { return false }
    accept(
      .foreignPart("\(text(current)):", meant: keyword.text, at: rangeOf(position, position + 1))
        .mended(by: replacing(position, through: position + 1, with: keyword.text)))
    position += 2
    if keyword != .on { isMuted = false }
    return true
  }

  /// Goes over the colon that people write after a word such as `when`.
  @inline(__always)
  func skipColon() { if current.kind == .colon { skipColonAfterWord() } }

  private func skipColonAfterWord() {
    let word = text(lexeme(position - 1))
    noteHabit(.colonAfterWord(word, at: range(current)).mended(by: removing(position, through: position)))
    position += 1
  }

  /// Goes over the dash of a list, which stands for `meant`.
  @inline(__always)
  func skipBullet(_ meant: String) -> Bool { current.kind == .unknown && skipBulletHere(meant) }

  private func skipBulletHere(_ meant: String) -> Bool {
    guard text(current) == "-", current.isFirstOnLine else { return false }
    let fix = meant.isEmpty ? removing(position, through: position) : replacingCurrent(with: meant)
    noteHabit(.bullet(meant, at: range(current)).mended(by: fix))
    position += 1
    return true
  }

  /// Makes `each day`, `daily` and `hourly` what they mean; whether one was here.
  func acceptForeignEvery() -> Bool {
    guard current.kind == .word, current.keyword == .plain else { return false }
    switch text(current).lowercased() {
    case "each" where ahead(1).kind == .number || ahead(1).keyword == .day || weekday(at: position + 1) != nil:
      accept(
        .foreignPart(text(current), meant: "every", at: range(current)).mended(by: replacingCurrent(with: "every")))
      lexemes[position].keyword = .every
      return true
    case "daily" where ahead(1).keyword == .at:
      accept(
        .foreignPart(text(current), meant: "every day", at: range(current))
          .mended(by: replacingCurrent(with: "every day")))
      lexemes[position].keyword = .day
      return true
    default: return false
    }
  }
}
