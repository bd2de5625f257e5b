/// The timers of many tickets by instant, then by the ticket's id: a binary heap. What was cancelled or moved stays in it
/// until it comes to the top, or until such entries are the most.
struct TimerQueue: Sendable {
  struct Entry: Sendable, Comparable {
    var ticket: String
    var due: Instant

    static func < (left: Entry, right: Entry) -> Bool { (left.due, left.ticket) < (right.due, right.ticket) }
  }

  private var heap: [Entry] = []
  /// What the queue holds for each ticket: everything else in it is out of date.
  private var dueOfTicket: [String: Instant] = [:]

  /// No ticket has a timer.
  var isEmpty: Bool { dueOfTicket.isEmpty }

  /// The earliest timer.
  var first: Entry? { heap.first }

  /// Sets the first timer of a ticket; nothing happens where it is the one already in the queue.
  ///
  /// - Complexity: O(log *n*), in the long run.
  mutating func insert(_ ticket: String, due: Instant) {
    if dueOfTicket[ticket] == due { return }
    dueOfTicket[ticket] = due
    if heap.count > 2 * dueOfTicket.count + 64 { removeOutdated() }
    heap.append(Entry(ticket: ticket, due: due))
    var child = heap.count - 1
    while child > 0, heap[child] < heap[(child - 1) / 2] {
      heap.swapAt(child, (child - 1) / 2)
      child = (child - 1) / 2
    }
  }

  /// Takes a ticket's timer out.
  mutating func remove(_ ticket: String) { dueOfTicket[ticket] = nil }

  /// Removes the earliest timer.
  ///
  /// - Complexity: O(log *n*).
  mutating func removeFirst() {
    if let first, dueOfTicket[first.ticket] == first.due { dueOfTicket[first.ticket] = nil }
    guard let last = heap.popLast(), !heap.isEmpty else { return }
    heap[0] = last
    var parent = 0
    while true {
      var least = parent
      for child in [2 * parent + 1, 2 * parent + 2] where child < heap.count && heap[child] < heap[least] {
        least = child
      }
      if least == parent { return }
      heap.swapAt(parent, least)
      parent = least
    }
  }

  // The new entry is not in yet. A sorted list is a heap.
  private mutating func removeOutdated() {
    heap = heap.filter { dueOfTicket[$0.ticket] == $0.due }.sorted()
  }
}
