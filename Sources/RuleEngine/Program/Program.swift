//  RuleEngine answers "what runs?": the program, its file format, the evaluator, events in, actions out, ticket state.
//  It refuses to know text: it links no parser, no checker and no compiler, reads no clock and does no I/O.

/// A rulebook ready to run. Names are indices, conditions are branches; the strings left are those that leave the engine
/// or that events use.
package struct Program: Sendable, Hashable {
  /// The zone of `today` and of calendar days; UTC where the portal declares none.
  package var zone = ZoneTable.utc
  package var pipelines: [Pipeline] = []
  /// The stages of all pipelines, pipeline after pipeline.
  package var stages: [Stage] = []
  package var properties: [Property] = []
  package var teams: [String] = []
  package var inboxes: [Inbox] = []
  package var templates: [String] = []
  /// Globs, as written.
  package var lists: [[String]] = []
  package var calendars: [BusinessCalendar] = []
  package var actions: [DeclaredAction] = []
  /// How often messages of rules may answer the contact's messages, per ticket.
  package var answerLimit = AnswerLimit(count: 5, hours: 24)
  /// In canonical order; rules that are off are not here.
  package var rules: [Rule] = []
  /// Distinct tests.
  package var tests: [Test] = []
  package var branches: [Branch] = []
  package var texts: [TextTemplate] = []

  package init() {}

  package struct Pipeline: Sendable, Hashable {
    package var name: String
    package var id: String
    package var isDefault: Bool
    package var hasCloseDate: Bool
    /// First index into `stages`, and how many.
    package var stages: Range<Int>

    package init(name: String, id: String, isDefault: Bool, hasCloseDate: Bool, stages: Range<Int>) {
      self.name = name
      self.id = id
      self.isDefault = isDefault
      self.hasCloseDate = hasCloseDate
      self.stages = stages
    }
  }

  package struct Stage: Sendable, Hashable {
    package var name: String
    package var id: String
    package var isClosed: Bool
    package var pipeline: Int

    package init(name: String, id: String, isClosed: Bool, pipeline: Int) {
      self.name = name
      self.id = id
      self.isClosed = isClosed
      self.pipeline = pipeline
    }
  }

  package struct Property: Sendable, Hashable {
    package enum Kind: UInt8, Sendable, Hashable {
      case oneOf, orderedOneOf, setOf, number, text, date, time, flag, person
    }

    package struct Option: Sendable, Hashable {
      package var name: String
      package var id: String

      package init(name: String, id: String) {
        self.name = name
        self.id = id
      }
    }

    package enum Entity: UInt8, Sendable, Hashable { case ticket, contact, company }

    /// Those of the contact and the company are read-only: found in `ticket.contact` and `ticket.company`.
    package var entity: Entity
    package var name: String
    package var id: String
    package var kind: Kind
    package var options: [Option]

    package init(entity: Entity, name: String, id: String, kind: Kind, options: [Option]) {
      self.entity = entity
      self.name = name
      self.id = id
      self.kind = kind
      self.options = options
    }
  }

  /// An action that the host carries out.
  package struct DeclaredAction: Sendable, Hashable {
    package struct Parameter: Sendable, Hashable {
      package var name: String
      package var kind: Property.Kind
      package var options: [Property.Option]

      package init(name: String, kind: Property.Kind, options: [Property.Option]) {
        self.name = name
        self.kind = kind
        self.options = options
      }
    }

    package var name: String
    package var parameters: [Parameter]

    package init(name: String, parameters: [Parameter]) {
      self.name = name
      self.parameters = parameters
    }
  }

  /// At most `count` messages that answer the contact in any `hours` hours.
  package struct AnswerLimit: Sendable, Hashable {
    package var count: Int
    package var hours: Int

    package init(count: Int, hours: Int) {
      self.count = count
      self.hours = hours
    }

    /// Whether an answer given at `instant` still counts at `now`.
    func counts(_ instant: Instant, at now: Instant) -> Bool {
      now.microseconds.subtractingClamping(instant.microseconds) < Int64(hours) * 3_600_000_000
    }
  }

  package struct Inbox: Sendable, Hashable {
    package var name: String
    package var email: String
    /// Its own settings decide about tickets.
    package var isLocked: Bool

    package init(name: String, email: String, isLocked: Bool) {
      self.name = name
      self.email = email
      self.isLocked = isLocked
    }
  }
}
