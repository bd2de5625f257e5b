import RuleSource
import RuleSyntax

//  Two names that differ and look the same: whoever reads the rules takes one for the other. Names are compared by what
//  is seen of them, by a hash: of 10,000 titles none is compared with another unless both look alike.

let lookAlikeNames = TextLint(code: "W0510") { text in
  text.lookAlikeDeclarations + text.lookAlikeTitles
}

/// A name with what may be taken for it.
private struct GroupedName {
  let name: NameSyntax
  /// `stage`
  let kind: String
  /// Of an option or a property, that of the property.
  var entity: OperandSyntax.Entity?
  /// Of an option its property, of a stage its pipeline.
  var owner: String?

  /// Names of one group may be taken for each other.
  func isGrouped(with other: GroupedName) -> Bool {
    kind == other.kind && entity == other.entity && owner == other.owner
  }

  var looksHash: UInt64 {
    var hash = LooksHash()
    hash.mix(kind)
    if let owner { hash.mix(owner) }
    switch entity {
    case .ticket?: hash.mix(1)
    case .contact?: hash.mix(2)
    case .company?: hash.mix(3)
    case .owner?, .message?, .conversation?, nil: break
    }
    return name.text.looksHash(after: hash)
  }
}

extension WrittenText {
  /// What is declared under names that look alike.
  fileprivate var lookAlikeDeclarations: [Diagnostic] {
    var all: [GroupedName] = []
    for items in declarations { for item in items { item.addNames(to: &all) } }
    var diagnostics: [Diagnostic] = []
    var seen = SeenHashes(count: all.count)
    let names = all.span
    for index in names.indices {
      guard let first = seen.first(names[index].looksHash, orAdd: index), names[first].isGrouped(with: names[index]),
        let diagnostic = Diagnostic.lookAlike(names[index].name, names[first].name, kind: names[index].kind)
      else { continue }
      diagnostics.append(diagnostic)
    }
    return diagnostics
  }
}

extension ItemSyntax {
  fileprivate func addNames(to names: inout [GroupedName]) {
    switch self {
    case .pipeline(let pipeline):
      names.append(GroupedName(name: pipeline.name, kind: "pipeline"))
      for stage in pipeline.stages {
        names.append(GroupedName(name: stage.name, kind: "stage", owner: pipeline.name.text))
      }
    case .property(let property):
      let (entity, name) = (property.subject.entity, property.subject.name)
      names.append(GroupedName(name: name, kind: "property", entity: entity))
      switch property.type {
      case .oneOf(let options, _), .setOf(let options):
        for option in options {
          names.append(GroupedName(name: option.name, kind: "option", entity: entity, owner: name.text))
        }
      case .number, .text, .date, .time, .flag, .person, nil: break
      }
    case .team(let team): names.append(GroupedName(name: team.name, kind: "team"))
    case .template(let template): names.append(GroupedName(name: template.name, kind: "template"))
    case .inbox(let inbox): names.append(GroupedName(name: inbox.name, kind: "inbox"))
    case .list(let list): names.append(GroupedName(name: list.name, kind: "list"))
    case .calendar(let calendar): names.append(GroupedName(name: calendar.name, kind: "calendar"))
    case .action(let action): names.append(GroupedName(name: action.name, kind: "action"))
    case .definition(let definition): names.append(GroupedName(name: definition.name, kind: "definition"))
    case .test(let test): if let title = test.title { names.append(GroupedName(name: title, kind: "test")) }
    // Titles of rules are many, and looked at in their places.
    case .rule, .portal, .answerLimit, .scope, .promise: break
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
        let number = start + index
        guard let hash = plainLooksHash(of: items[index]) ?? title(of: number)?.text.looksHash(after: LooksHash()),
          let first = seen.first(hash, orAdd: number), let name = title(of: number), let other = title(of: first),
          let diagnostic = Diagnostic.lookAlike(name, other, kind: "rule")
        else { continue }
        diagnostics.append(diagnostic)
      }
      start += items.count
    }
    return diagnostics
  }

  // Apart from what other titles take: where that can be called the compiler copies each item to look at it.
  private func plainLooksHash(of item: ItemSyntax) -> UInt64? {
    switch item {
    case .rule(let rule): plainLooksHash(of: rule.title)
    default: nil
    }
  }

  private func plainLooksHash(of title: NameSyntax?) -> UInt64? {
    switch title {
    case .some(let title): title.text.plainLooksHash(after: LooksHash())
    case .none: nil
    }
  }

  /// The title of the rule that is item `number`, or nothing.
  private func title(of number: Int) -> NameSyntax? {
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
