package import RuleSource

/// The tree of `file` and every message about how it is written, in text order.
///
/// Total: any bytes give a tree. `index` is the file's place in the rulebook, for ranges.
///
/// Complexity: O(*n*) in the number of bytes.
package func parse(_ file: SourceFile, index: Int) -> (tree: SyntaxTree, diagnostics: [Diagnostic]) {
  var lexer = Lexer(file, index: index)
  lexer.run()
  let parser = Parser(file, index: index, lexemes: lexer.lexemes, hasLexicalReports: !lexer.diagnostics.isEmpty)
  let items = parser.parseFile()
  let diagnostics = merged(lexer.diagnostics, parser.diagnostics, itemStarts: parser.itemStarts)
  let tokens = TokenList(seen: lexer.lexemes, unseen: lexer.unseen, fileIndex: index)
  return (SyntaxTree(tokens: tokens, items: items), diagnostics)
}

/// Lexical habits, reported once an item.
private let lexicalHabits: Set<String> = ["E0103", "E0104", "E0105", "E0110", "E0112", "E0152"]

/// The messages of lexer and parser in text order; a lexical habit is said once an item.
private func merged(_ lexical: [Diagnostic], _ syntactic: [Diagnostic], itemStarts: [Int]) -> [Diagnostic] {
  guard !lexical.isEmpty || syntactic.count > 1 else { return syntactic }
  var result: [Diagnostic] = []
  var said: [String: Int] = [:]
  var nextItem = 0
  for diagnostic in lexical {
    while nextItem < itemStarts.count, itemStarts[nextItem] <= diagnostic.range.start {
      nextItem += 1
      said = [:]
    }
    if lexicalHabits.contains(diagnostic.code) {
      if let known = said[diagnostic.code] {
        // The first message mends them all.
        if let fix = result[known].fix, let more = diagnostic.fix, let whole = fix.joined(with: more) {
          result[known] = result[known].mended(by: whole)
        }
        continue
      }
      said[diagnostic.code] = result.count
    }
    result.append(diagnostic)
  }
  result += foldingBrackets(of: &result, into: syntactic)
  // The offset decides ties, so that the order does not depend on how the sort treats equals.
  return result.enumerated().sorted {
    ($0.element.range.start, $0.offset) < ($1.element.range.start, $1.offset)
  }.map(\.element)
}

/// `in [a, b]` is one mistake: the brackets go with the comparison before them.
private func foldingBrackets(of lexical: inout [Diagnostic], into syntactic: [Diagnostic]) -> [Diagnostic] {
  guard syntactic.contains(where: { $0.code == "E0605" }) else { return syntactic }
  return syntactic.map { message in
    guard message.code == "E0605" else { return message }
    let brackets = lexical.firstIndex {
      $0.code == "E0105" && message.range.end <= $0.range.start && $0.range.start <= message.range.end + 1
    }
    guard let brackets, let fix = message.fix, let more = lexical[brackets].fix else { return message }
    lexical.remove(at: brackets)
    return message.mended(by: fix.joined(with: more) ?? fix)
  }
}
