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

  /// Where tickets are at home by their ids.
  struct Homes: Sendable {
    let workerCount: Int

    /// The first worker, whose thread also reads the lines and writes the answers, has a share less than the others.
    func home(ofHash hash: Int) -> Int {
      let count = UInt(workerCount * Self.sharesOfWorker - 1)
      return (Int(UInt(bitPattern: hash) % count) + 1) / Self.sharesOfWorker
    }

    /// A share is a sixteenth of a worker's lines: about the time for reading and writing those of two workers, less what
    /// the others do in looking at the next ones.
    private static let sharesOfWorker = 16
  }

  let homes: Homes
  /// Of tickets that rules created and no line has named yet, by the key of their create action.
  private var homeOfCreated: [String: Int] = [:]
  /// A line's own ticket was called like an action's key: then any `cause` may be a ticket's id.
  private var hasTicketNamedAsKey = false

  init(workerCount: Int) { homes = Homes(workerCount: workerCount) }

  /// Where a line belongs; lines are asked about in their order. Those without kinship need not be: they are at home.
  mutating func place(of subject: LineSubject) -> Place {
    guard let kinship = subject.kinship else { return .worker(home(of: subject)) }
    if let id = kinship.ticketID, ActionKey.isKey(id) {
      hasTicketNamedAsKey = true
      if ActionKey.isKey(id, of: "create_ticket"), homeOfCreated[id] == nil { return .unsettled }
    }
    guard let cause = kinship.adopted, mayBeTicket(cause) else { return .worker(home(of: subject)) }
    return homeOfCreated[cause] == home(of: subject) ? .worker(settle(subject).home) : .unsettled
  }

  /// Where a line belongs that all lines before it are answered of, and what moves there from where.
  mutating func settle(_ subject: LineSubject) -> (home: Int, moved: (ticket: String, from: Int)?) {
    let home = home(of: subject)
    guard let cause = subject.kinship?.adopted else { return (home, nil) }
    let from = homeOfCreated.removeValue(forKey: cause) ?? self.home(ofID: cause)
    return (home, from == home ? nil : (Event.subjectKey(ofTicket: cause), from))
  }

  /// Notes that a worker's rules created a ticket.
  ///
  /// - Returns: who may remember another ticket under the id, which that is the end of.
  mutating func note(created key: String, by worker: Int) -> Int? {
    homeOfCreated[key] = worker
    let other = home(ofID: key)
    return hasTicketNamedAsKey && other != worker ? other : nil
  }

  private func mayBeTicket(_ cause: String) -> Bool {
    hasTicketNamedAsKey || !ActionKey.isKey(cause) || ActionKey.isKey(cause, of: "create_ticket")
  }

  private func home(of subject: LineSubject) -> Int {
    // What rules create is called like an action's key.
    if let id = subject.kinship?.ticketID, let home = homeOfCreated[id] { return home }
    return homes.home(ofHash: subject.hash)
  }

  private func home(ofID id: String) -> Int { homes.home(ofHash: SubjectHash.hash(of: id)) }
}
