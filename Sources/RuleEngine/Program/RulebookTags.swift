//  The numbers of the compiled format, version 3: see grammar/compiled-format.md, whose tables a test compares with
//  these types. A number is never given a second meaning; a new case gets a new number and a new format version.

/// What a value of an enumeration begins with in the file.
package protocol RulebookTag: RawRepresentable<UInt8>, CaseIterable, Sendable {
  /// The word of the format's tables.
  static var title: String { get }
}

/// The sections of a file, in this order.
package enum SectionTag: String, CaseIterable, Sendable {
  case strings = "STRS"
  case info = "INFO"
  case zone = "ZONE"
  case pipelines = "PIPE"
  case stages = "STAG"
  case properties = "PROP"
  case teams = "TEAM"
  case inboxes = "INBX"
  case templates = "TMPL"
  case namedLists = "LIST"
  case calendars = "CALS"
  case actions = "ACTN"
  case answers = "ANSW"
  case records = "RECS"
  case texts = "TEXT"
  case parts = "PART"
  case tests = "TEST"
  case options = "OPTS"
  case needles = "NEED"
  case foldedNeedles = "FOLD"
  case branches = "BRCH"
  case ruleActions = "ACTS"
  case arms = "ARMS"
  case triggers = "TRIG"
  case rules = "RULE"
  case ruleNames = "NAME"
  case lists = "IXLI"
  case timedDates = "IXDA"
  case facets = "IXFA"
  case buckets = "IXBU"
  case groups = "IXGR"
  case offsets = "IXOF"
  case entries = "IXEN"
}

/// The cases of a value.
package enum ValueTag: UInt8, RulebookTag {
  case unknown, option, options, number, text, day, instant, flag
  package static let title = "value"
}

/// The cases of a happening.
package enum HappeningTag: UInt8, RulebookTag {
  case newConversation, ticketCreated, entered, left, stageChanged, closed, reopened, assigned, unassigned, activity
  case emailSent, reply, messageInAnotherThread, noteAdded, deliveryFailed, changed, becomes, gained, lost
  package static let title = "happening"
}

/// The cases of an author.
package enum AuthorTag: UInt8, RulebookTag {
  case contact, agent, automation, integration, list
  package static let title = "author"
}

/// The cases of a channel.
package enum ChannelTag: UInt8, RulebookTag {
  case email, chat, form, phone, api
  package static let title = "channel"
}

/// The cases of a test.
package enum TestTag: UInt8, RulebookTag {
  case isOneOf, compares, containsAny, startsWith, endsWith, matchesAny, hasAny, hasAll, hasNone, gained, lost, was
  case changed, isKnown, isSet, isBefore, isAfter, isDay, isInNext, isInLast, isMoreThanAgo, isLessThanAgo
  case messageIsAutomatic, actorIs, actorIsOwner, actorIsContact, ticketIsClosed, isDuring
  case equalsField, comparesField
  package static let title = "test"
}

/// The cases of a moment.
package enum MomentTag: UInt8, RulebookTag {
  case day, today, valueOf
  package static let title = "moment"
}

/// The cases of an action.
package enum ActionTag: UInt8, RulebookTag {
  case createTicket, move, set, clear, raise, add, remove, removeAll, increase, assign, rotate, sendNotification
  case sendEmail, sendMessage, notify, createTask, addNote, call
  package static let title = "action"
}

/// The cases of a new value.
package enum NewValueTag: UInt8, RulebookTag {
  case literal, now, today, fromNow, valueOf
  package static let title = "new value"
}

/// The cases of an assignee.
package enum AssigneeTag: UInt8, RulebookTag {
  case person, team, actor, creator, nobody, personIn
  package static let title = "assignee"
}

/// The cases of a recipient.
package enum RecipientTag: UInt8, RulebookTag {
  case contact, owner, creator, cc, followers, team, itsTeam, personIn, address
  package static let title = "recipient"
}

/// The cases of a part.
package enum PartTag: UInt8, RulebookTag {
  case literal, placeholder
  package static let title = "part"
}

/// The cases of a limit.
package enum LimitTag: UInt8, RulebookTag {
  case oncePerTicket, oncePerStageVisit, atMost
  package static let title = "limit"
}

/// The cases of a timer.
package enum TimerTag: UInt8, RulebookTag {
  case inStage, withoutReply, withoutAnswer, withoutActivity, whileTrue, everyWhile, before, after, reached, everyDays
  package static let title = "timer"
}

/// The cases of an argument.
package enum ArgumentTag: UInt8, RulebookTag {
  case text, value
  package static let title = "argument"
}
