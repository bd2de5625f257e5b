//  Ticket state as bytes: one JSON object, specified in grammar/state-format.md. Fields, stages and options go by id, so
//  that state outlives the rulebook it was made with.

extension TicketState {
  /// The version that is written. Readers read it and every earlier one.
  package static let formatVersion = 1

  /// The state as bytes to keep: the same state gives the same bytes.
  ///
  /// - Parameter rulebook: the rulebook whose step returned the state.
  /// - Complexity: O(*n*) in what is remembered.
  public func encoded(by rulebook: Rulebook) -> [UInt8] {
    var json = JSONWriter()
    json.object { json in
      json.name("v")
      json.number(Double(Self.formatVersion))
      json.field("name", name)
      json.field("newest", newest)
      json.field("thread", thread)
      json.field("family", family)
      if madeTicket { json.flagField("made_ticket") }
      let names = FieldNames(program: rulebook.core.program)
      // Laid out by another rulebook: what its slots mean is not known here.
      if layout == rulebook.layout {
        if let snapshot { json.write(snapshot, names) }
        json.list("changed", changedAt.enumerated().filter { $0.element != nil }) { json, change in
          json.string(names.name(of: FieldSlot(index: change.offset)))
          json.string(change.element?.iso8601 ?? "")
        }
        if anchors != Anchors() { json.write(anchors, names) }
      }
      json.list("seen", seenLines) { $0.strings([$1.id, $1.at.iso8601]) }
      if !usedUp.isEmpty {
        json.name("once")
        json.strings(usedUp)
      }
      json.list("visits", visitUses) { $0.strings([$1.rule, $1.visit]) }
      json.list("firings", firings) { $0.strings([$1.rule] + $1.at.map(\.iso8601)) }
      if !answers.isEmpty {
        json.name("answers")
        json.strings(answers.map(\.iso8601))
      }
      json.list("rotations", pendingRotations) { $0.strings([$1.key] + $1.ledBy) }
      json.list("timers", timers.told) { $0.strings([$1.key, $1.rule, $1.identity, $1.anchor, $1.due.iso8601]) }
      json.list("uses", timers.uses) { $0.strings([$1.rule, $1.anchor, $1.at.iso8601]) }
      json.field("rulebook", timers.rulebook.map { String($0, radix: 16) })
    }
    return json.bytes
  }
}

extension JSONWriter {
  fileprivate mutating func field(_ name: StaticString, _ instant: Instant?) { field(name, instant?.iso8601) }

  fileprivate mutating func flagField(_ name: StaticString) {
    self.name(name)
    flag(true)
  }

  /// A list, left out if it is empty.
  fileprivate mutating func list<Element>(
    _ name: StaticString, _ elements: [Element], _ body: (inout JSONWriter, Element) -> Void
  ) {
    if elements.isEmpty { return }
    self.name(name)
    array { json in
      for element in elements { body(&json, element) }
    }
  }

  fileprivate mutating func write(_ snapshot: TicketSnapshot, _ names: FieldNames) {
    name("ticket")
    object { json in
      json.field("id", snapshot.id)
      json.field("foreign", snapshot.foreignPipeline)
      json.field("thread", snapshot.thread)
      json.field("family", snapshot.family)
      json.field("creator", snapshot.creator)
      if let contact = snapshot.contact {
        json.name("contact")
        json.object { json in
          json.field("id", contact.id)
          json.field("email", contact.email)
        }
      }
      if !snapshot.cc.isEmpty {
        json.name("cc")
        json.strings(snapshot.cc)
      }
      if !snapshot.followers.isEmpty {
        json.name("followers")
        json.strings(snapshot.followers)
      }
      json.name("fields")
      json.object { json in
        for (index, value) in snapshot.fields.enumerated() where value.isKnown {
          let slot = FieldSlot(index: index)
          json.name(text: names.name(of: slot))
          json.write(value, of: slot, names)
        }
      }
    }
  }

  fileprivate mutating func write(_ anchors: Anchors, _ names: FieldNames) {
    name("anchors")
    object { json in
      if let visit = anchors.visit {
        json.name("visit")
        // An unknown stage has no ids: two texts are left.
        json.strings(names.ids(of: visit.stage) + [visit.anchor.name, visit.anchor.at.iso8601])
      }
      let single = [
        ("sent", anchors.sent), ("unanswered", anchors.unanswered), ("activity", anchors.activity),
        ("seen", anchors.seen),
      ]
      for (name, anchor) in single {
        guard let anchor else { continue }
        json.name(text: name)
        json.strings([anchor.name, anchor.at.iso8601])
      }
      json.field("replied", anchors.replied)
      json.list("since", anchors.sinceTrue) { $0.strings([$1.rule, $1.anchor.name, $1.anchor.at.iso8601]) }
      json.list("dates", anchors.dates) { json, date in
        json.array { json in
          json.string(names.name(of: date.slot))
          json.write(date.value, of: date.slot, names)
          json.string(date.name)
        }
      }
    }
  }

  private mutating func write(_ value: Value, of slot: FieldSlot, _ names: FieldNames) {
    switch value {
    case .unknown: null()
    case .option(let option): strings(names.ids(of: slot, [option]))
    case .options(let options): strings(names.ids(of: slot, options))
    case .number(let number): self.number(number)
    case .text(let text): string(text.string)
    case .day(let day): string(day.iso8601)
    case .instant(let instant): string(instant.iso8601)
    case .flag(let flag): self.flag(flag)
    }
  }
}
