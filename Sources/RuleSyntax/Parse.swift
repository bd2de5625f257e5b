package import RuleSource

/// The tree of `file` and every message about how it is written.
///
/// Total: any bytes give a tree. Complexity: O(*n*) in the number of bytes.
package func parse(_ file: SourceFile, index: Int) -> (tree: SyntaxTree, diagnostics: [Diagnostic]) {
  // Replaced by the parser.
  (SyntaxTree(tokens: [], items: []), [])
}
