/// Points into `Schema.pipelines`.
package struct PipelineIndex: Sendable, Hashable {
  package let value: Int

  package init(_ value: Int) { self.value = value }
}

/// Points into `Schema.stages`.
package struct StageIndex: Sendable, Hashable {
  package let value: Int

  package init(_ value: Int) { self.value = value }
}

/// Points into `Schema.properties`.
package struct PropertyIndex: Sendable, Hashable {
  package let value: Int

  package init(_ value: Int) { self.value = value }
}

/// Points into `Schema.teams`.
package struct TeamIndex: Sendable, Hashable {
  package let value: Int

  package init(_ value: Int) { self.value = value }
}

/// Points into `Schema.inboxes`.
package struct InboxIndex: Sendable, Hashable {
  package let value: Int

  package init(_ value: Int) { self.value = value }
}

/// Points into `Schema.templates`.
package struct TemplateIndex: Sendable, Hashable {
  package let value: Int

  package init(_ value: Int) { self.value = value }
}

/// Points into `Schema.lists`.
package struct ListIndex: Sendable, Hashable {
  package let value: Int

  package init(_ value: Int) { self.value = value }
}

/// Points into `Schema.calendars`.
package struct CalendarIndex: Sendable, Hashable {
  package let value: Int

  package init(_ value: Int) { self.value = value }
}

/// Points into `Schema.actions`.
package struct ActionIndex: Sendable, Hashable {
  package let value: Int

  package init(_ value: Int) { self.value = value }
}
