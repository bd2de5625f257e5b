extension Catalogue {
  static let typePages: [Page] = []
}
