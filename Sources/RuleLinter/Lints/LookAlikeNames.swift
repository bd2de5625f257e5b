import RuleSource
import RuleSyntax

//  Two names that differ and look the same: whoever reads the rules takes one for the other. Names are compared by what
//  is seen of them, by a hash: of 10,000 titles none is compared with another unless both look alike.

let lookAlikeNames = TextLint(code: "W0510") { text in
  text.sources.flatMap(\.tree.declarations).lookAlikes + text.lookAlikeTitles
}

/// A name with what may be taken for it.
private struct GroupedName {
  let name: NameSyntax
  /// `stage`
  let kind: String
  /// Names of one group may be taken for each other.
  let group: String
}

extension [ItemSyntax] {
  /// What is declared under names that look alike.
  fileprivate var lookAlikes: [Diagnostic] {
    let names = flatMap(\.groupedNames)
    var seen = SeenHashes(count: names.count)
    return names.indices.compactMap { index in
      let name = names[index]
      let hash = name.name.text.looksHash(after: LooksHash(group: name.group))
      guard let first = seen.first(hash, orAdd: index), names[first].group == name.group else { return nil }
      return .lookAlike(name.name, names[first].name, kind: name.kind)
    }
  }
}

extension ItemSyntax {
  fileprivate var groupedNames: [GroupedName] {
    switch self {
    case .pipeline(let pipeline):
      return [GroupedName(name: pipeline.name, kind: "pipeline", group: "pipelines")]
        + pipeline.stages.map {
          GroupedName(name: $0.name, kind: "stage", group: "stages of \(pipeline.name.text)")
        }
    case .property(let property):
      let subject = property.subject
      let own = GroupedName(name: subject.name, kind: "property", group: "properties of \(subject.entity)")
      switch property.type {
      case .oneOf(let options, _), .setOf(let options):
        let group = "options of \(subject.entity).\(subject.name.text)"
        return [own] + options.map { GroupedName(name: $0.name, kind: "option", group: group) }
      case .number, .text, .date, .time, .flag, .person, nil: return [own]
      }
    case .team(let team): return [GroupedName(name: team.name, kind: "team", group: "teams")]
    case .template(let template): return [GroupedName(name: template.name, kind: "template", group: "templates")]
    case .inbox(let inbox): return [GroupedName(name: inbox.name, kind: "inbox", group: "inboxes")]
    case .list(let list): return [GroupedName(name: list.name, kind: "list", group: "lists")]
    case .calendar(let calendar): return [GroupedName(name: calendar.name, kind: "calendar", group: "calendars")]
    case .action(let action): return [GroupedName(name: action.name, kind: "action", group: "actions")]
    case .definition(let definition):
      return [GroupedName(name: definition.name, kind: "definition", group: "definitions")]
    case .test(let test): return test.title.map { [GroupedName(name: $0, kind: "test", group: "tests")] } ?? []
    // Titles of rules are many, and looked at in their places.
    case .rule, .portal, .answerLimit, .scope, .promise: return []
    }
  }
}

extension WrittenText {
  /// Rules under titles that look alike.
  fileprivate var lookAlikeTitles: [Diagnostic] {
    var diagnostics: [Diagnostic] = []
    var seen = SeenHashes(count: sources.reduce(0) { $0 + $1.tree.items.count })
    // The items of all files are numbered in order.
    var start = 0
    for (_, tree) in sources {
      let items = tree.items.span
      for index in items.indices {
        guard case .rule(let rule) = items[index], let hash = rule.title.looksHash,
          let first = seen.first(hash, orAdd: start + index)
        else { continue }
        if let title = rule.title, let other = self.title(ofItem: first),
          let diagnostic = Diagnostic.lookAlike(title, other, kind: "rule")
        {
          diagnostics.append(diagnostic)
        }
      }
      start += items.count
    }
    return diagnostics
  }

  private func title(ofItem number: Int) -> NameSyntax? {
    var index = number
    for (_, tree) in sources {
      if index < tree.items.count {
        guard case .rule(let rule) = tree.items[index] else { return nil }
        return rule.title
      }
      index -= tree.items.count
    }
    return nil
  }
}

extension Diagnostic {
  /// `nil` where the two are the same, or do not look so: their hashes alone were.
  fileprivate static func lookAlike(_ name: NameSyntax, _ other: NameSyntax, kind: String) -> Diagnostic? {
    guard other.text != name.text, other.text.looks == name.text.looks else { return nil }
    return Diagnostic(
      .warning, "W0510", "\(kind) `\(name.text)` looks like another \(kind), but is not the same", at: name.range,
      labels: [Diagnostic.Label("the other \(kind)", at: other.range)],
      help: "give one of them a name that is told apart at a glance",
      notes: other.text.firstDifference(from: name.text).map { ["they differ in \($0)"] } ?? [])
  }
}

extension NameSyntax? {
  fileprivate var looksHash: UInt64? {
    switch self {
    case .some(let title): title.text.looksHash(after: LooksHash())
    case .none: nil
    }
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

extension Unicode.Scalar {
  fileprivate var shown: String {
    let digits = String(value, radix: 16, uppercase: true)
    let number = "U+" + String(repeating: "0", count: max(0, 4 - digits.count)) + digits
    return properties.isDefaultIgnorableCodePoint || properties.isWhitespace ? number : "`\(self)` (\(number))"
  }
}
