import RuleSource

/// The vocabulary of every generated rulebook: two pipelines with equally named stages, every type of property.
struct Vocabulary {
  struct Stage {
    let name: String
    let id: String
  }

  /// Whether pipelines stamp close dates, and which zone days are counted in.
  let hasCloseDate: [Bool]
  let zone: String
  private let answerLimit: String
  private let odd: String
  private let oddZone: String

  private static let oddHours = [
    "Sunday 02:00 to 03:00", "Monday to Sunday 00:00 to 24:00 except 2026-01-06, 2026-01-08",
    "Monday to Wednesday 00:00 to 00:30, 12:00 to 12:01, 22:00 to 24:00, Saturday 00:00 to 24:00, Sunday 00:00 to 04:00",
    "Friday 23:59 to 24:00", "Tuesday 09:00 to 12:00, 13:00 to 17:00, Thursday 02:30 to 02:45 except 2026-01-06",
  ]

  init(using random: inout SplitMix64) {
    hasCloseDate = [!random.chance(20), !random.chance(30)]
    zone = random.pick(["Europe/Berlin", "America/New_York", "UTC", "Asia/Kolkata", "Asia/Beirut"])
    answerLimit = random.pick([
      "", "", "limit answers at most 1 times per 2 hours", "limit answers at most 2 times per day",
    ])
    odd = random.pick(Self.oddHours)
    oddZone = random.pick(["Asia/Beirut", "America/New_York", "Asia/Kolkata", "Europe/Berlin"])
  }

  static let pipelines = ["Support Pipeline", "Sales"]
  static let pipelineIDs = ["0", "s"]
  static let stages: [[Stage]] = [
    [
      Stage(name: "New", id: "1"), Stage(name: "Waiting", id: "2"), Stage(name: "Done", id: "3"),
      Stage(name: "Spam", id: "4"),
    ],
    [Stage(name: "New", id: "s1"), Stage(name: "Waiting", id: "s2"), Stage(name: "Done", id: "s3")],
  ]
  static let kinds = ["bug", "question", "other"]
  static let kindIDs = ["bug", "question", "o"]
  static let priorities = ["Low", "Medium", "High"]
  static let priorityIDs = ["LOW", "Medium", "HIGH"]
  static let labels = ["red", "green", "\"area/x\"", "\"area/y\""]
  static let labelIDs = ["red", "g", "area/x", "area/y"]
  static let people = ["jo", "Kim", "ann@acme.example"]
  static let teams = ["Tier 1", "Two"]
  static let words = ["outage", "Re: x", "été", "e\u{301}te\u{301}", "ÉTÉ", "a", "Straße", ""]
  static let addresses = ["c0@mail.example", "C1@free.example", "boss@acme.example"]
  static let channels = ["email", "chat", "form", "phone", "api"]

  var text: String {
    """
    portal "Acme" edition professional in "\(zone)"
    pipeline "Support Pipeline" id "0" default\(hasCloseDate[0] ? "" : " without close date")
      stage New id "1"
      stage Waiting id "2"
      stage Done id "3" closed
      stage Spam id "4" closed
    pipeline Sales id "s"\(hasCloseDate[1] ? "" : " without close date")
      stage New id "s1"
      stage Waiting id "s2"
      stage Done id "s3" closed
    property kind: one of bug, question, other id "o"
    property priority id "hs_p": ordered one of Low id "LOW", Medium, High id "HIGH"
    property labels: set of red, green id "g", "area/x", "area/y"
    property amount: number
    property score id "sc": number
    property subject: text
    property topic: text
    property due: date
    property start: date
    property seen: time
    property vip: flag
    property backup: person
    property contact.language id "lang": one of en, de
    property contact.name: text
    team "Tier 1"
    team Two
    inbox Main email "help@acme.example"
    inbox Other email "other@acme.example"
    inbox Locked email "sales@acme.example" without tickets
    property company.plan: one of free, gold id "g"
    property company.city: text
    calendar Work in "Europe/Berlin" default Monday to Thursday 09:00 to 17:00, Friday 09:00 to 12:30 except 2026-01-07
    calendar Odd in "\(oddZone)" \(odd)
    action page with service: text with severity: one of low, high id "H" default low with day: date optional
      with marks: set of red, green id "g" optional with who: person optional with count: number default 2 with loud: flag optional
    action ping
    \(answerLimit)
    template Hello
    template Reminder
    list Free: "*@free.example", "k?m"
    define urgent as priority is at least High or subject contains "out"

    """
  }
}
