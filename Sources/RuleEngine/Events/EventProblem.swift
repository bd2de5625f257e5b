/// Why an event line cannot be used.
public struct EventProblem: Error, Sendable, Hashable, CustomStringConvertible {
  /// One lower case sentence without a full stop, the line's own words in backticks.
  public let reason: String

  /// The reason.
  public var description: String { reason }

  init(reason: String) { self.reason = reason }
}

//  All wording about event lines. A `field` is its path in the line, such as `ticket.stage`.

extension EventProblem {
  /// `offset` counts bytes from 0; people count from 1.
  static func badJSON(_ what: String, at offset: Int) -> EventProblem {
    EventProblem(reason: "bad JSON at byte \(offset + 1): \(what)")
  }

  static let notAnObject = EventProblem(reason: "the line is no JSON object")

  static func missing(_ field: String) -> EventProblem {
    EventProblem(reason: "`\(field)` is missing")
  }

  static func empty(_ field: String) -> EventProblem {
    EventProblem(reason: "`\(field)` is empty")
  }

  static func duplicate(_ field: String) -> EventProblem {
    EventProblem(reason: "`\(field)` is there twice")
  }

  static func wrongType(_ field: String, found: String, expected: String) -> EventProblem {
    EventProblem(reason: "`\(field)` is \(found), expected \(expected)")
  }

  /// `text` is read as `expected` and cannot be.
  static func unreadable(_ field: String, _ text: String, expected: String) -> EventProblem {
    EventProblem(reason: "`\(field)` is `\(shortened(text))`, which is no \(expected)")
  }

  static func unknownStage(_ field: String, _ text: String, pipeline: String) -> EventProblem {
    EventProblem(reason: "`\(field)` names `\(shortened(text))`, which is no stage of pipeline `\(pipeline)`")
  }

  static func unknownOption(_ field: String, _ text: String, property: String) -> EventProblem {
    EventProblem(reason: "`\(field)` names `\(shortened(text))`, which is no option of `\(property)`")
  }

  static func unknownWord(_ field: String, _ text: String, allowed: String) -> EventProblem {
    EventProblem(reason: "`\(field)` is `\(shortened(text))`, expected \(allowed)")
  }

  static let noDefaultPipeline = EventProblem(
    reason: "`ticket.pipeline` is missing, and the rulebook has several pipelines and no default one")

  static let ticketAndConversation = EventProblem(
    reason: "a line is about a `ticket` or a `conversation`, this one has both")

  static let neitherTicketNorConversation = EventProblem(
    reason: "a line is about a `ticket` or a `conversation`, this one has neither")

  static let beforeOfCreation = EventProblem(
    reason: "`before` is there together with `created`, and a new ticket has nothing before")

  static func onlyWithTicket(_ field: String) -> EventProblem {
    EventProblem(reason: "`\(field)` needs a `ticket`, and this line is about a conversation")
  }

  static let outgoingConversation = EventProblem(
    reason: "`message.direction` is `out`, and a new conversation begins with a message that comes in")

  /// Long texts say no more than their beginning.
  private static func shortened(_ text: String) -> String {
    text.unicodeScalars.count <= 60 ? text : String(text.unicodeScalars.prefix(60)) + "…"
  }
}
