internal import RuleEngine

/// What values a field has, as far as facts differ.
enum SlotKind {
  case stage, pipeline, text, number, date, time, flag
  /// How many options there are.
  case option(Int)
  case set(Int)
}

extension Program {
  /// What values a field has.
  func kind(of slot: FieldSlot) -> SlotKind {
    switch slot {
    case .stage: return .stage
    case .pipeline: return .pipeline
    case .created, .closed: return .time
    case .ownerTeams: return .set(teams.count)
    default: break
    }
    guard let index = slot.propertyIndex, properties.indices.contains(index) else { return .text }
    let property = properties[index]
    switch property.kind {
    case .oneOf, .orderedOneOf: return .option(property.options.count)
    case .setOf: return .set(property.options.count)
    case .number: return .number
    case .text, .person: return .text
    case .date: return .date
    case .time: return .time
    case .flag: return .flag
    }
  }

  /// Whether the field is one of the message.
  static func isOfMessage(_ slot: FieldSlot) -> Bool {
    slot == .messageSubject || slot == .messageFrom || slot == .messageText
  }
}

extension Span {
  /// The span in whole days, as a `date` counts it; `nil` in business time.
  var wholeDays: Double? {
    guard calendar == nil else { return nil }
    return switch unit {
    case .minutes: Double(amount / 1440)
    case .hours: Double(amount / 24)
    case .days: Double(amount)
    case .weeks: Double(amount) * 7
    }
  }

  /// The unit and number a `time` counts the span in; `nil` in business time.
  var distance: (unit: Distances.Unit, number: Double)? {
    guard calendar == nil else { return nil }
    return switch unit {
    case .minutes: (.clock, Double(amount) * 60_000_000)
    case .hours: (.clock, Double(amount) * 3_600_000_000)
    case .days: (.calendarDays, Double(amount))
    case .weeks: (.calendarDays, Double(amount) * 7)
    }
  }
}

extension Program {
  /// Whether values of one class are the same, where the class is that of a constant: not of texts, which differ in case,
  /// and of times, of which a day has many.
  func hasNarrowClasses(_ slot: FieldSlot) -> Bool {
    switch kind(of: slot) {
    case .stage, .option, .flag, .number, .date: true
    case .pipeline, .text, .time, .set: false
    }
  }
}

extension Program.Test {
  /// The fields that a test which is not looked into compares.
  var comparedSlots: [FieldSlot] {
    switch self {
    case .equalsField(let slot, let other), .comparesField(let slot, _, let other): [slot, other]
    case .isBefore(let slot, let moment), .isAfter(let slot, let moment), .isDay(let slot, let moment):
      if case .valueOf(let other) = moment { [slot, other] } else { [slot] }
    case .isInNext(let slot, _), .isInLast(let slot, _), .isMoreThanAgo(let slot, _), .isLessThanAgo(let slot, _):
      [slot]
    default: []
    }
  }
}
