extension Catalogue {
  static let typePages: [Page] =
    actionsTypePages + comparisonsTypePages + timesTypePages + valuesTypePages
}
