/// The states of many tickets and conversations by `Event.subjectKey`.
///
/// A state is large and changes with each line: it stands in a list, and only its place in a dictionary, which so changes
/// with new keys alone.
struct StateTable: Sendable {
  private var places: [String: Int] = [:]
  private var states: [TicketState] = []
  private var freePlaces: [Int] = []

  /// What is remembered, if anything is.
  subscript(key: String) -> TicketState? { places[key].map { states[$0] } }

  /// The ticket's timer due first.
  func firstTimer(of key: String) -> TimerMemory.Told? {
    guard let place = places[key] else { return nil }
    return states[place].timers.first
  }

  /// Lends a state for a step, after which it is to be put back.
  mutating func lend(_ key: String) -> TicketState? {
    guard let place = places[key] else { return nil }
    var state = TicketState()
    swap(&state, &states[place])
    return state
  }

  /// Puts a state in, instead of the one that was there.
  mutating func put(_ state: consuming TicketState, under key: String) {
    if let place = places[key] {
      states[place] = state
    } else if let place = freePlaces.popLast() {
      places[key] = place
      states[place] = state
    } else {
      places[key] = states.count
      states.append(state)
    }
  }

  /// Takes a state out.
  mutating func remove(_ key: String) -> TicketState? {
    let state = lend(key)
    if let place = places.removeValue(forKey: key) { freePlaces.append(place) }
    return state
  }
}
