/// A ticket's state in memory of its own. It is moved as one reference at every turn of a step, where the state itself is
/// some three hundred bytes that hold twenty.
struct TicketStateBox: Sendable {
  /// One, or none once it has left. In an array, which knows whether somebody else holds it.
  private var states: [TicketState]

  /// A box of a state.
  init(_ state: consuming TicketState) { states = [state] }

  private init() { states = [] }

  /// The state, read and changed where it lies.
  var state: TicketState {
    // By a span: the array's own subscript copies what is read.
    @inline(__always)
    _read { yield states.span[0] }
    @inline(__always)
    _modify { yield &states[0] }
  }

  /// Moves the texts of the ticket into memory of their own. Here, since the state lent to others takes memory for that.
  mutating func detachTexts() { states[0].snapshot?.detachTexts() }

  /// The state, which leaves this box.
  mutating func take() -> TicketStateBox {
    var taken = TicketStateBox()
    swap(&taken, &self)
    return taken
  }
}
