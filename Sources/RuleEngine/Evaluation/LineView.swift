/// A line that is matched, read where it lies: taking its fields and texts out of it counts their references up and down,
/// which took half of the time of a match.
@safe
struct LineView {
  private let line: UnsafePointer<Event>
  private let fields: UnsafePointer<Value>?
  let happenings: Happenings

  /// A view of the event at `line`, which stays there, and is not changed, as long as the view is used.
  @inline(__always)
  @unsafe
  init(unsafe line: UnsafePointer<Event>) {
    unsafe self.line = line
    // INVARIANT: an event's fields live as long as the event, and nothing writes to them after their number was noted.
    unsafe fields = line.pointee.content.snapshot.fields.withUnsafeBufferPointer { $0.baseAddress }
    happenings = unsafe line.pointee.happenings
  }

  /// The event, for what looks further: it is held.
  var event: Event { unsafe line.pointee }

  var stage: Int { Int(happenings.stage) }

  var changeCount: Int { unsafe line.pointee.content.changes.count }

  /// The field that changed.
  func changedSlot(_ index: Int) -> FieldSlot { unsafe line.pointee.content.changes[index].slot }

  @inline(__always)
  private func with<Result>(_ slot: Int, _ body: (borrowing Value) -> Result) -> Result {
    guard let fields = unsafe fields, UInt(bitPattern: slot) < UInt(bitPattern: happenings.fieldCount) else {
      preconditionFailure("an event of another rulebook")
    }
    return unsafe body(fields[slot])
  }

  /// The option; negative where there is none or a set.
  @inline(__always)
  func option(_ slot: Int) -> Int32 { with(slot) { if case .option(let option) = $0 { option } else { -1 } } }

  /// The option, or 1 and 0 for flags; negative for all else.
  @inline(__always)
  func tableOption(_ slot: Int) -> Int32 {
    with(slot) {
      switch $0 {
      case .option(let option): option
      case .flag(let flag): flag ? 1 : 0
      case .unknown, .options, .number, .text, .day, .instant: -1
      }
    }
  }

  /// The number; without one something that no comparison holds for.
  @inline(__always)
  func number(_ slot: Int) -> Double { with(slot) { if case .number(let number) = $0 { number } else { .nan } } }

  @inline(__always)
  func isFlagSet(_ slot: Int) -> Bool { with(slot) { if case .flag(let flag) = $0 { flag } else { false } } }

  /// Whether the field's option is `option`, or is a set that has it.
  func has(_ option: Int32, _ slot: Int) -> Bool {
    with(slot) {
      switch $0 {
      case .option(let present): present == option
      case .options(let members): members.contains(option)
      case .unknown, .number, .text, .day, .instant, .flag: false
      }
    }
  }

  /// What `body` says of a field's text; `false` if it has none.
  @inline(__always)
  func hasText(_ slot: Int, where body: (ByteSpan) -> Bool) -> Bool {
    let bytes = unsafe with(slot) { value -> UnsafeBufferPointer<UInt8>? in
      guard case .text(let text) = value else { return nil }
      let range = text.range
      return unsafe text.memory.withUnsafeBufferPointer { unsafe UnsafeBufferPointer(rebasing: $0[range]) }
    }
    guard let bytes = unsafe bytes else { return false }
    return body(unsafe bytes.span)
  }
}
