extension Catalogue {
  static let lintPages: [Page] =
    hintLintPages + ruleLintPages + conditionLintPages + textLintPages + commentLintPages
}
