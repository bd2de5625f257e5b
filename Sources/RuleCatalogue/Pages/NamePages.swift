extension Catalogue {
  static let namePages: [Page] = []
}
