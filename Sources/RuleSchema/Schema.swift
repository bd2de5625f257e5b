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

  package init() {}

  /// The default pipeline: the one declared `default`, or the only one.
  package var defaultPipeline: PipelineIndex? {
    if let marked = pipelines.firstIndex(where: \.isDefault) { return PipelineIndex(marked) }
    return pipelines.count == 1 ? PipelineIndex(0) : nil
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

/// A declared property of a ticket or of its contact.
package struct Property: Sendable {
  package enum Entity: Sendable { case ticket, contact }

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
  /// Without the `contact.` in front.
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
