package import RuleEngine

/// One thing about a round that rules can ask: what happened, who did it, what a field is and was. Each has finitely many
/// classes of values, numbered from 0; what no rule can tell apart is one class.
package enum Fact: Sendable, Hashable {
  /// `Happening`
  case happening
  /// Of a field with finitely many values or intervals: a class of its `FieldDomain`, now.
  case value(FieldSlot)
  /// The same, before this change-set.
  case before(FieldSlot)
  /// Whether the field changed, where that does not follow from its classes.
  case changed(FieldSlot)
  /// Whether a set has an option, now and before.
  case member(FieldSlot, Int32)
  case memberBefore(FieldSlot, Int32)
  /// Whether a set has options that no rule names.
  case otherMembers(FieldSlot)
  /// Whether a text fits a pattern.
  case fits(FieldSlot, TextPattern)
  /// A date or time, counted from the event's: a class of `Distances`.
  case distance(FieldSlot, Distances.Unit)
  /// Any test that is not looked into: true or false.
  case test(Program.Test)
  /// 0: nobody; otherwise the kind and 1.
  case actor
  case actorIsOwner, actorIsContact
  /// Index into `Program.lists`.
  case actorIsOnList(Int)
  /// `MessageWay`
  case message
  /// `MessageKind`
  case messageKind
  /// The raw value of `Event.Message.Origin`.
  case messageOrigin
  case messageIsAutomatic, messageIsDeliveryFailure, messageIsOnThread, messageIsFromContact, messageIsToContact
  /// A timer of the rule is due. Index into the rules.
  case isDue(Int)
  /// The rule's limit is used up. Index into the rules.
  case isUsedUp(Int)

  package enum Happening: Int, CaseIterable { case change, creation, conversation }
  package enum MessageWay: Int, CaseIterable { case none, incoming, outgoing }
  package enum MessageKind: Int, CaseIterable { case email, note, other }
}

/// The classes of a field's values. Class 0 is always "unknown".
package enum FieldDomain: Sendable, Hashable {
  /// Class *i* + 1 is the option (or the stage) at *i* of this list. The last class may be all others.
  case options([Int32], hasOthers: Bool)
  /// Unknown, false, true.
  case flag
  /// Numbers, or days as numbers: below the first cut, the first cut, between the first and the second, …
  case cuts([Double])
  /// Texts in folded case; the last class is all others.
  case texts([FoldedText])

  /// How many classes there are.
  package var count: Int {
    switch self {
    case .options(let options, let hasOthers): options.count + (hasOthers ? 2 : 1)
    case .flag: 3
    case .cuts(let cuts): 2 * cuts.count + 2
    case .texts(let texts): texts.count + 2
    }
  }

  /// Whether a class other than "unknown" has several values.
  package func isWide(_ index: Int) -> Bool {
    switch self {
    case .options(let options, _): index > options.count
    case .flag: false
    case .cuts: index % 2 == 1
    case .texts(let texts): index > texts.count
    }
  }

  /// The class of a value; days go by the program's zone.
  package func index(of value: Value, zone: ZoneTable) -> Int {
    switch (self, value) {
    case (.options(let options, _), .option(let option)):
      options.firstIndex(of: option).map { $0 + 1 } ?? options.count + 1
    case (.flag, .flag(let flag)): flag ? 2 : 1
    case (.cuts(let cuts), .number(let number)): Self.index(of: number, in: cuts)
    case (.cuts(let cuts), .day(let day)): Self.index(of: Double(day.number), in: cuts)
    case (.cuts(let cuts), .instant(let instant)): Self.index(of: Double(zone.localDay(of: instant).number), in: cuts)
    case (.texts(let texts), .text(let text)):
      texts.firstIndex(of: FoldedText(text)).map { $0 + 1 } ?? texts.count + 1
    default: 0
    }
  }

  /// The class of a number among ascending cuts.
  static func index(of number: Double, in cuts: [Double]) -> Int {
    var low = 0
    var high = cuts.count
    while low < high {
      let middle = (low + high) / 2
      if cuts[middle] < number { low = middle + 1 } else { high = middle }
    }
    return low < cuts.count && cuts[low] == number ? 2 * low + 2 : 2 * low + 1
  }
}

/// What a text is asked, in folded case.
package struct TextPattern: Sendable, Hashable {
  package enum Place: UInt8, Sendable, Hashable { case anywhere, beginning, end, whole }

  package var place: Place
  /// With `whole` a glob, otherwise a plain text.
  package var text: String

  package init(_ place: Place, _ text: String) {
    self.place = place
    self.text = text
  }

  /// Whether `other` fits.
  package func matches(_ other: FoldedText) -> Bool {
    switch place {
    case .anywhere: other.contains(FoldedText(text))
    case .beginning: other.hasPrefix(FoldedText(text))
    case .end: other.hasSuffix(FoldedText(text))
    case .whole: Glob(text).matches(other)
    }
  }
}

/// Intervals of the distance between a date and the event's instant: what `in the next 3 days` asks.
package struct Distances: Sendable, Hashable {
  package enum Unit: UInt8, Sendable, Hashable {
    /// Whole days, of a `date`.
    case wholeDays
    /// Minutes and hours, of a `time`: in microseconds.
    case clock
    /// Days and weeks, of a `time`, which keep the wall clock: in days.
    case calendarDays
  }

  /// Ascending; 0 is always among them. Classes are as of `FieldDomain.cuts`.
  package var cuts: [Double]

  package var count: Int { 2 * cuts.count + 2 }
}
