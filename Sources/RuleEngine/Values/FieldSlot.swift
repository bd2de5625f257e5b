/// Points at a field of a snapshot: the built-ins first, then the declared properties.
package struct FieldSlot: Sendable, Hashable {
  package let index: Int

  package init(index: Int) { self.index = index }

  package static let stage = FieldSlot(index: 0)
  /// Never stored: follows from the stage.
  package static let pipeline = FieldSlot(index: 1)
  package static let owner = FieldSlot(index: 2)
  package static let team = FieldSlot(index: 3)
  package static let inbox = FieldSlot(index: 4)
  package static let channel = FieldSlot(index: 5)
  package static let created = FieldSlot(index: 6)
  package static let closed = FieldSlot(index: 7)
  /// Built-in `contact.email`.
  package static let contactEmail = FieldSlot(index: 8)
  package static let messageSubject = FieldSlot(index: 9)
  package static let messageFrom = FieldSlot(index: 10)
  package static let messageText = FieldSlot(index: 11)
  /// The owner's e-mail address, where the line gives it.
  package static let ownerEmail = FieldSlot(index: 12)
  /// The teams the owner is in, where the line gives them: a set over `Program.teams`.
  package static let ownerTeams = FieldSlot(index: 13)
  /// How many built-in fields there are.
  package static let builtInCount = 14

  /// The slot of a declared property.
  package static func property(_ index: Int) -> FieldSlot { FieldSlot(index: builtInCount + index) }

  /// The index of the declared property, if it is one.
  package var propertyIndex: Int? { index >= Self.builtInCount ? index - Self.builtInCount : nil }
}
