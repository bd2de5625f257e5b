extension Event {
  /// Who made the change.
  package struct Actor: Sendable, Hashable {
    package enum Kind: UInt8, Sendable, Hashable { case agent, contact, automation, integration }

    package var kind: Kind
    var idText: EventText?
    var emailText: EventText?

    package init(kind: Kind, id: String?, email: String?) {
      self.init(kind: kind, idText: id.map { EventText($0) }, emailText: email.map { EventText($0) })
    }

    init(kind: Kind, idText: EventText?, emailText: EventText?) {
      self.kind = kind
      self.idText = idText
      self.emailText = emailText
    }

    package var id: String? {
      get { idText?.string }
      set { idText = newValue.map { EventText($0) } }
    }
    package var email: String? {
      get { emailText?.string }
      set { emailText = newValue.map { EventText($0) } }
    }
  }

  /// The contact of a ticket: a customer.
  package struct Contact: Sendable, Hashable {
    var idText: EventText?
    var emailText: EventText?

    /// The line says nothing of a contact at all: the host knows whether there is one. A line that says `"contact":null`
    /// has none.
    package var isUnnamed: Bool { idText == nil && emailText == nil }
    package static let unnamed = Contact(idText: nil, emailText: nil)

    package init(id: String?, email: String?) {
      self.init(idText: id.map { EventText($0) }, emailText: email.map { EventText($0) })
    }

    init(idText: EventText?, emailText: EventText?) {
      self.idText = idText
      self.emailText = emailText
    }

    package var id: String? {
      get { idText?.string }
      set { idText = newValue.map { EventText($0) } }
    }
    package var email: String? {
      get { emailText?.string }
      set { emailText = newValue.map { EventText($0) } }
    }
  }
}
