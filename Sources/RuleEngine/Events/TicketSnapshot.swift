/// A ticket as one change-set left it.
///
/// Two references: the fields, which rules write, and the facts beside them, which hardly ever change after the line was
/// read. Copies are made at every turn, so they must cost next to nothing.
package struct TicketSnapshot: Sendable, Hashable {
  /// What a line tells of a ticket besides its fields.
  struct Facts: Sendable, Hashable {
    var id = EventText.empty
    var foreignPipeline: EventText?
    var thread: EventText?
    var contact: Event.Contact?
    var family: EventText?
    var creator: EventText?
    var cc: [EventText] = []
    var followers: [EventText] = []
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
        id: EventText(id), foreignPipeline: foreignPipeline.map { EventText($0) }, thread: thread.map { EventText($0) },
        contact: contact, family: family.map { EventText($0) }, creator: creator.map { EventText($0) },
        cc: cc.map { EventText($0) }, followers: followers.map { EventText($0) }, since: since)
    ]
  }

  /// A snapshot in the memory of another, if that is nobody else's.
  init(fields: [Value], facts: consuming Facts, using memory: inout [Facts]) {
    self.fields = fields
    if memory.isEmpty { memory.append(facts) } else { memory[0] = facts }
    shared = memory
  }

  /// Of no ticket: holds no memory, and is not to be asked.
  static var none: TicketSnapshot { TicketSnapshot(fields: [], shared: []) }

  init(fields: [Value], shared: [Facts]) {
    self.fields = fields
    self.shared = shared
  }

  /// What the line tells besides the fields, as texts of the line.
  var facts: Facts { shared[0] }

  package var id: String {
    get { facts.id.string }
    set { shared[0].id = EventText(newValue) }
  }
  /// The pipeline as named by the line, where the rulebook does not know it: no rule applies.
  package var foreignPipeline: String? {
    get { facts.foreignPipeline?.string }
    set { shared[0].foreignPipeline = newValue.map { EventText($0) } }
  }
  package var thread: String? {
    get { facts.thread?.string }
    set { shared[0].thread = newValue.map { EventText($0) } }
  }
  package var contact: Event.Contact? {
    get { facts.contact }
    set { shared[0].contact = newValue }
  }
  /// `nil`: derived (section "families" of `grammar/meaning.md`).
  package var family: String? {
    get { facts.family?.string }
    set { shared[0].family = newValue.map { EventText($0) } }
  }
  package var creator: String? {
    get { facts.creator?.string }
    set { shared[0].creator = newValue.map { EventText($0) } }
  }
  package var cc: [String] {
    get { facts.cc.map(\.string) }
    set { shared[0].cc = newValue.map { EventText($0) } }
  }
  package var followers: [String] {
    get { facts.followers.map(\.string) }
    set { shared[0].followers = newValue.map { EventText($0) } }
  }
  /// When the present stage was entered, as the line says.
  package var since: Instant? {
    get { facts.since }
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
    if !Self.isSame(facts.thread, thread) { shared[0].thread = thread.map { EventText($0) } }
    if !Self.isSame(facts.family, family) { shared[0].family = family.map { EventText($0) } }
  }

  private static func isSame(_ text: EventText?, _ other: String?) -> Bool {
    guard let text, let other else { return text == nil && other == nil }
    let bytes = other.utf8.span
    return bytes.count == text.count && bytes.hasSameBytes(as: text.memory.span.extracting(text.range))
  }

  // MARK: Texts of its own

  /// Moves all texts into memory of their own, one for all: a line must not stay in memory for the sake of a few of its
  /// words.
  mutating func detachTexts() {
    var count = 0
    forEachText { count += $0.count }
    // SAFETY: as much memory is filled as the same texts were counted to take.
    let bytes = unsafe [UInt8](unsafeUninitializedCapacity: count) { memory, filled in
      forEachText { text in
        let target = unsafe UnsafeMutableRawBufferPointer(UnsafeMutableBufferPointer(rebasing: memory[filled...]))
        unsafe text.memory.span.extracting(text.range).withUnsafeBytes { unsafe target.copyMemory(from: $0) }
        filled += text.count
      }
    }
    // The texts in the same order: how long one is says which.
    var places = TextPlaces(memory: bytes)
    let known = self.fields
    var fields: [Value] = []
    fields.append(addingCapacity: known.count) { fields in
      for index in known.indices {
        if case .text(let text) = known[index] {
          fields.append(.text(places.next(text.count)))
        } else {
          fields.append(known[index])
        }
      }
    }
    self.fields = fields
    shared = [facts(movedTo: &places)]
  }

  /// Texts one after the other in one memory.
  private struct TextPlaces {
    let memory: [UInt8]
    private var end = 0

    init(memory: [UInt8]) { self.memory = memory }

    /// The next text, which is so long.
    mutating func next(_ count: Int) -> EventText {
      end += count
      return EventText(memory, end - count, end)
    }

    /// A text in place of another, if there is one.
    mutating func next(insteadOf text: EventText?) -> EventText? {
      if let text { next(text.count) } else { nil }
    }

    mutating func next(insteadOf texts: [EventText]) -> [EventText] {
      if texts.isEmpty { return [] }
      return texts.map { next($0.count) }
    }
  }

  /// All texts, in one order.
  private func forEachText(_ body: (EventText) -> Void) {
    for index in fields.indices {
      if case .text(let text) = fields[index] { body(text) }
    }
    // Fact by fact, here and below: all of them at once would be copied.
    body(shared[0].id)
    if let text = shared[0].foreignPipeline { body(text) }
    if let text = shared[0].thread { body(text) }
    if let contact = shared[0].contact {
      if let text = contact.idText { body(text) }
      if let text = contact.emailText { body(text) }
    }
    if let text = shared[0].family { body(text) }
    if let text = shared[0].creator { body(text) }
    for text in shared[0].cc { body(text) }
    for text in shared[0].followers { body(text) }
  }

  /// The facts with their texts in another memory, in the order of `forEachText`.
  private func facts(movedTo places: inout TextPlaces) -> Facts {
    // Arguments are evaluated in the order in which they stand.
    Facts(
      id: places.next(shared[0].id.count), foreignPipeline: places.next(insteadOf: shared[0].foreignPipeline),
      thread: places.next(insteadOf: shared[0].thread), contact: contact(movedTo: &places),
      family: places.next(insteadOf: shared[0].family), creator: places.next(insteadOf: shared[0].creator),
      cc: places.next(insteadOf: shared[0].cc), followers: places.next(insteadOf: shared[0].followers),
      since: shared[0].since)
  }

  private func contact(movedTo places: inout TextPlaces) -> Event.Contact? {
    guard let contact = shared[0].contact else { return nil }
    let id = places.next(insteadOf: contact.idText)
    return Event.Contact(idText: id, emailText: places.next(insteadOf: contact.emailText))
  }
}
