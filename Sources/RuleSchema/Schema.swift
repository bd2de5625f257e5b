//  RuleSchema answers "what is it about?": the portal, its pipelines, stages, properties, teams, inboxes.
//  It refuses to know rules. Names become indices here, once: nothing after this phase compares names.

package import RuleSource

/// The vocabulary of a rulebook. Every array is in canonical (declaration) order; an index type points into each.
package struct Schema: Sendable {
  package var portal: Portal?
  package var pipelines: [Pipeline] = []
  /// The stages of all pipelines, pipeline after pipeline, so that one index names stage and pipeline.
  package var stages: [Stage] = []
  package var properties: [Property] = []
  package var teams: [Declared] = []
  package var inboxes: [Inbox] = []
  package var templates: [Declared] = []
  package var lists: [GlobList] = []
  package var calendars: [Calendar] = []
  package var actions: [DeclaredAction] = []
  /// How often messages of rules may answer the contact's messages, per ticket.
  package var answerLimit: AnswerLimit?

  package init() {}

  /// The default pipeline: the one declared `default`, or the only one.
  package var defaultPipeline: PipelineIndex? {
    if let marked = pipelines.firstIndex(where: \.isDefault) { return PipelineIndex(marked) }
    return pipelines.count == 1 ? PipelineIndex(0) : nil
  }
}

/// Business hours.
package struct Calendar: Sendable {
  package struct Interval: Sendable, Hashable {
    /// Minutes of the day, 0 to 1440.
    package var start: Int
    package var end: Int

    package init(start: Int, end: Int) {
      self.start = start
      self.end = end
    }
  }

  /// A day of the calendar that exists.
  package struct Date: Sendable, Hashable {
    package var year: Int
    package var month: Int
    package var day: Int

    package init(year: Int, month: Int, day: Int) {
      self.year = year
      self.month = month
      self.day = day
    }
  }

  package var name: String
  /// IANA zone.
  package var zone: String
  /// Declared `default`, or the only one.
  package var isDefault: Bool
  /// Monday first; sorted and disjoint within a day.
  package var week: [[Interval]]
  /// Days without hours, ascending.
  package var exceptions: [Date]
  package var range: SourceRange
  /// The zone's bytes, for messages about it.
  package var zoneRange: SourceRange

  package init(
    name: String, zone: String, isDefault: Bool, week: [[Interval]], exceptions: [Date], range: SourceRange,
    zoneRange: SourceRange
  ) {
    self.name = name
    self.zone = zone
    self.isDefault = isDefault
    self.week = week
    self.exceptions = exceptions
    self.range = range
    self.zoneRange = zoneRange
  }
}

/// An action that the host carries out.
package struct DeclaredAction: Sendable {
  package struct Parameter: Sendable {
    package var name: String
    package var kind: Property.Kind
    /// Whether a call may leave it out without a default.
    package var isOptional: Bool

    package init(name: String, kind: Property.Kind, isOptional: Bool) {
      self.name = name
      self.kind = kind
      self.isOptional = isOptional
    }
  }

  package var name: String
  package var parameters: [Parameter]
  package var range: SourceRange

  package init(name: String, parameters: [Parameter], range: SourceRange) {
    self.name = name
    self.parameters = parameters
    self.range = range
  }
}

/// `limit answers at most 5 times per 24 hours`
package struct AnswerLimit: Sendable, Hashable {
  package var count: Int
  /// Length of the rolling window.
  package var hours: Int

  package init(count: Int, hours: Int) {
    self.count = count
    self.hours = hours
  }
}

/// The portal and what it may do.
package struct Portal: Sendable {
  package enum Edition: String, Sendable { case professional, enterprise, starter, free }

  package var name: String
  package var edition: Edition
  /// IANA zone of `today` and of calendar days.
  package var zone: String
  package var range: SourceRange

  package init(name: String, edition: Edition, zone: String, range: SourceRange) {
    self.name = name
    self.edition = edition
    self.zone = zone
    self.range = range
  }
}

/// A pipeline.
package struct Pipeline: Sendable {
  package var name: String
  /// The id that events use; the name where none was declared.
  package var id: String
  package var isDefault: Bool
  /// Entering a closed stage stamps the close date (S7).
  package var hasCloseDate: Bool
  /// The indices of its stages in `Schema.stages`.
  package var stages: Range<Int>
  package var range: SourceRange

  package init(
    name: String, id: String, isDefault: Bool, hasCloseDate: Bool, stages: Range<Int>, range: SourceRange
  ) {
    self.name = name
    self.id = id
    self.isDefault = isDefault
    self.hasCloseDate = hasCloseDate
    self.stages = stages
    self.range = range
  }
}

/// A stage of a pipeline.
package struct Stage: Sendable {
  package var name: String
  /// The id that events use; the name where none was declared.
  package var id: String
  package var isClosed: Bool
  package var pipeline: PipelineIndex
  package var range: SourceRange

  package init(name: String, id: String, isClosed: Bool, pipeline: PipelineIndex, range: SourceRange) {
    self.name = name
    self.id = id
    self.isClosed = isClosed
    self.pipeline = pipeline
    self.range = range
  }
}

/// A declared property of a ticket, of its contact or of the contact's company.
package struct Property: Sendable {
  package enum Entity: Sendable { case ticket, contact, company }

  package enum Kind: Sendable {
    case oneOf([Option], isOrdered: Bool)
    case setOf([Option])
    case number, text, date, time, flag, person
  }

  package struct Option: Sendable {
    package var name: String
    /// The id that events use; the name where none was declared.
    package var id: String

    package init(name: String, id: String) {
      self.name = name
      self.id = id
    }
  }

  package var entity: Entity
  /// Without the `contact.` or `company.` in front.
  package var name: String
  /// The id that events use; the name where none was declared.
  package var id: String
  package var kind: Kind
  package var range: SourceRange

  package init(entity: Entity, name: String, id: String, kind: Kind, range: SourceRange) {
    self.entity = entity
    self.name = name
    self.id = id
    self.kind = kind
    self.range = range
  }
}

/// A team or a template: a name and its place.
package struct Declared: Sendable {
  package var name: String
  package var range: SourceRange

  package init(name: String, range: SourceRange) {
    self.name = name
    self.range = range
  }
}

/// An inbox.
package struct Inbox: Sendable {
  package var name: String
  package var email: String
  /// Its own settings decide about tickets: rules may not create any from it.
  package var isLocked: Bool
  package var range: SourceRange

  package init(name: String, email: String, isLocked: Bool, range: SourceRange) {
    self.name = name
    self.email = email
    self.isLocked = isLocked
    self.range = range
  }
}

/// A named list of globs.
package struct GlobList: Sendable {
  package var name: String
  package var globs: [String]
  package var range: SourceRange

  package init(name: String, globs: [String], range: SourceRange) {
    self.name = name
    self.globs = globs
    self.range = range
  }
}
