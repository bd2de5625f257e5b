import RuleSource
import RuleSyntax

extension SyntaxTree {
  /// All items but rules, in text order.
  ///
  /// Few items are none: they are copied once, and rules never, for an item of which one does not know what it is takes a
  /// hundred instructions to copy.
  var declarations: [ItemSyntax] {
    var declarations: [ItemSyntax] = []
    let items = items.span
    for index in items.indices {
      if !SyntaxTree.isRule(items[index]) { declarations.append(items[index]) }
    }
    return declarations
  }

  private static func isRule(_ item: ItemSyntax) -> Bool {
    switch item {
    case .rule: true
    default: false
    }
  }
}

extension [(file: SourceFile, tree: SyntaxTree)] {
  /// The rule at `range`.
  func rule(writtenAt range: SourceRange) -> RuleDeclarationSyntax? {
    let file = Int(range.fileIndex)
    return indices.contains(file) ? self[file].tree.items.rule(startingAt: range.start) : nil
  }
}

extension [ItemSyntax] {
  /// The rule that begins at `offset`; if none does, the first item behind it where that is one.
  fileprivate func rule(startingAt offset: Int) -> RuleDeclarationSyntax? {
    let items = span
    let index = items.indices.bisected { items[$0].start < offset }
    guard index < items.count, case .rule(let rule) = items[index] else { return nil }
    return rule
  }
}

extension ItemSyntax {
  // Almost all items are rules, which are not copied to be asked.
  fileprivate var start: Int {
    if case .rule(let rule) = self { rule.range.start } else { range.start }
  }
}
