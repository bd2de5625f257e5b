import RuleSource
import RuleSyntax

//  Two names that differ and look the same: whoever reads the rules takes one for the other. Names are compared by what
//  is seen of them, by a hash: of 10,000 titles none is compared with another unless both look alike.

let lookAlikeNames = TextLint(code: "W0510") { text in
  var names = SeenNames()
  for (_, tree) in text.sources {
    for item in tree.items {
      switch item {
      case .pipeline(let pipeline):
        names.add(pipeline.name, as: "pipeline", in: "pipelines")
        for stage in pipeline.stages { names.add(stage.name, as: "stage", in: "stages of \(pipeline.name.text)") }
      case .property(let property):
        names.add(property.subject.name, as: "property", in: "properties of \(property.subject.entity)")
        switch property.type {
        case .oneOf(let options, _), .setOf(let options):
          let owner = "options of \(property.subject.entity).\(property.subject.name.text)"
          for option in options { names.add(option.name, as: "option", in: owner) }
        case .number, .text, .date, .time, .flag, .person, nil: break
        }
      case .team(let team): names.add(team.name, as: "team", in: "teams")
      case .template(let template): names.add(template.name, as: "template", in: "templates")
      case .inbox(let inbox): names.add(inbox.name, as: "inbox", in: "inboxes")
      case .list(let list): names.add(list.name, as: "list", in: "lists")
      case .calendar(let calendar): names.add(calendar.name, as: "calendar", in: "calendars")
      case .action(let action): names.add(action.name, as: "action", in: "actions")
      case .definition(let definition): names.add(definition.name, as: "definition", in: "definitions")
      case .rule(let rule): if let title = rule.title { names.add(title, as: "rule", in: "rules") }
      case .test(let test): if let title = test.title { names.add(title, as: "test", in: "tests") }
      case .portal, .answerLimit, .scope, .promise: break
      }
    }
  }
  return names.diagnostics
}

/// The names of one rulebook by their looks.
private struct SeenNames {
  /// In groups of names that may be taken for each other: the first of each looks.
  private var names: [(name: NameSyntax, group: String)] = []
  /// By the hash of their looks and their group.
  private var seen = SeenHashes()
  private(set) var diagnostics: [Diagnostic] = []

  mutating func add(_ name: NameSyntax, as kind: String, in group: String) {
    guard let first = seen.first(name.text.looksHash(in: group), orAdd: names.count) else {
      names.append((name, group))
      return
    }
    let (other, otherGroup) = names[first]
    guard group == otherGroup, other.text != name.text, other.text.looks == name.text.looks else { return }
    let difference = other.text.firstDifference(from: name.text)
    diagnostics.append(
      Diagnostic(
        .warning, "W0510", "\(kind) `\(name.text)` looks like another \(kind), but is not the same", at: name.range,
        labels: [Diagnostic.Label("the other \(kind)", at: other.range)],
        help: "give one of them a name that is told apart at a glance",
        notes: difference.map { ["they differ in \($0)"] } ?? []))
  }
}

extension String {
  /// What is seen of it: letters that look alike are the same, what has no width is not there, blanks are one blank.
  fileprivate var looks: String {
    var seen = UnicodeScalarView()
    for scalar in unicodeScalars {
      guard let looks = Confusables.looks(of: scalar), !(looks == " " && (seen.last ?? " ") == " ") else { continue }
      seen.append(looks)
    }
    if seen.last == " " { seen.removeLast() }
    return String(seen)
  }

  /// The same for strings of one group that look the same. FNV-1a, so that it does not depend on the process.
  fileprivate func looksHash(in group: String) -> UInt64 {
    var hash = LooksHash()
    for byte in group.utf8 { hash.mix(UInt32(byte)) }
    // Almost all names are ASCII, whose bytes are their letters.
    let start = hash
    let bytes = utf8.span
    for index in bytes.indices {
      guard bytes[index] < 0x80 else { return looksHash(after: start) }
      if let looks = Confusables.looks(of: Unicode.Scalar(bytes[index])) { hash.see(looks) }
    }
    return hash.value
  }

  private func looksHash(after start: LooksHash) -> UInt64 {
    var hash = start
    for scalar in unicodeScalars { if let looks = Confusables.looks(of: scalar) { hash.see(looks) } }
    return hash.value
  }

  /// The first letters that differ, with their numbers.
  fileprivate func firstDifference(from other: String) -> String? {
    let (mine, others) = (Array(unicodeScalars), Array(other.unicodeScalars))
    for (left, right) in zip(mine, others) where left != right {
      for unseen in [left, right] where unseen.properties.isDefaultIgnorableCodePoint {
        return "\(unseen.shown), which only one of them has"
      }
      if left.properties.isWhitespace || right.properties.isWhitespace { return "their blanks" }
      return "\(left.shown) and \(right.shown)"
    }
    guard let extra = mine.count > others.count ? mine[others.count...].first : others[mine.count...].first else {
      return nil
    }
    return "\(extra.shown), which only one of them has"
  }
}

/// The hash of what is seen, in which blanks are one blank.
private struct LooksHash {
  private(set) var value: UInt64 = 0xcbf2_9ce4_8422_2325
  private var endsWithBlank = true
  private var hasBlank = false

  mutating func mix(_ number: UInt32) { value = (value ^ UInt64(number)) &* 0x100_0000_01b3 }

  mutating func see(_ looks: Unicode.Scalar) {
    if looks == " " {
      hasBlank = hasBlank || !endsWithBlank
      endsWithBlank = true
      return
    }
    if hasBlank { mix(0x20) }
    hasBlank = false
    endsWithBlank = false
    mix(looks.value)
  }
}

extension Unicode.Scalar {
  fileprivate var shown: String {
    let digits = String(value, radix: 16, uppercase: true)
    let number = "U+" + String(repeating: "0", count: max(0, 4 - digits.count)) + digits
    return properties.isDefaultIgnorableCodePoint || properties.isWhitespace ? number : "`\(self)` (\(number))"
  }
}
