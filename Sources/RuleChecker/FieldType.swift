import RuleSchema

/// What kind of value a field has.
enum FieldType {
  case choice([Property.Option], isOrdered: Bool)
  case set([Property.Option])
  case number, text, date, time, flag, person
  case stage, pipeline, team, inbox, channel

  init(_ kind: Property.Kind) {
    switch kind {
    case .oneOf(let options, let isOrdered): self = .choice(options, isOrdered: isOrdered)
    case .setOf(let options): self = .set(options)
    case .number: self = .number
    case .text: self = .text
    case .date: self = .date
    case .time: self = .time
    case .flag: self = .flag
    case .person: self = .person
    }
  }

  var options: [Property.Option] {
    switch self {
    case .choice(let options, _), .set(let options): options
    default: []
    }
  }

  /// Whether a value of it is equal to one of several literals or not.
  var hasLiterals: Bool {
    switch self {
    case .choice, .number, .text, .person, .stage, .pipeline, .team, .inbox, .channel: true
    case .set, .flag, .date, .time: false
    }
  }

  var isDateOrTime: Bool {
    switch self {
    case .date, .time: true
    default: false
    }
  }

  /// In words for people: `a number`.
  var name: String {
    switch self {
    case .choice(_, let isOrdered): isOrdered ? "one of several ordered options" : "one of several options"
    case .set: "a set"
    case .number: "a number"
    case .text: "a text"
    case .date: "a date"
    case .time: "a time"
    case .flag: "a flag"
    case .person: "a person"
    case .stage: "a stage"
    case .pipeline: "a pipeline"
    case .team: "a team"
    case .inbox: "an inbox"
    case .channel: "a channel"
    }
  }

  /// What may be said of it in a condition.
  var operators: String {
    switch self {
    case .choice(_, let isOrdered):
      isOrdered
        ? "`is`, `is one of`, `is at least`, `is at most`, `is above`, `is below` or `is between`"
        : "`is`, `is not` or `is one of`"
    case .set: "`has`, `has any of`, `has all of`, `has none of`, `has any matching`, `gained` or `lost`"
    case .number: "`is`, `is one of`, `is at least`, `is at most`, `is above`, `is below` or `is between`"
    case .text: "`is`, `is one of`, `contains`, `starts with`, `ends with` or `matches`"
    case .date, .time:
      "`is before`, `is after`, `is today`, `is in the next`, `is in the last`, `is more than … ago` or `is less than … ago`"
    case .flag: "the flag by its name, or `not` before it"
    case .person, .stage, .pipeline, .team, .inbox, .channel: "`is`, `is not` or `is one of`"
    }
  }
}
