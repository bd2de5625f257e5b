/// The days of the week by name, 1 is Monday.
enum Weekday {
  static let names = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"]

  static func name(_ day: Int) -> String { names[min(max(day, 1), 7) - 1] }

  /// The day that `written` names exactly.
  static func exact(_ written: String) -> Int? { names.firstIndex(of: written).map { $0 + 1 } }

  /// The day that `written` means, in other case, misspelled or cut off: `monday`, `Tuseday`, `Wed`.
  static func meant(by written: String) -> Int? {
    guard 3...12 ~= written.utf8.count else { return nil }
    let lowercased = written.lowercased()
    for (index, name) in names.enumerated() {
      let full = name.lowercased()
      if full.hasPrefix(lowercased) || lowercased == full + "s" { return index + 1 }
      if spellingDistance(Array(lowercased.utf8), Array(full.utf8)) <= 2, full.utf8.count > 5 { return index + 1 }
    }
    return nil
  }
}
