extension Catalogue {
  static let lintPages: [Page] = []
}
