/// A ticket as one change-set left it.
///
/// Two references: the fields, which rules write, and the facts beside them, which hardly ever change after the line was
/// read. Copies are made at every turn, so they must cost next to nothing.
package struct TicketSnapshot: Sendable, Hashable {
  /// What a line tells of a ticket besides its fields.
  private struct Facts: Sendable, Hashable {
    var id: String
    var foreignPipeline: String?
    var thread: String?
    var contact: Event.Contact?
    var family: String?
    var creator: String?
    var cc: [String]
    var followers: [String]
    var since: Instant?
  }

  private final class SharedFacts: Sendable {
    let facts: Facts

    init(_ facts: Facts) { self.facts = facts }
  }

  /// One value a slot. Slot `pipeline` is always `.unknown` here: it follows from the stage.
  /// Message slots are filled from the event's message.
  package var fields: [Value]
  private var shared: SharedFacts

  package init(
    id: String, fields: [Value], foreignPipeline: String? = nil, thread: String? = nil,
    contact: Event.Contact? = nil, family: String? = nil, creator: String? = nil, cc: [String] = [],
    followers: [String] = [], since: Instant? = nil
  ) {
    self.fields = fields
    shared = SharedFacts(
      Facts(
        id: id, foreignPipeline: foreignPipeline, thread: thread, contact: contact, family: family, creator: creator,
        cc: cc, followers: followers, since: since))
  }

  package var id: String {
    get { shared.facts.id }
    set { change { $0.id = newValue } }
  }
  /// The pipeline as named by the line, where the rulebook does not know it: no rule applies.
  package var foreignPipeline: String? {
    get { shared.facts.foreignPipeline }
    set { change { $0.foreignPipeline = newValue } }
  }
  package var thread: String? {
    get { shared.facts.thread }
    set { change { $0.thread = newValue } }
  }
  package var contact: Event.Contact? {
    get { shared.facts.contact }
    set { change { $0.contact = newValue } }
  }
  /// `nil`: derived (section "families" of `grammar/meaning.md`).
  package var family: String? {
    get { shared.facts.family }
    set { change { $0.family = newValue } }
  }
  package var creator: String? {
    get { shared.facts.creator }
    set { change { $0.creator = newValue } }
  }
  package var cc: [String] {
    get { shared.facts.cc }
    set { change { $0.cc = newValue } }
  }
  package var followers: [String] {
    get { shared.facts.followers }
    set { change { $0.followers = newValue } }
  }
  /// When the present stage was entered, as the line says.
  package var since: Instant? {
    get { shared.facts.since }
    set { change { $0.since = newValue } }
  }

  /// Whether both are the same ticket in the same state.
  package static func == (left: TicketSnapshot, right: TicketSnapshot) -> Bool {
    left.fields == right.fields && (left.shared === right.shared || left.shared.facts == right.shared.facts)
  }

  /// Hashes what `==` compares.
  package func hash(into hasher: inout Hasher) {
    hasher.combine(fields)
    hasher.combine(shared.facts)
  }

  /// Replaces what belongs to the line that is looked at, not to the ticket; what is so already stays shared.
  mutating func set(thread: String?, family: String?) {
    if Self.areSame(shared.facts.thread, thread), Self.areSame(shared.facts.family, family) { return }
    change {
      $0.thread = thread
      $0.family = family
    }
  }

  // By bytes: `String` calls texts equal that Unicode calls equivalent.
  private static func areSame(_ left: String?, _ right: String?) -> Bool {
    switch (left, right) {
    case (nil, nil): true
    case (let left?, let right?): left.utf8.elementsEqual(right.utf8)
    default: false
    }
  }

  private mutating func change(_ body: (inout Facts) -> Void) {
    var facts = shared.facts
    body(&facts)
    shared = SharedFacts(facts)
  }
}
