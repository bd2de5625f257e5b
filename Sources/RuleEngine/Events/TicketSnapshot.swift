/// A ticket as one change-set left it.
///
/// Two references: the fields, which rules write, and the facts beside them, which hardly ever change after the line was
/// read. Copies are made at every turn, so they must cost next to nothing.
package struct TicketSnapshot: Sendable, Hashable {
  /// What a line tells of a ticket besides its fields.
  struct Facts: Sendable, Hashable {
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

  /// One value a slot. Slot `pipeline` is always `.unknown` here: it follows from the stage.
  /// Message slots are filled from the event's message.
  package var fields: [Value]
  /// Always one: in an array, since its memory can be used again where nobody else holds it, unlike that of an immutable
  /// object.
  private var shared: [Facts]

  package init(
    id: String, fields: [Value], foreignPipeline: String? = nil, thread: String? = nil,
    contact: Event.Contact? = nil, family: String? = nil, creator: String? = nil, cc: [String] = [],
    followers: [String] = [], since: Instant? = nil
  ) {
    self.fields = fields
    shared = [
      Facts(
        id: id, foreignPipeline: foreignPipeline, thread: thread, contact: contact, family: family, creator: creator,
        cc: cc, followers: followers, since: since)
    ]
  }

  /// A snapshot in the memory of another, if that is nobody else's.
  init(fields: [Value], facts: consuming Facts, using memory: inout [Facts]) {
    self.fields = fields
    if memory.isEmpty { memory.append(facts) } else { memory[0] = facts }
    shared = memory
  }

  package var id: String {
    get { shared[0].id }
    set { shared[0].id = newValue }
  }
  /// The pipeline as named by the line, where the rulebook does not know it: no rule applies.
  package var foreignPipeline: String? {
    get { shared[0].foreignPipeline }
    set { shared[0].foreignPipeline = newValue }
  }
  package var thread: String? {
    get { shared[0].thread }
    set { shared[0].thread = newValue }
  }
  package var contact: Event.Contact? {
    get { shared[0].contact }
    set { shared[0].contact = newValue }
  }
  /// `nil`: derived (section "families" of `grammar/meaning.md`).
  package var family: String? {
    get { shared[0].family }
    set { shared[0].family = newValue }
  }
  package var creator: String? {
    get { shared[0].creator }
    set { shared[0].creator = newValue }
  }
  package var cc: [String] {
    get { shared[0].cc }
    set { shared[0].cc = newValue }
  }
  package var followers: [String] {
    get { shared[0].followers }
    set { shared[0].followers = newValue }
  }
  /// When the present stage was entered, as the line says.
  package var since: Instant? {
    get { shared[0].since }
    set { shared[0].since = newValue }
  }

  /// Whether both are the same ticket in the same state.
  package static func == (left: TicketSnapshot, right: TicketSnapshot) -> Bool {
    left.fields == right.fields && left.shared == right.shared
  }

  /// Hashes what `==` compares.
  package func hash(into hasher: inout Hasher) {
    hasher.combine(fields)
    hasher.combine(shared[0])
  }

  /// Replaces what belongs to the line that is looked at, not to the ticket; what is so already stays shared.
  mutating func set(thread: String?, family: String?) {
    if Self.areSame(shared[0].thread, thread), Self.areSame(shared[0].family, family) { return }
    shared[0].thread = thread
    shared[0].family = family
  }

  // By bytes: `String` calls texts equal that Unicode calls equivalent.
  private static func areSame(_ left: String?, _ right: String?) -> Bool {
    switch (left, right) {
    case (nil, nil): true
    case (let left?, let right?): left.utf8.elementsEqual(right.utf8)
    default: false
    }
  }
}
