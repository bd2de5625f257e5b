/// A rulebook ready to run: loaded once at startup, used for every line.
public struct Rulebook: Sendable {
  let core: RulebookCore
  /// What it is made of.
  package var program: Program { core.wholeProgram }
  var layout: UInt64 { core.layout }
  /// Whether answers depend on more than the line: then the host must keep `Step.state`, otherwise it may pass empty
  /// state each time.
  public var needsMemory: Bool { core.needsMemory }

  /// The rulebook in the bytes of a compiled file.
  ///
  /// - Throws: `RulebookFileError` where the bytes are damaged, cut short, of something else or of a newer version.
  /// - Complexity: O(*n*) in the number of bytes.
  public init(bytes: [UInt8]) throws(RulebookFileError) {
    let file = try ProgramFile(decoding: bytes)
    core = RulebookCore(program: file.program, id: file.checksum, usesIndex: true)
  }

  /// A rulebook that was never a file.
  ///
  /// - Parameter usesIndex: whether the rules that may fire are found by the index, or by looking at every rule of the
  ///   pipeline; the answers are the same.
  package init(program: Program, usesIndex: Bool = true) {
    let bytes = ProgramFile.encode(program, compilerVersion: "")
    core = RulebookCore(program: program, id: RulebookChecksum.of(bytes[...]), usesIndex: usesIndex)
  }

  private init(core: RulebookCore) { self.core = core }

  /// The same rulebook, looking at every rule of the pipeline.
  package var withoutIndex: Rulebook {
    Rulebook(core: RulebookCore(program: core.wholeProgram, id: core.id, usesIndex: false))
  }

  /// The same rulebook in memory of its own: threads that share one object count its references for each other.
  public var copyForAnotherThread: Rulebook {
    Rulebook(core: RulebookCore(program: core.wholeProgram, id: core.id, usesIndex: core.usesIndex))
  }

  /// The event that a line of JSON describes.
  ///
  /// - Throws: `EventProblem`, which says what is wrong with the line.
  /// - Complexity: O(*n*) in the bytes of the line.
  public func event(from line: [UInt8]) throws(EventProblem) -> Event {
    try core.reader.event(from: line)
  }

  /// What the rules make of one event: a pure function of rulebook, state and event.
  ///
  /// - Parameters:
  ///   - event: an event of this rulebook's `event(from:)`.
  ///   - state: what the step before returned for the same ticket or conversation (`Event.subjectKey`), or empty state.
  ///   - isTracing: whether to say why and why not.
  /// - Complexity: linear in the rules whose trigger and required options fit, for each round; with a trace in all rules.
  public func step(_ event: Event, from state: consuming TicketState, tracing isTracing: Bool = false) -> Step {
    var run = StepRun(core: core, event: event, state: state, isTracing: isTracing)
    return run.step()
  }
}

extension Program.Rule {
  /// Its answers depend on the ticket's past: limits, timers, rotations, threads, messages that may be answers.
  var needsMemory: Bool {
    if !limits.isEmpty || timer != nil { return true }
    let remembers = arms.contains { arm in arm.actions.contains(where: \.needsMemory) }
    let comparesThreads = triggers.contains { trigger in
      switch trigger.happening {
      case .reply, .messageInAnotherThread: true
      default: false
      }
    }
    return remembers || comparesThreads
  }
}

extension Program.Action {
  /// Comes out differently by what came out before.
  fileprivate var needsMemory: Bool {
    switch self {
    case .rotate, .sendNotification: true
    case .sendEmail(_, let recipients), .sendMessage(_, let recipients), .notify(_, let recipients):
      recipients.contains { recipient in
        switch recipient {
        case .contact, .address, .cc: true
        case .owner, .creator, .followers, .team, .itsTeam, .personIn: false
        }
      }
    case .createTicket, .move, .set, .clear, .raise, .add, .remove, .removeAll, .increase, .assign, .createTask,
      .addNote,
      .call:
      false
    }
  }
}

extension Event {
  /// What state is kept under: the ticket's id, or the conversation's; the two never meet.
  public var subjectKey: String {
    switch subject {
    case .ticket(let snapshot): "ticket:" + snapshot.id
    case .conversation(let snapshot): "conversation:" + snapshot.id
    }
  }
}
