/// The states of many tickets and conversations by `Event.subjectKey`.
///
/// A state changes with each line: it stands in a list, and only its place in a dictionary, which so changes with new keys
/// alone.
struct StateTable: Sendable {
  private var places: [String: Int] = [:]
  private var states: [TicketStateBox] = []
  private var freePlaces: [Int] = []

  /// Where a state is kept: looked for once, though a step takes it out and puts it back.
  struct Home {
    let key: String
    /// `nil`: nothing is kept under the key.
    fileprivate let place: Int?
  }

  /// Where a state is kept, until another one is put in or removed.
  func home(of key: String) -> Home { Home(key: key, place: places[key]) }

  /// What is remembered, if anything is.
  subscript(key: String) -> TicketState? { places[key].map { states[$0].state } }

  /// The ticket's timer due first.
  func firstTimer(of key: String) -> TimerMemory.Told? {
    guard let place = places[key] else { return nil }
    return states[place].state.timers.first
  }

  /// Lends a state for a step, after which it is to be put back.
  mutating func lend(_ home: Home) -> TicketStateBox? {
    guard let place = home.place else { return nil }
    return states[place].take()
  }

  /// Puts a state in, instead of the one that was there.
  mutating func put(_ state: consuming TicketStateBox, at home: Home) {
    if let place = home.place {
      states[place] = consume state
    } else if let place = freePlaces.popLast() {
      places[home.key] = place
      states[place] = consume state
    } else {
      places[home.key] = states.count
      states.append(consume state)
    }
  }

  /// Takes a state out.
  mutating func remove(_ key: String) -> TicketStateBox? {
    let state = lend(home(of: key))
    if let place = places.removeValue(forKey: key) { freePlaces.append(place) }
    return state
  }
}
