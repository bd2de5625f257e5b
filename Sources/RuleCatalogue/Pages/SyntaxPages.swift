extension Catalogue {
  static let syntaxPages: [Page] = []
}
