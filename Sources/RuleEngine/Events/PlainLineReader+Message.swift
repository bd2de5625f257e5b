extension PlainLineReader {
  mutating func readMessage(
    _ line: Line, _ bytes: ByteSpan, _ offset: inout Int, room: inout [JSONDocument.Node]
  ) throws(NotPlain) {
    var seen = SeenKeys()
    var kind: EventText?
    var direction: Range<Int>?
    var (isAutomatic, wantsNoAnswer): (Bool?, Bool?)
    var mail = MailClassification()
    try Self.enterObject(bytes, &offset)
    orders.message.restart()
    repeat {
      guard let key = try Self.key(of: .message, &orders.message, line.reader, bytes, &offset) else {
        try PlainTokens.skipValue(bytes, &offset, depth: 2, room: &room)
        continue
      }
      try seen.note(key)
      if try PlainTokens.skipNull(bytes, &offset) { continue }
      switch key {
      case .id: parts.id = try Self.text(line, bytes, &offset)
      case .kind: kind = try Self.text(line, bytes, &offset)
      case .direction: direction = try PlainTokens.text(bytes, &offset)
      case .origin:
        guard let word = try Self.text(line, bytes, &offset) else { continue }
        draft.origin = Event.Message.Origin(word: word)
        if draft.origin == nil { throw NotPlain() }
      case .thread: parts.thread = try Self.text(line, bytes, &offset)
      case .from: try Self.readAddresses(line, bytes, &offset) { if parts.from == nil { parts.from = $0 } }
      case .to:
        try Self.readAddresses(line, bytes, &offset) { parts.to.append($0) }
        parts.namesReceivers = true
      case .cc: try Self.readAddresses(line, bytes, &offset) { parts.cc.append($0) }
      case .subject: parts.subject = try text(line, bytes, &offset, late: .subject)
      case .text: parts.text = try text(line, bytes, &offset, late: .text)
      case .headers: try Self.readHeaders(line, bytes, &offset, into: &mail)
      case .automatic: isAutomatic = try PlainTokens.flag(bytes, &offset)
      case .noAnswer: wantsNoAnswer = try PlainTokens.flag(bytes, &offset)
      default: throw NotPlain()
      }
    } while try PlainTokens.hasMore(bytes, &offset)

    parts.kind = kind ?? EventReader.email
    mail.note(kind: parts.kind, from: parts.from)
    parts.isAutomatic = isAutomatic ?? mail.isAutomatic
    parts.wantsNoAnswer = (wantsNoAnswer ?? mail.wantsNoAnswer) || parts.isAutomatic
    parts.isDeliveryFailure = mail.isDeliveryFailure
    if let direction, !direction.isEmpty {
      let isIncoming = PlainTokens.isWord("in", bytes, direction)
      guard isIncoming || PlainTokens.isWord("out", bytes, direction) else { throw NotPlain() }
      parts.direction = isIncoming ? .incoming : .outgoing
    } else {
      guard parts.kind.isWord("note") else { throw NotPlain() }
      parts.direction = .outgoing
    }
  }

  /// What depends on the rest of the line, and what conditions read of the message.
  mutating func settleMessage(_ fields: inout MutableSpan<Value>) {
    parts.origin = draft.origin ?? (draft.isAutomation ? .automation : .ticket)
    fields[FieldSlot.messageSubject.index] = Value(text: parts.subject)
    fields[FieldSlot.messageFrom.index] = Value(text: parts.from)
    fields[FieldSlot.messageText.index] = Value(text: parts.text)
  }

  /// Calls `body` with each address of a list of texts, or of one text, perhaps with commas.
  static func readAddresses(
    _ line: Line, _ bytes: ByteSpan, _ offset: inout Int, _ body: (EventText) -> Void
  ) throws(NotPlain) {
    guard PlainTokens.byte(bytes, at: offset) == UInt8(ascii: "[") else {
      return EmailAddress.forEach(in: EventText(line.memory, try PlainTokens.string(bytes, &offset)), body)
    }
    guard PlainTokens.enter(bytes, &offset) else { return }
    repeat {
      if try PlainTokens.skipNull(bytes, &offset) { continue }
      EmailAddress.forEach(in: EventText(line.memory, try PlainTokens.string(bytes, &offset)), body)
    } while try PlainTokens.hasMore(bytes, &offset, until: UInt8(ascii: "]"))
  }

  /// Header names in any case, each with a text or a list of texts.
  private static func readHeaders(
    _ line: Line, _ bytes: ByteSpan, _ offset: inout Int, into mail: inout MailClassification
  ) throws(NotPlain) {
    guard PlainTokens.byte(bytes, at: offset) == UInt8(ascii: "{") else { throw NotPlain() }
    guard PlainTokens.enter(bytes, &offset) else { return }
    repeat {
      let name = EventText(line.memory, try PlainTokens.name(bytes, &offset))
      if try PlainTokens.skipNull(bytes, &offset) { continue }
      guard PlainTokens.byte(bytes, at: offset) == UInt8(ascii: "[") else {
        mail.read(header: name, value: EventText(line.memory, try PlainTokens.string(bytes, &offset)))
        continue
      }
      guard PlainTokens.enter(bytes, &offset) else { continue }
      repeat {
        mail.read(header: name, value: EventText(line.memory, try PlainTokens.string(bytes, &offset)))
      } while try PlainTokens.hasMore(bytes, &offset, until: UInt8(ascii: "]"))
    } while try PlainTokens.hasMore(bytes, &offset)
  }

  // MARK: Before

  /// The fields that `before` names with another value than they have now.
  mutating func readBefore(
    _ line: Line, _ bytes: ByteSpan, from start: Int, _ fields: inout MutableSpan<Value>,
    room: inout [JSONDocument.Node]
  ) throws(NotPlain) {
    let reader = line.reader
    var offset = start
    guard PlainTokens.byte(bytes, at: offset) == UInt8(ascii: "{") else { throw NotPlain() }
    guard PlainTokens.enter(bytes, &offset) else { return }
    var sources = SeenSlots()
    /// `null` is no stage.
    var (stageBefore, hasStage): (Range<Int>?, Bool) = (nil, false)
    orders.before.restart()
    repeat {
      let code: Int
      let nameStart = offset
      if let expected = orders.before.code(bytes, &offset) {
        PlainTokens.skipSpace(bytes, &offset)
        code = expected
      } else {
        code = try Self.rareField(reader.previousNames, &orders.before, bytes, &offset)
      }
      if code == NameOrder.unknown {
        // What is nested in `properties` counts, too.
        if PlainTokens.has("\"properties\"", bytes, at: nameStart) { throw NotPlain() }
        try PlainTokens.skipValue(bytes, &offset, depth: 2, room: &room)
        continue
      }
      let slot = FieldSlot(index: SlotName.slot(ofCode: code))
      try sources.note(slot.index)
      switch slot {
      case .pipeline: throw NotPlain()
      case .stage:
        hasStage = true
        if try !PlainTokens.skipNull(bytes, &offset) { stageBefore = try PlainTokens.text(bytes, &offset) }
      default:
        changes.append(Event.Change(slot: slot, before: try Self.value(of: slot, line, bytes, &offset)))
      }
    } while try PlainTokens.hasMore(bytes, &offset)
    for index in changes.indices.reversed() where fields[changes[index].slot.index] == changes[index].before {
      changes.remove(at: index)
    }
    if hasStage { try settleStageBefore(stageBefore, reader, bytes, now: fields[FieldSlot.stage.index]) }
    if changes.count > 1 { changes.sort { $0.slot.index < $1.slot.index } }
  }

  /// The stage before, in the ticket's pipeline.
  private mutating func settleStageBefore(
    _ name: Range<Int>?, _ reader: EventReader, _ bytes: ByteSpan, now: Value
  ) throws(NotPlain) {
    guard case .option(let stage) = now else { throw NotPlain() }
    var before = Value.unknown
    if let name {
      let pipeline = reader.program.stages[Int(stage)].pipeline
      guard let number = reader.stages.value(of: bytes, at: name.lowerBound, name.count, in: pipeline) else {
        throw NotPlain()
      }
      before = .option(number)
    }
    if before != now { changes.append(Event.Change(slot: .stage, before: before)) }
  }
}

extension Event.Message.Origin {
  /// The origin that a word of a line means.
  init?(word: EventText) {
    if word.isWord("ticket") {
      self = .ticket
    } else if word.isWord("contact") {
      self = .contactRecord
    } else if word.isWord("automation") {
      self = .automation
    } else if word.isWord("other") {
      self = .other
    } else {
      return nil
    }
  }
}
