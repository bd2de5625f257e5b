import RuleChecker
import RuleSchema
import RuleSource
import RuleSyntax

/// What lints look at: a rulebook without errors.
struct LintSubject {
  /// In canonical order, as ranges name them.
  let sources: [(file: SourceFile, tree: SyntaxTree)]
  /// Of each source all items but rules, in text order.
  let declarations: [[ItemSyntax]]
  let schema: Schema
  /// How many options each property has that is one of several; 0 for others.
  let choiceCounts: [Int]
  /// The rules that are on or off, with what was written; one for each pipeline of a rule for several.
  let rules: [CheckedRule]
  /// The rules that are on, by all they say; and those that ask something in one arm, by what they ask.
  let doingAlike: LikelyAlike
  let askingAlike: LikelyAlike

  init(_ text: WrittenText, rules: CheckedRules) {
    sources = text.sources
    declarations = text.declarations
    schema = rules.schema
    choiceCounts = rules.schema.properties.map { property in
      if case .oneOf(let options, _) = property.kind { options.count } else { 0 }
    }
    self.rules = rules.rules
    (doingAlike, askingAlike) = rules.rules.alike
  }

  /// The rules that `isIncluded` picks, by index.
  ///
  /// Most lints look closer at few rules: those are found without a copy of any part of the others.
  @inline(__always)
  func indices(where isIncluded: (CheckedRule) -> Bool) -> [Int] {
    var found: [Int] = []
    let rules = rules.span
    for index in rules.indices where isIncluded(rules[index]) { found.append(index) }
    return found
  }

  /// How the rule at `index` is written.
  ///
  /// Complexity: O(log *n*) in the number of items. A walk that noted the place of every rule took longer: few are
  /// asked for.
  func written(_ index: Int) -> RuleDeclarationSyntax? { sources.rule(writtenAt: rules[index].range) }

  /// ``rule `Name` ``, or where it stands.
  func name(of index: Int) -> String {
    let rule = rules[index]
    guard !rule.isNamed else { return "rule `\(rule.identity)`" }
    let file = sources[Int(rule.range.fileIndex)].file
    return "the nameless rule in line \(file.lineIndex(at: rule.range.start) + 1)"
  }

  /// The bytes of a rule's head: `rule "Name"`, or `on` with its events.
  func head(of index: Int) -> SourceRange { written(index)?.headRange ?? rules[index].range }

  /// The words at `range` in backticks if they are short, else `otherwise`.
  func words(at range: SourceRange, otherwise: String) -> String {
    let words = sources[Int(range.fileIndex)].file.text(of: range).split(whereSeparator: \.isWhitespace)
    let text = words.joined(separator: " ")
    return text.count > 60 || text.contains("#") || text.contains("`") ? otherwise : "`\(text)`"
  }

  /// Whether a comment stands within `range`: no fix may touch one.
  func hasComment(in range: SourceRange) -> Bool {
    let tokens = sources[Int(range.fileIndex)].tree.tokens
    var index = tokens.firstToken(at: range.start)
    while index < tokens.count, tokens[index].range.start < range.end {
      if tokens[index].kind == .comment { return true }
      index += 1
    }
    return false
  }

  /// Whether a comment stands right above `range`, without an empty line between.
  func hasCommentAbove(_ range: SourceRange) -> Bool {
    let (file, tree) = sources[Int(range.fileIndex)]
    let index = tree.tokens.firstToken(at: range.start) - 1
    guard index >= 0, tree.tokens[index].kind == .comment else { return false }
    let comment = tree.tokens[index].range
    return file.lineIndex(at: range.start) - file.lineIndex(at: comment.start) == 1
  }
}

extension [CheckedRule] {
  /// The rules that are on, by all they say; and those that ask something in one arm, by what they ask.
  fileprivate var alike: (doing: LikelyAlike, asking: LikelyAlike) {
    var doing = LikelyAlike(count: count)
    var asking = LikelyAlike(count: count)
    let rules = span
    for index in rules.indices where !rules[index].isOff {
      var hash = MeaningHash()
      hash.mixQuestions(of: rules[index])
      if rules[index].asksInOneArm { asking.add(index, hash: hash.value) }
      hash.mixActions(of: rules[index])
      doing.add(index, hash: hash.value)
    }
    return (doing, asking)
  }
}

extension CheckedRule {
  fileprivate var asksInOneArm: Bool {
    // Looked at where it is: a copy has a count for each of its parts.
    switch arms {
    case .one(let arm): arm.row == nil && (guardCondition != nil || arm.condition != nil)
    case .several: false
    }
  }
}

extension Schema {
  /// A field in the words of rules.
  func words(for field: Field) -> String {
    switch field {
    case .stage: return "stage"
    case .pipeline: return "pipeline"
    case .owner: return "owner"
    case .team: return "team"
    case .inbox: return "inbox"
    case .channel: return "channel"
    case .created: return "created"
    case .closed: return "closed"
    case .contactEmail: return "contact.email"
    case .ownerEmail: return "owner.email"
    case .ownerTeams: return "owner.teams"
    case .messageSubject: return "message.subject"
    case .messageFrom: return "message.from"
    case .messageText: return "message.text"
    case .property(let index):
      let property = properties[index.value]
      switch property.entity {
      case .ticket: return property.name
      case .contact: return "contact.\(property.name)"
      case .company: return "company.\(property.name)"
      }
    }
  }

  /// The options of a property that is one of several.
  func choices(of field: Field) -> [Property.Option]? {
    guard case .property(let index) = field, case .oneOf(let options, _) = properties[index.value].kind else {
      return nil
    }
    return options
  }
}
