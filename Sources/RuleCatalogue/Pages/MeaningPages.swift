extension Catalogue {
  static let meaningPages: [Page] =
    conversationsMeaningPages + pairsMeaningPages + tablesMeaningPages + triggersMeaningPages + waitingMeaningPages
}
