/// A word that means something in some place of the language, or a word people write instead of one.
///
/// Only the reserved ones may not stand as a name; all others are keywords only where one is expected.
enum Keyword: UInt8, CaseIterable, Sendable {
  /// Not a keyword.
  case plain
  // Reserved: `isReserved` relies on `rule` being the first and `becomes` the last.
  case rule, test, define, `for`, portal, pipeline, stage, property, team, inbox, template, list, calendar, action
  case on, after, every, before, when, `do`, then, otherwise, only, table, once, at, given, expect
  case and, or, not, `is`, has, was, known, unknown, today, now, changed, becomes
  // Vocabulary.
  case edition, `in`, id, `default`, without, close, date, closed, email, tickets, `as`
  case professional, enterprise, starter, free
  case ordered, one, of, set, number, text, time, flag, person
  // Rules and triggers.
  case overrides, off, per, ticket, visit, most, times, `if`
  case new, conversation, created, leaving, reopened, assigned, unassigned, activity, sent, to, contact, from, record
  case `while`, answer, answers, limit, postponed, pipelines, company, except, optional
  case anywhere, reply, anyone, including, automatic, message, another, thread, note, added, delivery, failed
  case gained, lost, via, by, a, an, the, agent, automation, integration, chat, form, phone, api, reached
  // Conditions.
  case contains, starts, ends, with, matches, any, all, none, matching, least, above, below, between, value
  case next, last, more, less, than, ago, business, during, outside, hours
  case minute, minutes, hour, day, days, week, weeks
  // Actions.
  case create, task, due, move, clear, raise, add, remove, increase, assign, actor, creator, nobody, its, rotate, among
  case send, notification, notify, call, owner, cc, followers
  // Tests.
  case pass, passes, fired, fire, did, nothing
  // Promises.
  case promise, exactly, no, never, moves, event, emails, messages, tasks, notes
  // Written instead of keywords.
  case `else`, are, equals, equal, empty, `true`, `false`, greater, higher, larger, bigger, lower, smaller, fewer, does
  case contain, have, start, end, match

  /// Whether the word can be a name only in quotes.
  var isReserved: Bool { rawValue >= Keyword.rule.rawValue && rawValue <= Keyword.becomes.rawValue }

  /// The word as written.
  var text: String { Self.words[Int(rawValue)] }
}

/// A set of keywords as bits.
struct KeywordSet: ExpressibleByArrayLiteral, Sendable {
  private var first: UInt64 = 0
  private var second: UInt64 = 0
  private var third: UInt64 = 0
  private var fourth: UInt64 = 0

  init(arrayLiteral elements: Keyword...) {
    for element in elements { insert(element) }
  }

  /// Whether `keyword` is a member.
  func contains(_ keyword: Keyword) -> Bool {
    let bit = UInt64(1) << UInt64(keyword.rawValue & 63)
    switch keyword.rawValue >> 6 {
    case 0: return first & bit != 0
    case 1: return second & bit != 0
    case 2: return third & bit != 0
    default: return fourth & bit != 0
    }
  }

  /// The members of this set and of `other`.
  func union(_ other: KeywordSet) -> KeywordSet {
    var result = self
    result.first |= other.first
    result.second |= other.second
    result.third |= other.third
    result.fourth |= other.fourth
    return result
  }

  private mutating func insert(_ keyword: Keyword) {
    let bit = UInt64(1) << UInt64(keyword.rawValue & 63)
    switch keyword.rawValue >> 6 {
    case 0: first |= bit
    case 1: second |= bit
    case 2: third |= bit
    default: fourth |= bit
    }
  }
}
