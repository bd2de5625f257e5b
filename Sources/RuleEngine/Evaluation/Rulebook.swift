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
  /// - Throws: `RulebookFileError` where the bytes are damaged, cut short, of something else or of another version.
  /// - Complexity: O(*n*) in the number of bytes; rules are verified, and decoded when they first fire.
  public init(bytes: [UInt8]) throws(RulebookFileError) {
    core = RulebookCore(try MappedProgram(RulebookBytes(bytes)), usesIndex: true)
  }

  /// The rulebook in bytes that lie somewhere in memory, such as a file that the host has mapped. They are not copied.
  ///
  /// The bytes must stay where they are and as they are until `owner` goes away, which the rulebook keeps: nobody may
  /// write to them. A file that is mapped is therefore replaced by renaming another one, never written in place.
  ///
  /// - Throws: as `init(bytes:)`.
  /// - Complexity: as that of `init(bytes:)`.
  @unsafe
  public init(
    mappedBytes bytes: UnsafeRawBufferPointer, owner: any AnyObject & Sendable
  ) throws(RulebookFileError) {
    core = RulebookCore(
      try MappedProgram(unsafe RulebookBytes(unsafe: bytes, keptBy: owner)), usesIndex: true)
  }

  /// A rulebook that was never a file.
  ///
  /// - Parameter usesIndex: whether the rules that may fire are found by the index, or by looking at every rule of the
  ///   pipeline; the answers are the same.
  package init(program: Program, usesIndex: Bool = true) {
    let bytes = RulebookBytes(ProgramFile.encode(program, compilerVersion: ""))
    do throws(RulebookFileError) {
      core = RulebookCore(try MappedProgram(bytes, isVerifying: false), usesIndex: usesIndex)
    } catch {
      preconditionFailure("what was encoded just now can be read: \(error)")
    }
  }

  private init(core: RulebookCore) { self.core = core }

  /// The same rulebook, looking at every rule of the pipeline.
  package var withoutIndex: Rulebook { Rulebook(core: core.copy(usesIndex: false)) }

  /// The same rulebook in memory of its own: threads that share one object count its references for each other.
  public var copyForAnotherThread: Rulebook { Rulebook(core: core.copyForAnotherThread) }

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
    step(event, from: TicketStateBox(state), tracing: isTracing)
  }

  /// The same, of state in a box.
  func step(_ event: Event, from box: consuming TicketStateBox, tracing isTracing: Bool) -> Step {
    var run = StepRun(core: core, event: event, box, isTracing: isTracing)
    return run.step()
  }
}

extension Program.Action {
  /// Comes out differently by what came out before.
  var needsMemory: Bool {
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
    Self.subjectKey(content.isConversation ? "conversation:" : "ticket:", content.snapshot.facts.id)
  }

  /// The id of the ticket that the line is about; `nil` for a conversation.
  var ticketID: String? { content.isConversation ? nil : content.snapshot.id }

  /// The provisional id under which the line's ticket may be known: its `cause`, if that is another ticket's id.
  var adoptedTicket: String? {
    guard let cause, cause != ticketID else { return nil }
    return cause
  }

  // Made for each line: adding two strings makes three.
  private static func subjectKey(_ kind: StaticString, _ id: EventText) -> String {
    let bytes = id.memory.span.extracting(id.range)
    let start = kind.utf8CodeUnitCount
    return unsafe String(unsafeUninitializedCapacity: start + bytes.count) { buffer in
      for index in 0..<start { unsafe buffer[index] = kind.utf8Start[index] }
      for index in bytes.indices { unsafe buffer[start + index] = bytes[index] }
      return start + bytes.count
    }
  }

  /// What a ticket's state is kept under.
  static func subjectKey(ofTicket id: String) -> String { "ticket:" + id }
}
