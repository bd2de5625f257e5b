/// The pages of E01xx, by what they are about.
extension Catalogue {
  static let syntaxPages: [Page] =
    syntaxPagesCharacters + syntaxPagesMissing + syntaxPagesWords + syntaxPagesJoints
    + syntaxPagesHabits + syntaxPagesOrder + syntaxPagesTimes + syntaxPagesTables
}
