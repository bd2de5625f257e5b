extension PlainLineReader {
  mutating func readTicket(
    _ line: Line, _ bytes: ByteSpan, _ offset: inout Int, into fields: inout MutableSpan<Value>,
    room: inout [JSONDocument.Node]
  ) throws(NotPlain) {
    var keys = SeenKeys()
    /// Built-in fields that `properties` give, by bits.
    var builtIns: UInt64 = 0
    var hasID = false
    try Self.enterObject(bytes, &offset)
    orders.ticket.restart()
    repeat {
      guard let key = try Self.key(of: .ticket, &orders.ticket, line.reader, bytes, &offset) else {
        try PlainTokens.skipValue(bytes, &offset, depth: 2, room: &room)
        continue
      }
      try keys.note(key)
      if try PlainTokens.skipNull(bytes, &offset) { continue }
      switch key {
      case .id:
        guard let id = try Self.text(line, bytes, &offset) else { throw NotPlain() }
        facts.id = id
        hasID = true
      case .pipeline: draft.pipeline = try PlainTokens.text(bytes, &offset)
      case .stage: draft.stage = try PlainTokens.text(bytes, &offset)
      case .thread: facts.thread = try Self.text(line, bytes, &offset)
      case .family: facts.family = try Self.text(line, bytes, &offset)
      case .properties:
        var order = NameOrder()
        swap(&order, &orders.properties)
        defer { swap(&order, &orders.properties) }
        builtIns = try readFields(line, &order, line.reader.propertyNames, bytes, &offset, &fields, &room)
      case .contact: try readContact(line, bytes, &offset, &fields, &room)
      case .company:
        var order = NameOrder()
        swap(&order, &orders.company)
        defer { swap(&order, &orders.company) }
        _ = try readFields(line, &order, line.reader.companyNames, bytes, &offset, &fields, &room)
      case .owner: try readOwner(line, bytes, &offset, &fields)
      case .team: fields[FieldSlot.team.index] = try Self.value(of: .team, line, bytes, &offset)
      case .inbox: fields[FieldSlot.inbox.index] = try Self.value(of: .inbox, line, bytes, &offset)
      case .channel: fields[FieldSlot.channel.index] = try Self.value(of: .channel, line, bytes, &offset)
      case .created: fields[FieldSlot.created.index] = try Self.value(of: .created, line, bytes, &offset)
      case .closed: fields[FieldSlot.closed.index] = try Self.value(of: .closed, line, bytes, &offset)
      case .since: facts.since = try Self.instant(bytes, &offset)
      case .creator:
        facts.creator = try Self.person(line, bytes, &offset).id
        draft.hasCreator = facts.creator != nil
      case .cc: try Self.readAddresses(line, bytes, &offset) { facts.cc.append($0) }
      case .followers: try readFollowers(line, bytes, &offset)
      default: throw NotPlain()
      }
    } while try PlainTokens.hasMore(bytes, &offset)
    guard hasID else { throw NotPlain() }
    // `null` is no contact, and no word of one is something else.
    if !keys.has(.contact) { facts.contact = .unnamed }
    // What the top level gives wins.
    if builtIns != 0 {
      for (key, slot) in SlotName.builtIns where builtIns &>> UInt64(slot.index) & 1 == 1 && keys.has(key) {
        throw NotPlain()
      }
    }
    try settleStage(line, bytes, &fields)
  }

  /// The stage, whose name depends on the pipeline.
  private mutating func settleStage(
    _ line: Line, _ bytes: ByteSpan, _ fields: inout MutableSpan<Value>
  ) throws(NotPlain) {
    let reader = line.reader
    var index = reader.defaultPipeline
    if let pipeline = draft.pipeline, !pipeline.isEmpty {
      guard let known = reader.pipelines.value(of: bytes, at: pipeline.lowerBound, pipeline.count) else {
        facts.foreignPipeline = EventText(line.memory, pipeline)
        return
      }
      index = Int(known)
    }
    guard let index, let stage = draft.stage,
      let number = reader.stages.value(of: bytes, at: stage.lowerBound, stage.count, in: index)
    else { throw NotPlain() }
    fields[FieldSlot.stage.index] = .option(number)
  }

  /// Reads the fields of an object by id or label; the id wins where both are there.
  ///
  /// Returns: the built-in fields among them, by bits.
  private mutating func readFields(
    _ line: Line, _ order: inout NameOrder, _ names: NameTable, _ bytes: ByteSpan,
    _ end: inout Int, _ fields: inout MutableSpan<Value>, _ room: inout [JSONDocument.Node]
  ) throws(NotPlain) -> UInt64 {
    var offset = end
    guard PlainTokens.byte(bytes, at: offset) == UInt8(ascii: "{") else { throw NotPlain() }
    guard PlainTokens.enter(bytes, &offset) else {
      end = offset
      return 0
    }
    order.restart()
    // Here, and not in `self`, nor handed on by reference: so they stay in registers.
    var given = seen.first
    var builtIns: UInt64 = 0
    while true {
      let code = try Self.fieldCode(names, &order, bytes, &offset)
      var first = PlainTokens.byte(bytes, at: offset)
      if first <= 0x20 {
        PlainTokens.skipSpace(bytes, &offset)
        first = PlainTokens.byte(bytes, at: offset)
      }
      if code == NameOrder.unknown {
        var rest = offset
        try PlainTokens.skipValue(bytes, &rest, depth: 3, room: &room)
        offset = rest
      } else {
        let slot = SlotName.slot(ofCode: code)
        if slot < 64 {
          let bit = 1 as UInt64 &<< UInt64(truncatingIfNeeded: slot)
          guard given & bit == 0 else { throw NotPlain() }
          given |= bit
        } else {
          try seen.note(slot)
        }
        // What most properties are; the others, and `null`, are read by `value`.
        switch line.reader.slotKinds[slot] {
        case .oneOf where first == UInt8(ascii: "\""):
          if let option = Self.shortOption(of: slot &- FieldSlot.builtInCount, line, bytes, &offset) {
            fields.put(.option(option), slot)
          } else {
            var rest = offset
            fields[slot] = try Self.option(of: slot &- FieldSlot.builtInCount, line, bytes, &rest)
            offset = rest
          }
        case .number where first &- UInt8(ascii: "0") < 10:
          fields.put(try Self.digits(bytes, &offset), slot)
        case .flag where first != UInt8(ascii: "\""):
          fields.put(try Self.plainFlag(bytes, &offset), slot)
        case .text where first == UInt8(ascii: "\""):
          let (start, end) = (offset &+ 1, JSONScanner.endOfPlain(bytes, from: offset &+ 1))
          if PlainTokens.byte(bytes, at: end) == UInt8(ascii: "\"") {
            offset = end &+ 1
            fields[slot] = start == end ? .unknown : .text(EventText(line.memory, start, end))
          } else {
            var rest = offset
            let text = try rareText(line, bytes, &rest, late: .field(slot))
            offset = rest
            fields[slot] = Value(text: text)
          }
        case .text, .oneOf, .number, .flag, .other:
          if slot < FieldSlot.builtInCount { builtIns |= 1 &<< UInt64(truncatingIfNeeded: slot) }
          var rest = offset
          fields[slot] = try Self.value(of: FieldSlot(index: slot), line, bytes, &rest)
          offset = rest
        }
      }
      // A comma, mostly, and the next name right behind it.
      let separator = PlainTokens.byte(bytes, at: offset)
      if separator == UInt8(ascii: ",") {
        offset &+= 1
      } else {
        guard try PlainTokens.hasMore(bytes, &offset) else { break }
      }
    }
    seen.first = given
    end = offset
    return builtIns
  }

  /// The code of the name at `offset`, or behind white space there; steps behind its colon.
  @inline(__always)
  private static func fieldCode(
    _ names: NameTable, _ order: inout NameOrder, _ bytes: ByteSpan, _ offset: inout Int
  ) throws(NotPlain) -> Int {
    if let expected = order.expected(bytes, &offset) { return expected }
    PlainTokens.skipSpace(bytes, &offset)
    if let expected = order.code(bytes, &offset) { return expected }
    var rest = offset
    defer { offset = rest }
    return try rareField(names, &order, bytes, &rest)
  }

  @inline(never)
  static func rareField(
    _ names: NameTable, _ order: inout NameOrder, _ bytes: ByteSpan, _ offset: inout Int
  ) throws(NotPlain) -> Int {
    let name = try PlainTokens.name(bytes, &offset)
    let code = names.value(of: bytes, at: name.lowerBound, name.count).map { Int($0) } ?? NameOrder.unknown
    order.learn(code, bytes, name)
    return code
  }

  private mutating func readContact(
    _ line: Line, _ bytes: ByteSpan, _ offset: inout Int, _ fields: inout MutableSpan<Value>,
    _ room: inout [JSONDocument.Node]
  ) throws(NotPlain) {
    let reader = line.reader
    if reader.contactHasOddNames { throw NotPlain() }
    var contact = Event.Contact.unnamed
    var keys = SeenKeys()
    try Self.enterObject(bytes, &offset)
    orders.contact.restart()
    repeat {
      let start = offset
      if let key = try Self.key(of: .person, &orders.contact, reader, bytes, &offset) {
        try keys.note(key)
        if try PlainTokens.skipNull(bytes, &offset) { continue }
        let text = try Self.text(line, bytes, &offset)
        if key == .id { contact.idText = text } else { contact.emailText = text.map(EmailAddress.extracted(from:)) }
        continue
      }
      // Something else: a property of contacts, or nothing.
      offset = start
      let name = try PlainTokens.name(bytes, &offset)
      guard let code = reader.contactNames.value(of: bytes, at: name.lowerBound, name.count) else {
        try PlainTokens.skipValue(bytes, &offset, depth: 3, room: &room)
        continue
      }
      let slot = SlotName.slot(ofCode: Int(code))
      try seen.note(slot)
      if reader.slotKinds[slot] == .text, PlainTokens.byte(bytes, at: offset) == UInt8(ascii: "\"") {
        let text = try text(line, bytes, &offset, late: .field(slot))
        fields[slot] = text.map { .text($0) } ?? .unknown
      } else {
        fields[slot] = try Self.value(of: FieldSlot(index: slot), line, bytes, &offset)
      }
    } while try PlainTokens.hasMore(bytes, &offset)
    if let email = contact.emailText { fields[FieldSlot.contactEmail.index] = .text(email) }
    facts.contact = contact
  }

  private mutating func readOwner(
    _ line: Line, _ bytes: ByteSpan, _ offset: inout Int, _ fields: inout MutableSpan<Value>
  ) throws(NotPlain) {
    let isObject = PlainTokens.byte(bytes, at: offset) == UInt8(ascii: "{")
    let owner = try Self.person(line, bytes, &offset)
    fields[FieldSlot.owner.index] = Value(text: owner.id)
    if isObject {
      fields[FieldSlot.ownerEmail.index] = Value(text: owner.email.map(EmailAddress.extracted(from:)))
    }
  }

  /// A list of people, or one.
  private mutating func readFollowers(_ line: Line, _ bytes: ByteSpan, _ offset: inout Int) throws(NotPlain) {
    guard PlainTokens.byte(bytes, at: offset) == UInt8(ascii: "[") else {
      if let person = try Self.person(line, bytes, &offset).id { facts.followers.append(person) }
      return
    }
    guard PlainTokens.enter(bytes, &offset) else { return }
    repeat {
      if try PlainTokens.skipNull(bytes, &offset) { continue }
      if let person = try Self.person(line, bytes, &offset).id { facts.followers.append(person) }
    } while try PlainTokens.hasMore(bytes, &offset, until: UInt8(ascii: "]"))
  }
}

extension MutableSpan<Value> {
  /// Replaces a value by one that holds no memory. Mostly the one before, of the same field, holds none, either: then
  /// nothing is let go, which is a call for each field otherwise.
  ///
  /// Precondition: `value` is no text and no set.
  @inline(__always)
  fileprivate mutating func put(_ value: Value, _ slot: Int) {
    precondition(UInt(bitPattern: slot) < UInt(bitPattern: count))
    if self[slot].holdsMemory {
      self[slot] = value
    } else {
      // SAFETY: just looked at, and what is overwritten holds nothing.
      unsafe withUnsafeMutableBufferPointer { fields in
        guard let start = fields.baseAddress else { return }
        unsafe (start + slot).initialize(to: value)
      }
    }
  }
}
