/// What codes with the same two digits are about.
package enum PageGroup: String, CaseIterable, Sendable {
  case files = "00"
  case syntax = "01"
  case moreSyntax = "06"
  case names = "02"
  case types = "03"
  case meaning = "04"
  case lints = "05"
  case proofs = "07"

  /// The group of a code such as `E0203`; nil where no code begins so.
  package init?(code: String) {
    self.init(rawValue: String(code.dropFirst().prefix(2)))
  }

  /// The group's heading.
  package var title: String {
    switch self {
    case .files: "Files"
    case .syntax: "Writing"
    case .moreSyntax: "Writing, continued"
    case .names: "Names"
    case .types: "Kinds of values"
    case .meaning: "Meaning"
    case .lints: "Advice"
    case .proofs: "Proofs"
    }
  }

  /// What its codes are about, in one sentence.
  package var summary: String {
    switch self {
    case .files: "About reading files."
    case .syntax, .moreSyntax: "About how a rule is written: signs, words and their order."
    case .names: "About names that nothing or two things have."
    case .types: "About values that do not go with a property or an action."
    case .meaning: "About rules that are well written and cannot work as they stand."
    case .lints: "About rules that work and that a colleague would ask about."
    case .proofs: "About what all tickets and all events together prove of a rulebook."
    }
  }
}
