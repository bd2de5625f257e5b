extension Catalogue {
  static let meaningPages: [Page] = []
}
