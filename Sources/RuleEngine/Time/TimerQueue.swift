/// The timers of many tickets by instant, then by the order in which the tickets were first seen: a binary heap. What was
/// cancelled or moved stays in it until it comes to the top, or until such entries are the most.
struct TimerQueue: Sendable {
  struct Entry: Sendable {
    var ticket: String
    var due: Instant
    fileprivate var order: Int
  }

  private var heap: [Entry] = []
  /// What the queue holds for each ticket: everything else in it is out of date.
  private var dueOfTicket: [String: Instant] = [:]
  private var orderOfTicket: [String: Int] = [:]
  private var ticketCount = 0

  /// The earliest timer.
  var first: Entry? { heap.first }

  /// Sets the first timer of a ticket; nothing happens where it is the one already in the queue.
  ///
  /// - Complexity: O(log *n*), in the long run.
  mutating func insert(_ ticket: String, due: Instant) {
    if dueOfTicket[ticket] == due { return }
    dueOfTicket[ticket] = due
    if heap.count > 2 * dueOfTicket.count + 64 { removeOutdated() }
    var order = ticketCount
    if let known = orderOfTicket[ticket] {
      order = known
    } else {
      orderOfTicket[ticket] = order
      ticketCount += 1
    }
    heap.append(Entry(ticket: ticket, due: due, order: order))
    var child = heap.count - 1
    while child > 0, precedes(child, (child - 1) / 2) {
      heap.swapAt(child, (child - 1) / 2)
      child = (child - 1) / 2
    }
  }

  /// A created ticket got its real id.
  mutating func rename(_ old: String, to new: String) {
    dueOfTicket[old] = nil
    guard let order = orderOfTicket.removeValue(forKey: old) else { return }
    if orderOfTicket[new] == nil { orderOfTicket[new] = order }
  }

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
      for child in [2 * parent + 1, 2 * parent + 2] where child < heap.count && precedes(child, least) { least = child }
      if least == parent { return }
      heap.swapAt(parent, least)
      parent = least
    }
  }

  // The new entry is not in yet. A sorted list is a heap.
  private mutating func removeOutdated() {
    heap = heap.filter { dueOfTicket[$0.ticket] == $0.due }.sorted { ($0.due, $0.order) < ($1.due, $1.order) }
  }

  private func precedes(_ left: Int, _ right: Int) -> Bool {
    (heap[left].due, heap[left].order) < (heap[right].due, heap[right].order)
  }
}
