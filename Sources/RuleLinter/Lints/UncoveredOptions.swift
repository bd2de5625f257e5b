import RuleChecker
import RuleSchema
import RuleSource

//  Two arms or more that each ask for options of one property, no `otherwise`, and options that no arm takes: often one
//  was forgotten. Where most options are left out, that is the intention.

let uncoveredOptions = Lint(codes: ["H0503"]) { subject in
  subject.indices { $0.arms.count >= 2 }.compactMap { index in
    let rule = subject.rules[index]
    guard let field = rule.decidingField, let options = subject.schema.choices(of: field),
      !rule.triggers.contains(where: { $0.happening.names(field) })
    else { return nil }
    let missing = options.indices.filter { option in
      !rule.arms.contains { $0.condition?.holds(forOption: option, schema: subject.schema) ?? true }
    }
    let isAsked = { (option: Int) in
      rule.guardCondition?.holds(forOption: option, schema: subject.schema) ?? true
    }
    let forgotten = missing.filter(isAsked)
    guard !forgotten.isEmpty, forgotten.count * 2 <= options.count else { return nil }
    let names = forgotten.map { "`\(options[$0].name)`" }
    let listed =
      names.dropLast().isEmpty ? names[0] : names.dropLast().joined(separator: ", ") + " or " + names[names.count - 1]
    let name = subject.schema.words(for: field)
    return Diagnostic(
      .hint, "H0503", "no arm is for `\(name)` \(listed)", at: subject.head(of: index),
      help: "add `otherwise do …`, or name \(names.count == 1 ? "it" : "them") in an arm",
      notes: ["where no arm holds, nothing is done; that is so where `\(name)` is unknown, too"])
  }
}

extension CheckedRule {
  /// The one property that all arms ask about, and nothing else.
  fileprivate var decidingField: Field? {
    var field: Field?
    for arm in arms {
      guard arm.row == nil, let condition = arm.condition, let asked = condition.onlyField,
        field == nil || field == asked
      else { return nil }
      field = asked
    }
    // A guard that asks for the property among other things may take any option away.
    if let guardCondition, guardCondition.asks(about: field), guardCondition.onlyField != field { return nil }
    return field
  }
}

extension CheckedTrigger.Happening {
  /// Whether it names a value of `field`, so that only some options come in.
  fileprivate func names(_ field: Field) -> Bool {
    literals.map { $0.field == field && !$0.values.isEmpty } ?? false
  }
}

extension CheckedCondition {
  /// The field whose options are all that it asks about.
  fileprivate var onlyField: Field? {
    var field: Field?
    var isOnly = true
    forEachTest { test in
      switch test {
      case .isOneOf(let asked, _), .compares(let asked, _, .option):
        if field == nil { field = asked } else if field != asked { isOnly = false }
      default: isOnly = false
      }
    }
    return isOnly ? field : nil
  }

  fileprivate func asks(about field: Field?) -> Bool {
    var found = false
    forEachTest { test in
      if let field, test.subject == .now(field) { found = true }
    }
    return found
  }

  /// Whether it holds for an option; tests of anything else count as true.
  fileprivate func holds(forOption option: Int, schema: Schema) -> Bool {
    guard onlyField != nil else { return true }
    return holdsExactly(forOption: option, schema: schema)
  }

  private func holdsExactly(forOption option: Int, schema: Schema) -> Bool {
    switch self {
    case .all(let parts): parts.allSatisfy { $0.holdsExactly(forOption: option, schema: schema) }
    case .any(let parts): parts.contains { $0.holdsExactly(forOption: option, schema: schema) }
    case .not(let inner): !inner.holdsExactly(forOption: option, schema: schema)
    case .test(let test, _): test.holds(for: .option(option), schema: schema)
    }
  }
}
