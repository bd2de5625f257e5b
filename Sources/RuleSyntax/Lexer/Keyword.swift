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
///
/// INVARIANT: everything here is inlined, so that a set written in the text of a function is four constants, and one that
/// is stored is laid out when the program is built. Made of array literals, sets were made anew by each call or asked
/// for by way of a lock: a twentieth of parsing.
struct KeywordSet: Sendable {
  private var first: UInt64 = 0
  private var second: UInt64 = 0
  private var third: UInt64 = 0
  private var fourth: UInt64 = 0

  /// No keyword.
  static let noWords = KeywordSet()

  /// The set of these keywords, of which no list in this module has more.
  @inline(__always)
  static func words(
    _ a: Keyword, _ b: Keyword? = nil, _ c: Keyword? = nil, _ d: Keyword? = nil, _ e: Keyword? = nil,
    _ f: Keyword? = nil, _ g: Keyword? = nil, _ h: Keyword? = nil, _ i: Keyword? = nil, _ j: Keyword? = nil,
    _ k: Keyword? = nil, _ l: Keyword? = nil, _ m: Keyword? = nil, _ n: Keyword? = nil, _ o: Keyword? = nil,
    _ p: Keyword? = nil, _ q: Keyword? = nil, _ r: Keyword? = nil
  ) -> KeywordSet {
    KeywordSet().with(a).with(b).with(c).with(d).with(e).with(f).with(g).with(h).with(i).with(j).with(k).with(l).with(m)
      .with(n).with(o).with(p).with(q).with(r)
  }

  /// Whether `keyword` is a member.
  @inline(__always)
  func contains(_ keyword: Keyword) -> Bool {
    let place = keyword.rawValue
    let low = place < 64 ? first : second
    let high = place < 192 ? third : fourth
    return (place < 128 ? low : high) &>> UInt64(place & 63) & 1 != 0
  }

  /// The members, in the order of their declaration.
  var members: [Keyword] { Self.all.filter(contains) }
  private static let all = Keyword.allCases

  /// The members of this set and of `other`.
  @inline(__always)
  func union(_ other: KeywordSet) -> KeywordSet {
    var result = self
    result.first |= other.first
    result.second |= other.second
    result.third |= other.third
    result.fourth |= other.fourth
    return result
  }

  /// The members of this set, and `keyword`.
  @inline(__always)
  private func with(_ keyword: Keyword?) -> KeywordSet {
    guard let keyword else { return self }
    let place = keyword.rawValue
    let bit = UInt64(1) &<< UInt64(place & 63)
    var result = self
    result.first |= place < 64 ? bit : 0
    result.second |= place >= 64 && place < 128 ? bit : 0
    result.third |= place >= 128 && place < 192 ? bit : 0
    result.fourth |= place >= 192 ? bit : 0
    return result
  }
}
