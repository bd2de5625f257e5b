extension Catalogue {
  static let namePages: [Page] =
    calendarsNamePages + declarationsNamePages + pipelinesNamePages + propertiesNamePages + unknownNamePages
}
