/// The facts that rules ask for, and where each stands among the variables.
struct FactPlaces {
  /// Where a fact's class stands among the variables: most significant bit first.
  struct Place {
    var first: Int
    var bits: Int
    var count: Int
  }

  /// In the order of their variables.
  private(set) var facts: [Fact] = []
  private var places: [Place] = []
  private var indices = HashedIndices()

  /// Where a fact stands; `nil` if no rule asks for it.
  subscript(fact: Fact) -> Place? {
    indices.index(ofHash: fact.hashValue) { facts[$0] == fact }.map { places[$0] }
  }

  /// Adds a fact that is not there.
  mutating func add(_ fact: Fact, at place: Place) {
    facts.append(fact)
    places.append(place)
    let facts = facts
    indices.addNext { facts[$0].hashValue }
  }
}
