/// Which of several workers answers a line, so that together they answer as one would.
///
/// A ticket is at home with the worker that its id says. What rules create is at home where it was created, until a line
/// with the create action's key as `cause` names it: then what is remembered of it moves to the home of its real id.
struct FamilySplit: Sendable {
  /// Where a line belongs.
  enum Place {
    case worker(Int)
    /// The lines before must be answered first: they may create the ticket that this one is about.
    case unsettled
  }

  private let workerCount: Int
  /// Of tickets that rules created and no line has named yet, by the key of their create action.
  private var homeOfCreated: [String: Int] = [:]
  /// A line's own ticket was called like an action's key: then any `cause` may be a ticket's id.
  private var hasTicketNamedAsKey = false

  init(workerCount: Int) { self.workerCount = workerCount }

  /// Where a line belongs; lines are asked about in their order.
  mutating func place(of event: Event) -> Place {
    if let id = event.ticketID, ActionKey.isKey(id) {
      hasTicketNamedAsKey = true
      if ActionKey.isKey(id, of: "create_ticket"), homeOfCreated[id] == nil { return .unsettled }
    }
    guard let cause = event.adoptedTicket, mayBeTicket(cause) else { return .worker(home(of: event)) }
    return homeOfCreated[cause] == home(of: event) ? .worker(settle(event).home) : .unsettled
  }

  /// Where a line belongs that all lines before it are answered of, and what moves there from where.
  mutating func settle(_ event: Event) -> (home: Int, moved: (ticket: String, from: Int)?) {
    let home = home(of: event)
    guard let cause = event.adoptedTicket else { return (home, nil) }
    let key = Event.subjectKey(ofTicket: cause)
    let from = homeOfCreated.removeValue(forKey: cause) ?? self.home(ofKey: key)
    return (home, from == home ? nil : (key, from))
  }

  /// Notes that a worker's rules created a ticket.
  ///
  /// - Returns: who may remember another ticket under the id, which that is the end of.
  mutating func note(created key: String, by worker: Int) -> Int? {
    homeOfCreated[key] = worker
    let other = home(ofKey: Event.subjectKey(ofTicket: key))
    return hasTicketNamedAsKey && other != worker ? other : nil
  }

  private func mayBeTicket(_ cause: String) -> Bool {
    hasTicketNamedAsKey || !ActionKey.isKey(cause) || ActionKey.isKey(cause, of: "create_ticket")
  }

  private func home(of event: Event) -> Int {
    if !homeOfCreated.isEmpty, let id = event.ticketID, let home = homeOfCreated[id] { return home }
    return home(ofKey: event.subjectKey)
  }

  /// Differs from process to process: what comes out does not depend on it. Texts that are equal have the same home.
  private func home(ofKey key: String) -> Int { Int(UInt(bitPattern: key.hashValue) % UInt(workerCount)) }
}
